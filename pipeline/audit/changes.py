"""A value is the earlier one with its change: 低保对象26118人，由上年底的26894人减少776人.

The earlier value may have been counted anew since, so a difference is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.audit.case import Case, spans
from pipeline.audit.causes import likely_cause
from pipeline.audit.intervals import Interval
from pipeline.audit.parts import RULE
from pipeline.model import Check, Mention

SINCE = regex.compile(r"[，,、;；。(（]?[^，。；;]{0,10}(?:由|比|较|从)[^，。；;]{0,14}$")
ROSE = regex.compile(r"^(?:净)?(?:增加|增长|新增|增|多|提高|上升|上调)(?:了|出)?$")
FELL = regex.compile(r"^(?:净)?(?:减少|减|下降|降低|少|下调)(?:了|去)?$")
ADDED = frozenset({"money", "persons", "households", "person_times", "household_times", "rate_of_money"})
# A change that leads this far away belongs to another value.
LARGEST_DIFFERENCE = 0.1


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every value beside which the earlier value and the change are stated."""
    for mentions in case.by_sentence.values():
        for index, change in enumerate(mentions):
            alike = [m for m in mentions[: index + 1] if m.quantity.unit == change.quantity.unit]
            if len(alike) >= 3 and change.quantity.kind in ADDED and mentions[index - 1] is alike[-2]:
                yield from _checked(case, alike)


def _checked(case: Case, alike: Sequence[Mention]) -> Iterator[Check]:
    """Check the last three of like quantities; an earlier one may be the value that changed."""
    now, before, change = alike[-3:]
    words = case.between(before, change)
    rose, fell = ROSE.search(words), FELL.search(words)
    if not (rose or fell) or not SINCE.search(case.between(now, before)) or change.value >= before.value:
        return
    subject = now.indicator or f"change {change.quantity.raw}"
    was, by = Interval.of(before.quantity), Interval.of(change.quantity)
    computed = was + by if rose else was - by
    if any(computed.meets(Interval.of(m.quantity)) for m in alike[:-2]):
        yield RULE.passed(subject)
        return
    value = before.quantity.value + change.quantity.value * (1 if rose else -1)
    if abs(value - now.quantity.value) > LARGEST_DIFFERENCE * now.quantity.value:
        yield RULE.not_applicable(subject, "the change does not belong to the value before it")
        return
    terms = f"{before.quantity.raw}{'+' if rose else '-'}{change.quantity.raw}"
    yield RULE.failed(
        subject,
        now.quantity.value,
        value,
        spans((now, before, change)),
        severity="warning",
        tolerance=computed.width / 2,
        suggestion=likely_cause(now.quantity.value, value),
        words=(terms, terms),
    )
