"""annual_monthly: a yearly and a monthly print of one standard agree by the factor twelve (每年5520元，每月460元)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.audit.case import Case, spans
from pipeline.audit.intervals import Interval
from pipeline.audit.rule import Rule
from pipeline.model import Check, Mention

RULE = Rule(
    "annual_monthly",
    "error",
    "同一标准的年数等于月数的12倍",
    "a yearly print of a standard is twelve times its monthly print",
    "{subject}：年标准{stated}元，但月标准折算为{computed}元（{words}）",
    "{subject}: {stated} a year, but the monthly print gives {computed} ({words})",
)
MONTHS = 12.0
# Two prints of one standard stand in one breath.
NEAR = 40
# A monthly print is rounded to whole yuan.
ROUNDING = 0.5
# What differs by more is the unit's fault and is reported by the rule of units.
LARGEST_FACTOR = 3.0


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every standard that is printed by year and by month side by side."""
    for indicator, mentions in case.by_indicator.items():
        if "standard" not in indicator and not indicator.endswith("average_benefit"):
            continue
        for one, other in pairwise(mentions):
            pair = _pair(one, other)
            if pair is not None:
                yield _checked(indicator, *pair)


def _pair(one: Mention, other: Mention) -> tuple[Mention, Mention] | None:
    """Return the yearly and the monthly print of one standard, None where they are not two prints of one."""
    if one.quote != other.quote or (one.year, one.region) != (other.year, other.region):
        return None
    if other.quantity.span.start - one.quantity.span.end > NEAR:
        return None
    yearly, monthly = sorted((one, other), key=_is_monthly)
    return (yearly, monthly) if not _is_monthly(yearly) and _is_monthly(monthly) else None


def _is_monthly(mention: Mention) -> bool:
    return abs(mention.quantity.value - mention.value) < ROUNDING


def _checked(indicator: str, yearly: Mention, monthly: Mention) -> Check:
    stated = Interval.of(yearly.quantity)
    twelve = Interval.of(monthly.quantity).widened(ROUNDING) * Interval.exact(MONTHS)
    if stated.meets(twelve):
        return RULE.passed(indicator)
    value = monthly.quantity.value * MONTHS
    if not 1 / LARGEST_FACTOR < value / yearly.quantity.value < LARGEST_FACTOR:
        return RULE.not_applicable(indicator, "the two prints are too far apart to be one standard")
    words = f"{yearly.quantity.raw}、{monthly.quantity.raw}"
    return RULE.failed(
        indicator,
        yearly.quantity.value,
        value,
        spans((yearly, monthly)),
        tolerance=twelve.width / 2,
        words=(words, words),
    )
