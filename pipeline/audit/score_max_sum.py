"""score_max_sum: the maxima of a group's items add up to the group's."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.case import Case
from pipeline.audit.rule import Rule
from pipeline.audit.score_parts import name, own_maximum, same, sum_of, value_of
from pipeline.model import Check, ScoreNode

RULE = Rule(
    "score_max_sum",
    "error",
    "各子项分值之和等于上级指标分值",
    "the maxima of the items add up to their group's",
    "{subject}：分值{stated}分，但各子项分值合计{computed}分（{words}）",
    "{subject}: maximum {stated}, but the maxima of its items add up to {computed} ({words})",
)


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every node that prints a maximum and has items."""
    for node in case.items():
        parts = [part for part in case.children.get(node.node, []) if part.kind == node.kind]
        if node.max_score is not None and parts and node.kind != "bonus":
            yield _checked(case, node, node.max_score, parts)


def _checked(case: Case, node: ScoreNode, stated: float, parts: list[ScoreNode]) -> Check:
    computed = sum_of(case, parts, own_maximum)
    if computed is None:
        return RULE.not_applicable(name(node), "some of the items print no maximum")
    if len(parts) == 1 and parts[0].self_score != node.self_score:
        return RULE.not_applicable(name(node), "only one of the items prints a maximum")
    if same(stated, computed):
        return RULE.passed(name(node))
    terms = "+".join(f"{value_of(case, part, own_maximum):g}" for part in parts)
    evidence = [node.span, *(part.span for part in parts)]
    return RULE.failed(name(node), stated, computed, evidence, tolerance=0.0, words=(terms, terms))
