from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.pdf_grids import Grid, grids_of
from pipeline.loaders.pdf_rulings import Ruling


def across(*heights: float, start: float = 0, end: float = 90) -> list[Ruling]:
    return [Ruling(True, y, start, end) for y in heights]


def down(*places: float, start: float = 0, end: float = 60) -> list[Ruling]:
    return [Ruling(False, x, start, end) for x in places]


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


FOUR = [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


@pytest.mark.parametrize(
    ("rulings", "expected"),
    [
        (across(0, 30, 60) + down(0, 45, 90), FOUR),
        # The sides are open: a statistical table.
        (across(0, 30, 60) + down(45), FOUR),
        # Every cell draws its own sides, a little apart.
        (across(0, 29.5, 30.5, 60) + down(0, 44.6, 45.4, 90), FOUR),
        # Rules that end a little short, and one in two parts.
        (across(0, 60) + across(30, start=2, end=44) + across(30, start=46, end=88) + down(0, 45, 90), FOUR),
        # A cell over two rows, one over two columns.
        (across(0, 60) + across(30, start=45) + down(0, 45, 90), [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]),
        (across(0, 30, 60) + down(0, 90) + down(45, start=30), [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]),
        # An underline inside a cell divides nothing.
        (across(0, 30, 60) + down(0, 45, 90) + across(20, start=10, end=35), FOUR),
    ],
)
def test_rules_enclose_cells(rulings: list[Ruling], expected: list[tuple[int, int, int, int]]) -> None:
    (grid,) = grids_of(rulings)
    assert spans(grid) == expected


@pytest.mark.parametrize(
    "rulings",
    [
        [],
        across(10, 20, 30),
        across(0, 60) + down(0, 90),  # a frame
        across(0) + down(45),
    ],
)
def test_what_is_no_table(rulings: list[Ruling]) -> None:
    assert grids_of(rulings) == []


def test_two_tables_of_a_page_are_told_apart() -> None:
    upper = across(0, 30, 60) + down(0, 45, 90)
    lower = across(100, 130) + down(0, 30, 90, start=100, end=130)
    assert [len(g.cells) for g in grids_of(upper + lower)] == [4, 2]


lines = st.lists(st.integers(0, 40), min_size=3, max_size=7, unique=True).map(lambda v: [10.0 * x for x in sorted(v)])


@given(lines, lines, st.randoms())
def test_a_full_grid_has_each_field_once_whatever_the_order(xs: list[float], ys: list[float], shuffler: object) -> None:
    rulings = across(*ys, start=xs[0], end=xs[-1]) + down(*xs, start=ys[0], end=ys[-1])
    shuffler.shuffle(rulings)  # type: ignore[attr-defined]
    (grid,) = grids_of(rulings)
    assert (grid.xs, grid.ys) == (tuple(xs), tuple(ys))
    assert sorted(grid.fields()) == [(r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)]
    assert len(grid.cells) == (len(xs) - 1) * (len(ys) - 1)


@given(st.sampled_from([1, 2, 3]), st.booleans(), st.floats(0, 400), st.floats(0, 300), st.floats(1, 100))
def test_turning_a_rule_back_and_forth(turn: int, level: bool, at: float, start: float, length: float) -> None:
    rule = Ruling(level, at, start, start + length)
    size = (500.0, 700.0) if turn % 2 == 0 else (700.0, 500.0)
    back = rule.turned(turn, 500, 700).turned(4 - turn, *size)
    assert (back.across, back.at, back.start) == (level, pytest.approx(at), pytest.approx(start))
