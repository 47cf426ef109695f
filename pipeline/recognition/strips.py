"""Strips: the parts of a straight page that hold one line of print each, in a cell of a table or outside.

The engine finds most lines. Where it sees two cells side by side as one line, the rule between them parts it;
what stands one character below the other in a narrow cell is parted into characters; and ink in a cell
that it passed over (a dash, a single figure) makes a strip of its own.

>>> clipped((0, 0, 100, 20), [(0, 0, 60, 20), (60, 0, 100, 20)])
[((0, 0, 60, 20), 0), ((60, 0, 100, 20), 1)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.recognition.picture import Rectangle, pixels
from pipeline.recognition.rules import INK

if TYPE_CHECKING:
    from pipeline.recognition.picture import Grey, Mask

# A cell takes its part of a line where it holds at least this much of it: of its height, and in points across.
SHARED_HEIGHT, SHARED_WIDTH = 0.5, 4
# A line this many times as high as wide is written downwards.
DOWNWARDS = 1.7
# The side of a cell where ink may be what is left of a rule, in points.
SIDE = 1.5
# Ink that is less than this is dust: across or down, in points; and darker than the usual ink at its middle.
LEAST_INK = 3.0
# Lines whose height is not known are taken for this high, in points (type of 10.5 points with the air around it).
USUAL_HEIGHT = 14
# A line outside of tables that was passed over: the gaps in it, its height, in points, and its least width as a share.
WORD_GAP, LINE_HEIGHTS, LEAST_RATIO = 14, (6, 40), 1.5
# More strips than this are on no page that a person can read; it bounds the work.
MOST_STRIPS = 1_200


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of print by its frame in pixels, the number of its cell, and whether the engine passed it over."""

    frame: Rectangle
    cell: int | None = None
    passed_over: bool = False

    @property
    def height(self) -> float:
        """How high the frame is."""
        return self.frame[3] - self.frame[1]


def strips_of(page: Grey, lines: Sequence[Rectangle], cells: Sequence[Rectangle]) -> list[Strip]:
    """Return the strips of a page whose rules are painted over."""
    strips = [Strip(part, cell) for line in lines for part, cell in clipped(line, cells)]
    strips = [part for strip in strips for part in _level(page, strip)]
    usual = median([s.height for s in strips if s.cell is not None] or [pixels(USUAL_HEIGHT)])
    passed_over = [strip for number in range(len(cells)) for strip in _passed_over(page, cells, number, strips, usual)]
    passed_over += _outside(page, cells, strips)
    return sorted([*strips, *passed_over], key=lambda s: (s.frame[1], s.frame[0]))[:MOST_STRIPS]


def clipped(line: Rectangle, cells: Sequence[Rectangle]) -> list[tuple[Rectangle, int | None]]:
    """Return the parts of a line that lie in cells, or the line where no cell holds any of it."""
    x0, y0, x1, y1 = line
    parts: list[tuple[Rectangle, int | None]] = []
    for number, (left, top, right, bottom) in enumerate(cells):
        across, down = min(x1, right) - max(x0, left), min(y1, bottom) - max(y0, top)
        enough = down >= SHARED_HEIGHT * min(y1 - y0, bottom - top)
        if enough and across >= min(pixels(SHARED_WIDTH), (x1 - x0) / 2):
            parts.append(((max(x0, left), max(y0, top), min(x1, right), min(y1, bottom)), number))
    return sorted(parts) or [(line, None)]


def _level(page: Grey, strip: Strip) -> list[Strip]:
    """Return a strip, or its characters where it is written downwards."""
    x0, y0, x1, y1 = strip.frame
    width = x1 - x0
    if y1 - y0 < DOWNWARDS * width or width > pixels(3 * USUAL_HEIGHT):
        return [strip]
    rows = _with_ink(page[round(y0) : round(y1), round(x0) : round(x1)] < INK, across=True)
    parts = [Strip((x0, y0 + top, x1, y0 + end), strip.cell) for top, end in _joined(_true_runs(rows), 0.6 * width)]
    return parts or [strip]


def _with_ink(ink: Mask, across: bool) -> list[bool]:
    """Return which rows (or columns) hold ink."""
    return [bool(found) for found in ink.max(axis=1 if across else 0)]


def _true_runs(values: Sequence[bool]) -> list[tuple[int, int]]:
    """Return where values are true, as half-open runs."""
    padded = [False, *values, False]
    turns = [number for number, (a, b) in enumerate(pairwise(padded)) if a != b]
    return list(zip(turns[::2], turns[1::2], strict=True))


def _joined(runs: Sequence[tuple[int, int]], least: float) -> list[tuple[int, int]]:
    """Return runs put together until each is a whole character (三 is three strokes one below the other)."""
    done: list[tuple[int, int]] = []
    for start, end in runs:
        if done and (done[-1][1] - done[-1][0] < least and end - done[-1][0] < 2 * least):
            done[-1] = (done[-1][0], end)
        else:
            done.append((start, end))
    return done


def _outside(page: Grey, cells: Sequence[Rectangle], strips: Sequence[Strip]) -> list[Strip]:
    """Return the lines of ink outside of tables that no strip covers; the engine overlooks lines on empty sheets."""
    import cv2
    import numpy as np

    ink = (page < INK).astype(np.uint8)
    for frame in (*cells, *(strip.frame for strip in strips)):
        x0, y0, x1, y1 = (max(round(side), 0) for side in frame)
        ink[y0 : y1 + 1, x0 : x1 + 1] = 0
    words = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((pixels(4), pixels(WORD_GAP)), np.uint8))
    count, _, facts, _ = cv2.connectedComponentsWithStats(words, connectivity=8)
    done = []
    for left, top, width, height, _ in (tuple(map(int, fact)) for fact in facts[1:count]):
        if pixels(LINE_HEIGHTS[0]) <= height <= pixels(LINE_HEIGHTS[1]) and width >= LEAST_RATIO * height:
            side = pixels(SIDE)
            frame = (left - side, top - side, left + width + side, top + height + side)
            done.append(Strip(frame, passed_over=True))
    return done


def _passed_over(
    page: Grey, cells: Sequence[Rectangle], number: int, strips: Sequence[Strip], usual: float
) -> list[Strip]:
    """Return the lines of ink in a cell that no strip covers."""
    left, top, right, bottom = (round(v) for v in cells[number])
    side = pixels(SIDE)
    left, top, right, bottom = left + side, top + side, right - side, bottom - side
    if right - left < side or bottom - top < side:
        return []
    ink = page[top:bottom, left:right] < INK
    for strip in strips:
        x0, y0, x1, y1 = (round(v) for v in strip.frame)
        ink[max(y0 - top, 0) : max(y1 - top, 0), max(x0 - left, 0) : max(x1 - left, 0)] = False
    if not ink.any():
        return []
    rows = _joined(_true_runs(_with_ink(ink, across=True)), usual / 3)
    done = []
    for start, end in rows:
        columns = _true_runs(_with_ink(ink[start:end], across=False))
        x0, x1 = columns[0][0], columns[-1][1]
        if max(x1 - x0, end - start) < pixels(LEAST_INK):
            continue
        middle, half = (start + end) / 2, max(end - start + side, 0.8 * usual) / 2
        frame = (left + x0 - side, top + middle - half, left + x1 + side, top + middle + half)
        done.append(Strip(frame, number, passed_over=True))
    return done
