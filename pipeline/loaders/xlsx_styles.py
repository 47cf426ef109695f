"""The styles of a workbook, as far as they tell what a cell shows: number format, frame, place, weight.

>>> from lxml import etree
>>> book = etree.fromstring('<s><cellXfs><xf numFmtId="10"><alignment horizontal="center"/></xf></cellXfs></s>')
>>> read_styles(book)[0]
Style(number_format='0.00%', framed=False, align='center', bold=False)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.loaders.number_formats import BUILT_IN, GENERAL
from pipeline.loaders.xlsx_package import Element
from pipeline.model import Align

ALIGNS: Final[dict[str, Align]] = {"center": "center", "centerContinuous": "center", "right": "right", "left": "left"}
OFF: Final = ("0", "false")


@dataclass(frozen=True, slots=True)
class Style:
    """How cells of one style are shown; `framed` where upright lines stand beside them."""

    number_format: str = GENERAL
    framed: bool = False
    align: Align | None = None
    bold: bool = False


def read_styles(tree: Element | None) -> tuple[Style, ...]:
    """Return the styles in the order in which cells name them; none where the part is missing."""
    if tree is None:
        return ()
    own = {f.get("numFmtId"): f.get("formatCode", GENERAL) for f in tree.iterfind("{*}numFmts/{*}numFmt")}
    framed = [_has_upright_lines(b) for b in tree.iterfind("{*}borders/{*}border")]
    bold = [_is_on(f.find("{*}b")) for f in tree.iterfind("{*}fonts/{*}font")]
    return tuple(_style(xf, own, framed, bold) for xf in tree.iterfind("{*}cellXfs/{*}xf"))


def _style(xf: Element, own: dict[str | None, str], framed: list[bool], bold: list[bool]) -> Style:
    number = xf.get("numFmtId", "0")
    code = own.get(number) or BUILT_IN.get(_index(number), GENERAL)
    alignment = xf.find("{*}alignment")
    align = None if alignment is None else ALIGNS.get(alignment.get("horizontal", ""))
    return Style(code, _listed(framed, xf.get("borderId", "")), align, _listed(bold, xf.get("fontId", "")))


def _listed(flags: list[bool], number: str) -> bool:
    index = _index(number)
    return 0 <= index < len(flags) and flags[index]


def _index(number: str) -> int:
    return int(number) if number.isdecimal() and len(number) < 7 else -1


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "1") not in OFF


def _has_upright_lines(border: Element) -> bool:
    sides = (border.find(f"{{*}}{side}") for side in ("left", "right", "start", "end"))
    return any(side is not None and side.get("style", "none") != "none" for side in sides)
