"""Tables of a PDF: the text of each cell, and tables that go on over a page break put together.

A cell's lines are joined. Where the next word would still have fitted into the line, the break was
meant, and numbers or Latin words keep a space; Chinese characters follow each other without one.
A table at the bottom of a page and one at the top of the next are one where their columns agree;
a header that is repeated there is read once, a row cut in two is put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.loaders.builder import Piece, SourceCell
from pipeline.loaders.pdf_characters import Character, Rectangle, turned
from pipeline.loaders.pdf_grids import Grid
from pipeline.loaders.pdf_lines import Line, broken, joint, lines_of

# Air between a cell's rule and its text that a producer may set, in points.
MOST_PADDING = 8.0
# Column lines of two pages are the same within this, in points.
SAME_LINE = 3.0
# More rows than this are never repeated as a header.
MOST_HEADER_ROWS = 4
# A row cut by a page break has at least this share of its cells finished before it.
EMPTY_AFTER_CUT = 0.2
SENTENCE_END = re.compile(r"[。；;]$")


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell by the x of its sides and the numbers of its rows, with its lines and the air beside them."""

    left: float
    right: float
    row: int
    row_span: int
    lines: tuple[Line, ...]
    padding: float = 0.0

    @property
    def text(self) -> str:
        """The characters of the cell without white space."""
        return "".join("".join(line.text for line in self.lines).split())

    @property
    def width(self) -> float:
        """The room for a line."""
        return self.right - self.left - 2 * self.padding

    def wraps(self, before: Line, after: Line) -> bool:
        """Return whether the layout broke a line between these two."""
        # A centred line leaves its room on both sides, one set from the left on the right only.
        room = min(self.width - (before.x1 - before.x0), self.right - self.padding - before.x1)
        return broken(after, room)

    def pieces(self) -> tuple[Piece, ...]:
        """Return its characters as read, each line's break resolved."""
        pieces: list[Piece] = list(self.lines[0].pieces()) if self.lines else []
        for before, after in pairwise(self.lines):
            between = joint(before, after, wrapped=self.wraps(before, after), width=self.width)
            if between:
                pieces.append(Piece(between, after.page))
            pieces.extend(after.pieces())
        return tuple(pieces)

    @property
    def last_row(self) -> int:
        """The number of the lowest row that it covers."""
        return self.row + self.row_span - 1


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on one page, or on several once they are put together; `top` and `bottom` are the first's."""

    page: int
    last_page: int
    top: float
    bottom: float
    rows: int
    cells: tuple[PageCell, ...]

    @property
    def frame(self) -> Rectangle:
        """Where it is on its first page."""
        return min(c.left for c in self.cells), self.top, max(c.right for c in self.cells), self.bottom

    @property
    def lines(self) -> list[float]:
        """The x of its vertical lines from the left, those within tolerance taken as one."""
        return _distinct(x for c in self.cells for x in (c.left, c.right))

    def row(self, number: int) -> list[PageCell]:
        """Return the cells that cover a row, from the left."""
        return sorted((c for c in self.cells if c.row <= number <= c.last_row), key=lambda c: c.left)

    def source_cells(self) -> list[SourceCell]:
        """Return the cells with their columns numbered."""
        lines = self.lines
        done = []
        for cell in self.cells:
            start, end = _nearest(lines, cell.left), _nearest(lines, cell.right)
            done.append(SourceCell(cell.row, start, cell.pieces(), cell.row_span, max(end - start, 1)))
        return done


def _distinct(values: Iterable[float]) -> list[float]:
    done: list[float] = []
    for value in sorted(values):
        if not done or value - done[-1] > SAME_LINE:
            done.append(value)
    return done


def _nearest(lines: Sequence[float], x: float) -> int:
    return min(range(len(lines)), key=lambda i: abs(lines[i] - x))


def tables_of(
    grids: Sequence[Grid], characters: Sequence[Character], page: int
) -> tuple[list[PageTable], list[Character]]:
    """Return the tables of a page that have text, and the characters that stand outside of them."""
    rest = list(characters)
    tables = []
    # A small table inside a cell of a large one takes its characters first.
    for grid in sorted(grids, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0])):
        inside, rest = _sorted_into(grid, rest)
        if any(not c.blank for found in inside.values() for c in found):
            tables.append(_table(grid, inside, page))
    return sorted(tables, key=lambda t: t.top), rest


def _sorted_into(grid: Grid, characters: Iterable[Character]) -> tuple[dict[int, list[Character]], list[Character]]:
    """Return the characters of each cell by its number, and those in none."""
    fields = grid.fields()
    inside: dict[int, list[Character]] = {}
    outside = []
    for character in characters:
        field = grid.field_at((character.x0 + character.x1) / 2, (character.y0 + character.y1) / 2)
        cell = fields.get(field)
        if cell is None:
            outside.append(character)
        else:
            inside.setdefault(cell, []).append(character)
    return inside, outside


def _table(grid: Grid, inside: Mapping[int, list[Character]], page: int) -> PageTable:
    lines = {number: _cell_lines(found, page) for number, found in inside.items()}
    padding = _padding(grid, lines)
    cells = []
    for number, cell in enumerate(grid.cells):
        left, _, right, _ = grid.box(cell)
        cells.append(PageCell(left, right, cell.row, cell.row_span, tuple(lines.get(number, ())), padding))
    return PageTable(page, page, grid.ys[0], grid.ys[-1], len(grid.ys) - 1, tuple(cells))


def _cell_lines(characters: list[Character], page: int) -> list[Line]:
    """Return the lines of a cell; characters turned by a quarter are read in their own direction."""
    turn = max((0, 1, 2, 3), key=lambda t: sum(c.turn == t for c in characters))
    if turn == 0:
        return lines_of(characters, page)
    width, height = max(c.x1 for c in characters), max(c.y1 for c in characters)
    return lines_of((turned(c, turn, width, height) for c in characters), page)


def _padding(grid: Grid, lines: Mapping[int, list[Line]]) -> float:
    """Return the least air beside a line in any cell: full lines come as near to the rules as they may."""
    gaps = [
        gap
        for number, found in lines.items()
        for line in found
        for gap in (line.x0 - grid.box(grid.cells[number])[0], grid.box(grid.cells[number])[2] - line.x1)
    ]
    return min(max(min(gaps, default=0.0), 0.0), MOST_PADDING)


def continues(upper: PageTable, lower: PageTable) -> bool:
    """Return whether the table at the top of a page has the columns of the one at the bottom of the page before."""
    above, below = upper.lines, lower.lines
    if abs(above[0] - below[0]) > SAME_LINE or abs(above[-1] - below[-1]) > SAME_LINE:
        return False
    if _holds(above, below) or _holds(below, above):
        return True
    return _sides(upper.row(upper.rows - 1)) == _sides(lower.row(0))


def _holds(lines: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(x - other) <= SAME_LINE for x in lines) for other in others)


def _sides(cells: Iterable[PageCell]) -> list[int]:
    """Return the sides of cells, rounded so that those of two pages compare equal."""
    return [round(x / (2 * SAME_LINE)) for c in cells for x in (c.left, c.right)]


def put_together(upper: PageTable, lower: PageTable) -> PageTable:
    """Return the two parts of a table as one."""
    lower = _without_header(upper, lower)
    if not lower.rows:
        return replace(upper, last_page=lower.last_page)
    cut = _is_cut(upper, lower)
    base = upper.rows - 1 if cut else upper.rows
    above, below = list(upper.cells), []
    for cell in lower.cells:
        partner = _partner(above, cell, upper.rows - 1) if cell.row == 0 else None
        if partner is not None and (cut or _is_rest_of_group(partner, cell, upper, lower)):
            grown = partner.row_span + cell.row_span - (1 if cut else 0)
            above[above.index(partner)] = replace(partner, row_span=grown, lines=partner.lines + cell.lines)
        else:
            below.append(replace(cell, row=cell.row + base))
    return replace(upper, last_page=lower.last_page, rows=base + lower.rows, cells=(*above, *below))


def _is_rest_of_group(above: PageCell, cell: PageCell, upper: PageTable, lower: PageTable) -> bool:
    """Return whether an empty cell at the left is the rest of a merged cell that the page break cut.

    It stands before the first cell with text, in a column whose cells are merged elsewhere too.
    """
    named = [c.left for c in lower.row(0) if c.text]
    groups = above.row_span > 1 or cell.row_span > 1 or _merges(upper, cell) or _merges(lower, cell)
    return groups and not cell.text and bool(named) and cell.left < min(named)


def _merges(table: PageTable, cell: PageCell) -> bool:
    return any(
        c.row_span > 1 and abs(c.left - cell.left) <= SAME_LINE and abs(c.right - cell.right) <= SAME_LINE
        for c in table.cells
    )


def _without_header(upper: PageTable, lower: PageTable) -> PageTable:
    """Return the lower part without the first rows where they repeat the first rows of the table."""
    most = min(MOST_HEADER_ROWS, upper.rows, lower.rows)
    repeated = 0
    for count in range(1, most + 1):
        if _texts(upper, count) == _texts(lower, count) and any(_texts(lower, count)):
            repeated = count
    kept = tuple(replace(c, row=c.row - repeated) for c in lower.cells if c.row >= repeated)
    return replace(lower, rows=lower.rows - repeated, cells=kept) if repeated else lower


def _texts(table: PageTable, rows: int) -> list[tuple[int, int, str]]:
    """Return the cells of the first rows as (row, rows, text); empty where one reaches below them."""
    cells = sorted((c for c in table.cells if c.row < rows), key=lambda c: (c.row, c.left))
    if any(c.row + c.row_span > rows for c in cells):
        return []
    return [(c.row, c.row_span, c.text) for c in cells]


def _partner(cells: Iterable[PageCell], cell: PageCell, row: int) -> PageCell | None:
    """Return the cell of a row that has the sides of another."""
    return next(
        (
            c
            for c in cells
            if c.row <= row <= c.last_row
            and abs(c.left - cell.left) <= SAME_LINE
            and abs(c.right - cell.right) <= SAME_LINE
        ),
        None,
    )


def _is_cut(upper: PageTable, lower: PageTable) -> bool:
    """Return whether the first row below is the rest of the last row above.

    What goes on below was broken in the middle above; the cells that were complete above are empty
    below. A merged cell that is empty below only says that its group goes on, so it is not counted.
    """
    pairs = [(_partner(upper.cells, c, upper.rows - 1), c) for c in lower.row(0)]
    partners = [(above, below) for above, below in pairs if above is not None]
    going_on = [(above, below) for above, below in partners if below.text]
    if len(partners) < len(pairs) or not going_on or not all(_is_broken_between(a, b) for a, b in going_on):
        return False
    filled = [below for above, below in partners if above.row_span == below.row_span == 1 and above.text]
    return sum(not below.text for below in filled) >= EMPTY_AFTER_CUT * max(len(filled), 1)


def _is_broken_between(above: PageCell, below: PageCell) -> bool:
    if not above.lines or SENTENCE_END.search(above.lines[-1].text):
        return False
    return above.wraps(above.lines[-1], below.lines[0])
