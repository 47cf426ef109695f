"""Which rows of a sheet are lines of text above and below a table, and which are the table.

A title or a note is one cell, merged over the table or running over its empty neighbours; 填报单位 and 单位：万元, or
填报人 and 联系电话, are two or three cells outside the frame.

>>> [bool(FIELD.match(t)) for t in ("填报人：王某", "单位:万元", "2025年2月26日", "年度资金总额", "≥98%")]
[True, True, True, False, False]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pipeline.loaders.sheet_cells import FilledCell

Row: TypeAlias = Sequence[FilledCell]

# A cell that names what it states, or a date or seal: it needs no head above it.
FIELD: Final = re.compile(
    r"\s*(?:[^\d:：≥≤><=%％。]{1,15}[:：]|\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*$|[(（]?(?:盖章|公章|签[字章]))"
)
# A remark is one cell of the first column; a row of the table with nothing but its label is no sentence.
REMARK: Final = re.compile(r"\s*(?:[(（【]?(?:注|备注|说明|附注|填表|填报)|[※*＊])|.*[。；;]\s*$", re.DOTALL)
FIGURE: Final = re.compile(r"\s*[-−—\d.,，%％/]+\s*")
# More fields than these side by side are a row of a form.
MOST_FIELDS: Final = 4
# Fields of one line are printed with a gap between them.
GAP: Final = "  "


@dataclass(frozen=True, slots=True)
class Extent:
    """The columns of a block of rows, and which of the rows are drawn with upright lines."""

    first: int
    last: int
    framed: frozenset[int]

    @classmethod
    def of(cls, rows: Sequence[Row], framed: frozenset[int]) -> Extent:
        cells = [c for row in rows for c in row]
        drawn = frozenset(row[0].row for row in rows if len(row) > 1) & framed
        return cls(min(c.column for c in cells), max(c.last_column for c in cells), framed if drawn else frozenset())

    def spans(self, cell: FilledCell) -> bool:
        """Return whether a cell is merged over all columns."""
        return cell.column == self.first < cell.last_column and cell.last_column >= self.last

    def frames(self, row: Row) -> bool:
        return row[0].row in self.framed


def split_lines(rows: Sequence[Row], framed: frozenset[int]) -> tuple[Sequence[Row], Sequence[Row], Sequence[Row]]:
    """Return the lines above a table, the rows of the table, and the lines below it."""
    extent = Extent.of(rows, framed)
    first, last = 0, len(rows)
    while first < last and not _goes_on(rows, first) and _is_line_above(rows[first], extent):
        first += 1
    while last > first and not _is_covered(rows, first, last - 1) and _is_line_below(rows[last - 1], extent):
        last -= 1
    table = rows[first:last]
    if len({c.column for row in table for c in row}) < 2 or (len(table) == 1 and not extent.frames(table[0])):
        return rows, (), ()
    return rows[:first], table, rows[last:]


def joined(row: Row) -> str:
    """Return the cells of a line as one text."""
    return GAP.join(c.text for c in row)


def _is_line_above(row: Row, extent: Extent) -> bool:
    if len(row) == 1:
        return not extent.frames(row) or row[0].column == extent.first or extent.spans(row[0])
    return _is_line_of_fields(row, extent)


def _is_line_below(row: Row, extent: Extent) -> bool:
    if len(row) == 1:
        cell = row[0]
        remark = REMARK.match(cell.text) is not None or FIELD.match(cell.text) is not None
        outside = bool(extent.framed) and not extent.frames(row)
        return extent.spans(cell) or outside or (remark and cell.column == extent.first)
    return _is_line_of_fields(row, extent)


def _is_line_of_fields(row: Row, extent: Extent) -> bool:
    """Return whether several cells are fields of a line; a total that was added below the frame is none."""
    if len(row) > MOST_FIELDS or extent.frames(row):
        return False
    if all(FIELD.match(c.text) for c in row):
        return True
    figures = any(FIGURE.fullmatch(c.text) for c in row)
    return bool(extent.framed) and (not figures or FIELD.match(row[0].text) is not None)


def _goes_on(rows: Sequence[Row], index: int) -> bool:
    """Return whether a cell of a row reaches down into the next one."""
    following = rows[index + 1][0].row if index + 1 < len(rows) else None
    return following is not None and any(c.last_row >= following for c in rows[index])


def _is_covered(rows: Sequence[Row], first: int, index: int) -> bool:
    """Return whether a cell from further up reaches down into a row."""
    return any(c.last_row >= rows[index][0].row for row in rows[first:index] for c in row)
