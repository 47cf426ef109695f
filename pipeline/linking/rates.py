"""What a rate of money is per: printed with it, or with its neighbours in a list or a change."""

from __future__ import annotations

import regex

from pipeline.linking.view import View
from pipeline.normalise.units import rate_before

MONEY = frozenset({"money", "rate_of_money"})
# A rate without 万 below this may lack its period (全护理510元/月、半护理204元); above, it is an amount.
LARGEST_RATE = 30_000.0
# Parts of a rate that leave open of whom or of what time it is.
INCOMPLETE = frozenset({("month",), ("year",), ("person",)})
LONGEST_GAP = 14


def may_be_rate(view: View, index: int) -> bool:
    """Tell whether money is small enough, and printed in 元, to be a rate."""
    quantity = view.figure(index).quantity
    if quantity.kind == "rate_of_money":
        return True
    return (
        quantity.kind == "money" and quantity.value < LARGEST_RATE and not set(quantity.unit_stated) & set("万亿千百")
    )


def period(view: View, index: int, seen: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """Return what a figure is per, empty where nothing tells."""
    if not may_be_rate(view, index):
        return ()
    own = view.figure(index).quantity.per
    if own and own not in INCOMPLETE:
        return own
    words = _words_before(view, index)
    if words:
        return tuple(dict.fromkeys((*own, *words)))
    if own:
        return own
    like = view.mark(index).rate_like
    if like is not None and like not in seen and like != index:
        return period(view, like, seen | {index})
    return _listed(view, index)


def _words_before(view: View, index: int) -> tuple[str, ...]:
    """Return the rate named last in the clause before a figure (每人每月分别补助417元)."""
    start, end = view.near_start(index), view.figure(index).start
    for stop in range(end, start, -1):
        found = rate_before(view.sentence.text[start:stop])
        if found:
            return found.per
    return ()


def _listed(view: View, index: int) -> tuple[str, ...]:
    """Return the rate of the nearest figure of the same list (86元、286元和715元/人·月)."""
    figures = view.sentence.figures
    for step in (-1, 1):
        at = index
        while 0 <= at + step < len(figures):
            low, high = sorted((at, at + step))
            gap = view.sentence.text[figures[low].end : figures[high].start]
            if (
                len(gap) > LONGEST_GAP
                or regex.search(r"[。;]|折合|相当于|合计?每年", gap)
                or _other(view, figures[low].end, figures[high].start)
            ):
                break
            at += step
            if figures[at].quantity.kind == "rate_of_money":
                return figures[at].quantity.per
            if not may_be_rate(view, at):
                break
    return ()


def _other(view: View, start: int, end: int) -> bool:
    """Tell whether another programme or area begins between two figures: urban is by the month, rural by the year."""
    areas = any(t.name in ("urban", "rural") for t in view.sentence.within(start, end, "group"))
    return areas or bool(view.sentence.within(start, end, "programme"))
