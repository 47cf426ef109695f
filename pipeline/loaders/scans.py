"""Scanned pages and photographs as pages of characters and tables, like those of a text layer.

A page is a picture with the size of its sheet. What `pipeline.recognition` reads on it becomes the characters
from which lines, paragraphs and tables are built; where each is seen on the sheet is kept.

>>> round(Sheet.of_points(595, 842).scale, 2), round(Sheet.of_points(2480, 3508).scale, 2)
(2.78, 0.67)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.loaders.pages import PageText
from pipeline.loaders.pdf_characters import Character, Rectangle
from pipeline.loaders.pdf_grids import grid_of
from pipeline.loaders.pdf_lines import lines_of
from pipeline.loaders.pdf_tables import tables_of
from pipeline.model import Document, Hint, Span
from pipeline.recognition.picture import DOTS_PER_INCH, POINTS_PER_INCH, POINTS_PER_PIXEL

if TYPE_CHECKING:
    from pipeline.recognition.characters import Glyph
    from pipeline.recognition.page import Recognised
    from pipeline.recognition.picture import Colours

# A page takes some seconds. What is bounded is the work (pages, pixels, lines), not the time by the clock: the same
# file gives the same text on a slow machine and on a fast one.
MOST_SCANNED = 200
# The long side of a sheet of paper, A5 to A3 in points; what is smaller or larger counts as A4.
SHEETS, A4, A4_WIDTH = (560.0, 1260.0), 842.0, 595.0
# What is this many times as high as wide is a page scrolled on a telephone; it has the width of A4, up to a length.
ROLL, LONGEST_ROLL = 2.0, 3_600.0
DOUBT = "识别存疑"
# The rest of a figure around a doubtful character.
FIGURE = re.compile(r"[\d０-９.,，．:：/%％‰〇○OolI\-—+]+")
# More doubtful figures than this are not named one by one.
MOST_DOUBTS = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the viewer shows it, in its own points, and how many pixels each of them has in its picture."""

    width: float
    height: float
    scale: float

    @classmethod
    def of_points(cls, width: float, height: float) -> Sheet:
        """Return a sheet of this size; what no paper measures has as many pixels as a sheet of A4."""
        longest = max(width, height)
        real = 1.0
        if height > ROLL * width:
            real = min(A4_WIDTH / width, LONGEST_ROLL / height)
        elif not SHEETS[0] <= longest <= SHEETS[1]:
            real = A4 / longest
        return cls(width, height, DOTS_PER_INCH / POINTS_PER_INCH * real)


def scanned_page(picture: Colours, sheet: Sheet, number: int) -> PageText:
    """Return what a picture of a page prints, `image` where it shows no print; raises EngineMissing."""
    from pipeline.recognition.page import recognise

    found = recognise(picture)
    width, height = found.width * POINTS_PER_PIXEL, found.height * POINTS_PER_PIXEL
    characters = [_character(glyph, found, sheet) for line in found.lines for glyph in line]
    if not characters:
        return PageText(number, width, height, "image" if found.unsure_lines else "empty")
    grids = [grid_of([_in_points(cell) for cell in cells]) for cells in found.tables]
    tables, rest = tables_of(grids, characters, number)
    return PageText(number, width, height, "scanned", tuple(lines_of(rest, number)), tuple(tables))


def _in_points(box: Rectangle) -> Rectangle:
    x0, y0, x1, y1 = (round(value * POINTS_PER_PIXEL, 2) for value in box)
    return x0, y0, x1, y1


def _character(glyph: Glyph, found: Recognised, sheet: Sheet) -> Character:
    box = (glyph.x0, glyph.y0, glyph.x1, glyph.y1)
    x0, y0, x1, y1 = (round(value / sheet.scale, 2) for value in found.seen(box))
    return Character(
        glyph.text,
        *_in_points(box),
        size=round(glyph.size * POINTS_PER_PIXEL, 1),
        place=(x0, y0, x1, y1),
        doubtful=glyph.doubtful,
    )


def with_doubts(document: Document) -> Document:
    """Return the document with a hint for each figure that holds a character which was not read surely."""
    figures = list(dict.fromkeys(_figure(document.text, span) for span in document.doubtful))[:MOST_DOUBTS]
    return replace(document, hints=(*document.hints, *(Hint(DOUBT, span.of(document.text)) for span in figures)))


def _figure(text: str, doubtful: Span) -> Span:
    """Return the figure around a doubtful character."""
    line = text.rfind("\n", 0, doubtful.start) + 1
    end = text.find("\n", doubtful.end)
    figures = (Span(*found.span()) for found in FIGURE.finditer(text, line, end if end > 0 else len(text)))
    return next((figure for figure in figures if doubtful in figure), doubtful)
