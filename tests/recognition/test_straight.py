"""Pages made straight: turned sheets, sheets seen from one side."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.recognition.straight import Straightening, straightening

WIDTH, HEIGHT = 1200, 900
XS, YS = range(150, 1051, 150), range(100, 801, 100)


def table() -> Image.Image:
    page = Image.new("L", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(page)
    for y in YS:
        draw.line((XS[0], y, XS[-1], y), fill=0, width=3)
    for x in XS:
        draw.line((x, YS[0], x, YS[-1]), fill=0, width=3)
    return page


def seen_from_one_side(page: Image.Image, narrower: float) -> Image.Image:
    """Return the page with its upper edge further away."""
    inset = narrower * WIDTH
    corners = [(inset, 0), (WIDTH - inset, 20), (WIDTH, HEIGHT), (0, HEIGHT - 30)]
    rows, owed = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        owed += [u, v]
    terms = np.linalg.solve(np.array(rows, float), np.array(owed, float))
    return page.transform(page.size, Image.Transform.PERSPECTIVE, terms, Image.Resampling.BICUBIC, fillcolor=255)


def slack(page: np.ndarray) -> float:
    """Return by how many pixels the level rules of a page rise or fall over its width."""
    dark = page < 128
    first, last = (np.nonzero(dark[:, x])[0] for x in (XS[0] + 40, XS[-1] - 40))
    return float(max(abs(first[0] - last[0]), abs(first[-1] - last[-1])))


@pytest.mark.parametrize("degrees", [-5.0, -2.3, -0.4, 0.0, 0.7, 3.1])
def test_a_turned_sheet_is_turned_back(degrees: float) -> None:
    page = np.asarray(table().rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC))
    assert slack(straightening(page).apply(page)) <= 3


@pytest.mark.parametrize("narrower", [0.02, 0.05])
def test_a_sheet_seen_from_one_side_becomes_a_rectangle(narrower: float) -> None:
    page = np.asarray(seen_from_one_side(table(), narrower))
    straight = straightening(page).apply(page)
    assert slack(page) > 10
    assert slack(straight) <= 4
    upper, lower = (np.nonzero((straight < 128)[y])[0] for y in (YS[0] + 60, YS[-1] - 60))
    assert abs(upper[0] - lower[0]) <= 4
    assert abs(upper[-1] - lower[-1]) <= 4


@given(
    st.floats(-5, 5),
    st.floats(-0.03, 0.03),
    st.floats(-3e-5, 3e-5),
    st.integers(300, 900),
    st.integers(300, 600),
)
@settings(max_examples=20, deadline=None)
def test_places_are_where_the_picture_shows_them(angle: float, slant: float, growth: float, x: int, y: int) -> None:
    straight = Straightening(angle, WIDTH, HEIGHT, (slant, growth), (-slant, -growth))
    seen = straight.source(x, y)
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    row, column = round(seen[1]), round(seen[0])
    page[row - 3 : row + 4, column - 3 : column + 4] = 0
    rows, columns = np.nonzero(straight.apply(page) < 128)
    assert math.hypot(rows.mean() - y, columns.mean() - x) < 2


def test_a_page_of_print_alone_keeps_its_proportions() -> None:
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in range(100, 800, 30):
        page[y : y + 12, 150 : 1000 - y % 90] = 90
    assert straightening(page) == Straightening(0.0, WIDTH, HEIGHT)
