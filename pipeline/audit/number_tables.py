"""Tables of numbers with a row or column of totals, as the audit adds them up.

Columns of rates, averages, standards and scores are no sums and are left out, and so is a form whose
rows are indicators.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from pipeline.audit.intervals import Interval
from pipeline.model import Block, Cell, Document, Span, Table
from pipeline.normalise.fold import fold_words

NUMBER = regex.compile(r"-?\d[\d,]*(?:\.\d+)?(?=(?:万|亿)?(?:元|人次?|户次?|名)?$)")
PERCENT_NUMBER = regex.compile(r"\d+(?:\.\d+)?")
TOTAL_ROW = regex.compile(r"合计|总计|小计|共计|全[市县区州省旗](?:合计|总计)?|合计数|总数")
SUBTOTAL_ROW = regex.compile(r"小计")
TOTAL_COLUMN = regex.compile(r"合计|总计|小计|总数|总额")
FUNDS_TOTAL = regex.compile(r"(?:年度)?(?:项目)?资金(?:总额|合计)")
FUNDS_PART = regex.compile(r"中央|省|自治区|市|州|县|区|旗|地方|上级|本级|财政|其他|其它|结转|上年")
OF_WHICH = regex.compile(r"^其中")
NOT_ADDED = regex.compile(
    r"率|标准|水平|人均|次均|占|比例|比重|%|百分|序号|排名|年度$|年份|日期|分值|得分|评分|扣分|权重|单价|增减|增幅|同比"
)
SCORED = regex.compile(r"得分|自评分|分值|标准分|权重|评分")
UNIT = regex.compile(r"亿元|万元|元|万人|万户")
SCALES = {"亿元": 1e8, "万元": 1e4, "万人": 1e4, "万户": 1e4}
MONEY_WORDS = regex.compile(r"资金|支出|金额|到位|下达|预算|执行|拨付|发放|结余|补助|收入")
DASH = regex.compile(r"[-—–－/]*")
CAPTION_REACH = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell."""

    text: str
    value: float
    interval: Interval
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A total with its parts, under or beside the name of the line; `head` is all that heads it."""

    name: str
    head: str
    whole: Figure
    parts: tuple[Figure, ...]


@dataclass(frozen=True)
class NumberTable:
    """A table as a grid: cells by row and column, each merged cell at every place that it covers."""

    caption: str
    grid: tuple[tuple[Cell | None, ...], ...]
    header: int

    def scored(self) -> bool:
        """Tell whether the rows are indicators with scores."""
        heads = [cell.text for row in self.grid[: self.header] for cell in row if cell is not None]
        return any(SCORED.search(h) for h in heads) and any("指标" in h for h in heads)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.grid[0]) if self.grid else 0

    def figure_at(self, row: int, column: int) -> Figure | None:
        """Return the number in a cell, None where it is none."""
        return _figure(self.grid[row][column])

    def columns(self) -> list[Line]:
        """Return the columns that a row of totals adds up."""
        lines: list[Line] = []
        for row, parts in self._groups():
            for column in range(self.width):
                line = self._line(self.head_at(column), [(r, column) for r in parts], (row, column))
                if line is not None:
                    lines.append(line)
        return lines

    def rows(self) -> list[Line]:
        """Return the rows that a column of totals adds up, where its parts stand beside it."""
        wholes = [c for c in range(self.width) if TOTAL_COLUMN.fullmatch(plain(self._bottom_head(c)))]
        lines: list[Line] = []
        for whole in wholes:
            parts = [c for c in range(whole + 1, self.width) if not NOT_ADDED.search(self.head_at(c))]
            parts = parts[: next((i for i, c in enumerate(parts) if c in wholes), len(parts))]
            for row in range(self.header, len(self.grid)):
                line = self._line(self.row_name(row), [(row, c) for c in parts], (row, whole), added=True)
                if line is not None and len(parts) == len(line.parts):
                    lines.append(line)
        return lines

    def scale(self, line: Line) -> float:
        """Return what the printed numbers of a line are multiplied by to be in the canonical unit."""
        for text in (line.head, self.caption):
            units = UNIT.findall(text)
            if units and (text == line.head or MONEY_WORDS.search(line.head)):
                return SCALES.get(units[-1], 1.0)
        return 1.0

    def _groups(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each row of totals with the rows of its parts: those above it, or a form's funds below it.

        A total that follows subtotals adds them and the rows below the last of them.
        """
        pending: list[int] = []
        subtotals: list[int] = []
        for row in range(self.header, len(self.grid)):
            name = plain(self.row_name(row))
            if TOTAL_ROW.fullmatch(name):
                subtotal = SUBTOTAL_ROW.fullmatch(name) is not None
                parts = pending if subtotal else [*subtotals, *pending]
                yield (row, parts) if parts else (row, self._below(row))
                subtotals = [*subtotals, row] if subtotal else []
                pending = []
            elif FUNDS_TOTAL.search(name):
                yield row, self._funds(row)
            elif not OF_WHICH.search(name):
                pending.append(row)

    def _below(self, row: int) -> list[int]:
        below = []
        for other in range(row + 1, len(self.grid)):
            name = plain(self.row_name(other))
            if TOTAL_ROW.fullmatch(name):
                break
            if not OF_WHICH.search(name):
                below.append(other)
        return below

    def _funds(self, row: int) -> list[int]:
        parts = []
        for other in range(row + 1, len(self.grid)):
            name = plain(self.row_name(other))
            if not FUNDS_PART.search(name) or not ("资金" in name or "补助" in name or "财政" in name or "其" in name):
                break
            parts.append(other)
        return parts

    def _line(
        self, head: str, parts: list[tuple[int, int]], whole: tuple[int, int], added: bool = False
    ) -> Line | None:
        """Return a line where its total is a number and its parts are numbers or dashes."""
        if not added and NOT_ADDED.search(head):
            return None
        total_cell = self.grid[whole[0]][whole[1]]
        figure = _figure(total_cell)
        cells = [self.grid[r][c] for r, c in parts]
        if figure is None or any(c is total_cell for c in cells):
            return None
        figures = [_figure(c) for c in cells]
        if any(f is None and not _empty(c) for f, c in zip(figures, cells, strict=True)):
            return None
        if len({id(c) for c in cells if c is not None}) < len([c for c in cells if c is not None]):
            return None
        return Line(head or self.row_name(whole[0]), head, figure, tuple(f for f in figures if f is not None))

    def head_at(self, column: int) -> str:
        """Return all that heads a column."""
        heads = [c.text.strip() for row in self.grid[: self.header] if (c := row[column]) is not None]
        return " ".join(dict.fromkeys(h for h in heads if h))

    def _bottom_head(self, column: int) -> str:
        cells = [
            c.text.strip() for row in self.grid[: self.header] if (c := row[column]) is not None and c.text.strip()
        ]
        return cells[-1] if cells else ""

    def row_name(self, row: int) -> str:
        """Return the words that a row begins with, the last before its first number."""
        name = ""
        for cell in self.grid[row]:
            if cell is None or not cell.text.strip():
                continue
            if NUMBER.match(plain(cell.text)) and name:
                break
            if not NUMBER.match(plain(cell.text)) and not _empty(cell) and not (name and cell.row < row):
                name = cell.text
        return name


def number_tables(document: Document) -> Iterator[NumberTable]:
    """Yield the tables whose numbers may be added up: not those whose rows are scored indicators."""
    return (table for table in grids(document) if not table.scored())


def grids(document: Document) -> Iterator[NumberTable]:
    """Yield every table of a document as a grid."""
    for block in document.tables():
        if block.table is not None and block.table.cells:
            yield _read(document, block, block.table)


def _read(document: Document, block: Block, table: Table) -> NumberTable:
    grid: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[row][column] = cell
    rows = tuple(tuple(row) for row in grid)
    header = next((i for i, row in enumerate(rows) if any(_figure(c) for c in row)), len(rows))
    before = document.text[max(0, block.span.start - CAPTION_REACH) : block.span.start]
    first = " ".join(c.text for c in table.cells if c.row <= header)
    return NumberTable(f"{fold_words(before)} {first}", rows, header)


def plain(text: str) -> str:
    """Return a cell's folded text without spaces and line ends."""
    return fold_words(text).replace(" ", "").replace("\n", "").strip(":：")


def _empty(cell: Cell | None) -> bool:
    return cell is None or DASH.fullmatch(plain(cell.text)) is not None


def _figure(cell: Cell | None) -> Figure | None:
    """Return the number that a cell is, whole numbers being exact and decimals rounded."""
    if cell is None:
        return None
    found = NUMBER.match(plain(cell.text))
    if found is None or (plain(cell.text).startswith(("19", "20")) and plain(cell.text).endswith("年")):
        return None
    number = Decimal(found[0].replace(",", ""))
    exponent = number.as_tuple().exponent
    step = float(Decimal(1).scaleb(exponent)) / 2 if isinstance(exponent, int) and exponent < 0 else 0.0
    value = float(number)
    start = cell.span.start + max(0, cell.text.find(cell.text.strip()))
    return Figure(cell.text.strip(), value, Interval(value - step, value + step), Span(start, cell.span.end))


def percent_figure(cell: Cell | None) -> Figure | None:
    """Return the percentage that a cell is, with or without its sign."""
    if cell is None:
        return None
    text = plain(cell.text).removesuffix("%")
    if not PERCENT_NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    step = float(Decimal(1).scaleb(exponent)) / 2 if isinstance(exponent, int) else 0.0
    return Figure(cell.text.strip(), float(number), Interval(float(number) - step, float(number) + step), cell.span)
