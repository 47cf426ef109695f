"""score_total: the report's total is the sum of its parts, bonus and deductions included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audit import score_sum
from pipeline.audit.case import Case
from pipeline.audit.rule import Rule
from pipeline.audit.score_parts import name, own_maximum, own_score, same, sum_of, value_of
from pipeline.model import Check, Finding, ScoreNode, Span

RULE = Rule(
    "score_total",
    "error",
    "自评总分等于各部分得分之和（含加分、扣分）",
    "the total score is the sum of the parts, bonus and deductions included",
    "自评总分{stated}分，但各部分合计{computed}分（{words}）",
    "the total is stated as {stated}, but the parts add up to {computed} ({words})",
)
SUBJECT = "total"


def check(case: Case) -> Iterator[Check]:
    """Yield the check of the stated total against the parts at the top of the tree."""
    stated = case.report.particulars.self_score
    if stated is None:
        yield RULE.not_applicable(SUBJECT, "the report states no total score")
        return
    parts = _top(case)
    reason = _incomplete(case, parts)
    if reason is not None:
        yield RULE.not_applicable(SUBJECT, reason)
        return
    values = [_signed(case, part) for part in parts]
    computed = round(sum(values), 6)
    base = round(sum(v for v, part in zip(values, parts, strict=True) if part.kind == "item"), 6)
    if same(stated, computed) or same(stated, base):
        yield RULE.passed(SUBJECT)
        return
    terms = "+".join(f"{v:g}" for v in values).replace("+-", "-")
    yield RULE.failed(
        SUBJECT,
        stated,
        computed,
        [*_places(case, stated), *(part.span for part in parts)],
        tolerance=0.0,
        suggestion=f"各部分无误则总分应为{computed:g} ({computed:g} if the parts are right)",
        follows_from=_cause(case, parts, stated - computed),
        words=(terms, terms),
    )


def _top(case: Case) -> list[ScoreNode]:
    """Return the parts of the whole: the top of the tree, or what stands under its one root."""
    top = case.children.get(None, [])
    items = [n for n in top if n.kind == "item"]
    if len(items) == 1 and items[0].max_score == case.report.particulars.max_score and case.children.get(items[0].node):
        top = [*case.children[items[0].node], *(n for n in top if n.kind != "item")]
    return [n for n in top if not _is_head(case, n)] if case.report.particulars.max_score is not None else top


def _is_head(case: Case, node: ScoreNode) -> bool:
    """Tell whether a node is only the head of rows beside it (预算执行情况（10分） over 总额 10 9.94).

    Left out wrongly, it is missed by the sum of the maxima.
    """
    scoreless = own_score(node) is None and node.self_inferred is None
    return node.kind == "item" and scoreless and not case.children.get(node.node)


def _incomplete(case: Case, parts: Sequence[ScoreNode]) -> str | None:
    """Return why the parts cannot be taken as all, None where they can."""
    items = [part for part in parts if part.kind == "item"]
    if len(items) < 2:
        return "the report scores no parts"
    if any(value_of(case, part, own_score) is None and part.self_inferred is None for part in items):
        return "some of the parts print no self score"
    maximum, whole = sum_of(case, items, own_maximum), case.report.particulars.max_score
    if maximum is None:
        maximum = sum(part.max_score or part.max_inferred or 0.0 for part in items)
    if whole is not None and not same(maximum, whole):
        return "the maxima of the parts that were read do not add up to the whole"
    return None


def _signed(case: Case, part: ScoreNode) -> float:
    """Return what a part adds to the total; a deduction counts against it whatever its printed sign."""
    value = value_of(case, part, own_score)
    value = value if value is not None else part.self_inferred or 0.0
    return -abs(value) if part.kind == "deduction" else value


def _places(case: Case, stated: float) -> list[Span]:
    """Return where the total is printed: its row, else the mentions of its number."""
    rows = [n.span for n in case.report.scores if n.kind == "total"]
    prints = [m.quantity.span for m in case.quantities if m.quantity.kind == "points" and m.quantity.value == stated]
    return rows[:1] or prints[:1]


def _cause(case: Case, parts: Sequence[ScoreNode], difference: float) -> Finding | None:
    """Return the wrong sum of a part that explains the difference."""
    names = {name(part) for part in parts}
    for finding in (c.finding for c in score_sum.check(case)):
        if finding is None or finding.stated is None or finding.computed is None:
            continue
        if finding.subject in names and same(abs(finding.stated - finding.computed), abs(difference)):
            return finding
    return None
