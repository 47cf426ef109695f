"""The rules that a straight page shows, and the cells between them.

A rule is a run of ink longer than any stroke of a character. Where it is broken (a fold, a seal, a weak
copy) its pieces are joined. Statistical tables often have no rule at the left and right edge; the edges are then
put where the level rules end.

>>> [cell for table in cells_of([Rule(0, 0, 90, 0), Rule(0, 20, 90, 20), Rule(45, 0, 45, 20)]) for cell in table]
[(0, 0.0, 45.0, 20.0), (45.0, 0.0, 90, 20.0)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pipeline.recognition.picture import Rectangle, pixels

if TYPE_CHECKING:
    from pipeline.recognition.picture import Grey

# What is darker than this is ink (of 255); rules are thin and come out paler than characters.
INK = 170
# Runs of ink at least this long, in points: across, no stroke of a title is; down, no bracket or figure is.
LEAST_ACROSS, LEAST_DOWN = 24, 11
# The thickest rule, in points; what is thicker is a picture or a shaded cell.
THICKEST = 4
# Breaks of weak rules, in points: less than the air between two characters. Characters have strokes in line too, so
# that a rule with breaks must be longer than one without.
BREAK, LEAST_BROKEN_ACROSS, LEAST_BROKEN_DOWN = 2, 45, 30
# How far a rule may end short of the one that it meets, and how wide a hole in it may be, in pixels.
REACH, HOLE = 6, 22
# Two rules nearer than this are one, drawn double or grown thick, in pixels.
ONE_RULE = 8
# What has more rules than this is a drawing or a map.
MOST_RULES = 1_000

# A rule as pdfplumber describes it: orientation, x0, top, x1, bottom …
Edge: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A level or upright rule, in pixels of the straight page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.y0 == self.y1


def rules_of(grey: Grey) -> list[Rule]:
    """Return the rules of a straight page."""
    import numpy as np

    ink = (grey < INK).astype(np.uint8)
    turned = ink.T.copy()
    across = [*_runs(ink, LEAST_ACROSS), *_runs(_mended(ink), LEAST_BROKEN_ACROSS)]
    down = [*_runs(turned, LEAST_DOWN), *_runs(_mended(turned), LEAST_BROKEN_DOWN)]
    level = [Rule(start, place, end, place) for start, end, place in across]
    return [*level, *(Rule(place, start, place, end) for start, end, place in down)]


def _mended(ink: Grey) -> Grey:
    """Return the ink with short breaks in level strokes closed."""
    import cv2
    import numpy as np

    return cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, pixels(BREAK)), np.uint8)).astype(np.uint8)


def _runs(ink: Grey, least: float) -> Iterator[tuple[float, float, float]]:
    """Yield the level runs of ink as (start, end, place)."""
    import cv2
    import numpy as np

    # What slants a little is a staircase of runs: each step is made thick enough to touch the next.
    run = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, pixels(least / 2)), np.uint8))
    joined = cv2.morphologyEx(run, cv2.MORPH_CLOSE, np.ones((3, 5), np.uint8))
    count, _, facts, centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for (left, _, width, height, _), (_, place) in zip(facts[1:count], centres[1:count], strict=True):
        if width >= pixels(least) and height <= pixels(THICKEST):
            yield float(left), float(left + width - 1), float(place)


def cells_of(rules: Sequence[Rule]) -> list[list[Rectangle]]:
    """Return the cells of each table that the rules enclose; frames around a single cell are no tables."""
    if not 3 <= len(rules) <= MOST_RULES:
        return []
    from pdfplumber import table

    edges: list[Edge] = table.merge_edges([_edge(rule) for rule in rules], ONE_RULE, ONE_RULE, HOLE, HOLE)
    edges += _open_sides(edges)
    crossings = table.edges_to_intersections(edges, REACH, REACH)
    tables = table.cells_to_tables(table.intersections_to_cells(crossings))
    return [found for found in tables if len(found) > 1]


def bridged(rules: Sequence[Rule], stained: Grey) -> list[Rule]:
    """Return the rules with the parts that a seal hides: between two on one line that end under it."""
    hidden = []
    for before in rules:
        after = min((r for r in rules if _goes_on(before, r)), key=lambda r: (r.x0, r.y0), default=None)
        if after is None:
            continue
        gap = Rule(before.x1, before.y0, after.x0, before.y0)
        if not before.level:
            gap = Rule(before.x0, before.y1, before.x0, after.y0)
        rows, columns = slice(int(gap.y0), int(gap.y1) + 1), slice(int(gap.x0), int(gap.x1) + 1)
        if not stained[rows, columns].any():
            hidden.append(gap)
    return [*rules, *hidden]


def _goes_on(before: Rule, after: Rule) -> bool:
    if before.level != after.level:
        return False
    if before.level:
        return abs(before.y0 - after.y0) <= ONE_RULE and after.x0 > before.x1
    return abs(before.x0 - after.x0) <= ONE_RULE and after.y0 > before.y1


def _edge(rule: Rule) -> Edge:
    return {
        "object_type": "line",
        "orientation": "h" if rule.level else "v",
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.y0,
        "bottom": rule.y1,
        "width": rule.x1 - rule.x0,
        "height": rule.y1 - rule.y0,
    }


def _open_sides(edges: Iterable[Edge]) -> list[Edge]:
    """Return the upright rules that tables lack at their left and right edge."""
    listed = list(edges)
    uprights = [edge for edge in listed if edge["orientation"] == "v"]
    levels = [edge for edge in listed if edge["orientation"] == "h"]
    sides: dict[tuple[int, int, int], Rule] = {}
    for upright in uprights:
        met = [level for level in levels if _meet(upright, level)]
        for side, outermost in (("x0", min), ("x1", max)):
            x = outermost((level[side] for level in met), default=0.0)
            heights = [level["top"] for level in met if abs(level[side] - x) <= 2 * REACH]
            if len(heights) < 2:
                continue
            top, bottom = min(heights), max(heights)
            if not any(abs(u["x0"] - x) <= 2 * REACH and u["top"] < bottom and u["bottom"] > top for u in uprights):
                sides[round(x), round(top), round(bottom)] = Rule(x, top, x, bottom)
    return [_edge(rule) for rule in sides.values()]


def _meet(upright: Edge, level: Edge) -> bool:
    crosses = level["x0"] - REACH <= upright["x0"] <= level["x1"] + REACH
    return bool(crosses and upright["top"] - REACH <= level["top"] <= upright["bottom"] + REACH)


def without_rules(grey: Grey, rules: Iterable[Rule], cells: Sequence[Rectangle]) -> Grey:
    """Return the page with the sides of its cells painted white, so that they are not taken for strokes."""
    done = grey.copy()
    half = pixels(1)
    for rule in rules:
        if any(_is_side(rule, cell) for cell in cells):
            left, top = max(round(rule.x0) - half, 0), max(round(rule.y0) - half, 0)
            done[top : round(rule.y1) + half + 1, left : round(rule.x1) + half + 1] = 255
    return done


def _is_side(rule: Rule, cell: Rectangle) -> bool:
    left, top, right, bottom = cell
    if rule.level:
        return min(abs(rule.y0 - top), abs(rule.y0 - bottom)) <= ONE_RULE and rule.x0 < right and rule.x1 > left
    return min(abs(rule.x0 - left), abs(rule.x0 - right)) <= ONE_RULE and rule.y0 < bottom and rule.y1 > top
