"""What a PDF page shows besides its characters: how much is drawn on it, and how much of it is pictures.

Most pages hold text alone; only where enough is drawn for a table is it worth looking for one.

>>> Drawing(corners=4, picture=0.0, objects=2).may_hold_table
False
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.loaders.pdf_characters import View

# A page with more drawn objects than this is a map or a diagram, not a table.
MOST_OBJECTS = 20_000
# The corners of the least table of two cells (two rules across and one down), and of more than any page of cells
# that are each framed by themselves.
LEAST_CORNERS, MOST_CORNERS = 6, 100_000
# Objects nested deeper than this are not followed (a file can nest without end).
DEEPEST = 8

Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is on a page besides its characters."""

    corners: int  # the points between which lines and frames are drawn
    picture: float  # the share of the page that its largest picture covers
    objects: int  # how many drawn things, curves included

    @property
    def may_hold_table(self) -> bool:
        """Whether enough is drawn for the rules of a table, and not so much that it is a diagram."""
        return LEAST_CORNERS <= self.corners <= MOST_CORNERS and self.objects < MOST_OBJECTS


def read_drawing(page: Any, view: View) -> Drawing:
    """Return how much is drawn on a page, and the share of its largest picture."""
    picture, corners, objects = 0.0, 0, 0
    for handle, kind, matrix in _objects(page):
        objects += 1
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            corners += pdfium.FPDFPath_CountSegments(handle)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            picture = max(picture, _share(handle, matrix, view))
    return Drawing(corners, picture, objects)


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


def _share(handle: Any, outer: Matrix, view: View) -> float:
    """Return the share of the page that a picture covers (a picture is a unit square under its matrix)."""
    matrix = _times(_matrix(handle), outer)
    corners = [view.point(*_apply(matrix, x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    across = min(max(xs), view.width) - max(min(xs), 0.0)
    down = min(max(ys), view.height) - max(min(ys), 0.0)
    return max(across, 0.0) * max(down, 0.0) / (view.width * view.height)
