"""The drawn lines of a PDF page (the rules of its tables), and how much of it is pictures.

Producers draw a rule as a stroked line, as a stroked rectangle around a cell, or as a very thin
filled rectangle. Thick filled rectangles are shading and are left out.

>>> Ruling.between(10.0, 50.0, 200.0, 50.4)
Ruling(across=True, at=50.2, start=10.0, end=200.0)
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.loaders.pdf_characters import Rectangle, View

# The thickest bar that is still a rule, in points.
THICKEST_RULE = 4.0
# A page with more drawn objects than this is a map or a diagram, not a table.
MOST_OBJECTS = 20_000
# Objects nested deeper than this are not followed (a file can nest without end).
DEEPEST = 8

Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal (`across`) or vertical rule: where it is, and from where to where it goes."""

    across: bool
    at: float
    start: float
    end: float

    @classmethod
    def between(cls, x0: float, y0: float, x1: float, y1: float) -> Ruling | None:
        """Return the rule that a thin rectangle or a straight line draws; None for anything thick or askew."""
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if y1 - y0 <= THICKEST_RULE and x1 - x0 > y1 - y0:
            return cls(True, (y0 + y1) / 2, x0, x1)
        if x1 - x0 <= THICKEST_RULE and y1 - y0 > x1 - x0:
            return cls(False, (x0 + x1) / 2, y0, y1)
        return None

    def turned(self, turn: int, width: float, height: float) -> Ruling:
        """Return the rule after the sheet of this size is turned back by `turn` quarter turns clockwise."""
        over = width if turn == 1 or (turn == 2 and not self.across) else height
        mirrored_at = turn == 2 or (turn == 1 and not self.across) or (turn == 3 and self.across)
        length = width if self.across else height
        mirrored_ends = turn == 2 or (turn == 1 and self.across) or (turn == 3 and not self.across)
        start, end = (length - self.end, length - self.start) if mirrored_ends else (self.start, self.end)
        return Ruling(self.across ^ (turn % 2 == 1), over - self.at if mirrored_at else self.at, start, end)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is on a page besides its characters."""

    rulings: tuple[Ruling, ...]
    picture: float  # the share of the page that its largest picture covers
    objects: int  # how many drawn things, curves included


def read_drawing(page: Any, view: View) -> Drawing:
    """Return the rules of a page as the viewer sees them, and the share of its largest picture."""
    rulings: list[Ruling] = []
    picture, objects = 0.0, 0
    for handle, kind, matrix in _objects(page):
        objects += 1
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            rulings.extend(_rulings(handle, matrix, view))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            picture = max(picture, _share(handle, matrix, view))
    return Drawing(tuple(rulings), picture, objects)


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Yield the objects of a page and of the forms in it, each with the matrix of what it stands in."""
    left = MOST_OBJECTS
    count, item = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    waiting = [(page.raw, count, item, UPRIGHT, 0)]
    while waiting:
        parent, count, item, outer, depth = waiting.pop()
        for index in range(min(count(parent), left)):
            left -= 1
            handle = item(parent, index)
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inner = _times(_matrix(handle), outer)
                waiting.append(
                    (handle, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)
                )
            elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
                yield handle, kind, outer


def _matrix(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return UPRIGHT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _rulings(handle: Any, outer: Matrix, view: View) -> Iterator[Ruling]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    matrix = _times(_matrix(handle), outer)
    for outline in _outlines(handle):
        seen = [view.point(*_apply(matrix, x, y)) for x, y in outline]
        if stroke.value:
            sides = (Ruling.between(*a, *b) for a, b in pairwise(seen))
            yield from (s for s in sides if s is not None)
        elif fill.value and seen:
            bar = Ruling.between(*_around(seen))
            if bar is not None:
                yield bar


def _outlines(handle: Any) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of a path that has no curves; a closed part ends where it began."""
    corners: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(handle), MOST_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if not curved:
                yield corners
            corners, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        corners.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if not curved:
        yield corners


def _around(points: list[tuple[float, float]]) -> Rectangle:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _share(handle: Any, outer: Matrix, view: View) -> float:
    """Return the share of the page that a picture covers (a picture is a unit square under its matrix)."""
    matrix = _times(_matrix(handle), outer)
    corners = [view.point(*_apply(matrix, x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    x0, y0, x1, y1 = _around(corners)
    across = min(x1, view.width) - max(x0, 0.0)
    down = min(y1, view.height) - max(y0, 0.0)
    return max(across, 0.0) * max(down, 0.0) / (view.width * view.height)
