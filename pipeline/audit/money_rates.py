"""Execution and arrival rates: money spent over budget or money received, money received over money planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

import regex

from pipeline.audit.case import Case
from pipeline.audit.rates import PERCENT, Pair, compared
from pipeline.model import Check, Mention

# Money in the same passage: the sentence of the rate and what stands this far before it.
PASSAGE = 320
# Stated apart, they are of the rate only where they come near it.
LARGEST_DIFFERENCE = 10.0
REACH = 16
# No rate of execution or arrival is this high: where one is computed, the base is another.
MOST = 130.0
NO_RESULT = regex.compile(r"未达|未到|低于|不足|高于|超过|标准|要求|应")
ALL_PERIODS = regex.compile(r"目标|不低于|以上|上年|去年|同期")


@dataclass(frozen=True, slots=True)
class MoneyRate:
    """A rate and the measures of its numerator and, the likeliest first, its denominator."""

    measure: str
    parts: tuple[str, ...]
    wholes: tuple[str, ...]


RATES = (
    MoneyRate("execution_rate", ("spending",), ("budget", "funds_received", "funds_superior", "budget_initial")),
    MoneyRate("arrival_rate", ("funds_received",), ("budget", "budget_initial")),
)


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every execution and arrival rate of the report's own region."""
    for kind in RATES:
        for mentions in [m for i, m in case.by_indicator.items() if i.endswith("." + kind.measure)]:
            for rate in mentions:
                if rate.source != "table":
                    yield _checked(case, kind, rate)


def _checked(case: Case, kind: MoneyRate, rate: Mention) -> Check:
    subject = rate.indicator or kind.measure
    near = [m for m in case.quantities if m.quantity.kind == "money" and _before(rate, m) <= PASSAGE]
    accepted: list[Pair] = [p for p in permutations(near, 2) if _can_be(kind, *p)]
    programme = subject.partition(".")[0]
    for part, whole in product(kind.parts, kind.wholes):
        parts = case.by_indicator.get(f"{programme}.{part}", [])
        wholes = case.by_indicator.get(f"{programme}.{whole}", [])
        accepted.extend((p, w) for p in parts for w in wholes)
    accepted.extend(_from_balance(near))
    meant = _meant(case, kind, rate, near) or _only(case, kind, rate)
    if meant is not None and meant[0].value > meant[1].value * MOST / PERCENT and rate.value <= PERCENT:
        meant = None
    return compared(subject, rate, accepted, meant)


def _only(case: Case, kind: MoneyRate, rate: Mention) -> Pair | None:
    """Return numerator and denominator, stated apart from the rate, where the report knows one of each."""
    programme = (rate.indicator or "").partition(".")[0]
    if programme != case.report.particulars.programme or rate.quantity.comparator != "=":
        return None
    words = case.text(rate.quote.start, rate.quantity.span.start)
    if ALL_PERIODS.search(words) or NO_RESULT.search(words[-REACH:]) or _one(case, rate.indicator or "", rate) is None:
        return None
    found = [_one(case, f"{programme}.{kind.parts[0]}", rate)]
    found.append(next((m for w in kind.wholes[:2] if (m := _one(case, f"{programme}.{w}", rate))), None))
    part, whole = found
    if part is None or whole is None or abs(part.value / whole.value * PERCENT - rate.value) > LARGEST_DIFFERENCE:
        return None
    return part, whole


def _one(case: Case, indicator: str, rate: Mention) -> Mention | None:
    """Return the last mention near a rate of an indicator that the report states with one value for the year."""
    found = [m for m in case.by_indicator.get(indicator, ()) if (m.year, m.region) == (rate.year, rate.region)]
    near = [m for m in found if abs(m.quantity.span.start - rate.quantity.span.start) <= PASSAGE]
    return near[-1] if near and len({m.value for m in found}) == 1 else None


def _can_be(kind: MoneyRate, part: Mention, whole: Mention) -> bool:
    """Tell whether two amounts nearby can be what the rate is of: a level's money or a balance is not spent."""
    is_part = part.indicator is None or part.indicator.endswith(tuple("." + p for p in kind.parts))
    return is_part and part.year == whole.year and not (whole.indicator or "").endswith(".balance")


def _before(rate: Mention, other: Mention) -> float:
    """Return how far a quantity stands before a rate; what follows in the sentence counts as near."""
    distance = rate.quantity.span.start - other.quantity.span.end
    if distance < 0:
        return 0 if other.quantity.span in rate.quote else float("inf")
    return distance


def _from_balance(near: Sequence[Mention]) -> Iterator[Pair]:
    """Yield spending over spending and balance together, as pairs of mentions with the sum in the second."""
    spent = [m for m in near if (m.indicator or "").endswith(".spending")]
    left = [m for m in near if (m.indicator or "").endswith(".balance")]
    for one, other in product(spent, left):
        yield one, replace(one, value=one.value + other.value, low=one.low + other.low, high=one.high + other.high)


def _meant(case: Case, kind: MoneyRate, rate: Mention, near: Sequence[Mention]) -> Pair | None:
    """Return the nearest numerator in the rate's own sentence with the nearest denominator of its programme."""
    programme = (rate.indicator or "").partition(".")[0]
    own = [m for m in near if (m.indicator or "").startswith(programme + ".") and m.role == "actual"]
    own = [m for m in own if m.year == rate.year and m.region == rate.region and m.scope == "whole"]
    parts = [m for m in own if (m.indicator or "").endswith(tuple("." + p for p in kind.parts))]
    parts = [m for m in parts if m.quantity.span in rate.quote]
    if not parts or ALL_PERIODS.search(case.between(parts[-1], rate)):
        return None
    for whole in kind.wholes:
        wholes = [m for m in own if m.indicator == f"{programme}.{whole}"]
        if len({m.value for m in wholes}) == 1:
            return parts[-1], wholes[-1]
        if not wholes:
            elsewhere = [m for m in case.by_indicator.get(f"{programme}.{whole}", []) if m.year == rate.year]
            if len({m.value for m in elsewhere}) == 1:
                return parts[-1], elsewhere[-1]
    if "spending" not in kind.parts:
        return None
    return next(iter(_from_balance([parts[-1], *(m for m in own if m.quantity.span in rate.quote)])), None)
