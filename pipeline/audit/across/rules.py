"""The rules across documents, in the order in which they are applied.

>>> [rule.name for rule, _ in DATASET_RULES]
['contradiction_across', 'jump', 'outlier', 'hierarchy', 'reused_text']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.audit.across import contradiction_across, hierarchy, jump, outlier, reused_text
from pipeline.audit.across.found import Result
from pipeline.audit.rule import Rule
from pipeline.dataset.tables import DOCUMENTS, INDICATORS, OBSERVATIONS, MentionRow, Rows

CheckRows = Callable[[Rows, dict[str, MentionRow]], Iterator[Result]]

DATASET_RULES: tuple[tuple[Rule, CheckRows], ...] = (
    (contradiction_across.RULE, contradiction_across.check),
    (jump.RULE, jump.check),
    (outlier.RULE, outlier.check),
    (hierarchy.RULE, hierarchy.check),
    (reused_text.RULE, reused_text.check),
)
NAMES = frozenset(rule.name for rule, _ in DATASET_RULES)


def audit_dataset(rows: Rows) -> Rows:
    """Return the rows with the checks and findings across documents, in place of those that they held before."""
    mentions = {m.mention_id: m for m in rows.mentions}
    # In the order of their keys, so that the order of the files changes nothing.
    ordered = replace(
        rows,
        documents=tuple(DOCUMENTS.sorted(rows.documents)),
        observations=tuple(OBSERVATIONS.sorted(rows.observations)),
        indicators=tuple(INDICATORS.sorted(rows.indicators)),
    )
    results = [result for _, check in DATASET_RULES for result in check(ordered, mentions)]
    kept_checks = tuple(c for c in rows.checks if c.rule not in NAMES)
    kept_findings = tuple(f for f in rows.findings if f.rule not in NAMES)
    return replace(
        rows,
        checks=(*kept_checks, *(r.check for r in results)),
        findings=(*kept_findings, *(r.finding for r in results if r.finding is not None)),
    )
