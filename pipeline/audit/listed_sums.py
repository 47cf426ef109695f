"""Totals whose parts are a list of programmes (按用途分，依次为…) or of groups (全护理、半护理、全自理)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.audit.case import Case, spans
from pipeline.audit.causes import likely_cause
from pipeline.audit.intervals import Interval, total
from pipeline.audit.partitions import SUBGROUPS, SubgroupEntry
from pipeline.audit.parts import RULE
from pipeline.model import Check, Mention

WHOLE_LIST = regex.compile(r"按(?:用途|项目|去向|支出方向|救助类别|类别|对象)分|分项(?:看|为|如下)?|依次为|去向|具体为")
FEWEST_PROGRAMMES = 3
# How far before its list a total may stand.
REACH = 260
# A list of money that misses its total by more has another total.
LARGEST_DIFFERENCE = 0.05
COUNTED = frozenset({"persons", "person_times", "households", "household_times"})


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every sentence that lists all programmes of a total or all groups of a programme."""
    for mentions in case.by_sentence.values():
        if mentions[0].source == "table":
            continue
        yield from _programmes(case, mentions)
        for entry in SUBGROUPS:
            yield from _groups(case, entry, mentions)


def _programmes(case: Case, mentions: Sequence[Mention]) -> Iterator[Check]:
    """Yield the check of a list of spending by programme that is introduced as the whole."""
    money = [m for m in mentions if m.quantity.kind == "money"]
    programmes = {(m.indicator or "").partition(".")[0] for m in money if (m.indicator or "").endswith(".spending")}
    if len(money) < FEWEST_PROGRAMMES or len(programmes) < FEWEST_PROGRAMMES:
        return
    first = money[0].quantity.span
    if not WHOLE_LIST.search(case.text(mentions[0].quote.start, first.start)):
        return
    wholes = [
        m
        for m in case.linked
        if 0 < first.start - m.quantity.span.end <= REACH
        and (m.indicator or "").endswith((".spending", ".funds_received", ".budget"))
    ]
    if wholes:
        yield _checked("spending by programme", wholes, money)


def _groups(case: Case, entry: SubgroupEntry, mentions: Sequence[Mention]) -> Iterator[Check]:
    """Yield the check of the groups of an entry that one sentence counts, against the programme's own count."""
    counted = [m for m in mentions if m.quantity.kind in COUNTED]
    parts: dict[int, Mention] = {}
    for before, mention in zip([None, *counted], counted, strict=False):
        start = before.quantity.span.end if before else mention.quote.start
        label = regex.split(r"[，,、;；。:：]", case.text(start, mention.quantity.span.start))[-1]
        group = next((i for i, words in enumerate(entry.groups) if any(label.startswith(w) for w in words)), None)
        if group is not None and mention.indicator is None:
            parts.setdefault(group, mention)
    if len(parts) < len(entry.groups) or len({m.quantity.kind for m in parts.values()}) > 1:
        return
    listed = list(parts.values())
    first = min(m.quantity.span.start for m in listed)
    wholes = [
        m
        for m in case.linked
        if (m.indicator or "").partition(".")[0] in entry.programmes
        and m.quantity.kind == listed[0].quantity.kind
        and m.quantity.span.start < first
        and m.year == listed[0].year
    ]
    inside = [m for m in counted if m.quantity.span.start < first]
    candidates = [*wholes, *(m for m in inside if m not in wholes)]
    if candidates:
        yield _checked(f"{entry.programmes[0]} by {entry.name}", candidates, listed)


def _checked(subject: str, wholes: Sequence[Mention], parts: Sequence[Mention]) -> Check:
    """Compare the sum with every total that may be meant; the nearest before the list is the one reported."""
    computed = total(Interval.of(p) for p in parts)
    if any(computed.meets(Interval.of(whole)) for whole in wholes):
        return RULE.passed(subject)
    value = sum(p.value for p in parts)
    nearest = min(wholes, key=lambda m: (abs(m.value - value), -m.quantity.span.start))
    if abs(value - nearest.value) > LARGEST_DIFFERENCE * nearest.value:
        return RULE.not_applicable(subject, "no total near the list is close to the sum of its parts")
    terms = "+".join(p.quantity.raw for p in parts)
    return RULE.failed(
        subject,
        nearest.value,
        value,
        spans((nearest, *parts)),
        tolerance=computed.width / 2,
        suggestion=likely_cause(nearest.value, value),
        words=(terms, terms),
    )
