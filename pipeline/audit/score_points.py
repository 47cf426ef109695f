"""score_points: the points given inside an item (得2分 … 扣1分) add up to its self score.

Where the numbering of the paragraphs has a gap, or fewer points are printed than the item was
awarded, one unprinted number may explain the difference: a warning, no error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

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
NUMBERED = regex.compile(r"\d+$|\d+(?=\D*$)")
# 计2.5分（标准3分）: an award that names its maximum too.
AWARD = regex.compile(r"(?:得|计|记|给|加)(?P<points>\d+(?:\.\d+)?)分")


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every item inside which points are given."""
    for node in case.items():
        paragraphs, inside = case.points_of(node)
        if node.self_score is None or not (paragraphs or inside):
            continue
        given = [n.self_score for n in paragraphs if n.self_score is not None] + [p.score for p in inside]
        taken = sum(n.deducted or 0.0 for n in paragraphs)
        if case.children.get(node.node):
            yield RULE.not_applicable(name(node), "the points inside belong to its items")
        elif len(given) < FEWEST_POINTS and sum(given) <= node.self_score:
            yield RULE.not_applicable(name(node), "too few points are printed inside the item")
        else:
            yield _checked(case, node, node.self_score, given, taken)


def _checked(case: Case, node: ScoreNode, stated: float, given: Sequence[float], taken: float) -> Check:
    """Compare the sum, with and without what was deducted, with the item's self score."""
    paragraphs, inside = case.points_of(node)
    computed = round(sum(given), 6)
    if same(stated, computed) or same(stated, computed - taken) or same(stated, _awards(case, node)):
        return RULE.passed(name(node))
    only_taken = any(n.self_score is None and n.deducted for n in paragraphs)
    if only_taken and node.max_score is not None and same(stated, node.max_score - taken):
        return RULE.passed(name(node))
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


def _awards(case: Case, node: ScoreNode) -> float:
    """Return the sum of all awards in an item's text, those that the tree has read as something else included."""
    body = case.body(node)
    return round(sum(float(m["points"]) for m in AWARD.finditer(case.text(node.span.end, body.end))), 6)


def _severity(paragraphs: Sequence[ScoreNode], stated: float, computed: float) -> Severity:
    numbers = [int(digits[0]) for n in paragraphs if (digits := NUMBERED.search(n.ordinal))]
    gap = bool(numbers) and max(numbers) - min(numbers) + 1 > len(numbers)
    unprinted = any(n.self_score is None and not n.deducted for n in paragraphs)
    return "warning" if computed < stated and (gap or unprinted) else "error"
