"""score_over_max: no item is scored above its maximum; a total with bonus may be."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.case import Case
from pipeline.audit.rule import Rule
from pipeline.audit.score_parts import SCORE_ERROR, name
from pipeline.model import Check

RULE = Rule(
    "score_over_max",
    "error",
    "自评分不超过该项分值",
    "a self score is at most its maximum",
    "{subject}：自评{stated}分，超过分值{computed}分",
    "{subject}: self score {stated} exceeds the maximum {computed}",
)


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every item that prints both numbers."""
    for node in case.items():
        if node.self_score is None or node.max_score is None or node.max_score < 0:
            continue
        if node.kind == "deduction":
            yield RULE.not_applicable(name(node), "a deduction is no award")
        elif node.self_score <= node.max_score + SCORE_ERROR:
            yield RULE.passed(name(node))
        else:
            yield RULE.failed(name(node), node.self_score, node.max_score, [node.span], tolerance=0.0)
