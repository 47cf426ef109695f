"""average: money over people or person-times gives the stated average benefit.

Over person-times and over a monthly average of people times twelve it must; over the people on the
roll at the end of the year it need not, since the roll moves: there a difference counts beyond 15 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.audit.case import Case, spans
from pipeline.audit.intervals import Interval
from pipeline.audit.rule import Rule, Severity
from pipeline.model import Check, Mention

RULE = Rule(
    "average",
    "error",
    "人均（次均）补助水平等于支出除以人数或人次",
    "spending over people or person-times gives the stated average benefit",
    "{subject}：写作{stated}元，但按{words}计算为{computed}元",
    "{subject}: stated as {stated}, but {words} gives {computed}",
)
MONTHS = 12.0
# An average is cut off as often as rounded, and given in whole yuan.
ROUNDING = 1.0
WARNED_BEYOND, WRONG_BEYOND = 0.15, 0.5
# What is this far away is an average of something else.
LARGEST_FACTOR = 13.0
NEAR = 400
# 全市同期次均为1580元: another region's average, quoted beside the own.
ELSEWHERE = regex.compile(
    r"(?:全[市省国区]|[市省]里|自治区|周边|相邻|邻近)[^，。；,;\d]{0,12}$|同期[^，。；,;\d]{0,10}$"
)
PER_TIME = ("person_times", "household_times", "households", "persons")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to compute an average: money over a count, over months; `exact` where it must agree."""

    money: Mention
    count: Mention
    months: float
    exact: bool

    @property
    def value(self) -> float:
        """The average."""
        return self.money.value / self.count.value / self.months

    @property
    def interval(self) -> Interval:
        """What print allows for the average."""
        return Interval.of(self.money) / Interval.of(self.count) / Interval.exact(self.months)


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every stated average benefit."""
    for indicator, mentions in case.by_indicator.items():
        if indicator.endswith(".average_benefit"):
            for average in case.of_own_region(mentions):
                yield _checked(case, indicator, average)


def _checked(case: Case, indicator: str, average: Mention) -> Check:
    programme = indicator.partition(".")[0]
    stated = Interval.of(average).widened(max(Interval.of(average).width / 2, ROUNDING / 2))
    if any(way.interval.meets(stated) for way in _ways(case, programme, average, near=False)):
        return RULE.passed(indicator)
    others = [m for m in case.by_indicator[indicator] if (m.year, m.region) == (average.year, average.region)]
    if len(others) > 1 and ELSEWHERE.search(case.text(average.quote.start, average.quantity.span.start)):
        return RULE.not_applicable(indicator, "the average is that of another region")
    ways = list(_ways(case, programme, average, near=True))
    near = [w for w in ways if 1 / LARGEST_FACTOR < w.value / max(average.value, 1e-9) < LARGEST_FACTOR]
    if not near:
        return RULE.not_applicable(indicator, "spending or the people that share it are not stated beside the average")
    way = min(near, key=lambda w: (not w.exact, abs(w.count.quantity.span.start - average.quantity.span.start)))
    severity = _severity(way, average)
    if severity is None:
        return RULE.passed(indicator)
    words = f"{way.money.quantity.raw}÷{way.count.quantity.raw}" + ("÷12" if way.months == MONTHS else "")
    return RULE.failed(
        indicator,
        average.value,
        round(way.value, 4),
        spans((average, way.money, way.count)),
        severity=severity,
        tolerance=way.interval.width / 2,
        words=(words, words),
    )


def _severity(way: Way, average: Mention) -> Severity | None:
    difference = abs(way.value - average.value) / average.value
    if way.exact:
        return "error"
    if difference > WRONG_BEYOND:
        return "error"
    return "warning" if difference > WARNED_BEYOND else None


def _ways(case: Case, programme: str, average: Mention, near: bool) -> Iterator[Way]:
    """Yield what the report's money and counts of the programme give."""
    money = _stated(case, f"{programme}.spending", average, near)
    for measure in PER_TIME:
        for count in _stated(case, f"{programme}.{measure}", average, near):
            for spent in money:
                if count.low > 0 and _same_period(spent, count):
                    yield from _way(average, measure, spent, count)


def _stated(case: Case, indicator: str, average: Mention, near: bool) -> Sequence[Mention]:
    """Return the mentions of an indicator of the average's year and region; if `near`, those nearby where there are."""
    found = [m for m in case.by_indicator.get(indicator, ()) if (m.year, m.region) == (average.year, average.region)]
    beside = [m for m in found if abs(m.quantity.span.start - average.quantity.span.start) <= NEAR]
    return beside if near and beside else found


def _same_period(money: Mention, count: Mention) -> bool:
    parts = {"one_month", "part_year"}
    return (money.basis in parts) == (count.basis in parts)


def _way(average: Mention, measure: str, spent: Mention, count: Mention) -> Iterator[Way]:
    monthly = (average.unit or "").endswith("月")
    if measure == "person_times":
        yield Way(spent, count, 1.0, exact=True)
    elif not monthly:
        yield Way(spent, count, 1.0, exact=False)
    elif measure == "persons":
        yield Way(spent, count, MONTHS, exact=count.basis == "monthly_average")
    elif measure == "household_times":
        yield Way(spent, count, 1.0, exact=False)
