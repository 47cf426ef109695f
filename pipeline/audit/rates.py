"""The rule of rates, shared by the ways in which reports state them, and the comparison of a rate with quotients."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

from pipeline.audit.case import spans
from pipeline.audit.intervals import Interval
from pipeline.audit.rule import Rule
from pipeline.model import Check, Mention

RULE = Rule(
    "ratio",
    "error",
    "比率与所列两个数相除的结果一致",
    "a stated rate is what the two stated quantities give",
    "{subject}：写作{stated}%，但按{words}计算为{computed}%",
    "{subject}: stated as {stated} %, but {words} gives {computed} %",
)
PERCENT = 100.0
# Beyond these, two quantities are no numerator and denominator of the rate.
LARGEST_FACTOR = 5.0
Pair = tuple[Mention, Mention]


def quotient(pair: Pair) -> Interval | None:
    """Return the first of a pair in percent of the second, None where the second may be zero or one has no bound."""
    part, whole = (Interval.of(m) for m in pair)
    bounded = all(isfinite(v) for v in (part.low, part.high, whole.low, whole.high))
    return part / whole * Interval.exact(PERCENT) if bounded and whole.low > 0 else None


def printed(rate: Mention) -> Interval:
    """Return what a printed rate allows; as some cut off where others round, one more unit of its last place."""
    interval = Interval.of(rate)
    return interval.widened(interval.width / 2)


def agrees(rate: Mention, pairs: Iterable[Pair]) -> bool:
    """Tell whether one of the pairs gives the rate."""
    return any((q := quotient(p)) is not None and q.meets(printed(rate)) for p in pairs)


def compared(subject: str, rate: Mention, accepted: Sequence[Pair], meant: Pair | None) -> Check:
    """Return the check of a rate: any accepted pair may give it; if none does, the pair that is meant is reported."""
    if agrees(rate, accepted) or (meant is not None and agrees(rate, [meant])):
        return RULE.passed(subject)
    computed = quotient(meant) if meant is not None else None
    if meant is None or computed is None:
        return RULE.not_applicable(subject, "the two quantities of the rate are not stated beside it")
    value = meant[0].value / meant[1].value * PERCENT
    if not 1 / LARGEST_FACTOR <= value / max(rate.value, 1e-9) <= LARGEST_FACTOR:
        return RULE.not_applicable(subject, "the quantities beside the rate are not its parts")
    words = f"{meant[0].quantity.raw}÷{meant[1].quantity.raw}"
    return RULE.failed(
        subject,
        rate.value,
        round(value, 4),
        spans((rate, *meant)),
        tolerance=printed(rate).width / 2,
        words=(words, words),
    )
