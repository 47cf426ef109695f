"""Grids of cells that the rules on a page enclose.

A table on paper is rules that cross. Rules that touch belong to one table; between its lines lie
small fields, and two neighbouring fields without a rule between them are one (merged) cell.
Chinese statistical tables often have no rule at the left and right edge; the edges are then put
where the horizontal rules end.

>>> box = [Ruling(True, y, 0, 100) for y in (0, 20, 40)] + [Ruling(False, x, 0, 40) for x in (0, 50, 100)]
>>> [len(grid.cells) for grid in grids_of(box)]
[4]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.loaders.pdf_rulings import Ruling

# Rules nearer than this are one (the sides of two neighbouring cells, double lines), in points.
SNAP = 3.0
# How far a rule may end short of the one that it meets, and a broken rule from its next part.
REACH = 3.0
# The share of a field's side that a rule must cover to close it.
CLOSED = 0.7
# A page with more rules than this is a diagram.
MOST_RULINGS = 3_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell by the numbers of the lines that enclose it: the first row and column, and how many."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The vertical lines `xs` from the left, the horizontal lines `ys` from the top, and the cells between."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def box(self, cell: GridCell) -> tuple[float, float, float, float]:
        """Return where a cell is."""
        right, bottom = self.xs[cell.column + cell.column_span], self.ys[cell.row + cell.row_span]
        return self.xs[cell.column], self.ys[cell.row], right, bottom

    def fields(self) -> dict[tuple[int, int], int]:
        """Return which cell covers each field (row, column)."""
        return {
            (row, column): index
            for index, cell in enumerate(self.cells)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    def field_at(self, x: float, y: float) -> tuple[int, int]:
        """Return the field that a point lies in; -1 where it lies before the first line."""
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1


def grids_of(rulings: Iterable[Ruling]) -> list[Grid]:
    """Return the grids of a page from the top; a frame around a single field is no table."""
    merged = _joined(_snapped(rulings))
    if len(merged) > MOST_RULINGS:
        return []
    grids = [_grid(_with_sides(cluster)) for cluster in _clusters(merged)]
    return sorted((g for g in grids if len(g.cells) > 1), key=lambda g: (g.ys[0], g.xs[0]))


def _snapped(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Return the rules, those of one direction that lie close together moved onto their middle."""
    done: list[Ruling] = []
    for _, same in groupby(sorted(rulings, key=lambda r: (r.across, r.at)), key=lambda r: r.across):
        bundle: list[Ruling] = []
        for ruling in same:
            if bundle and ruling.at - bundle[0].at > SNAP:
                done.extend(_aligned(bundle))
                bundle = []
            bundle.append(ruling)
        done.extend(_aligned(bundle))
    return done


def _aligned(bundle: Sequence[Ruling]) -> list[Ruling]:
    middle = sum(r.at for r in bundle) / len(bundle)
    return [replace(r, at=middle) for r in bundle]


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Return the rules, the parts of one line joined."""
    done: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda r: (r.across, r.at, r.start)):
        last = done[-1] if done else None
        if last and (last.across, last.at) == (ruling.across, ruling.at) and ruling.start <= last.end + REACH:
            done[-1] = replace(last, end=max(last.end, ruling.end))
        else:
            done.append(ruling)
    return done


def _clusters(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Return the rules in groups of those that touch, directly or by others."""
    across = [r for r in rulings if r.across]
    down = [r for r in rulings if not r.across]
    tops = [r.at for r in across]
    find, join = _union(len(across) + len(down))
    for number, rule in enumerate(down, start=len(across)):
        first = bisect_right(tops, rule.start - REACH - 1e-6)
        for index in range(first, bisect_right(tops, rule.end + REACH)):
            if across[index].start - REACH <= rule.at <= across[index].end + REACH:
                join(index, number)
    groups: dict[int, list[Ruling]] = {}
    for number, rule in enumerate([*across, *down]):
        groups.setdefault(find(number), []).append(rule)
    return [g for g in groups.values() if len(g) > 2]


def _union(size: int) -> tuple[Callable[[int], int], Callable[[int, int], None]]:
    """Return the two functions of a union-find over 0 … size-1."""
    parent = list(range(size))

    def find(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(one: int, other: int) -> None:
        parent[find(one)] = find(other)

    return find, join


def _with_sides(cluster: list[Ruling]) -> list[Ruling]:
    """Return the rules with those at the left and right edge that an open-sided table lacks."""
    across = [r for r in cluster if r.across]
    down = [r for r in cluster if not r.across]
    if len(across) < 2 or not down:
        return cluster
    top, bottom = min(r.at for r in across), max(r.at for r in across)
    sides = []
    for edge, ends in ((min(r.start for r in across), "start"), (max(r.end for r in across), "end")):
        reaching = [r for r in across if abs(getattr(r, ends) - edge) <= REACH]
        bare = not any(abs(r.at - edge) <= 2 * REACH for r in down)
        if bare and len(reaching) >= 2:
            sides.append(Ruling(False, edge, max(top, reaching[0].at), min(bottom, reaching[-1].at)))
    return [*cluster, *sides]


def _grid(cluster: Sequence[Ruling]) -> Grid:
    xs = sorted({r.at for r in cluster if not r.across})
    ys = sorted({r.at for r in cluster if r.across})
    if len(xs) < 2 or len(ys) < 2:
        return Grid(tuple(xs), tuple(ys), ())
    beside, below = _walls(cluster, xs, ys)
    cells: list[GridCell] = []
    for fields in _connected(len(ys) - 1, len(xs) - 1, beside, below):
        if not _is_open(fields, len(ys) - 1, len(xs) - 1, beside, below):
            cells.extend(_rectangles(fields))
    return _without_idle_lines(xs, ys, cells)


Walls = set[tuple[int, int]]


def _walls(cluster: Iterable[Ruling], xs: list[float], ys: list[float]) -> tuple[Walls, Walls]:
    """Return (row, line) of vertical and (line, column) of horizontal sides of fields that a rule closes."""
    beside: Walls = set()
    below: Walls = set()
    for rule in cluster:
        stops = xs if rule.across else ys
        line = (ys if rule.across else xs).index(rule.at)
        for number, (start, end) in enumerate(pairwise(stops)):
            if min(end, rule.end) - max(start, rule.start) >= CLOSED * (end - start):
                (below if rule.across else beside).add((line, number) if rule.across else (number, line))
    return beside, below


def _connected(rows: int, columns: int, beside: Walls, below: Walls) -> list[list[tuple[int, int]]]:
    """Return the fields in groups between which no rule stands."""
    find, join = _union(rows * columns)
    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and (row, column + 1) not in beside:
                join(row * columns + column, row * columns + column + 1)
            if row + 1 < rows and (row + 1, column) not in below:
                join(row * columns + column, (row + 1) * columns + column)
    groups: dict[int, list[tuple[int, int]]] = {}
    for number in range(rows * columns):
        groups.setdefault(find(number), []).append(divmod(number, columns))
    return list(groups.values())


def _is_open(fields: Iterable[tuple[int, int]], rows: int, columns: int, beside: Walls, below: Walls) -> bool:
    """Return whether a group of fields runs out of the table at an edge without a rule."""
    return any(
        (column == 0 and (row, 0) not in beside)
        or (column == columns - 1 and (row, columns) not in beside)
        or (row == 0 and (0, column) not in below)
        or (row == rows - 1 and (rows, column) not in below)
        for row, column in fields
    )


def _rectangles(fields: list[tuple[int, int]]) -> list[GridCell]:
    """Return the fields as one cell, or row by row where together they are no rectangle."""
    rows, columns = [r for r, _ in fields], [c for _, c in fields]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(fields):
        return [GridCell(min(rows), min(columns), height, width)]
    runs: list[GridCell] = []
    for row, column in sorted(fields):
        last = runs[-1] if runs else None
        if last and last.row == row and last.column + last.column_span == column:
            runs[-1] = replace(last, column_span=last.column_span + 1)
        else:
            runs.append(GridCell(row, column, 1, 1))
    return runs


def _without_idle_lines(xs: list[float], ys: list[float], cells: list[GridCell]) -> Grid:
    """Return the grid without the lines at which no cell begins or ends (underlines, loose ends)."""
    columns = sorted({c.column for c in cells} | {c.column + c.column_span for c in cells})
    rows = sorted({c.row for c in cells} | {c.row + c.row_span for c in cells})
    column_of, row_of = {old: new for new, old in enumerate(columns)}, {old: new for new, old in enumerate(rows)}
    renumbered = (
        GridCell(
            row_of[c.row],
            column_of[c.column],
            row_of[c.row + c.row_span] - row_of[c.row],
            column_of[c.column + c.column_span] - column_of[c.column],
        )
        for c in cells
    )
    ordered = sorted(renumbered, key=lambda c: (c.row, c.column))
    return Grid(tuple(xs[c] for c in columns), tuple(ys[r] for r in rows), tuple(ordered))
