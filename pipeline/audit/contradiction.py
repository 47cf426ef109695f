"""contradiction: a report states two values for one indicator, of one year, role, basis and scope, beyond rounding.

Two prints of one fact are near each other: what is far off, what stands behind 其中 or behind the count of a
part, and what a sentence lists beside the other value is something else. Where the basis or the scope may
differ it is a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from pipeline.audit import agreements, annual_monthly, composed_lists
from pipeline.audit.case import Case, spans
from pipeline.audit.causes import likely_cause
from pipeline.audit.contradictions import RULE, agree
from pipeline.audit.rule import Severity
from pipeline.codebook import INDICATORS
from pipeline.model import Check, Finding, Mention

__all__ = ["RULE", "check"]
OF_A_PART_OF_THE_YEAR = frozenset({"one_month", "part_year"})
# Bases under which a stock or a flow is counted alike.
ALIKE = {
    "stock": frozenset({"year_end", "unspecified", "cumulative"}),
    "flow": frozenset({"cumulative", "unspecified", "year_end"}),
}
# Slips of the pen and stale figures differ by less than a tenth; beyond a quarter, one value is of a part.
SAME_FACT, SAME_SUBJECT = 0.1, 0.25
# Asked of recipients or of the public, these differ rightly.
TOLERATED = frozenset({"self_score", "max_score", "satisfaction", "public_satisfaction", "awareness_rate"})
CHANGED = regex.compile(r"调整|提高|提标|上调|原|增加到|由|从|新标准|执行新")
RECUT = regex.compile(r"调减|调增|追加|收回|调剂|调整|核减|压减")
PLANNED = regex.compile(r"(?:任务|目标|计划|预计|指标|测算|拟|应)[^，。；,;]{0,8}$")
PLANNED_BEHIND = regex.compile(r"^(?:设|定|确定|作为|为|的)?(?:年度|绩效|保障)*(?:目标|任务|计划)")
# 目标是农村低保达到3600元以上，临时救助覆盖8500人次: what a target lists is planned to its end.
TARGETS = regex.compile(r"目标(?:任务)?(?:是|为|:)(?!.*(?:实际|完成|已|全年|年末|年底))[^。；;]*$")
# The roll at the beginning of the year is not that at its end.
OPENING = regex.compile(r"(?:年初|期初|上年末|上年底|去年底|去年末)(?!(?:设定|预算|目标|计划|给))[^，。；,;\d]{0,10}$")
REST = regex.compile(r"(?:其余|其他|其它|剩余|另外?)(?:的|有)?[^，。；,;\d]{0,4}$")
OF_WHICH = regex.compile(r"其中|来自|含|包括")
FULL_RATE = 100.0
# A link less sure than this is doubted before the report is.
SURE = 0.85


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every indicator and year that is stated more than once, and for signed agreements."""
    for indicator, mentions in case.by_indicator.items():
        groups: defaultdict[object, list[Mention]] = defaultdict(list)
        for mention in mentions:
            groups[mention.year, mention.region].append(mention)
        for group in groups.values():
            if len(group) > 1:
                yield from _checked(case, indicator, group)
    yield from agreements.check(case)


def _checked(case: Case, indicator: str, group: Sequence[Mention]) -> Iterator[Check]:
    if indicator.partition(".")[2] in TOLERATED:
        yield RULE.not_applicable(indicator, "different groups of people may be meant")
        return
    first = _chosen(case, group)
    others = [m for m in group if m is not first and not agree(first, m)]
    if not others:
        yield RULE.passed(indicator)
    for value in dict.fromkeys(m.value for m in others):
        other = next(m for m in others if m.value == value)
        reason = _another_fact(case, indicator, first, other)
        yield RULE.not_applicable(indicator, reason) if reason else _failed(case, indicator, first, other)


def _chosen(case: Case, group: Sequence[Mention]) -> Mention:
    """Return the mention that the report's observation rests on, else the first."""
    chosen = {id(o.chosen) for o in case.report.observations}
    return next((m for m in group if id(m) in chosen), group[0])


def _another_fact(case: Case, indicator: str, first: Mention, other: Mention) -> str | None:
    """Return why two values need not be one fact, None where they must be."""
    standard = INDICATORS[indicator].type == "standard"
    both = case.text(first.quote.start, first.quote.end) + case.text(other.quote.start, other.quote.end)
    apart = abs(first.value - other.value) / max(abs(first.value), abs(other.value))
    reasons = (
        ({first.basis, other.basis} & OF_A_PART_OF_THE_YEAR, "one of the values is of a month or a part of the year"),
        ({first.basis, other.basis} == {"monthly_average", "year_end"}, "the values are counted on different bases"),
        (standard and CHANGED.search(both), "the standard was changed in the year"),
        (not standard and apart > SAME_SUBJECT, "the values are too far apart to be one fact"),
        (first.unit == "%" and FULL_RATE in (first.value, other.value), "a full rate is often said of a part"),
        (first.quote == other.quote and not standard, "one sentence lists both values"),
        (any(_planned(case, m) for m in (first, other)), "one of the values is planned"),
        (_at_opening(case, first) != _at_opening(case, other), "one of the values is that of the year's beginning"),
        (any(_of_a_part(case, m) for m in (first, other)), "one of the values is of a part"),
        (first.unit == "元" and RECUT.search(both), "the money was cut or raised in the year"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _planned(case: Case, mention: Mention) -> bool:
    before = case.text(mention.quote.start, mention.quantity.span.start)
    behind = case.text(mention.quantity.span.end, mention.quote.end)
    planned = PLANNED.search(before) is not None or TARGETS.search(before) is not None
    return planned or PLANNED_BEHIND.search(behind) is not None


def _at_opening(case: Case, mention: Mention) -> bool:
    return OPENING.search(case.text(mention.quote.start, mention.quantity.span.start)) is not None


def _of_a_part(case: Case, mention: Mention) -> bool:
    """Tell whether a value stands behind 其中, 其余 or 按…分 or behind the count of a part, in its sentence."""
    if composed_lists.split(case, mention) or REST.search(case.text(mention.quote.start, mention.quantity.span.start)):
        return True
    sentence = case.by_sentence.get(mention.quote, [])
    before = [m for m in sentence if m.quantity.span.end <= mention.quantity.span.start]
    like = [m for m in before if m.quantity.unit == mention.quantity.unit]
    if any(m.scope == "part" and m.value > mention.value for m in like):
        return True
    larger = [m for m in like if m.indicator == mention.indicator or m.quantity.kind == "money"]
    larger = [m for m in larger if m.value > mention.value]
    return bool(larger) and OF_WHICH.search(case.between(larger[-1], mention)) is not None


def _failed(case: Case, indicator: str, first: Mention, other: Mention) -> Check:
    return RULE.failed(
        indicator,
        first.value,
        other.value,
        spans((first, other)),
        severity=_severity(INDICATORS[indicator].type, first, other),
        suggestion=likely_cause(first.value, other.value),
        follows_from=_beside_twelve(case, first, other),
    )


def _severity(kind: str, first: Mention, other: Mention) -> Severity:
    bases = first.basis == other.basis or {first.basis, other.basis} <= ALIKE.get(kind, frozenset())
    far = abs(first.value - other.value) > SAME_FACT * max(abs(first.value), abs(other.value))
    unsure = min(first.confidence, other.confidence) < SURE
    return "warning" if not bases or far or unsure or kind == "rate" or first.quote == other.quote else "error"


def _beside_twelve(case: Case, first: Mention, other: Mention) -> Finding | None:
    """Return the finding of annual_monthly that the same two prints make."""
    if first.quote != other.quote:
        return None
    places = {first.quantity.span, other.quantity.span}
    found = (c.finding for c in annual_monthly.check(case) if c.finding is not None)
    return next((f for f in found if places <= set(f.evidence)), None)
