"""Rules that a page shows, and the cells between them."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.loaders.pdf_grids import grid_of
from pipeline.recognition.picture import pixels
from pipeline.recognition.rules import Rule, bridged, cells_of, rules_of, without_rules

SIZE = 1000


def page(*rules: tuple[int, int, int, int]) -> np.ndarray:
    """Return a page with rules of 2 pixels, given as (x0, y0, x1, y1)."""
    grey = np.full((SIZE, SIZE), 255, np.uint8)
    for x0, y0, x1, y1 in rules:
        grey[y0 : y1 + 2, x0 : x1 + 2] = 0
    return grey


def table_of(grey: np.ndarray) -> list[list[tuple[int, int, int, int]]]:
    """Return the cells of each table as (row, column, rows, columns)."""
    tables = cells_of(rules_of(grey))
    return [[(c.row, c.column, c.row_span, c.column_span) for c in grid_of(cells).cells] for cells in tables]


LEVEL = [(100, y, 700, y) for y in (100, 160, 220, 280)]
UPRIGHT = [(x, 100, x, 280) for x in (100, 300, 500, 700)]
NINE = [(row, column, 1, 1) for row in range(3) for column in range(3)]


@pytest.mark.parametrize(
    ("grey", "expected"),
    [
        pytest.param(page(*LEVEL, *UPRIGHT), [NINE], id="all rules"),
        pytest.param(page(*LEVEL, *UPRIGHT[1:-1]), [NINE], id="open sides"),
        pytest.param(
            page(*LEVEL[:1], (100, 160, 400, 160), (412, 160, 700, 160), *LEVEL[2:], *UPRIGHT), [NINE], id="hole"
        ),
        pytest.param(
            page(*LEVEL[:1], *((x, 160, x + 18, 160) for x in range(100, 700, 22)), *LEVEL[2:], *UPRIGHT),
            [NINE],
            id="weak copy",
        ),
        pytest.param(
            page((100, 100, 700, 100), (300, 160, 700, 160), *LEVEL[2:], *UPRIGHT),
            [[(0, 0, 2, 1), *(c for c in NINE if c[:2] not in ((0, 0), (1, 0)))]],
            id="cell over two rows",
        ),
        pytest.param(page(*LEVEL), [], id="underlines"),
        pytest.param(page((100, 100, 700, 100), (100, 280, 700, 280), UPRIGHT[0], UPRIGHT[-1]), [], id="frame"),
    ],
)
def test_cells_are_found(grey: np.ndarray, expected: list[list[tuple[int, int, int, int]]]) -> None:
    assert [sorted(cells) for cells in table_of(grey)] == [sorted(cells) for cells in expected]


def test_strokes_of_characters_are_no_rules() -> None:
    strokes = [(x, y, x + pixels(9), y) for x in range(120, 600, 40) for y in (120, 135, 180)]
    downstrokes = [(x, 118, x, 118 + pixels(9)) for x in range(120, 600, 40)]
    assert table_of(page(*LEVEL, *UPRIGHT, *strokes, *downstrokes)) == [NINE]


def test_a_rule_goes_on_under_a_seal_and_nowhere_else() -> None:
    rules = [Rule(100, 200, 300, 200), Rule(420, 201, 700, 201)]
    white = np.full((SIZE, SIZE), 255, np.uint8)
    sealed = white.copy()
    sealed[150:260, 290:430] = 0
    assert bridged(rules, white) == rules
    assert bridged(rules, sealed) == [*rules, Rule(300, 200, 420, 200)]


def test_only_the_sides_of_cells_are_painted_over() -> None:
    title = (200, 40, 500, 40)
    grey = page(title, *LEVEL, *UPRIGHT)
    rules = rules_of(grey)
    cells = [cell for table in cells_of(rules) for cell in table]
    clean = without_rules(grey, rules, cells)
    assert (clean[90:300] == 255).all()
    assert (clean[40:42, 200:500] == 0).all()


def test_more_rules_than_any_form_has_are_a_drawing() -> None:
    assert cells_of([Rule(0, y, 90, y) for y in range(2_000)]) == []
