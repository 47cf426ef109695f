"""Lists behind 其中 that need not be complete, but cannot exceed their total: 支出3000万元，其中甲2500万元、乙510万元.

A list that falls short of its total by a hair is most likely meant to be complete: a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.audit.case import Case, spans
from pipeline.audit.causes import likely_cause
from pipeline.audit.intervals import Interval, total
from pipeline.audit.parts import RULE
from pipeline.model import Check, Mention

OPENS = regex.compile(r"^[，,(（:：;；]?(?:其中|包括|分别为|分为)[:：]?[^，。；;0-9]{0,16}$")
JOINS = regex.compile(r"^[、，,和及与;；]?[^，。；;、0-9]{0,14}$")
FEWEST_PARTS = 2
# Beyond, the parts overlap or belong to another total; below, what is left out is less than a misprint.
MOST_ABOVE, MOST_BELOW = 0.1, 0.002
ADDED = frozenset({"money", "persons", "households", "person_times", "household_times"})


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every total with a list of like quantities behind 其中."""
    for mentions in case.by_sentence.values():
        if mentions[0].source == "table":
            continue
        for index, whole in enumerate(mentions[:-FEWEST_PARTS]):
            if whole.quantity.kind not in ADDED or whole.quantity.comparator != "=":
                continue
            parts = _parts(case, whole, mentions[index + 1 :])
            if len(parts) >= FEWEST_PARTS:
                yield _checked(whole, parts)


def _parts(case: Case, whole: Mention, behind: Sequence[Mention]) -> list[Mention]:
    """Return the run of like quantities behind 其中, each joined to the one before."""
    parts: list[Mention] = []
    last = whole
    for mention in behind:
        joined = (JOINS if parts else OPENS).search(case.between(last, mention))
        like = (mention.quantity.unit, mention.quantity.kind) == (whole.quantity.unit, whole.quantity.kind)
        if not joined or not like:
            break
        parts.append(mention)
        last = mention
    return parts


def _checked(whole: Mention, parts: Sequence[Mention]) -> Check:
    subject = whole.indicator or f"total {whole.quantity.raw}"
    stated = Interval.of(whole.quantity)
    # What stands behind the parts may be another list's: 集中142人，分散344人，城市21人.
    heads = [parts[:end] for end in range(FEWEST_PARTS, len(parts) + 1)]
    if any(total(Interval.of(p.quantity) for p in head).meets(stated) for head in heads):
        return RULE.passed(subject)
    parts = min(heads, key=lambda head: abs(_sum(head) - whole.quantity.value))
    value, share = _sum(parts), _sum(parts) / max(whole.quantity.value, 1e-9) - 1
    if not -MOST_BELOW <= share <= MOST_ABOVE:
        return RULE.not_applicable(subject, "a list behind 其中 need not be complete")
    terms = "+".join(p.quantity.raw for p in parts)
    return RULE.failed(
        subject,
        whole.quantity.value,
        value,
        spans((whole, *parts)),
        severity="error" if share > 0 else "warning",
        tolerance=total(Interval.of(p.quantity) for p in parts).width / 2,
        suggestion=likely_cause(whole.quantity.value, value),
        words=(terms, terms),
    )


def _sum(parts: Sequence[Mention]) -> float:
    return sum(p.quantity.value for p in parts)
