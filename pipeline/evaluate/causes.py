"""Says why a figure was missed or wrongly given, as far as the mentions tell.

>>> from pipeline.evaluate.gold import GoldIndicator, Meta
>>> gold = GoldIndicator(indicator="rural_dibao.persons", value=120)
>>> read = MentionRead(indicator="urban_dibao.persons", role="actual", value=120, year=2020, adcode="350524")
>>> missed_because(gold, Meta(adcode="350524", year=2020), [read])
'wrong programme'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from pipeline.evaluate.gold import GoldIndicator, Meta
from pipeline.evaluate.matching import Given, close

NOT_READ = "quantity not read"
NOT_OWED = "not owed"
MONTHS = 12


class MentionRead(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `mentions`, as far as causes need it."""

    doc_id: str | None = None
    indicator: str | None
    role: str
    value: float
    year: int | None
    adcode: str | None


Check = Callable[[GoldIndicator, Meta, MentionRead], bool]


def _right_indicator(gold: GoldIndicator, meta: Meta, mention: MentionRead) -> bool:
    return mention.indicator == gold.indicator


def _right_role(gold: GoldIndicator, meta: Meta, mention: MentionRead) -> bool:
    return _right_indicator(gold, meta, mention) and mention.role == "actual"


def _right_in_all(gold: GoldIndicator, meta: Meta, mention: MentionRead) -> bool:
    key = mention.indicator, mention.year, mention.adcode
    return mention.role == "actual" and key == gold.key(meta)


def _right_measure(gold: GoldIndicator, meta: Meta, mention: MentionRead) -> bool:
    return _measure(mention.indicator) == _measure(gold.indicator)


def _right_programme(gold: GoldIndicator, meta: Meta, mention: MentionRead) -> bool:
    return _programme(mention.indicator) == _programme(gold.indicator)


def _linked(gold: GoldIndicator, meta: Meta, mention: MentionRead) -> bool:
    return mention.indicator is not None


# From the smallest fault to the largest: the first that a mention of the right value shows is the cause.
CAUSES: tuple[tuple[str, Check], ...] = (
    ("lost in choice", _right_in_all),
    ("wrong region or year", _right_role),
    ("wrong role", _right_indicator),
    ("wrong programme", _right_measure),
    ("wrong measure", _right_programme),
    ("wrong programme and measure", _linked),
    ("no indicator", lambda gold, meta, mention: True),
)
EVERY_CAUSE = (*(name for name, _ in CAUSES), NOT_READ)


def missed_because(gold: GoldIndicator, meta: Meta, mentions: Sequence[MentionRead]) -> str:
    """Return the cause of a missed figure."""
    candidates = [m for m in mentions if any(close(m.value, v) for v in _readings(gold))]
    return next((name for name, holds in CAUSES if any(holds(gold, meta, m) for m in candidates)), NOT_READ)


def given_because(row: Given, gold: Sequence[GoldIndicator], meta: Meta) -> str:
    """Return why a figure that gold does not have was given: which part of it is wrong."""
    if any(g.key(meta) == row.key for g in gold):
        return "wrong value"
    same = [g for g in gold if any(close(row.value, v) for v in g.values())]
    if any(g.indicator == row.indicator for g in same):
        return "wrong region or year"
    if any(_measure(g.indicator) == _measure(row.indicator) for g in same):
        return "wrong programme"
    if any(_programme(g.indicator) == _programme(row.indicator) for g in same):
        return "wrong measure"
    return NOT_OWED


def _readings(gold: GoldIndicator) -> tuple[float, ...]:
    """Return the values that a mention may have: a standard that was not linked stands per year."""
    yearly = tuple(v * MONTHS for v in gold.values()) if "standard" in gold.indicator else ()
    return (*gold.values(), *yearly)


def _programme(indicator: str | None) -> str | None:
    return indicator.partition(".")[0] if indicator else None


def _measure(indicator: str | None) -> str | None:
    return indicator.partition(".")[2] if indicator else None
