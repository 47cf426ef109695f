"""Money received is money spent and money left: 到位1860万元，支出1785.6万元，结余74.4万元.

What was carried over from the year before or lies with another level explains a difference, so it is a warning,
and where the report speaks of such money nothing is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.audit.case import Case, spans
from pipeline.audit.causes import likely_cause
from pipeline.audit.intervals import Interval
from pipeline.audit.parts import RULE
from pipeline.model import Check, Mention

# The three stand in one passage.
PASSAGE = 500
CARRIED = regex.compile(r"上年结[转余]|年初结[转余]|历年结[转余]|以前年度|累计结余|滚存|收回|利息|垫付|借支")
WHOLES = ("funds_received", "budget")
# A balance whose sum is further off is one of another account.
LARGEST_DIFFERENCE = 0.05


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every balance beside which spending and money received are stated."""
    for indicator, balances in case.by_indicator.items():
        programme, _, measure = indicator.partition(".")
        if measure == "balance":
            for left in case.of_own_region(balances):
                yield _checked(case, programme, left)


def _checked(case: Case, programme: str, left: Mention) -> Check:
    subject = left.indicator or ""
    spent = _near(case, f"{programme}.spending", left)
    wholes = [m for whole in WHOLES for m in _near(case, f"{programme}.{whole}", left)]
    if not spent or not wholes:
        return RULE.not_applicable(subject, "money received or spent is not stated beside the balance")
    start = min(m.quantity.span.start for m in (*spent, *wholes, left))
    if CARRIED.search(case.text(start - PASSAGE // 5, left.quantity.span.end + PASSAGE // 5)):
        return RULE.not_applicable(subject, "money was carried over")
    pairs = [(w, s) for w in wholes for s in spent]
    if any((Interval.of(s) + Interval.of(left)).meets(Interval.of(w)) for w, s in pairs):
        return RULE.passed(subject)
    whole, paid = min(pairs, key=lambda p: abs(p[0].value - p[1].value - left.value))
    value = paid.value + left.value
    if abs(value - whole.value) > LARGEST_DIFFERENCE * whole.value:
        return RULE.not_applicable(subject, "the balance is not that of the money stated")
    words = f"{paid.quantity.raw}+{left.quantity.raw}"
    return RULE.failed(
        whole.indicator or subject,
        whole.value,
        value,
        spans((whole, paid, left)),
        severity="warning",
        tolerance=(Interval.of(paid) + Interval.of(left)).width / 2,
        suggestion=likely_cause(left.value, whole.value - paid.value),
        words=(words, words),
    )


def _near(case: Case, indicator: str, left: Mention) -> Sequence[Mention]:
    found = [m for m in case.by_indicator.get(indicator, ()) if (m.year, m.region) == (left.year, left.region)]
    return [m for m in found if abs(m.quantity.span.start - left.quantity.span.start) <= PASSAGE]
