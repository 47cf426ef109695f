"""parts_sum: a total of money or people is the sum of its stated parts, where the parts claim to be all.

A list behind 其中 need not be complete. Parts count as all where they are a partition by nature (urban
and rural, in institutions and at home), where every level of government is named, where a list is
introduced as the whole (按用途分, 依次为), or where a table has a row or column of totals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.audit import changes, composed_lists, exceeding_parts, listed_sums, money_left, summed_lists, table_sums
from pipeline.audit.case import Case, spans
from pipeline.audit.causes import likely_cause
from pipeline.audit.intervals import Interval, total
from pipeline.audit.partitions import PARTITIONS, Partition
from pipeline.audit.parts import RULE
from pipeline.model import Check, Mention

__all__ = ["RULE", "check"]
# A total and its parts stand in one list: this many characters from one to the next at most.
LONGEST_GAP = 120
# Further apart than this, the parts are parts of something else; in one breath they hardly can be.
LARGEST_DIFFERENCE, LARGEST_OF_LEVELS, LARGEST_OF_ALL = 0.2, 0.5, 2.0
SHORT_GAP = 40
# Parts that make up less than half of a total are parts of something else even there.
LEAST_SHARE = 0.5
WAYS = (listed_sums, composed_lists, summed_lists, exceeding_parts, money_left, changes, table_sums)
UNLIKE_BASES = frozenset({"monthly_average", "one_month", "part_year"})
SOME_LEVELS = 2


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every total whose parts are stated beside it, in prose, lists and tables."""
    for partition in PARTITIONS:
        for whole in case.by_indicator.get(partition.total, ()):
            parts = _parts(case, partition, whole)
            if parts:
                yield _checked(case, partition, whole, parts)
    for way in WAYS:
        yield from way.check(case)


def _parts(case: Case, partition: Partition, whole: Mention) -> list[Mention]:
    """Return the parts in one run behind the total, none where they are too few."""
    alike = [m for m in case.linked if m.region == whole.region and m.year == whole.year]
    found = _run(case, partition, whole, [m for m in alike if m.quantity.span.start > whole.quantity.span.start])
    return found if _enough(partition, found) else []


def _run(case: Case, partition: Partition, whole: Mention, behind: Sequence[Mention]) -> list[Mention]:
    """Return the first mention of each part, none further from the one before than a list allows."""
    found: dict[str, Mention] = {}
    last = whole
    for mention in behind:
        start = mention.quantity.span.start
        if mention.indicator == partition.total and mention.value != whole.value:
            break
        if mention.indicator not in partition.parts:
            continue
        if start - last.quantity.span.end > LONGEST_GAP or mention.indicator in found:
            break
        if case.block_of(start) is not case.block_of(last.quantity.span.start) and mention.source == "table":
            break
        found[mention.indicator or ""] = last = mention
    return list(found.values())


def _enough(partition: Partition, found: Sequence[Mention]) -> bool:
    return len(found) == len(partition.parts) or (not partition.complete and len(found) >= SOME_LEVELS)


def _checked(case: Case, partition: Partition, whole: Mention, parts: Sequence[Mention]) -> Check:
    subject = partition.total
    if len({m.basis in UNLIKE_BASES for m in (whole, *parts)}) > 1:
        return RULE.not_applicable(subject, "total and parts are counted on different bases")
    computed = total(Interval.of(p) for p in parts)
    if computed.meets(Interval.of(whole)):
        return RULE.passed(subject)
    value = sum(p.value for p in parts)
    together = all(b.quantity.span.start - a.quantity.span.end <= SHORT_GAP for a, b in pairwise((whole, *parts)))
    near = LARGEST_OF_ALL if partition.complete else LARGEST_OF_LEVELS
    largest = (near if together else LARGEST_DIFFERENCE) * whole.value
    if abs(value - whole.value) > largest or value < LEAST_SHARE * whole.value:
        return RULE.not_applicable(subject, "the parts are too far from the total to be its parts")
    if not partition.complete and not _all_levels(case, whole, parts, value):
        return RULE.not_applicable(subject, "not every level of government is named")
    terms = "+".join(p.quantity.raw for p in parts)
    return RULE.failed(
        subject,
        whole.value,
        value,
        spans((whole, *parts)),
        tolerance=computed.width / 2,
        suggestion=likely_cause(whole.value, value),
        words=(terms, terms),
    )


def _all_levels(case: Case, whole: Mention, parts: Sequence[Mention], value: float) -> bool:
    """Tell whether the levels named are all: from above down to the reporting one, and no other money among them."""
    named = {(p.indicator or "").partition(".")[2] for p in parts}
    region = case.report.particulars.region
    own = {"county": "funds_county", "prefecture": "funds_prefecture"}.get(region.level if region else "county")
    inside = [
        m
        for m in case.quantities
        if m.quantity.kind == "money"
        and whole.quantity.span.end <= m.quantity.span.start <= parts[-1].quantity.span.end
    ]
    strange = [m for m in inside if all(m.quantity.span != p.quantity.span for p in parts)]
    if strange:
        return False
    return value > whole.value or (own in named and bool(named & {"funds_central", "funds_provincial"}))
