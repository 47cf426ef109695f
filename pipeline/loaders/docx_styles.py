"""What the styles of a Word document say of its paragraphs and runs, inherited values included.

A style is based on another, which is based on another; the nearest that states a property decides.
Chinese Word names its headings 标题 1 … on the screen and "heading 1" in the file; WPS writes either.

>>> Styles(None).paragraph("Heading2").level
2
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.loaders.docx_package import WORD, Element
from pipeline.model import Align

W: Final = f"{{{WORD}}}"
VALUE: Final = f"{W}val"
HEADING_NAME: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
TITLE_NAMES: Final = frozenset({"title", "标题", "subtitle", "副标题"})
OUTLINE_LEVELS: Final = range(9)  # the tenth, 9, means body text
LARGEST_NUMBER: Final = 2**31 - 1
# Word itself allows ten.
MOST_BASES: Final = 50
OFF: Final = frozenset({"0", "false", "off", "none"})

# `both` and `distribute` stretch a line and say nothing of where it stands.
ALIGNMENTS: Final[dict[str, Align]] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}


@dataclass(frozen=True, slots=True)
class NumberReference:
    """Which list a paragraph belongs to and on which level; either may be left to the style."""

    number: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits; `names` are its own and those of the styles it is based on."""

    names: tuple[str, ...] = ()
    level: int | None = None
    align: Align | None = None
    bold: bool = False
    hidden: bool = False
    number: NumberReference = NumberReference(None, None)
    title: bool = False


class Styles:
    """The styles of one document, read when they are first asked for."""

    def __init__(self, tree: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._read: dict[str | None, Style] = {}
        for element in () if tree is None else tree.iterchildren(f"{W}style"):
            name = element.get(f"{W}styleId", "")
            self._elements.setdefault(name, element)
            if element.get(f"{W}type") == "paragraph" and switched_on(element.get(f"{W}default", "0")):
                self._default = self._default or name

    def paragraph(self, name: str | None) -> Style:
        """Return the style of a paragraph, the document's default where it names none."""
        return self._style(name or self._default)

    def run(self, name: str | None) -> Style:
        """Return the style of a run."""
        return self._style(name) if name else Style()

    def _style(self, name: str | None) -> Style:
        if name not in self._read:
            self._read[name] = self._resolve(name)
        return self._read[name]

    def _resolve(self, name: str | None) -> Style:
        if name is None:
            return Style()
        if name not in self._elements:
            return Style((name,), level=_named_level(name))
        names = self._chain(name)
        elements = [self._elements[n] for n in names]
        printed = _printed_name(elements[0], names[0])
        return Style(
            names=names,
            level=_inherited_level(elements, names),
            align=ALIGNMENTS.get(_first(elements, "pPr/jc") or ""),
            bold=_inherited_switch(elements, "b"),
            hidden=_inherited_switch(elements, "vanish"),
            number=_inherited_number(elements),
            title=printed.strip().lower() in TITLE_NAMES,
        )

    def _chain(self, name: str) -> tuple[str, ...]:
        names = [name]
        while len(names) < MOST_BASES:
            base = child_value(self._elements[names[-1]], "basedOn")
            if base is None or base in names or base not in self._elements:
                break
            names.append(base)
        return tuple(names)


def child_value(element: Element, path: str) -> str | None:
    """Return the `w:val` of a descendant such as "pPr/jc", None where there is none."""
    for step in path.split("/"):
        element = element.find(W + step)
        if element is None:
            return None
    value: str | None = element.get(VALUE)
    return value


def switched_on(value: str | None) -> bool:
    """Return whether a property that is stated holds: without a value it does."""
    return value is None or value.lower() not in OFF


def whole_number(value: str | None) -> int | None:
    """Return the number that an attribute holds, None where it is none or beyond what Word can hold."""
    try:
        number = int(value) if value is not None else None
    except ValueError:
        return None
    return number if number is not None and abs(number) <= LARGEST_NUMBER else None


def outline_level(value: str | None) -> int | None:
    """Return the heading level, counted from 1, for Word's outline level, counted from 0."""
    number = whole_number(value)
    return number + 1 if number in OUTLINE_LEVELS and number is not None else None


def number_reference(properties: Element | None) -> NumberReference:
    """Return what the properties of a paragraph or style themselves say of its list."""
    numbering = None if properties is None else properties.find(f"{W}numPr")
    if numbering is None:
        return NumberReference(None, None)
    return NumberReference(child_value(numbering, "numId"), whole_number(child_value(numbering, "ilvl")))


def _first(elements: list[Element], path: str) -> str | None:
    return next((v for v in (child_value(e, path) for e in elements) if v is not None), None)


def _inherited_switch(elements: list[Element], name: str) -> bool:
    for element in elements:
        found = element.find(f"{W}rPr/{W}{name}")
        if found is not None:
            return switched_on(found.get(VALUE))
    return False


def _inherited_level(elements: list[Element], names: tuple[str, ...]) -> int | None:
    for element, name in zip(elements, names, strict=True):
        stated = child_value(element, "pPr/outlineLvl")
        if stated is not None:
            return outline_level(stated)
        named = _named_level(_printed_name(element, name))
        if named is not None:
            return named
    return None


def _inherited_number(elements: list[Element]) -> NumberReference:
    stated = [number_reference(e.find(f"{W}pPr")) for e in elements]
    number = next((s.number for s in stated if s.number is not None), None)
    return NumberReference(number, next((s.level for s in stated if s.level is not None), None))


def _printed_name(element: Element, name: str) -> str:
    return child_value(element, "name") or name


def _named_level(name: str) -> int | None:
    found = HEADING_NAME.fullmatch(name.strip())
    return int(found[1]) if found else None
