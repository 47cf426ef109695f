"""One page of a PDF, read: its lines, its tables, and whether it holds text at all."""

from __future__ import annotations

from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from pipeline.loaders.pages import READABLE, PageKind, PageText
from pipeline.loaders.pdf_cells import RuledPages
from pipeline.loaders.pdf_characters import Character, View, read_characters, turned, turned_box, view_of
from pipeline.loaders.pdf_grids import Grid, grid_of
from pipeline.loaders.pdf_legibility import is_legible
from pipeline.loaders.pdf_lines import lines_of
from pipeline.loaders.pdf_rulings import Drawing, read_drawing
from pipeline.loaders.pdf_tables import tables_of
from pipeline.loaders.pdf_watermarks import on_sheet, printed, turn_of

# A picture of this share of the page is the page itself, or a table or chapter of it.
WHOLE_PAGE, LARGE_PICTURE = 0.5, 0.2
# Fewer characters than this over a picture of the page are a stamp of the scanner, not its text.
FEW_CHARACTERS = 40
# A page without characters that has more drawn objects than this prints its text as outlines.
MANY_DRAWINGS = 200


def read_page(page: Any, number: int, ruled: RuledPages) -> PageText:
    """Return the text of an open page; its tables are found among the ruled pages of the document."""
    view = view_of(page)
    try:
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return PageText(number, view.width, view.height, "damaged")
    try:
        found = on_sheet(read_characters(text_page, view), view.width, view.height)
        drawing = read_drawing(page, view)
    finally:
        text_page.close()
    characters = printed(_shown(found, drawing))
    kind = _kind(characters, drawing)
    if kind not in READABLE:
        return PageText(number, view.width, view.height, kind)
    turn = turn_of(characters)
    if turn:
        characters = [turned(c, turn, view.width, view.height) for c in characters]
    width, height = (view.height, view.width) if turn % 2 else (view.width, view.height)
    grids = _grids(ruled, number, view, turn) if drawing.may_hold_table else []
    tables, rest = tables_of(grids or [], characters, number)
    # Text turned by a quarter is read in tables alone.
    lines = tuple(lines_of((c for c in rest if c.turn == 0), number))
    large_picture = drawing.picture >= LARGE_PICTURE
    return PageText(number, width, height, kind, lines, tuple(tables), large_picture, tables_lost=grids is None)


def _grids(ruled: RuledPages, number: int, view: View, turn: int) -> list[Grid] | None:
    """Return the grids of a page's tables from the top, as its text is read; None where they cannot be found."""
    tables = ruled.tables(number, view)
    if tables is None:
        return None
    grids = [grid_of([turned_box(cell, turn, view.width, view.height) for cell in cells]) for cells in tables]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _shown(characters: list[Character], drawing: Drawing) -> list[Character]:
    """Return the characters that are seen, or those that a recognition laid under a scanned page."""
    hidden = sum(not c.visible for c in characters)
    if hidden and (drawing.picture < WHOLE_PAGE or 2 * hidden < len(characters)):
        return [c for c in characters if c.visible]
    return characters


def _kind(characters: list[Character], drawing: Drawing) -> PageKind:
    shown = [c for c in characters if not c.blank]
    if len(shown) < FEW_CHARACTERS and drawing.picture >= WHOLE_PAGE:
        return "image"
    if not shown:
        if drawing.picture >= LARGE_PICTURE:
            return "image"
        if drawing.objects > MANY_DRAWINGS:
            return "outlines"
        return "drawn" if drawing.objects else "empty"
    if not is_legible("".join(c.text for c in shown)):
        return "garbage"
    return "text" if any(c.visible for c in shown) else "recognised"
