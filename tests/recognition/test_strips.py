"""Strips of print: parted by rules, written downwards, passed over by the engine."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.recognition.picture import Rectangle
from pipeline.recognition.strips import clipped, strips_of

CELLS = [(0, 0, 200, 60), (200, 0, 400, 60), (0, 60, 400, 120)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ((20, 10, 120, 40), [((20, 10, 120, 40), 0)]),
        ((150, 10, 290, 40), [((150, 10, 200, 40), 0), ((200, 10, 290, 40), 1)]),
        ((195, 10, 290, 40), [((200, 10, 290, 40), 1)]),
        ((20, 55, 120, 90), [((20, 60, 120, 90), 2)]),
        ((20, 300, 120, 330), [((20, 300, 120, 330), None)]),
    ],
)
def test_lines_are_parted_at_rules(line: Rectangle, parts: list[tuple[Rectangle, int | None]]) -> None:
    assert clipped(line, CELLS) == parts


def page(*inks: tuple[int, int, int, int]) -> np.ndarray:
    grey = np.full((400, 500), 255, np.uint8)
    for x0, y0, x1, y1 in inks:
        grey[y0:y1, x0:x1] = 0
    return grey


def test_characters_below_each_other_are_read_one_by_one() -> None:
    inks = [(20, y, 46, y + 26) for y in (10, 46, 82)]
    strips = strips_of(page(*inks), [(16, 6, 50, 112)], [(0, 0, 66, 120)])
    assert [(s.frame[1], s.frame[3]) for s in strips] == [(10, 36), (46, 72), (82, 108)]


def test_strokes_below_each_other_are_one_character() -> None:
    three = [(20, y, 46, y + 4) for y in (10, 20, 30)]
    strips = strips_of(page(*three, (20, 60, 46, 86)), [(16, 6, 50, 90)], [(0, 0, 66, 120)])
    assert [(s.frame[1], s.frame[3]) for s in strips] == [(10, 34), (60, 86)]


def test_ink_that_was_passed_over_makes_a_strip() -> None:
    dash, figure, dust = (260, 30, 290, 33), (80, 80, 92, 106), (340, 90, 342, 92)
    strips = strips_of(page((20, 10, 120, 40), dash, figure, dust), [(16, 6, 124, 44)], CELLS)
    assert [(s.cell, s.passed_over) for s in strips] == [(0, False), (1, True), (2, True)]
    for strip, (x0, y0, x1, y1) in zip(strips[1:], (dash, figure), strict=True):
        left, top, right, bottom = strip.frame
        assert left <= x0 < x1 <= right
        assert top <= y0 < y1 <= bottom


def test_ink_outside_tables_is_left_to_the_engine() -> None:
    assert strips_of(page((20, 300, 60, 330)), [], CELLS) == []
