"""Tables as headed cells: every cell of a body knows the cells that head its row and its column.

A form holds several grids one under another (money, goals, indicators), each under a heading of its
own; a table of a report begins with a title, a line such as 单位：万元, or its heading. Headings are
merged over rows and columns, repeated on a new page, or carried on from the page before.

>>> from pipeline.loaders.builder import DocumentBuilder, SourceCell
>>> builder = DocumentBuilder("html")
>>> rows = [["县区", "低保（人）"], ["甲县", "12"]]
>>> builder.table(SourceCell.of(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
>>> grid, = read_grids(builder.build())
>>> [([h.text for h in cell.row_heads], [h.text for h in cell.column_heads], cell.text) for cell in grid.values()]
[(['甲县'], ['低保（人）'], '12')]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.model import Block, Cell, Document, Table
from pipeline.structure.table_cells import is_dash, is_figure, is_unit_alone, is_value, is_year
from pipeline.structure.table_headings import LEVELS, column_role, is_field, plain, row_role

# Roles of columns that name rows; they say nothing of figures.
STUBS = ("kind", "serial", "region", "town", "month", "place")
HEADING_LONGEST = 40
# How many rows below a heading may lack figures before it is doubted that it is one.
LOOK_AHEAD = 4
# How many rows a group's name may hold for that stands in its first row alone.
LONGEST_GROUP = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid with the cells that head it, outermost first, and the role that they give it."""

    index: int
    heads: tuple[Cell, ...]
    role: str | None


@dataclass(frozen=True, slots=True)
class HeadedCell:
    """A cell of a body with its row's and its column's headings, outermost first."""

    cell: Cell
    row: int
    column: Column
    row_heads: tuple[Cell, ...]

    @property
    def column_heads(self) -> tuple[Cell, ...]:
        """The cells that head the column."""
        return self.column.heads

    @property
    def text(self) -> str:
        """The cell's own text."""
        return self.cell.text


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a body: the cells that name it and all its other cells by column, merged ones included."""

    index: int
    heads: tuple[Cell, ...]
    cells: dict[int, Cell]

    def own(self, column: int) -> Cell | None:
        """Return the cell of a column where it begins in this row."""
        cell = self.cells.get(column)
        return cell if cell is not None and cell.row == self.index else None


@dataclass(frozen=True)
class HeadedGrid:
    """One grid of a table: the lines above its heading, its columns, its rows; `block` is the table's place."""

    block: Block
    order: int
    captions: tuple[Cell, ...]
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    stub: int
    fields: tuple[tuple[Cell, Cell], ...] = ()

    def roles(self) -> frozenset[str]:
        """Return the roles that its columns have."""
        return frozenset(c.role for c in self.columns if c.role)

    def of_role(self, *roles: str) -> tuple[Column, ...]:
        """Return the columns of these roles from left to right."""
        return tuple(c for c in self.columns if c.role in roles)

    @cached_property
    def by_index(self) -> dict[int, GridRow]:
        """The rows by their index in the table."""
        return {row.index: row for row in self.rows}

    @cached_property
    def figured(self) -> frozenset[int]:
        """The indices of the rows that hold figures beside the stub."""
        return frozenset(
            r.index for r in self.rows if any(c.column >= self.stub and is_value(c.text) for c in r.cells.values())
        )

    @property
    def corner(self) -> tuple[Cell, ...]:
        """The heads of the columns that name the rows."""
        return tuple(h for c in self.columns[: self.stub] for h in c.heads)

    def values(self) -> Iterator[HeadedCell]:
        """Yield the cells beside the stub that have text, each once, at its upper left corner."""
        for row in self.rows:
            for column in self.columns[self.stub :]:
                cell = row.own(column.index)
                if cell is not None and cell.column == column.index and cell.text.strip():
                    yield HeadedCell(cell, row.index, column, row.heads)


Matrix = tuple[tuple[Cell | None, ...], ...]


@dataclass(slots=True)
class _Reading:
    """A table in reading: the rows gathered since the last heading, and what stood above it."""

    block: Block
    matrix: Matrix
    order: int = 0
    captions: list[Cell] = field(default_factory=list)
    header: tuple[int, int] | None = None
    body: list[int] = field(default_factory=list)
    fields: list[tuple[Cell, Cell]] = field(default_factory=list)
    done: list[HeadedGrid] = field(default_factory=list)


def read_grids(document: Document) -> tuple[HeadedGrid, ...]:
    """Return the grids of all tables in reading order."""
    grids: list[HeadedGrid] = []
    for block in document.tables():
        grids.extend(_read_table(block, grids[-1] if grids else None))
    return tuple(grids)


def matrix_of(table: Table) -> Matrix:
    """Return a table with every place filled by the cell that covers it."""
    rows: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                rows[row][column] = cell
    return tuple(tuple(r) for r in rows)


def _read_table(block: Block, before: HeadedGrid | None) -> list[HeadedGrid]:
    assert block.table is not None
    reading = _Reading(block, matrix_of(block.table))
    row = 0
    while row < len(reading.matrix):
        row = _step(reading, row)
    _close(reading, before)
    return reading.done


def _step(reading: _Reading, row: int) -> int:
    """Read one row, or a heading of several rows, and return the next."""
    own = _own(reading.matrix, row)
    if not own:
        return row + 1
    if _is_fields(own):
        reading.fields.extend(zip(own[::2], own[1::2], strict=False))
        return row + 1
    if _is_caption(reading, row, own):
        if reading.body or reading.header is not None:
            _close(reading, None)
        reading.captions.append(own[0])
        return row + 1
    height = _header_height(reading, row, own)
    if height:
        if reading.body or reading.header is not None:
            _close(reading, None)
        reading.header = (row, row + height)
        return row + height
    reading.body.append(row)
    return row + 1


def _own(matrix: Matrix, row: int) -> tuple[Cell, ...]:
    """Return the cells with text that begin in a row."""
    seen = {id(c): c for c in matrix[row] if c is not None and c.row == row and c.text.strip()}
    return tuple(seen.values())


def _covering(matrix: Matrix, row: int) -> tuple[Cell, ...]:
    """Return the cells with text of a row, those that reach down from above included."""
    return tuple({id(c): c for c in matrix[row] if c is not None and c.text.strip()}.values())


def _is_fields(own: Sequence[Cell]) -> bool:
    heads = any(column_role(c.text) not in (None, *STUBS) for c in own[1:])
    return is_field(own[0].text) and len(own) > 1 and not heads and not any(is_value(c.text) for c in own[1:])


def _is_caption(reading: _Reading, row: int, own: Sequence[Cell]) -> bool:
    """Tell whether a row is one line of text across the table."""
    matrix = reading.matrix
    if len(own) != 1 or is_value(own[0].text) or len(_covering(matrix, row)) > 1:
        return False
    width = len(matrix[row])
    if own[0].column_span >= width and width > 1:
        return True
    empty = all(c is None or c is own[0] or not c.text.strip() for c in matrix[row])
    return empty and own[0].column == 0 and (not reading.body or len(plain(own[0].text)) > HEADING_LONGEST / 2)


def _header_height(reading: _Reading, row: int, own: Sequence[Cell]) -> int:
    """Return how many rows the heading takes that begins here, 0 where none does."""
    if not (_named_header(reading.matrix, row, own) or _first_header(reading, row, own)):
        return 0
    height = 1
    while row + height < len(reading.matrix) and _subdivides(reading.matrix, row, row + height):
        height += 1
    return height


def _named_header(matrix: Matrix, row: int, own: Sequence[Cell]) -> bool:
    """Tell whether a row holds two or more words for columns and no figure."""
    if any(is_figure(c.text) or len(plain(c.text)) > HEADING_LONGEST for c in own):
        return False
    roles = [column_role(c.text) for c in own]
    known = [r for r in roles if r]
    if len(known) < 2 or len(own) - len(known) > max(2, len(known)):
        return False
    # 产出指标 | 数量指标 and 项目 | 项目 name rows; a heading has words for different columns.
    return len(set(known)) > 1


def _first_header(reading: _Reading, row: int, own: Sequence[Cell]) -> bool:
    """Tell whether a row heads a table by its place: the first of a grid, without figures, above rows of figures."""
    if reading.header is not None or reading.body or len(own) < 2:
        return False
    if any(is_figure(c.text) or len(plain(c.text)) > HEADING_LONGEST for c in own):
        return False
    below = reading.matrix[row + 1 : row + 1 + LOOK_AHEAD]
    return any(sum(is_value(c.text) for c in cells if c is not None) >= 1 for cells in below)


def _subdivides(matrix: Matrix, top: int, row: int) -> bool:
    """Tell whether a row goes on with the heading above: its cells divide merged ones or fill empty places."""
    own = _own(matrix, row)
    if not own or any(is_figure(c.text) or len(plain(c.text)) > HEADING_LONGEST / 2 for c in own):
        return False
    above = [matrix[row - 1][c.column] for c in own]
    empty = [a is None or not a.text.strip() for a in above]
    pairs = list(zip(above, own, strict=True))
    narrower = [a is not None and bool(a.text.strip()) and a.column_span > c.column_span for a, c in pairs]
    if all(n or e for n, e in zip(narrower, empty, strict=True)):
        return any(narrower) or len(own) >= 2
    # Where merging was lost, 低保 stands above the first of its columns and the stub below is empty.
    first = matrix[row][0]
    unmerged = first is None or not first.text.strip()
    return unmerged and any(empty) and len(own) >= 2 and any(is_dash(c.text if c else "") for c in matrix[top])


def _close(reading: _Reading, before: HeadedGrid | None) -> None:
    """Finish the grid gathered so far; one without heading goes on under that of the table before, if it fits."""
    grid = _grid(reading, before)
    if grid is not None:
        reading.done.append(grid)
        reading.order += 1
    reading.header, reading.body = None, []
    reading.captions, reading.fields = [], []


def _grid(reading: _Reading, before: HeadedGrid | None) -> HeadedGrid | None:
    columns = _columns(reading, before)
    if not reading.body and reading.header is None:
        return _only_words(reading) if reading.captions or reading.fields else None
    stub = _stub(reading, columns)
    rows = tuple(_row(reading, row, columns, stub) for row in reading.body)
    return HeadedGrid(reading.block, reading.order, tuple(reading.captions), columns, rows, stub, tuple(reading.fields))


def _only_words(reading: _Reading) -> HeadedGrid:
    return HeadedGrid(reading.block, reading.order, tuple(reading.captions), (), (), 0, tuple(reading.fields))


def _columns(reading: _Reading, before: HeadedGrid | None) -> tuple[Column, ...]:
    width = len(reading.matrix[0])
    if reading.header is None:
        fits = before is not None and not reading.done and not reading.captions and len(before.columns) == width
        return before.columns if fits and before is not None else tuple(Column(i, (), None) for i in range(width))
    return tuple(_column(reading, index) for index in range(width))


def _column(reading: _Reading, index: int) -> Column:
    assert reading.header is not None
    start, end = reading.header
    heads: list[Cell] = []
    for row in range(start, end):
        cell = _head_at(reading.matrix, row, index, end)
        if cell is not None and all(cell is not h for h in heads):
            heads.append(cell)
    return Column(index, tuple(heads), _role(heads))


def _head_at(matrix: Matrix, row: int, index: int, end: int) -> Cell | None:
    """Return the heading at a place; an empty place right of a heading belongs to it where a line below divides it."""
    cell = matrix[row][index]
    if cell is not None and cell.row + cell.row_span > end:
        return None
    if cell is not None and cell.text.strip():
        return cell
    if row + 1 >= end:
        return None
    left = index - 1
    while left > 0 and (matrix[row][left] is None or not matrix[row][left].text.strip()):  # type: ignore[union-attr]
        left -= 1
    found = matrix[row][left] if left > 0 else None
    return found if found is not None and found.text.strip() and found.row_span == 1 else None


def _role(heads: Sequence[Cell]) -> str | None:
    """Return the role of a column: that of its innermost head that has one."""
    return next((r for h in reversed(heads) if (r := column_role(h.text))), None)


def _stub(reading: _Reading, columns: Sequence[Column]) -> int:
    """Return how many columns at the left name the rows: those before the first that mostly holds figures."""
    levels = [c.index for c in columns if c.role in (*LEVELS, "name")]
    if levels:
        return levels[-1] + 1
    for column in columns:
        cells = [reading.matrix[r][column.index] for r in reading.body]
        own = [c for c in cells if c is not None and c.text.strip() and not is_dash(c.text)]
        figures = 0 if all(is_year(c.text) for c in own) else sum(is_value(c.text) for c in own)
        if column.role == "serial" or (figures and _counts_up(own)):
            continue
        if own and figures * 2 >= len(own):
            return column.index
    return _first_named(columns)


def _counts_up(cells: Sequence[Cell]) -> bool:
    """Tell whether a column numbers its rows: 1, 2, 3 …"""
    texts = [c.text.strip() for c in cells if c.text.strip().isdigit()]
    return len(texts) > 2 and texts == [str(i) for i in range(1, len(texts) + 1)]


def _first_named(columns: Sequence[Column]) -> int:
    return next((c.index for c in columns if c.role and c.role not in STUBS), min(1, len(columns)))


def _row(reading: _Reading, row: int, columns: Sequence[Column], stub: int) -> GridRow:
    cells = {i: c for i, c in enumerate(reading.matrix[row]) if c is not None}
    heads: list[Cell] = []
    dates: list[Cell] = []
    for index in range(stub):
        cell = _named(reading, row, index, stub)
        if cell is None or columns[index].role == "serial" or any(cell is h for h in heads):
            continue
        if columns[index].role == "unit" and is_unit_alone(cell.text):
            continue
        if columns[index].role == "time":
            dates.append(cell)
        elif not is_figure(cell.text) or columns[index].role in (*LEVELS, "name"):
            heads.append(cell)
    # A date or a document's number names a row only where nothing else does (中央 | 财社〔2019〕12号 | 800).
    return GridRow(row, tuple(heads or dates), cells)


def _named(reading: _Reading, row: int, index: int, stub: int) -> Cell | None:
    """Return the cell that names a row in a column; an empty outer one stands for the last above it."""
    cell = reading.matrix[row][index]
    if cell is not None and cell.text.strip():
        return cell
    inner = any(c is not None and c.text.strip() for c in reading.matrix[row][index + 1 : stub])
    if not inner or index + 1 >= stub:
        return None
    for above in range(row - 1, max(reading.body[0], row - LONGEST_GROUP) - 1, -1):
        found = reading.matrix[above][index]
        if found is not None and found.text.strip():
            return None if row_role(found.text) else found
    return None
