"""Grids of cells: where their sides are, and how many rows and columns each covers.

>>> grid = grid_of([(0, 0, 100, 20), (0, 20, 50, 40), (50, 20, 100, 40)])
>>> [(cell.row, cell.column, cell.column_span) for cell in grid.cells]
[(0, 0, 2), (1, 0, 1), (1, 1, 1)]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.loaders.pdf_characters import Rectangle


@dataclass(frozen=True, slots=True, order=True)
class GridCell:
    """A cell by the numbers of the lines that enclose it: the first row and column, and how many."""

    row: int
    column: int
    row_span: int
    column_span: int

    def fields(self) -> list[tuple[int, int]]:
        """Return the fields (row, column) that it covers, row by row."""
        columns = range(self.column, self.column + self.column_span)
        return [(row, column) for row in range(self.row, self.row + self.row_span) for column in columns]


@dataclass(frozen=True, slots=True)
class Grid:
    """The vertical lines `xs` from the left, the horizontal lines `ys` from the top, and the cells between."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def box(self, cell: GridCell) -> Rectangle:
        """Return where a cell is."""
        right, bottom = self.xs[cell.column + cell.column_span], self.ys[cell.row + cell.row_span]
        return self.xs[cell.column], self.ys[cell.row], right, bottom

    def fields(self) -> dict[tuple[int, int], int]:
        """Return which cell covers each field (row, column)."""
        return {field: index for index, cell in enumerate(self.cells) for field in cell.fields()}

    def field_at(self, x: float, y: float) -> tuple[int, int]:
        """Return the field that a point lies in; -1 where it lies before the first line."""
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1


def grid_of(boxes: Sequence[Rectangle]) -> Grid:
    """Return the grid of cells whose boxes are given; sides on one line have the same number."""
    xs = sorted({x for box in boxes for x in (box[0], box[2])})
    ys = sorted({y for box in boxes for y in (box[1], box[3])})
    column, row = {x: n for n, x in enumerate(xs)}, {y: n for n, y in enumerate(ys)}
    cells = [GridCell(row[y0], column[x0], row[y1] - row[y0], column[x1] - column[x0]) for x0, y0, x1, y1 in boxes]
    return Grid(tuple(xs), tuple(ys), tuple(sorted(_apart(cells))))


def _apart(cells: Sequence[GridCell]) -> Iterator[GridCell]:
    """Yield the cells without overlaps: one that a rule begins to divide is left what the smaller ones leave it."""
    taken: set[tuple[int, int]] = set()
    for cell in sorted(cells, key=lambda c: c.row_span * c.column_span):
        free = [field for field in cell.fields() if field not in taken]
        taken.update(free)
        if len(free) == cell.row_span * cell.column_span:
            yield cell
        else:
            yield from _row_by_row(free)


def _row_by_row(fields: Sequence[tuple[int, int]]) -> Iterator[GridCell]:
    """Yield the runs of neighbouring fields in each row."""
    for row, found in groupby(fields, key=lambda field: field[0]):
        for _, run in groupby(enumerate(column for _, column in found), key=lambda pair: pair[1] - pair[0]):
            columns = [column for _, column in run]
            yield GridCell(row, columns[0], 1, len(columns))
