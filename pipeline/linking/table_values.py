"""Figures in cells: a number and the unit that its heading, its row, a column of units or the table prints.

A cell prints number and unit (≥9000人次), or the number alone; 万元 of a heading is not applied to a
cell that prints 万 itself.

>>> from pipeline.model import Cell, Span
>>> value, = cell_values(Cell(0, 0, 1, 1, Span(10, 17), "≥580.50"), "万元")
>>> value.raw, value.span, value.value, value.comparator, value.unit_stated
('580.50', Span(start=11, end=17), 5805000.0, '>=', '万元')
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

import regex

from pipeline.model import Cell, Quantity, Span
from pipeline.normalise.fold import Folded, fold, fold_words
from pipeline.normalise.quantities import find_quantities
from pipeline.normalise.units import unit_pattern
from pipeline.structure.table_cells import COMPARATOR

NUMBER = r"-?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"
BEHIND = r"(?:及?以上|以内|以下|左右)?"
BARE = regex.compile(rf"(?P<comparator>{COMPARATOR}?)\s*(?P<number>{NUMBER})(?P<scale>[万亿]?)(?P<behind>{BEHIND})")
PAIR = regex.compile(rf"(?P<first>{NUMBER})\s*/\s*(?P<second>{NUMBER})")
PAIR_UNIT = regex.compile(r"(?P<first>户次?|人次?)/(?P<second>户次?|人次?)")
PERCENT = regex.compile(r"%?\(?百分比\)?%?|%")
UNITS_LINE = regex.compile(r"(?:金额|计量|数量)?单位:(?P<units>[^\s()\[\]。;\n\t]{1,24})")
BRACKET = regex.compile(r"[(\[](?P<inside>[^()\[\]]{1,14})[)\]]")
SEPARATOR = regex.compile(r"[、,，;]|和")
RATE_PREFIX = regex.compile(
    r"(?:每人每[月年]|每月每人|人均每?[月年]?|月人均|年人均|每[月年]|月标准|(?<!\d)年标准)(?=元|$)"
)


def is_unit(text: str) -> bool:
    """Tell whether a folded text is a unit: 万元, 元/人·月, 户/人, %."""
    if not text or len(text) > 12:
        return False
    if PAIR_UNIT.fullmatch(text) or PERCENT.fullmatch(text):
        return True
    plain = regex.sub(r"^(?:亿|万|千)", "", text)
    match = unit_pattern().match(plain)
    return match is not None and (match.end() == len(plain) or plain.startswith("元"))


def units_in(heading: str) -> tuple[str, ...]:
    """Return the units that a heading prints in brackets, or behind 单位：.

    >>> units_in("资金来源构成（单位：万元、%）"), units_in("低保（户）"), units_in("县（市、区）")
    (('万元', '%'), ('户',), ())
    """
    folded = fold_words(heading).replace("\n", "")
    found: list[str] = []
    for match in UNITS_LINE.finditer(folded):
        found.extend(SEPARATOR.split(match["units"]))
    for match in BRACKET.finditer(folded):
        found.extend(SEPARATOR.split(match["inside"].removeprefix("单位:").removeprefix("金额单位:")))
    units = [_normal(u) for u in found]
    return tuple(dict.fromkeys(u for u in units if is_unit(u)))


def _normal(unit: str) -> str:
    return "%" if PERCENT.fullmatch(unit) else unit.strip()


def unit_text(text: str) -> str | None:
    """Return the unit that a cell of a column of units prints, None where it prints none."""
    folded = _normal(fold_words(text).replace("\n", "").strip())
    return folded if is_unit(folded) else None


def per_words(heading: str) -> str:
    """Return the words of a heading that say what money is per (每人每月), empty where there are none."""
    match = RATE_PREFIX.search(regex.sub(r"[()\[\]]", "", fold_words(heading)))
    return match.group() if match else ""


def cell_values(cell: Cell, unit: str | None, comparator: str = "", before: str = "") -> tuple[Quantity, ...]:
    """Return the quantities of a cell; `unit` is that of its headings, `before` words such as 每人每月."""
    folded = fold(cell.text)
    flat = replace(folded, text=folded.text.replace("\n", " "))
    stripped = flat.text.strip()
    start = flat.text.index(stripped) if stripped else 0
    pair = PAIR.fullmatch(stripped)
    if pair is not None:
        return tuple(_pair(cell, flat, pair, start, unit))
    bare = BARE.fullmatch(stripped)
    if bare is not None:
        made = _bare(cell, flat, bare, start, unit, comparator, before)
        return (made,) if made is not None else ()
    return tuple(_moved(q, cell.span.start) for q in find_quantities(flat))


def _moved(quantity: Quantity, offset: int) -> Quantity:
    return replace(quantity, span=Span(quantity.span.start + offset, quantity.span.end + offset))


def _pair(cell: Cell, folded: Folded, match: regex.Match[str], start: int, unit: str | None) -> Iterator[Quantity]:
    """Yield households and persons of 213/322 under 户/人."""
    units = PAIR_UNIT.fullmatch(unit or "")
    if units is None:
        return
    for name in ("first", "second"):
        made = _with_unit(match[name], units[name], "", "", "")
        if made is not None:
            yield _placed(made, cell, folded, start + match.start(name), start + match.end(name), units[name])


def _bare(
    cell: Cell, folded: Folded, match: regex.Match[str], start: int, unit: str | None, comparator: str, before: str
) -> Quantity | None:
    printed = match["number"] + match["scale"]
    if unit is None and match["scale"]:
        unit = "元"
    if unit is None:
        return None
    if match["scale"] and unit[:1] in "万亿千":
        unit = unit[1:]
    made = _with_unit(printed, unit, match["comparator"] or comparator, match["behind"], before)
    if made is None:
        return None
    return _placed(made, cell, folded, start + match.start("number"), start + match.end("scale"), unit)


def _with_unit(number: str, unit: str, comparator: str, behind: str, before: str) -> Quantity | None:
    """Return the quantity that number and unit are together, as if they stood side by side."""
    sign = "-" if number.startswith("-") else ""
    text = f"{before}{comparator}{number.removeprefix('-')}{unit}{behind}"
    made = next(iter(find_quantities(fold(text))), None)
    if made is None or not sign:
        return made
    return replace(made, value=-made.value, low=-made.high, high=-made.low)


def _placed(made: Quantity, cell: Cell, folded: Folded, start: int, end: int, unit: str) -> Quantity:
    span = folded.origin(start, end)
    printed = Span(span.start + cell.span.start, span.end + cell.span.start)
    raw = span.of(folded.printed)
    value = raw.rstrip("万亿")
    return replace(
        made, span=printed, raw=raw, value_stated=value, unit_stated=raw[len(value) :] + unit, restored=False
    )


def choose_unit(units: Iterable[str], kinds: Container[str] | None) -> str | None:
    """Return which of several units (单位：人、人次、万元) fits a figure of one of these kinds, None where none does.

    >>> choose_unit(("人", "人次", "万元"), {"person_times"}), choose_unit(("人", "户"), None)
    ('人次', None)
    """
    listed = tuple(dict.fromkeys(units))
    if kinds is None:
        return listed[0] if len(listed) == 1 else None
    return next((u for u in listed if kind_of(u) in kinds), None)


def kind_of(unit: str) -> str:
    """Return the kind of quantity that a number has with a unit; `pair` for households and persons together.

    >>> kind_of("万元"), kind_of("元/人·月"), kind_of("户/人"), kind_of("个")
    ('money', 'rate_of_money', 'pair', 'other')
    """
    if PAIR_UNIT.fullmatch(unit):
        return "pair"
    made = _with_unit("2468", unit, "", "", "")
    return made.kind if made is not None else "other"
