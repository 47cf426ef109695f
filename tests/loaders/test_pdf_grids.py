"""Rows and columns from the boxes of cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.pdf_characters import Rectangle
from pipeline.loaders.pdf_grids import Grid, grid_of


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([(0, 0, 45, 30), (45, 0, 90, 30)], [(0, 0, 1, 1), (0, 1, 1, 1)]),
        ([(0, 0, 45, 60), (45, 30, 90, 60), (45, 0, 90, 30)], [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]),
        ([(0, 0, 90, 30), (0, 30, 45, 60), (45, 30, 90, 60)], [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]),
        # A cell of two by two, a corner of which a rule has cut off: what is left of it goes row by row.
        ([(0, 0, 90, 60), (45, 0, 90, 30)], [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]),
    ],
)
def test_cells_are_numbered_by_the_lines_that_they_stand_on(
    boxes: list[Rectangle], expected: list[tuple[int, int, int, int]]
) -> None:
    assert spans(grid_of(boxes)) == expected


SIDES = st.tuples(st.integers(0, 5), st.integers(1, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(st.tuples(SIDES, SIDES), min_size=1, max_size=8))
def test_each_field_within_a_box_has_one_cell(sides: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    grid = grid_of([(10.0 * x0, 10.0 * y0, 10.0 * x1, 10.0 * y1) for (x0, x1), (y0, y1) in sides])
    fields = [field for cell in grid.cells for field in cell.fields()]
    assert len(fields) == len(set(fields))
    for (x0, x1), (y0, y1) in sides:
        assert grid.field_at(5.0 * (x0 + x1), 5.0 * (y0 + y1)) in grid.fields()
