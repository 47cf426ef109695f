"""score_sum: the self scores of a group's items add up to the group's."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.case import Case
from pipeline.audit.rule import Rule
from pipeline.audit.score_parts import likely_error, name, own_score, same, sum_of, value_of
from pipeline.model import Check, ScoreNode

RULE = Rule(
    "score_sum",
    "error",
    "各子项自评分之和等于上级指标自评分",
    "the self scores of the items add up to their group's",
    "{subject}：自评{stated}分，但各子项合计{computed}分（{words}）",
    "{subject}: self score {stated}, but its items add up to {computed} ({words})",
)


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every node that prints a self score and has items."""
    for node in case.items():
        parts = case.children.get(node.node, [])
        if node.self_score is not None and parts:
            yield _checked(case, node, node.self_score, parts)


def _checked(case: Case, node: ScoreNode, stated: float, parts: list[ScoreNode]) -> Check:
    computed = sum_of(case, parts, own_score)
    if computed is None:
        return RULE.not_applicable(name(node), "some of the items print no self score")
    if len(parts) == 1 and parts[0].max_score != node.max_score:
        return RULE.not_applicable(name(node), "only one of the items prints a score")
    if same(stated, computed):
        return RULE.passed(name(node))
    terms = "+".join(f"{value_of(case, part, own_score):g}" for part in parts)
    return RULE.failed(
        name(node),
        stated,
        computed,
        [node.span, *(part.span for part in parts)],
        tolerance=0.0,
        suggestion=likely_error(case, node, computed, own_score),
        words=(terms, terms),
    )
