"""The cells that the rules of a PDF page enclose, as pdfplumber finds them.

Producers draw a rule as a line, as a frame around a cell or as a very thin filled bar; wide filled bars
are shading, and a slanting line divides the corner of a head. Chinese statistical tables often have no rule
at the left and right edge; the edges are then put where the horizontal rules end.

>>> RuledPages(b"no PDF at all").tables(1, View(1, 0, 0, -1, 0, 842, 595, 842)) is None
True
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from pipeline.loaders.pdf_characters import Rectangle, View

if TYPE_CHECKING:
    from pdfplumber.page import Page

# The thickest bar that is still a rule, and the most that a rule may slant, in points.
THICKEST_RULE = 4.0
# How far a rule may end short of the one that it meets (pdfplumber's own tolerance), in points.
REACH = 3.0
# Where rules may cross at more points than this is a diagram or a map; a sheet of 80 rows has some 2,000.
# pdfplumber's time grows with the square of it.
MOST_CROSSINGS = 3_000
# Both readers of a PDF mean the same page when its sides differ by less than this, in points.
SAME_SIZE = 1.0
STRAIGHT_STEPS = frozenset("mlh")
# A thing drawn on a page as pdfplumber describes it: object_type, x0, top, x1, bottom …
Drawn: TypeAlias = dict[str, Any]


class RuledPages:
    """The pages of one document; pdfplumber opens it when the first is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def tables(self, number: int, view: View) -> list[list[Rectangle]] | None:
        """Return the boxes of each table's cells as the viewer sees them, None where the page cannot be read."""
        try:
            page = self._pages[number - 1]
            try:
                return _tables(page, view)
            finally:
                page.close()  # each by itself: to close the whole, pdfplumber builds all pages anew
        except _damage():
            # PDFium has read the characters of this page; without cells they still make lines.
            return None

    @cached_property
    def _pages(self) -> list[Page]:
        # Imported here because most reports have no ruled table, and this takes longer than to read one.
        import pdfplumber

        # pdfminer's complaints are about fonts, which do not matter to rules.
        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        try:
            return pdfplumber.open(io.BytesIO(self._data)).pages
        except _damage():
            return []  # remembered, so that a damaged file is not opened again for each of its pages


def _damage() -> tuple[type[Exception], ...]:
    """Return what damaged files make pdfplumber raise, and pdfminer where pdfplumber does not wrap its errors."""
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    wrapped = (PdfminerException, MalformedPDFException, PSException, struct.error, zlib.error)
    bare = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
    return wrapped + bare


def _tables(page: Page, view: View) -> list[list[Rectangle]] | None:
    # Both libraries turn the page as it is to be seen; pdfplumber counts from the media box, the viewer from the
    # crop box.
    left, top, right, bottom = view.rectangle(*page.page_obj.mediabox)
    if max(abs(right - left - page.width), abs(bottom - top - page.height)) > SAME_SIZE:
        return None
    ruled = page.filter(_is_rule)
    for drawn in (*ruled.lines, *ruled.rects):
        _straighten(drawn)
    if _crossings(ruled.edges) > MOST_CROSSINGS:
        return None
    finder = ruled.debug_tablefinder()
    sides = list(_open_sides(finder.edges))
    tables = ruled.find_tables({"explicit_vertical_lines": sides}) if sides else finder.tables
    across, down = left - page.mediabox[0], top - page.mediabox[1]
    return [[(x0 + across, y0 + down, x1 + across, y1 + down) for x0, y0, x1, y1 in t.cells] for t in tables]


def _is_rule(drawn: Drawn) -> bool:
    """Return whether something drawn may be the side of a cell."""
    kind = drawn["object_type"]
    thin = kind in ("line", "rect", "curve") and min(drawn["width"], drawn["height"]) <= THICKEST_RULE
    if kind == "curve":
        return bool(thin or drawn["stroke"]) and all(step[0] in STRAIGHT_STEPS for step in drawn["path"])
    return thin or bool(kind == "rect" and drawn["stroke"])


def _straighten(drawn: Drawn) -> None:
    """Make a bar or slightly slanting line one without thickness: pdfplumber takes any slant for upright."""
    if drawn["height"] <= min(drawn["width"], THICKEST_RULE):
        middle = (drawn["top"] + drawn["bottom"]) / 2
        drawn.update(top=middle, bottom=middle, height=0)
    elif drawn["width"] <= THICKEST_RULE:
        middle = (drawn["x0"] + drawn["x1"]) / 2
        drawn.update(x0=middle, x1=middle, width=0)


def _crossings(edges: Sequence[Drawn]) -> int:
    """Return the most points in which the rules can cross, those within reach taken as one."""
    heights = sorted(float(edge["top"]) for edge in edges if edge["orientation"] == "h")
    places = sorted(float(edge["x0"]) for edge in edges if edge["orientation"] == "v")
    levels, uprights = (1 + sum(b - a > REACH for a, b in pairwise(found)) for found in (heights, places))
    return levels * uprights


def _open_sides(edges: Sequence[Drawn]) -> Iterator[Drawn]:
    """Yield the upright rules that a table lacks at its left and right edge."""
    uprights = [edge for edge in edges if edge["orientation"] == "v"]
    levels = [edge for edge in edges if edge["orientation"] == "h"]
    for upright in uprights:
        met = [level for level in levels if _meet(upright, level)]
        for side, outermost in (("x0", min), ("x1", max)):
            x = outermost((level[side] for level in met), default=0.0)
            heights = [level["top"] for level in met if abs(level[side] - x) <= REACH]
            if len(heights) < 2:
                continue
            top, bottom = min(heights), max(heights)
            if not any(abs(u["x0"] - x) <= 2 * REACH and u["top"] < bottom and u["bottom"] > top for u in uprights):
                yield _upright(x, top, bottom)


def _meet(upright: Drawn, level: Drawn) -> bool:
    crosses = level["x0"] - REACH <= upright["x0"] <= level["x1"] + REACH
    return bool(crosses and upright["top"] - REACH <= level["top"] <= upright["bottom"] + REACH)


def _upright(x: float, top: float, bottom: float) -> Drawn:
    ends = {"top": top, "bottom": bottom, "height": bottom - top}
    return {"object_type": "line_edge", "orientation": "v", "x0": x, "x1": x, "width": 0.0} | ends
