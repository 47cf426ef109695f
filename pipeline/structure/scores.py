"""The scores of a report: the tree of its items and the stated total, out of what, with which grade.

>>> from pipeline.loaders.builder import DocumentBuilder
>>> from pipeline.structure.outline import read_outline
>>> builder = DocumentBuilder("txt")
>>> for line in ("一、投入（20分，自评得分19分）", "二、产出（80分，自评得分80分）", "综上，自评得99分，等次为“优”。"):
...     builder.paragraph(line)
>>> document = builder.build()
>>> reading = read_scores(document, read_outline(document))
>>> [(n.label, n.max_score, n.self_score) for n in reading.nodes]
[('投入', 20.0, 19.0), ('产出', 80.0, 80.0)]
>>> reading.self_score, reading.max_score, reading.grade
(99.0, 100.0, '优')
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Document, Outline, PointsGiven, ScoreNode
from pipeline.structure.score_drafts import Draft, grouped_by_sums
from pipeline.structure.score_flat import flat_drafts
from pipeline.structure.score_prose import prose_drafts
from pipeline.structure.score_statements import Prose, statements
from pipeline.structure.score_tables import read_score_tables
from pipeline.structure.score_totals import stated_grade, stated_total
from pipeline.structure.score_tree import points_given, tree, without_repeats

# Without a stated total, only parts that add up to this are surely all of them.
WHOLE_SCALE = 100


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """The tree of scores, the total that the document states, and the points given inside scored items."""

    nodes: tuple[ScoreNode, ...]
    self_score: float | None = None
    max_score: float | None = None
    grade: str | None = None
    points: tuple[PointsGiven, ...] = ()


def read_scores(document: Document, outline: Outline) -> ScoreReading:
    """Return every node that prints a maximum or a score, and the report's own total."""
    prose = Prose.of(document, outline)
    found = statements(prose)
    tables = read_score_tables(document)
    flat, covered = flat_drafts(prose)
    found = tuple(s for s in found if not any(s.span in place for place in covered))
    numbers = {d.table: None for d in tables.drafts}
    rows = tuple(r for t in numbers for r in grouped_by_sums(tuple(d for d in tables.drafts if d.table == t)))
    drafts = without_repeats((*prose_drafts(prose, found), *rows, *grouped_by_sums(flat)))
    nodes = tree(drafts, outline)
    row = _total_row((*tables.drafts, *flat))
    score, maximum = stated_total(prose, found, row_printed=row is not None)
    score = score if score is not None else (row.score if row is not None else tables.stated)
    maximum = maximum if maximum is not None or row is None else row.maximum
    if maximum is None:
        total = _sum_of_maxima(nodes)
        # Fewer than all parts print their maximum where the sum falls short of the score.
        complete = total is not None and (total == WHOLE_SCALE if score is None else total >= score - _bonus(nodes))
        maximum = total if complete else None
    return ScoreReading(nodes, score, maximum, stated_grade(prose) or tables.grade, points_given(drafts, nodes))


def _total_row(drafts: tuple[Draft, ...]) -> Draft | None:
    """Return the first table's row of the total; of several there the last, which takes in bonus and deductions."""
    totals = [d for d in drafts if d.kind == "total" and d.score is not None]
    same = [d for d in totals if d.table == totals[0].table]
    maximum = next((d.maximum for d in same if d.maximum is not None), None)
    return replace(same[-1], maximum=maximum) if same else None


def _bonus(nodes: tuple[ScoreNode, ...]) -> float:
    """Return what the bonus blocks add to a total beyond its maximum."""
    return sum(n.self_score or 0.0 for n in nodes if n.parent is None and n.kind == "bonus")


def _sum_of_maxima(nodes: tuple[ScoreNode, ...]) -> float | None:
    """Return the sum of the top-level maxima, bonus and deductions left out, where each is printed."""
    top = [n for n in nodes if n.parent is None and n.kind == "item"]
    if len(top) < 2 or any(n.max_score is None for n in top):
        return None
    return round(sum(n.max_score for n in top if n.max_score is not None), 6)
