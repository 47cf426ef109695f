"""The characters of a PDF page, each with its box, as the viewer sees the page.

A text layer is a run of glyphs with positions. What is kept of each: the character, its box in
points from the top left corner of the upright page, its size, boldness and ink, and which way it
is turned. Characters that the producer itself invented (spaces, line ends) are left out; where
words end is read from the positions.

>>> Character.standing("低", 72.0, 100.0, size=16.0).x1
88.0
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.loaders.pdf_radicals import ORDINARY

# The body of a Chinese glyph above and below its base line, as a share of the type size.
ASCENT, DESCENT = 0.87, 0.15
# A page with more characters than this is no page of a report; the rest is not read.
MOST_CHARACTERS = 60_000
# Type smaller than this is not printed to be read.
SMALLEST_TYPE = 1.0
# How far a direction may be from upright or a quarter turn (sine of the angle).
STRAIGHT = 0.04
BOLD_WEIGHT = 600
BOLD_NAMES = ("bold", "black", "heavy", "simhei", "黑体", "heiti")
INVISIBLE_MODES = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
EMBOLDENED_MODES = {pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP}
# Code points that print nothing: zero-width marks, byte order mark.
PRINT_NOTHING = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}
# Code points below this that PDFium may have invented.
PERHAPS_INVENTED = {0x20, 0x0D, 0x0A}
# General punctuation, signs, Chinese characters and full-width forms all come after this code point.
FIRST_CHINESE = "\u2000"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

Rectangle = tuple[float, float, float, float]
Ink = tuple[int, int, int, int]
BLACK: Ink = (0, 0, 0, 255)


class Character(msgspec.Struct, frozen=True):
    """A printed character; (x0, y0, x1, y1) is where it is read, `place` where the viewer sees it.

    The two differ on pages whose text runs up or down the sheet, and on scans that lie askew. `turn` counts
    quarter turns clockwise against the reading direction; None is askew. `doubtful` are figures that character
    recognition was not sure of.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    place: Rectangle
    turn: int | None = 0
    bold: bool = False
    ink: Ink = BLACK
    visible: bool = True
    doubtful: bool = False

    @classmethod
    def standing(cls, text: str, x: float, baseline: float, size: float, width: float = 1.0) -> Character:
        """Return an upright character at a point of its base line, `width` as a share of its size."""
        box = (x, baseline - ASCENT * size, x + width * size, baseline + DESCENT * size)
        return cls(text, *box, size=size, place=box)

    @property
    def wide(self) -> bool:
        """Whether it takes the width of a Chinese character, whatever it is."""
        return self.x1 - self.x0 > 0.75 * self.size

    @property
    def chinese(self) -> bool:
        """Whether it is written without spaces around it: Chinese characters, their punctuation and signs."""
        return self.text >= FIRST_CHINESE

    @property
    def blank(self) -> bool:
        """Whether it prints nothing."""
        return self.text.isspace()


@dataclass(frozen=True, slots=True)
class View:
    """The map from a page's own coordinates to those of the viewer: x' = ax + cy + e, y' = bx + dy + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page is seen."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        """Return where an upright rectangle of the page is seen."""
        (xa, ya), (xb, yb) = self.point(left, bottom), self.point(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of one text object share."""

    size: float
    turn: int | None
    bold: bool
    ink: Ink
    visible: bool


def view_of(page: Any) -> View:
    """Return the map to the viewer's coordinates, with the page's rotation and crop box in it."""
    width, height = page.get_size()
    # PDFium answers in whole pixels, so the page is asked for at a high resolution over a long way.
    scale, reach = 100, 1000
    x, y = ctypes.c_int(), ctypes.c_int()

    def seen(px: float, py: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page, 0, 0, round(width * scale), round(height * scale), 0, px, py, x, y)
        return x.value / scale, y.value / scale

    (e, f), (ax, ay), (cx, cy) = seen(0, 0), seen(reach, 0), seen(0, reach)
    return View((ax - e) / reach, (ay - f) / reach, (cx - e) / reach, (cy - f) / reach, e, f, width, height)


def read_characters(text_page: Any, view: View) -> list[Character]:
    """Return the characters of a page in the order of the file; those without a meaning are U+FFFD."""
    count = min(text_page.count_chars(), MOST_CHARACTERS)
    styles: dict[int | None, Style] = {}
    loose = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    raw = text_page.raw
    characters = []
    for index, text in _texts(raw, count):
        handle = pdfium.FPDFText_GetTextObject(raw, index)
        key = ctypes.cast(handle, ctypes.c_void_p).value
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(raw, index, handle, view)
        if style.size < SMALLEST_TYPE:
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, loose)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        seen = view.rectangle(loose.left, loose.bottom, loose.right, loose.top)
        box = _box(text, seen, view.point(x.value, y.value), style)
        if all(map(math.isfinite, box)):
            characters.append(Character(text, *box, style.size, box, style.turn, style.bold, style.ink, style.visible))
    return characters


def _texts(raw: Any, count: int) -> Iterator[tuple[int, str]]:
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in PRINT_NOTHING or (code in PERHAPS_INVENTED and pdfium.FPDFText_IsGenerated(raw, index) == 1):
            continue
        if pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1 or not _has_meaning(code):
            yield index, REPLACEMENT
        else:
            yield index, ORDINARY.get(code) or chr(code)


def _has_meaning(code: int) -> bool:
    return code in (0x02, 0x09, 0x0A, 0x0D) or (0x20 <= code < 0xD800) or (0xE000 <= code < 0x110000)


def _style(raw: Any, index: int, handle: Any, view: View) -> Style:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(raw, index, matrix):
        matrix.a = matrix.d = 1.0
    size = pdfium.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
    turn = _turn(view.a * matrix.a + view.c * matrix.b, view.b * matrix.a + view.d * matrix.b)
    if not handle:
        return Style(size, turn, False, BLACK, True)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
    font = pdfium.FPDFTextObj_GetFont(handle)
    bold = mode in EMBOLDENED_MODES or bool(font and _is_bold(font))
    return Style(abs(size), turn, bold, _ink(handle), mode not in INVISIBLE_MODES)


def _turn(x: float, y: float) -> int | None:
    """Return the quarter turns clockwise of a direction of the viewer (y runs down)."""
    length = math.hypot(x, y)
    if not length:
        return 0
    x, y = x / length, y / length
    for turn, along, across in ((0, x, y), (1, y, x), (2, -x, y), (3, -y, x)):
        if along > 0 and abs(across) < STRAIGHT:
            return turn
    return None


def _is_bold(font: Any) -> bool:
    if pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    plain = name.value.decode("utf-8", "replace").lower()
    return any(word in plain for word in BOLD_NAMES)


def _ink(handle: Any) -> Ink:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return BLACK
    return red.value, green.value, blue.value, alpha.value


def _box(text: str, seen: Rectangle, origin: tuple[float, float], style: Style) -> Rectangle:
    """Return the box of a character: its advance along the line, its body across it.

    Fonts state odd heights, so the body is taken from the base line and the type size, unless the
    glyph stands elsewhere (fonts for vertical setting).
    """
    if style.turn is None:
        return seen
    x0, y0, x1, y1 = seen
    (x, y), size = origin, style.size
    up, down = ASCENT * size, DESCENT * size
    least = size * (1.0 if unicodedata.east_asian_width(text) in "WF" else 0.5)
    if style.turn % 2 == 0:
        top, bottom = (y - up, y + down) if style.turn == 0 else (y - down, y + up)
        if x1 - x0 < 0.05 * size:
            x0, x1 = x, x + least
        return (x0, top, x1, bottom) if top <= (y0 + y1) / 2 <= bottom else seen
    left, right = (x - down, x + up) if style.turn == 1 else (x - up, x + down)
    if y1 - y0 < 0.05 * size:
        y0, y1 = (y, y + least) if style.turn == 1 else (y - least, y)
    return (left, y0, right, y1) if left <= (x0 + x1) / 2 <= right else seen


def turned_box(box: Rectangle, turn: int, width: float, height: float) -> Rectangle:
    """Return where a box is after the sheet of this size is turned back by `turn` quarter turns."""
    x0, y0, x1, y1 = box
    boxes: dict[int, Rectangle] = {
        0: box,
        1: (y0, width - x1, y1, width - x0),
        2: (width - x1, height - y1, width - x0, height - y0),
        3: (height - y1, x0, height - y0, x1),
    }
    return boxes[turn % 4]


def turned(character: Character, turn: int, width: float, height: float) -> Character:
    """Return the character as read after the sheet of this size is turned back by `turn` quarter turns."""
    box = (character.x0, character.y0, character.x1, character.y1)
    left, top, right, bottom = turned_box(box, turn, width, height)
    own = None if character.turn is None else (character.turn - turn) % 4
    return msgspec.structs.replace(character, x0=left, y0=top, x1=right, y1=bottom, turn=own)
