"""Growth: 较上年末净减529人，下降4.1%; 由580元提高到620元，增长6.9%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from pipeline.audit.case import Case
from pipeline.audit.intervals import Interval
from pipeline.audit.rates import Pair, compared
from pipeline.model import Check, Mention

GROWN = regex.compile(r"(?:增长|提高|增幅|上升|上涨|增加|下降|降低|减少|降幅|下降幅度|提高幅度)(?:了|为|达|约|率)?$")
CHANGE = regex.compile(
    r"(?:净?增(?:加|长|幅)?|净?减(?:少)?|提高|降低|下降|上升|(?:多|少)(?:支出|救助|发放|安排|筹集|投入)?)(?:了)?$"
)
FROM_TO = regex.compile(r"(?:提高|提升|调整|增加|增长|上调|上升|降低|下降|减少|降)(?:到|至|为)")
COMPARED = regex.compile(r"较|比|同比|上年|去年")
# 比上年的11388.4万元多支出…: the value before the change is the earlier one itself.
BESIDE = regex.compile(r"(?:较|比)[^，。；,;]{0,10}$")
DECREASE = regex.compile(r"减|降|少")
YEARLY = regex.compile(r"年均|平均每年|年平均|百分点|累计")
ONE = 1.0


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every percentage of growth whose two values are stated in its sentence."""
    for mentions in case.by_sentence.values():
        for index, rate in enumerate(mentions):
            if rate.quantity.kind != "percent" or index == 0 or rate.source == "table":
                continue
            words = case.text(mentions[index - 1].quantity.span.end, rate.quantity.span.start)
            if GROWN.search(words) and not YEARLY.search(words) and len(words) <= 20:
                yield _checked(case, mentions[:index], rate)


def _checked(case: Case, before: Sequence[Mention], rate: Mention) -> Check:
    subject = f"growth {before[-1].quantity.raw}"
    pairs = list(_pairs(case, before))
    return compared(subject, rate, pairs, pairs[0] if pairs else None)


def _pairs(case: Case, before: Sequence[Mention]) -> Iterator[Pair]:
    """Yield change and earlier value, the likeliest first: old and new value, then new value and change."""
    last = before[-1]
    other = next((m for m in reversed(before[:-1]) if m.quantity.unit == last.quantity.unit), None)
    if other is None or last.quantity.unit == "%":
        return
    between = case.between(other, last)
    lead = case.text(last.quote.start, other.quantity.span.start)
    if FROM_TO.search(between):
        yield _change(other, last)
    elif CHANGE.search(between):
        if BESIDE.search(lead):
            yield last, other
        earlier = _earlier(other, last, fell=DECREASE.search(between[-6:]) is not None)
        yield last, earlier
        yield last, other
        if COMPARED.search(between):
            yield from ((last, m) for m in before[:-2] if m.quantity.unit == last.quantity.unit)
    elif COMPARED.search(between) and not CHANGE.search(lead):
        yield _change(last, other)


def _change(earlier: Mention, later: Mention) -> Pair:
    """Return the size of a change and the value that it starts from."""
    interval = Interval.of(later) - Interval.of(earlier)
    low, high = sorted((abs(interval.low), abs(interval.high)))
    low = 0.0 if interval.low < 0 < interval.high else low
    return replace(later, value=abs(later.value - earlier.value), low=low, high=high), earlier


def _earlier(later: Mention, change: Mention, fell: bool) -> Mention:
    """Return the value before a change, from the one behind it."""
    now, by = Interval.of(later), Interval.of(change)
    before = now + by if fell else now - by
    value = later.value + change.value if fell else later.value - change.value
    return replace(later, value=value, low=before.low, high=before.high)
