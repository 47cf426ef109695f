"""Quantities: numbers with their units, and the numbers that only look like quantities.

A report's digits are document numbers, dates, ages, telephone numbers and list numbers as often as
figures. Those are told apart first; what remains and has a unit is a quantity, with the interval of
exact values that its print allows.

>>> [(q.raw, q.kind, q.low, q.high) for q in find_quantities(fold("低保对象11.52万户（民发〔2021〕21号）"))]
[('11.52万户', 'households', 115150.0, 115250.0)]
>>> [(q.raw, q.per) for q in find_quantities(fold("标准为４１０元／人·月"))]
[('４１０元／人·月', ('person', 'month'))]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from pipeline.model import Quantity, QuantityKind, Span
from pipeline.normalise.fold import Folded, fold
from pipeline.normalise.not_quantities import NOT_QUANTITIES
from pipeline.normalise.numbers import Number, find_numbers
from pipeline.normalise.units import Unit, behind_pattern, rate_before, unit_pattern, units

__all__ = ["find_quantities", "fold"]

COMPARATORS_BEFORE = {
    **dict.fromkeys(("大于等于", "不低于", "不少于", "至少", "≥", ">=", "=>", "最低", "不小于"), ">="),
    **dict.fromkeys(("小于等于", "不高于", "不超过", "不多于", "不大于", "≤", "<=", "控制在", "至多"), "<="),
    **dict.fromkeys(("大于", "超过", "超", "逾", "突破", ">"), ">"),
    **dict.fromkeys(("小于", "<"), "<"),
    **dict.fromkeys(("约", "大约", "约为", "近", "将近", "接近", "大概", "左右"), "~"),
    "=": "=",
}
COMPARATORS_BEHIND = {
    "及以上": ">=",
    "以上": ">=",
    "以下": "<=",
    "及以下": "<=",
    "以内": "<=",
    "之内": "<=",
    "左右": "~",
    "上下": "~",
}
DECLARED = regex.compile(r"(?:\(|单位[:为]?)(?:单位[:为]?)?(?P<unit>亿元|万元|元)\)?")
DECLARED_SCALES = {"亿元": Decimal(10**8), "万元": Decimal(10**4), "元": Decimal(1)}
# A bare number of money stands behind its name and before a stop.
BEFORE_BARE = regex.compile(r"[\u4e00-\u9fff):]\s?$")
BEHIND_BARE = regex.compile(r"[\u4e00-\u9fffA-Za-z%/\d.]")
# 余37.22万结转下年: a verb of money behind 万 shows that 元 is left out.
AFTER_WAN = regex.compile(r"结转|结余|用于|全部|由|来自|已|均|专项")
NEARLY = frozenset({"近", "将近", "接近"})
BEFORE = regex.compile(
    "(?:" + "|".join(sorted(map(regex.escape, COMPARATORS_BEFORE), key=len, reverse=True)) + ")$", regex.REVERSE
)
BEHIND = regex.compile("|".join(sorted(COMPARATORS_BEHIND, key=len, reverse=True)))
PERCENT_IN_WORDS = regex.compile(r"(?<part>百分之|千分之)$", regex.REVERSE)
FRACTION_BEFORE = regex.compile(r"分之$", regex.REVERSE)
# A unit in brackets behind its number: 2316(户次).
BRACKETED_UNIT = regex.compile(r"\((?P<unit>户次|人次|人|户|%)\)")
HOUSEHOLDS_AND_PERSONS = regex.compile(r"/\d[\d,.]*(?:万)?(?:人(?![次/])|\(户/人\)|户[、/]人|\(户、人\))")
PERSONS_BEHIND_SLASH = regex.compile(r"\(户/人\)|户[、/]人|\(户、人\)")
INFINITE = float("inf")
# In words, a count below ten is an idiom (一户一档, 两人) rather than a figure.
LEAST_IN_WORDS = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity in folded coordinates, before its place in the printed text is known."""

    start: int
    end: int
    number: Number
    unit: Unit | None
    kind: QuantityKind
    per: tuple[str, ...] = ()


def find_quantities(folded: Folded) -> tuple[Quantity, ...]:
    """Return the quantities of a folded text from left to right, each with its place in the printed text."""
    text = folded.text
    barred = [(m.start(), m.end()) for m in NOT_QUANTITIES.finditer(text)]
    readings = (_read(text, number) for number in find_numbers(text) if not _inside(number, barred))
    return tuple(_placed(folded, r) for r in readings if r is not None)


def _inside(number: Number, barred: list[tuple[int, int]]) -> bool:
    return any(start <= number.start < end for start, end in barred)


def _read(text: str, number: Number) -> Reading | None:
    for step in (_percent_in_words, _persons_behind_slash, _with_unit, _households_before_slash, _lost_yuan, _declared):
        reading = step(text, number)
        if reading is not None:
            return None if _idiom(reading) else reading
    return None


def _idiom(reading: Reading) -> bool:
    counted = reading.kind in ("persons", "households", "person_times", "household_times", "other", "points", "money")
    return (
        reading.number.hanzi
        and counted
        and (reading.number.value < LEAST_IN_WORDS or reading.number.raw == "百" or reading.kind == "points")
    )


def _percent_in_words(text: str, number: Number) -> Reading | None:
    found = PERCENT_IN_WORDS.search(text, max(0, number.start - 3), number.start)
    if not found:
        return None
    scaled = number if found["part"] == "百分之" else replace(number, value=number.value / 10, step=number.step / 10)
    return Reading(found.start(), number.end, scaled, units()["%"], "percent")


def _with_unit(text: str, number: Number) -> Reading | None:
    at = number.end
    vague = regex.compile("[余多几来]").match(text, at)
    if vague:
        number, at = replace(number, vague=True), at + 1
    bracketed = BRACKETED_UNIT.match(text, at)
    if bracketed and not vague:
        entry = units()[bracketed["unit"]]
        return Reading(number.start, bracketed.end(), number, entry, entry.kind)
    unit = unit_pattern().match(text, at)
    if unit is None or FRACTION_BEFORE.search(text, 0, number.start):
        return None
    entry = units()[unit.group()]
    if entry.kind == "money":
        return _money(text, number, entry, unit.end())
    return Reading(number.start, unit.end(), number, entry, entry.kind)


def _money(text: str, number: Number, unit: Unit, end: int) -> Reading:
    behind = behind_pattern().match(text, end)
    if behind:
        per = tuple(_part(p) for p in behind.captures("part"))
        return Reading(number.start, behind.end(), number, unit, "rate_of_money", _completed(text, number.start, per))
    before = rate_before(text[: number.start])
    if before is not None and not set(number.raw) & set("万亿"):
        return Reading(number.start, end, number, unit, "rate_of_money", before.per)
    return Reading(number.start, end, number, unit, "money")


def _completed(text: str, start: int, per: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the rate is per, with what is printed before the number (每人 … 410元/月)."""
    before = rate_before(text[:start])
    return per if before is None else tuple(dict.fromkeys((*before.per, *per)))


def _part(word: str) -> str:
    from pipeline.normalise.units import rates

    return rates("behind")[word].per[0]


def _households_before_slash(text: str, number: Number) -> Reading | None:
    if HOUSEHOLDS_AND_PERSONS.match(text, number.end):
        return Reading(number.start, number.end, number, units()["户"], "households")
    return None


def _persons_behind_slash(text: str, number: Number) -> Reading | None:
    """Read the second number of 5982/8417(户/人)."""
    unit = PERSONS_BEHIND_SLASH.match(text, number.end)
    if unit and text[number.start - 1 : number.start] == "/":
        return Reading(number.start, number.end, number, units()["人"], "persons")
    return None


def _lost_yuan(text: str, number: Number) -> Reading | None:
    """Read 630/人/月, 每人每年8112 and 全年到位6020万, whose 元 is lost or left out."""
    if number.hanzi:
        return None
    behind = behind_pattern().match(text, number.end)
    if behind:
        per = tuple(_part(p) for p in behind.captures("part"))
        return Reading(number.start, behind.end(), number, None, "rate_of_money", per)
    following = text[number.end : number.end + 1]
    if following and (following.isalnum() or following in "/.-·%"):
        return _lost_yuan_after_wan(text, number, following)
    before = rate_before(text[: number.start])
    if before is not None and "person" in before.per:
        return Reading(number.start, number.end, number, None, "rate_of_money", before.per)
    return _lost_yuan_after_wan(text, number, following)


def _lost_yuan_after_wan(text: str, number: Number, following: str) -> Reading | None:
    ends = not following or following in "，,。;、)(和及与[] \n\t:" or AFTER_WAN.match(text, number.end)
    if number.raw[-1:] in "万亿" and ends:
        return Reading(number.start, number.end, number, None, "money")
    return None


def _declared(text: str, number: Number) -> Reading | None:
    """Read a bare number whose unit its sentence declares: 实际到位(万元)8316, 单位:万元 …中央4870."""
    if number.hanzi or BEHIND_BARE.match(text, number.end) or not BEFORE_BARE.search(text, 0, number.start):
        return None
    start = max(text.rfind("。", 0, number.start), text.rfind("\n", 0, number.start)) + 1
    declared = list(DECLARED.finditer(text, start, number.start))
    if not declared:
        return None
    scale = DECLARED_SCALES[declared[-1]["unit"]]
    scaled = replace(number, value=number.value * scale, step=number.step * scale)
    return Reading(number.start, number.end, scaled, None, "money")


def _placed(folded: Folded, reading: Reading) -> Quantity:
    text, number = folded.text, reading.number
    before = BEFORE.search(text, max(0, reading.start - 5), reading.start)
    behind = BEHIND.match(text, reading.end)
    comparator = _comparator(before.group() if before else "", behind.group() if behind else "", number)
    low, high = interval(number, comparator, reading.kind, before.group() if before else "")
    span = folded.origin(reading.start, reading.end)
    stated_unit = text[number.end : reading.end] if number.end <= reading.end else ""
    return Quantity(
        kind=reading.kind,
        span=span,
        raw=_printed(folded, span),
        value=float(number.value),
        low=low,
        high=high,
        unit=reading.unit.unit if reading.unit else "元",
        value_stated=number.raw.rstrip("余多几万亿千百十") if not number.hanzi else number.raw,
        unit_stated=number.raw[len(number.raw.rstrip("余多几万亿千百十")) :] + stated_unit
        if not number.hanzi
        else stated_unit,
        comparator=comparator,
        per=reading.per,
        restored=reading.unit is None or (reading.kind == "households" and reading.end == number.end),
    )


def _printed(folded: Folded, span: Span) -> str:
    return span.of(folded.printed)


def _comparator(before: str, behind: str, number: Number) -> str:
    if behind:
        return COMPARATORS_BEHIND[behind]
    if before:
        return COMPARATORS_BEFORE[before]
    return ">" if number.vague else "="


def interval(number: Number, comparator: str, kind: str, before: str = "") -> tuple[float, float]:
    """Return [low, high), the exact values that a printed number allows; whole counts are exact."""
    value, step = number.value, number.step
    if comparator in (">=", ">") and not number.vague:
        return float(value), INFINITE
    if comparator in ("<=", "<"):
        return -INFINITE, float(value)
    if number.vague:
        return float(value), float(value + _last_digit(value))
    if before in NEARLY:
        return float(value - _last_digit(value)), float(value)
    if comparator == "~":
        return float(value - _last_digit(value) / 2), float(value + _last_digit(value) / 2)
    whole = step <= 1 and value == value.to_integral_value() and "." not in number.raw
    if whole and kind in ("persons", "households", "person_times", "household_times", "other", "points"):
        return float(value), float(value)
    return float(value - step / 2), float(value + step / 2)


def _last_digit(value: Decimal) -> Decimal:
    """Return the size of the last digit that is not zero: 8000 → 1000, 2.5万 → 1000."""
    reduced = value.normalize()
    exponent = reduced.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def quantities_of(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text that stands by itself, such as a cell."""
    yield from find_quantities(fold(text))
