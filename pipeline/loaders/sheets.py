"""A workbook without its format: sheets of cells as they are shown, turned into lines and tables.

Bureaus fill one form per sheet: title and 填报单位 above it, 填报人 and notes below, single figures of merged cells
between. A reader of a format hands over what each sheet shows; this module finds the tables in it.

>>> builder = DocumentBuilder("xlsx")
>>> cells = [FilledCell(0, 0, "自评表"), FilledCell(2, 0, "指标"), FilledCell(2, 1, "得分"), FilledCell(3, 0, "人数"),
...          FilledCell(3, 1, "5"), FilledCell(3, 2, "隐藏")]
>>> add_sheets(builder, [Sheet("低保", tuple(cells), hidden_columns=frozenset({2}))])
>>> document = builder.build()
>>> [(b.kind, document.text_of(b)) for b in document.blocks]
[('paragraph', '低保'), ('paragraph', '自评表'), ('table', '指标\\t得分\\n人数\\t5')]
>>> document.hints[0].value
'低保：1列'
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.loaders.sheet_cells import FilledCell, Merge, Sheet
from pipeline.loaders.sheet_lines import joined, split_lines

# Empty cells count as well: a diagonal of a thousand filled ones is a million.
LARGEST_TABLE: Final = 300_000
# Merging is drawn by hand, once for each cell of a form; the steps bound what overlapping ranges could cost.
MOST_MERGING_STEPS: Final = 2_000_000

# What the programs call a sheet before anyone names it, and what a tab calls the page that needs no name.
DEFAULT_NAME: Final = re.compile(r"\s*(?:(?:sheet|工作表|表单)\s*\d*\s*(?:[(（]\d+[)）])?|封面|封皮)\s*", re.IGNORECASE)
# The title is among the first cells, and no sentence.
TITLE_WITHIN: Final = 4
LONGEST_TITLE: Final = 60
HIDDEN: Final = "隐藏"


def add_sheets(builder: DocumentBuilder, sheets: Iterable[Sheet]) -> None:
    """Add all that is visible, sheet by sheet, and a hint that names what is hidden."""
    hidden: list[str] = []
    for sheet in sheets:
        if sheet.hidden:
            hidden += [f"工作表{sheet.name}"] if sheet.cells else []
            continue
        hidden += _hidden_parts(sheet)
        cells = _visible(_merged(sheet), sheet)
        if cells and not DEFAULT_NAME.fullmatch(sheet.name) and not _repeats(sheet.name, cells):
            builder.paragraph(sheet.name)
        for block in _blocks(cells, sheet):
            _add_block(builder, block, sheet)
    builder.hint(HIDDEN, "；".join(hidden))


def _hidden_parts(sheet: Sheet) -> list[str]:
    rows = {c.row for c in sheet.cells} & sheet.hidden_rows
    columns = {c.column for c in sheet.cells} & sheet.hidden_columns
    parts = [f"{len(found)}{word}" for found, word in ((rows, "行"), (columns, "列")) if found]
    return [f"{sheet.name}：{'、'.join(parts)}"] if parts else []


def _repeats(name: str, cells: Sequence[FilledCell]) -> bool:
    """Return whether the sheet's own title says what its tab does in short (附1 分镇街, 自评表)."""
    heads = [c.text for c in cells[:TITLE_WITHIN] if len(c.text) <= LONGEST_TITLE]
    return any(_shortens(name, text) for text in heads)


def _shortens(name: str, text: str) -> bool:
    characters = iter(text)
    return all(c in characters for c in name if c.isalnum())


def _merged(sheet: Sheet) -> list[FilledCell]:
    """Return the cells with their ranges; of the cells that a range covers, only its first one is shown."""
    cells = {(c.row, c.column): c for c in sheet.cells}
    steps = MOST_MERGING_STEPS
    for merge in sheet.merges:
        area = (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
        steps -= min(area, len(cells))
        if steps < 0:
            break
        corner = (merge.top, merge.left)
        for place in _covered(merge, area, cells):
            if place != corner:
                del cells[place]
        if corner in cells:
            cells[corner] = replace(cells[corner], bottom=merge.bottom, right=merge.right)
    return sorted(cells.values(), key=lambda c: (c.row, c.column))


def _covered(merge: Merge, area: int, cells: dict[tuple[int, int], FilledCell]) -> list[tuple[int, int]]:
    if area <= len(cells):
        rows, columns = range(merge.top, merge.bottom + 1), range(merge.left, merge.right + 1)
        return [(r, c) for r in rows for c in columns if (r, c) in cells]
    return [(r, c) for r, c in cells if merge.top <= r <= merge.bottom and merge.left <= c <= merge.right]


def _visible(cells: list[FilledCell], sheet: Sheet) -> list[FilledCell]:
    """Return the cells of which something shows; a merged one begins at its first visible row and column."""
    done = []
    for cell in cells:
        row = _first_visible(cell.row, cell.last_row, sheet.hidden_rows)
        column = _first_visible(cell.column, cell.last_column, sheet.hidden_columns)
        if row is not None and column is not None:
            done.append(replace(cell, row=row, column=column, bottom=cell.last_row, right=cell.last_column))
    return sorted(done, key=lambda c: (c.row, c.column))


def _first_visible(first: int, last: int, hidden: frozenset[int]) -> int | None:
    return next((i for i in range(first, last + 1) if i not in hidden), None)


def _blocks(cells: Sequence[FilledCell], sheet: Sheet) -> list[list[FilledCell]]:
    """Return the cells in groups that empty rows keep apart; empty rows inside a frame or a merged cell do not."""
    blocks: list[list[FilledCell]] = []
    reached = -1
    for cell in cells:
        gap = range(reached + 1, cell.row)
        if not blocks or any(r not in sheet.hidden_rows and r not in sheet.framed for r in gap):
            blocks.append([])
        blocks[-1].append(cell)
        reached = max(reached, cell.last_row)
    return blocks


def _add_block(builder: DocumentBuilder, block: list[FilledCell], sheet: Sheet) -> None:
    rows = _rows(block)
    above, table, below = split_lines(rows, sheet.framed)
    for row in above:
        _add_line(builder, row)
    if table:
        _add_table(builder, [c for row in table for c in row], sheet.name)
    for row in below:
        _add_line(builder, row)


def _rows(block: Iterable[FilledCell]) -> list[list[FilledCell]]:
    rows: dict[int, list[FilledCell]] = {}
    for cell in block:
        rows.setdefault(cell.row, []).append(cell)
    return list(rows.values())


def _add_line(builder: DocumentBuilder, row: Sequence[FilledCell]) -> None:
    builder.paragraph(joined(row), align=row[0].align if len(row) == 1 else None, bold=all(c.bold for c in row))


def _add_table(builder: DocumentBuilder, cells: Sequence[FilledCell], name: str) -> None:
    """Add a table of the rows and columns in which a cell begins; what is merged over others is narrowed."""
    rows, columns = sorted({c.row for c in cells}), sorted({c.column for c in cells})
    if len(rows) * len(columns) > LARGEST_TABLE:
        rows = rows[: max(LARGEST_TABLE // len(columns), 1)]
        builder.warn(f"the table in sheet {name} is too large: only its first {len(rows)} rows were read")
    done: list[SourceCell] = []
    taken: set[tuple[int, int]] = set()
    row_index, column_index = ({n: i for i, n in enumerate(found)} for found in (rows, columns))
    for cell in (c for c in cells if c.row in row_index):
        row, column = row_index[cell.row], column_index[cell.column]
        if (row, column) in taken:
            continue
        height = bisect_right(rows, cell.last_row) - row
        width = bisect_right(columns, cell.last_column) - column
        height, width = _free(row, column, height, width, taken)
        taken.update((r, c) for r in range(row, row + height) for c in range(column, column + width))
        done.append(SourceCell.of(row, column, cell.text, height, width))
    empty = ((r, c) for r in range(len(rows)) for c in range(len(columns)) if (r, c) not in taken)
    done += [SourceCell.of(r, c, "") for r, c in empty]
    builder.table(done)


def _free(row: int, column: int, height: int, width: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """Return the span of a cell, a single place where damaged ranges overlap."""
    if height * width == 1:
        return 1, 1
    places = ((r, c) for r in range(row, row + height) for c in range(column, column + width))
    return (1, 1) if any(p in taken for p in places) else (height, width)
