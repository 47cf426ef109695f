"""annual_monthly: a yearly and a monthly print of one standard agree by the factor twelve (每年5520元，每月460元)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

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
# 1600元/人/月，折合全年18200元; 分别为120元、100元（折合每年1440元、1080元）.
CONVERTED = regex.compile(
    r"[^。；;\d]{0,8}?[，,、(（]?(?:也)?(?:即|折合|折算|合计|合|相当于|按(?:全)?年(?:计算|计)?(?:为|是)?)"
    r"(?:成|为)?(?:全年|每人每年|每年|一年|年标准|年)(?:合计|合|共|是|为|达)*"
)
BY_YEAR = regex.compile(r"[^。；;\d]{0,8}?[，,、(（](?:全年|一年)(?:合计|折合|合|共计|共)(?:为)?")
LISTED = regex.compile(r"[、，,和及与]|(?:元)?[、，,]?")
AMOUNTS = frozenset({"money", "rate_of_money"})
MONTHLY_PRINT = (20.0, 5000.0)


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every standard that is printed by year and by month side by side."""
    for monthly, yearly in conversions(case):
        yield _checked(monthly.indicator or f"standard {monthly.quantity.raw}", yearly, monthly)
    for indicator, mentions in case.by_indicator.items():
        if "standard" not in indicator and not indicator.endswith("average_benefit"):
            continue
        for one, other in pairwise(mentions):
            pair = _pair(one, other)
            if pair is not None:
                yield _checked(indicator, *pair)


def conversions(case: Case) -> Iterator[tuple[Mention, Mention]]:
    """Yield each monthly standard with the yearly amount that its sentence converts it to."""
    for mentions in case.by_sentence.values():
        for index in range(1, len(mentions)):
            words = case.between(mentions[index - 1], mentions[index])
            if CONVERTED.fullmatch(words) or BY_YEAR.fullmatch(words):
                yearly = _listed(case, mentions[index:])
                monthly = _listed(case, mentions[index - 1 :: -1])[::-1]
                if yearly and len(monthly) >= len(yearly) and len(yearly) in (1, len(monthly)):
                    pairs = zip(monthly[-len(yearly) :], yearly, strict=True)
                    yield from (p for p in pairs if _convertible(p[0]))


def _listed(case: Case, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the run of amounts that are listed one after the other, in either direction."""
    run = [m for m in mentions[:1] if m.quantity.kind in AMOUNTS]
    for mention in mentions[1:] if run else ():
        one, other = sorted((run[-1], mention), key=lambda m: m.quantity.span.start)
        if mention.quantity.kind not in AMOUNTS or not LISTED.fullmatch(case.between(one, other)):
            break
        run.append(mention)
    return run


def _convertible(monthly: Mention) -> bool:
    low, high = MONTHLY_PRINT
    standard = monthly.indicator is None or "standard" in monthly.indicator or "average" in monthly.indicator
    return standard and low <= monthly.quantity.value <= high and not _by_year(monthly)


def _by_year(mention: Mention) -> bool:
    return mention.indicator is not None and abs(mention.value * MONTHS - mention.quantity.value) < ROUNDING


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
