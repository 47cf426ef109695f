"""Cells of forms that hold running text: goals, results, notes, explanations.

They are read as sentences; a goal's figures are targets, all others are results.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from pipeline.model import Cell, Document, Span
from pipeline.structure.grids import HeadedGrid, read_grids
from pipeline.structure.table_cells import is_value
from pipeline.structure.table_headings import LEVELS, column_role, holds_no_data

ProseRole = Literal["target", "actual"]

SHORTEST = 12
# A line above or below a table is read where it states figures (注：本表…2021年标准为640元).
FIGURE = regex.compile(r"\d(?:[\d,.]*)\s*(?:[万亿]?元|人|户|%|％|名)")
SPEAKING = frozenset({"explanation", "problem", "remark"})


@dataclass(frozen=True, slots=True)
class ProseCell:
    """The span of a cell that is read as prose, and the role of its figures."""

    span: Span
    role: ProseRole


def prose_cells(document: Document) -> tuple[ProseCell, ...]:
    """Return the cells of forms that hold running text, in reading order."""
    found = {c.span: c for grid in read_grids(document) for c in _in_grid(grid)}
    return tuple(found[s] for s in sorted(found))


def _in_grid(grid: HeadedGrid) -> Iterator[ProseCell]:
    if any(holds_no_data(h.text) for c in grid.columns for h in c.heads):
        return
    for caption in grid.captions:
        if FIGURE.search(caption.text):
            yield ProseCell(caption.span, "actual")
    indicators = bool(grid.roles() & {*LEVELS, "name"})
    for row in grid.rows:
        for cell in {id(c): c for c in row.cells.values() if c.row == row.index}.values():
            role = _role(grid, row.heads, cell, indicators)
            if role is not None and _is_prose(cell):
                yield ProseCell(cell.span, role)


def _is_prose(cell: Cell) -> bool:
    return len(cell.text.strip()) >= SHORTEST and not is_value(cell.text)


def _role(grid: HeadedGrid, heads: tuple[Cell, ...], cell: Cell, indicators: bool) -> ProseRole | None:
    """Return whether a cell states goals or results; the cells of indicator rows are read with their labels."""
    if any(cell is h for h in heads[:-1]) or (heads and cell is heads[-1] and len(heads) == 1):
        return None
    column = next((c for c in grid.columns if c.index == cell.column), None)
    label = next((r for h in reversed(heads) if h is not cell and (r := column_role(h.text))), None)
    if label in SPEAKING:
        return "actual"
    if indicators:
        return None
    role = column.role if column is not None else None
    if role in ("target", "actual"):
        return "target" if role == "target" else "actual"
    if role in SPEAKING:
        return "actual"
    if label in ("target", "actual") and role is None:
        return "target" if label == "target" else "actual"
    return None
