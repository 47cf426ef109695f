"""Cells between the rules of a page; pages are drawn with reportlab."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipeline.loaders.pdf_cells import MOST_CROSSINGS, RuledPages
from pipeline.loaders.pdf_characters import Rectangle, View

WIDTH, HEIGHT = 595, 842
UPRIGHT = View(1, 0, 0, -1, 0, HEIGHT, WIDTH, HEIGHT)
Draw = Callable[[Canvas], None]


def tables(*draw: Draw) -> list[list[Rectangle]] | None:
    """Return the cells of a page that is drawn with y from its top."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), bottomup=0)
    for one in draw:
        one(canvas)
    canvas.showPage()
    canvas.save()
    return RuledPages(target.getvalue()).tables(1, UPRIGHT)


def across(*heights: float, start: float = 100, end: float = 190, slant: float = 0) -> Draw:
    return lambda canvas: canvas.lines([(start, y, end, y + slant) for y in heights])


def down(*places: float, start: float = 100, end: float = 160, slant: float = 0) -> Draw:
    return lambda canvas: canvas.lines([(x, start, x + slant, end) for x in places])


def bar(x: float, y: float, width: float, height: float) -> Draw:
    return lambda canvas: canvas.rect(x, y, width, height, stroke=0, fill=1)


def box(x: float, y: float, width: float, height: float) -> Draw:
    return lambda canvas: canvas.rect(x, y, width, height)


LEVELS, UPRIGHTS = across(100, 130, 160), down(100, 145, 190)
FOUR = [(100, 100, 145, 130), (145, 100, 190, 130), (100, 130, 145, 160), (145, 130, 190, 160)]


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        pytest.param([LEVELS, UPRIGHTS], FOUR, id="lines"),
        pytest.param([LEVELS, down(145)], FOUR, id="open sides"),
        pytest.param([LEVELS, down(100, 145)], FOUR, id="one open side"),
        pytest.param([box(x, y, 45, 30) for x in (100, 145) for y in (100, 130)] * 3, FOUR, id="frames, overlapping"),
        pytest.param([box(x, y, 44, 29) for x in (100.5, 145.5) for y in (100.5, 130.5)], FOUR, id="frames apart"),
        pytest.param(
            [bar(100, y - 1.8, 90, 3.6) for y in (100, 130, 160)]
            + [bar(x - 0.2, 100, 0.4, 60) for x in (100, 145, 190)],
            FOUR,
            id="bars",
        ),
        pytest.param([LEVELS, UPRIGHTS, bar(100, 100, 90, 30), bar(120, 110, 40, 35)], FOUR, id="shading"),
        pytest.param([across(100, 130, 160, slant=0.4), down(100, 145, 190, slant=-0.4)], FOUR, id="slightly askew"),
        pytest.param([LEVELS, UPRIGHTS, across(100, end=145, slant=30)], FOUR, id="a divided corner"),
        pytest.param([LEVELS, UPRIGHTS, lambda canvas: canvas.circle(140, 130, 25)], FOUR, id="a seal"),
        pytest.param([LEVELS, UPRIGHTS, across(120, start=110, end=135)], FOUR, id="an underline in a cell"),
        pytest.param(
            [across(100, 160), across(130, start=102, end=144), across(130, start=146, end=188), UPRIGHTS],
            FOUR,
            id="rules that end short",
        ),
        pytest.param(
            [across(100, 160), across(130, start=145), UPRIGHTS], [(100, 100, 145, 160), *FOUR[1::2]], id="rows"
        ),
        pytest.param([LEVELS, down(100, 190), down(145, start=130)], [(100, 100, 190, 130), *FOUR[2:]], id="columns"),
    ],
)
def test_rules_enclose_cells(draw: list[Draw], expected: list[Rectangle]) -> None:
    found = tables(*draw)
    assert found is not None
    (cells,) = found
    assert sorted(cells) == [pytest.approx(cell, abs=0.6) for cell in sorted(expected)]


@pytest.mark.parametrize(
    "draw",
    [
        [],
        [across(100, 120, 140)],
        [across(100, 160), down(100, 190)],
        [across(100), down(145)],
        [bar(100, 100, 45, 30), bar(145, 100, 45, 30)],
    ],
    ids=["nothing", "rules", "a frame", "a cross", "shading"],
)
def test_what_is_no_table(draw: list[Draw]) -> None:
    assert tables(*draw) == []


def test_two_open_tables_of_a_page_are_told_apart() -> None:
    found = tables(LEVELS, down(145), across(300, 330), down(130, start=300, end=330))
    assert found is not None
    assert [len(cells) for cells in found] == [4, 2]


def test_a_dense_sheet_is_a_table_though_each_cell_draws_its_own_frame() -> None:
    found = tables(*(box(20 + 27 * x + 0.4, 20 + 10 * y + 0.4, 26.2, 9.2) for x in range(20) for y in range(70)))
    assert found is not None
    assert [len(cells) for cells in found] == [20 * 70]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing more"])
def test_a_file_that_pdfplumber_cannot_open_has_no_tables(data: bytes) -> None:
    pages = RuledPages(data)
    assert pages.tables(1, UPRIGHT) is None
    assert pages.tables(2, UPRIGHT) is None


def test_another_page_is_not_taken_for_this_one() -> None:
    target = BytesIO()
    canvas = Canvas(target, pagesize=(HEIGHT, WIDTH))
    canvas.save()
    assert RuledPages(target.getvalue()).tables(1, UPRIGHT) is None


def test_a_diagram_is_no_table() -> None:
    side = int(MOST_CROSSINGS**0.5) + 1
    assert tables(across(*range(10, 10 + 7 * side, 7), end=590), down(*range(10, 10 + 7 * side, 7), end=800)) is None


lines = st.lists(st.integers(1, 50), min_size=3, max_size=7, unique=True).map(lambda v: [10.0 * x for x in sorted(v)])


@settings(max_examples=20, deadline=None)
@given(lines, lines)
def test_a_full_grid_has_each_field_once(xs: list[float], ys: list[float]) -> None:
    found = tables(across(*ys, start=xs[0], end=xs[-1]), down(*xs, start=ys[0], end=ys[-1]))
    fields = [(x0, y0, x1, y1) for y0, y1 in pairwise(ys) for x0, x1 in pairwise(xs)]
    assert found is not None
    assert sorted(found[0]) == [pytest.approx(field) for field in sorted(fields)]
