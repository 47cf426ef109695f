"""score_points: the points given inside an item (得2分 … 扣1分) add up to its self score.

Where the numbering of the paragraphs has a gap, or fewer points are printed than the item was
awarded, one unprinted number may explain the difference: a warning, no error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audit.case import Case
from pipeline.audit.rule import Rule, Severity
from pipeline.audit.score_parts import name, same
from pipeline.model import Check, ScoreNode

RULE = Rule(
    "score_points",
    "error",
    "项内所计各分之和等于该项自评分",
    "the points given inside an item add up to its self score",
    "{subject}：自评{stated}分，但项内各处得分合计{computed}分（{words}）",
    "{subject}: self score {stated}, but the points given inside add up to {computed} ({words})",
)
FEWEST_POINTS = 2


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every item inside which points are given."""
    for node in case.items():
        paragraphs, inside = case.points_of(node)
        if node.self_score is None or not (paragraphs or inside):
            continue
        given = [n.self_score for n in paragraphs if n.self_score is not None] + [p.score for p in inside]
        taken = sum(n.deducted or 0.0 for n in paragraphs)
        if len(given) < FEWEST_POINTS:
            yield RULE.not_applicable(name(node), "too few points are printed inside the item")
            continue
        yield _checked(case, node, node.self_score, given, taken)


def _checked(case: Case, node: ScoreNode, stated: float, given: Sequence[float], taken: float) -> Check:
    """Compare the sum, with and without what was deducted, with the item's self score."""
    computed = round(sum(given), 6)
    if same(stated, computed) or same(stated, computed - taken):
        return RULE.passed(name(node))
    paragraphs, inside = case.points_of(node)
    terms = "+".join(f"{v:g}" for v in given)
    return RULE.failed(
        name(node),
        stated,
        computed,
        [node.span, *(n.span for n in paragraphs), *(p.span for p in inside)],
        severity=_severity(paragraphs, stated, computed),
        tolerance=0.0,
        words=(terms, terms),
    )


def _severity(paragraphs: Sequence[ScoreNode], stated: float, computed: float) -> Severity:
    numbers = [int(n.ordinal) for n in paragraphs if n.ordinal.isdigit()]
    gap = bool(numbers) and max(numbers) - min(numbers) + 1 > len(numbers)
    unprinted = any(n.self_score is None and not n.deducted for n in paragraphs)
    return "warning" if computed < stated and (gap or unprinted) else "error"
