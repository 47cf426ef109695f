"""The grid of a Word table: rows of cells that may span columns, and columns merged downwards.

A merged column is kept as one cell that begins it and one empty cell in each further row; a row may also
begin or end some columns inside the grid.

>>> from lxml import etree
>>> from pipeline.loaders.docx_package import WORD
>>> table = etree.fromstring(
...     f'<w:tbl xmlns:w="{WORD}"><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tc></w:tr></w:tbl>')
>>> [(c.row, c.column, c.column_span) for c in read_grid(table)]
[(0, 0, 2)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from pipeline.loaders.docx_inline import ALTERNATES, printed_branch
from pipeline.loaders.docx_package import Element
from pipeline.loaders.docx_styles import VALUE, W, child_value, switched_on, whole_number

ROW: Final = f"{W}tr"
CELL: Final = f"{W}tc"
# Word has 63 columns; a number beyond is damage and would make a table of millions.
MOST_COLUMNS: Final = 1000

# What may stand between a table and its rows, a row and its cells, a body and its paragraphs.
WRAPPERS: Final = frozenset(
    W + n for n in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo")
)


@dataclass(slots=True)
class GridCell:
    """A cell at its place, with the element that holds its paragraphs."""

    element: Element
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


# Cells that go on downwards, by column and width: Word merges only what has the same edges.
Merges: TypeAlias = dict[tuple[int, int], GridCell]


def unwrapped(parent: Element) -> Iterator[Element]:
    """Yield the children of an element, wrappers replaced by what they hold, alternate content taken once."""
    stack = list(parent.iterchildren(reversed=True))
    while stack:
        element = stack.pop()
        if element.tag in WRAPPERS:
            stack.extend(element.iterchildren(reversed=True))
        elif element.tag == ALTERNATES:
            branch = printed_branch(element)
            stack.extend(() if branch is None else branch.iterchildren(reversed=True))
        else:
            yield element


def read_grid(table: Element) -> list[GridCell]:
    """Return the cells in reading order, each merged cell once."""
    cells: list[GridCell] = []
    open_merges: Merges = {}
    rows = (e for e in unwrapped(table) if e.tag == ROW and not _deleted(e))
    for number, row in enumerate(rows):
        open_merges = _read_row(row, number, cells, open_merges)
    return cells


def _read_row(row: Element, number: int, cells: list[GridCell], above: Merges) -> Merges:
    """Add the cells of a row; returns those that the next row may continue."""
    column = _count(row, "trPr/gridBefore", 0)
    merges: Merges = {}
    last: GridCell | None = None
    for element in (e for e in unwrapped(row) if e.tag == CELL):
        width = max(1, min(_count(element, "tcPr/gridSpan", 1), MOST_COLUMNS - column))
        downwards = _merge(element, "vMerge")
        place = (column, width)
        if _merge(element, "hMerge") == "continue" and last is not None:
            last.column_span += width if last.row == number else 0
        elif downwards == "continue" and place in above:
            last = above[place]
            last.row_span = number - last.row + 1
            merges[place] = last
        else:
            last = GridCell(element, number, column, column_span=width)
            cells.append(last)
            if downwards is not None:
                merges[place] = last
        column += width
    return merges


def _merge(cell: Element, name: str) -> str | None:
    """Return "restart" or "continue" where a cell is merged, None where it is not."""
    found = cell.find(f"{W}tcPr/{W}{name}")
    return None if found is None else found.get(VALUE) or "continue"


def _count(element: Element, path: str, otherwise: int) -> int:
    number = whole_number(child_value(element, path))
    return otherwise if number is None else min(max(number, 0), MOST_COLUMNS)


def _deleted(row: Element) -> bool:
    """Return whether a row is struck out by tracked changes, or hidden."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    hidden = properties.find(f"{W}hidden")
    return properties.find(f"{W}del") is not None or (hidden is not None and switched_on(hidden.get(VALUE)))
