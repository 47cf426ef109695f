"""A group of the tree of scores and its parts: what the parts add up to, and which number is most likely wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.audit.case import Case
from pipeline.audit.rule import shown
from pipeline.model import ScoreNode

Number = Callable[[ScoreNode], float | None]
# Scores are printed decimals; sums of them differ by no more than this.
SCORE_ERROR = 1e-4


def own_score(node: ScoreNode) -> float | None:
    """Return a node's printed self score."""
    return node.self_score


def own_maximum(node: ScoreNode) -> float | None:
    """Return a node's printed maximum."""
    return node.max_score


def value_of(case: Case, node: ScoreNode, number: Number) -> float | None:
    """Return a node's printed number, else the sum of its parts, None where neither is known."""
    printed = number(node)
    if printed is not None:
        return printed
    return sum_of(case, case.children.get(node.node, ()), number)


def sum_of(case: Case, parts: Sequence[ScoreNode], number: Number) -> float | None:
    """Return the sum of all parts, None where one is not known or there are none."""
    values = [value_of(case, part, number) for part in parts]
    known = [v for v in values if v is not None]
    return round(sum(known), 6) if known and len(known) == len(values) else None


def same(first: float, second: float) -> bool:
    """Tell whether two scores are the same printed decimal."""
    return abs(first - second) <= SCORE_ERROR


def name(node: ScoreNode) -> str:
    """Return what a node is called in a finding."""
    return node.label or node.ordinal or f"#{node.node}"


def likely_error(case: Case, node: ScoreNode, computed: float, number: Number) -> str:
    """Return which change makes the tree agree: the group's own number, or one of its parts by the difference."""
    printed = number(node)
    parent = next((n for n in case.report.scores if n.node == node.parent), None)
    whole = case.report.particulars.self_score if parent is None else number(parent)
    group = sum_of(case, case.children.get(node.parent, ()), number)
    if printed is None or whole is None or group is None:
        return f"改为{shown(computed)}或核对各子项 ({shown(computed)}, or one part is wrong)"
    if same(group - printed + computed, whole):
        return f"上级按{shown(computed)}计算，本项应为{shown(computed)} (the whole counts {shown(computed)} here)"
    if same(group, whole):
        difference = shown(abs(printed - computed))
        english = f"the whole counts {shown(printed)}: a part is off by {difference}"
        return f"上级按{shown(printed)}计算，某一子项相差{difference} ({english})"
    return f"改为{shown(computed)}或核对各子项 ({shown(computed)}, or one part is wrong)"
