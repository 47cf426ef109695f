"""One document understood: the stages between loading and the dataset, in order.

Document → Outline → scores → particulars → mentions → observations
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.mentions import find_mentions
from pipeline.model import Document, Report
from pipeline.observe import observe
from pipeline.report_programme import report_subject
from pipeline.structure.outline import read_outline
from pipeline.structure.particulars import read_particulars
from pipeline.structure.score_flat_tables import with_tables
from pipeline.structure.scores import read_scores


def understand(document: Document) -> Report:
    """Return all that is understood of a document."""
    document = with_tables(document)
    outline = read_outline(document)
    scores = read_scores(document, outline)
    particulars = read_particulars(document, outline, scores)
    report = report_subject(document, particulars)
    particulars = replace(particulars, programme=report.programme(None))
    mentions = find_mentions(document, outline, particulars, report)
    return Report(
        document=document,
        outline=outline,
        particulars=particulars,
        scores=scores.nodes,
        mentions=mentions,
        observations=observe(mentions),
        points=scores.points,
    )
