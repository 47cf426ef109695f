"""The numbers that Word sets before paragraphs by itself: 一、 （一） 1. (1) ① 第一章.

They are no characters of the file: numbering.xml says how each level looks ("%1、" in Chinese figures),
a paragraph only says that it is an item of list 3 on level 0, and the counting is the reader's.

>>> from lxml import etree
>>> from pipeline.loaders.docx_package import WORD
>>> tree = etree.fromstring(
...     f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
...     '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl></w:abstractNum>'
...     '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>')
>>> numbering = Numbering(tree, Styles(None))
>>> [numbering.next_label(NumberReference("3", 0), Style()).text for _ in range(2)]
['第一章', '第二章']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.loaders.docx_numerals import numeral
from pipeline.loaders.docx_package import COMPATIBILITY, Element
from pipeline.loaders.docx_styles import (
    NumberReference,
    Style,
    Styles,
    W,
    child_value,
    switched_on,
    whole_number,
)

LEVELS: Final = 9
NO_LIST: Final = "0"
# A level that names no start begins with nought, as in Word and in the standard.
NO_START: Final = 0
# "第%1部分" and the like; a longer one is damage, and would be repeated before every paragraph.
LONGEST_LABEL: Final = 64
PLACEHOLDER: Final = re.compile("%([1-9])")
# After these the text may follow at once, as it is printed: 一、概况, （一）概况.
CLOSING: Final = frozenset("、，。：；）】〕》．")


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph; `apart` where the list sets a tab or a space behind it."""

    text: str = ""
    apart: bool = False

    def before(self, text: str) -> str:
        """Return the text behind its number; "1." and "2021年" are kept from becoming "1.2021年"."""
        merges = self.text[-1:].isascii() and text[:1].isdigit()
        spaced = merges or (self.apart and self.text[-1:] not in CLOSING)
        return f"{self.text}{' ' if self.text and text and spaced else ''}{text}"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    restart_after: int | None = None
    apart: bool = True
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs can belong to; lists of one `counting` go on where another left off."""

    counting: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """Counts the items of all lists of one document in reading order."""

    def __init__(self, tree: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        for element in () if tree is None else tree.iterchildren(f"{W}abstractNum"):
            self._abstract.setdefault(element.get(f"{W}abstractNumId", ""), element)
        for element in () if tree is None else tree.iterchildren(f"{W}num"):
            self._numbers.setdefault(element.get(f"{W}numId", ""), element)
        self._lists: dict[str, NumberedList | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def next_label(self, reference: NumberReference, style: Style) -> Label:
        """Return the number of the next paragraph with this reference and style, empty where it has none."""
        number = reference.number if reference.number is not None else style.number.number
        found = self._list(number) if number is not None and number != NO_LIST else None
        if found is None or number is None:
            return Label()
        place = _place(found, reference, style)
        if place not in found.levels:
            return Label()
        return _label(found, place, self._count(number, found, place))

    def _count(self, number: str, counted: NumberedList, place: int) -> list[int | None]:
        counts = self._counts.setdefault(counted.counting, [None] * LEVELS)
        before = counts[place]
        if place in counted.restarts and (number, place) not in self._restarted:
            self._restarted.add((number, place))
            counts[place] = counted.restarts[place]
        else:
            counts[place] = _start(counted, place) if before is None else before + 1
        # Levels that were passed over count as begun: (1) without 一、 before it is the first of 一、.
        for upper in range(place):
            if counts[upper] is None:
                counts[upper] = _start(counted, upper)
        for lower in range(place + 1, LEVELS):
            after = counted.levels[lower].restart_after if lower in counted.levels else None
            if after is None or place < after:
                counts[lower] = None
        return counts

    def _list(self, number: str) -> NumberedList | None:
        if number not in self._lists:
            self._lists[number] = self._read_list(number)
        return self._lists[number]

    def _read_list(self, number: str) -> NumberedList | None:
        element = self._numbers.get(number)
        counting = self._counting(number)
        if element is None or counting is None:
            return None
        levels = {p: _level(e) for p, e in _by_place(self._abstract[counting], "lvl")}
        restarts: dict[int, int] = {}
        for place, override in _by_place(element, "lvlOverride"):
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[place] = _level(own)
            start = whole_number(child_value(override, "startOverride"))
            if start is not None:
                restarts[place] = start
        return NumberedList(counting, levels, restarts)

    def _counting(self, number: str) -> str | None:
        """Return the abstract list behind a number; some only name a style that names the real list."""
        seen: set[str] = set()
        while number not in seen and number in self._numbers:
            seen.add(number)
            abstract = child_value(self._numbers[number], "abstractNumId")
            if abstract is None or abstract not in self._abstract:
                return None
            link = child_value(self._abstract[abstract], "numStyleLink")
            linked = None if link is None else self._styles.paragraph(link).number.number
            if linked is None:
                return abstract
            number = linked
        return None


def _place(found: NumberedList, reference: NumberReference, style: Style) -> int:
    """Return the level: the paragraph's own, else the one that names its style, else the style's."""
    if reference.level is not None:
        return reference.level
    for name in style.names:
        linked = next((p for p, level in found.levels.items() if level.paragraph_style == name), None)
        if linked is not None:
            return linked
    return style.number.level or 0


def _label(counted: NumberedList, place: int, counts: list[int | None]) -> Label:
    level = counted.levels[place]
    if level.style == "bullet":
        return Label()

    def printed(placeholder: re.Match[str]) -> str:
        other = int(placeholder[1]) - 1
        value = counts[other]
        style = counted.levels[other].style if other in counted.levels else "decimal"
        # `isLgl` prints every level of 第一章 1.1 in plain digits.
        return "" if value is None else numeral(value, "decimal" if level.legal else style)

    return Label(PLACEHOLDER.sub(printed, level.text).strip(), level.apart)


def _start(counted: NumberedList, place: int) -> int:
    return counted.levels[place].start if place in counted.levels else 1


def _by_place(parent: Element, name: str) -> list[tuple[int, Element]]:
    found = ((whole_number(e.get(f"{W}ilvl")), e) for e in parent.iterchildren(W + name))
    return [(place, e) for place, e in found if place is not None and 0 <= place < LEVELS]


def _level(element: Element) -> Level:
    start = whole_number(child_value(element, "start"))
    legal = element.find(f"{W}isLgl")
    return Level(
        start=NO_START if start is None else start,
        style=_number_style(element),
        text=_level_text(element),
        legal=legal is not None and switched_on(legal.get(f"{W}val")),
        restart_after=whole_number(child_value(element, "lvlRestart")),
        apart=child_value(element, "suff") != "nothing",
        paragraph_style=child_value(element, "pStyle"),
    )


def _number_style(element: Element) -> str:
    """Return the style of the figures; a newer one stands beside an older one as its fallback."""
    older = element.find(f"{{{COMPATIBILITY}}}AlternateContent/{{{COMPATIBILITY}}}Fallback/{W}numFmt")
    own = child_value(element, "numFmt")
    return own or (None if older is None else older.get(f"{W}val")) or "decimal"


def _level_text(element: Element) -> str:
    text = element.find(f"{W}lvlText")
    return "" if text is None else (text.get(f"{W}val") or "")[:LONGEST_LABEL]
