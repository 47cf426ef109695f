"""Spreadsheets of Excel 97 and before (.xls, BIFF), which old bureaus' forms and WPS still write; xlrd parses them.

>>> load_xls(b"")
Traceback (most recent call last):
pipeline.errors.UnreadableDocument: the spreadsheet is damaged or of an unknown version: open it and save it as .xlsx
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Final

import xlrd  # type: ignore[import-untyped]
from xlrd.biffh import error_text_from_code  # type: ignore[import-untyped]
from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]

from pipeline.errors import NoText, UnreadableDocument
from pipeline.loaders.builder import DocumentBuilder
from pipeline.loaders.number_formats import BUILT_IN, GENERAL, displayed, displayed_text
from pipeline.loaders.sheet_cells import Allowance, FilledCell, Merge, Sheet, printable
from pipeline.loaders.sheets import add_sheets
from pipeline.model import Align, Document

ALIGNS: Final[dict[int, Align]] = {1: "left", 2: "center", 3: "right", 6: "center"}
ZIP_START: Final = b"PK"
BOLD_WEIGHT: Final = 700
ENCRYPTED: Final = "the spreadsheet is encrypted; open it and save it again without a password"
DAMAGED: Final = "the spreadsheet is damaged or of an unknown version: open it and save it as .xlsx"
NEWER: Final = "the file is a zip archive and no .xls: rename it to .xlsx, or unpack it"
EMPTY: Final = "the spreadsheet is empty, or all that it holds is hidden: show its sheets, rows and columns"
# What xlrd raises for bytes that contradict each other; it checks few of them.
XLRD_ERRORS: Final = (
    *(xlrd.XLRDError, CompDocError, struct.error, LookupError, ValueError, AssertionError),
    *(TypeError, AttributeError, ArithmeticError, EOFError, MemoryError, NotImplementedError, RecursionError),
)


def load_xls(data: bytes) -> Document:
    """Return the document of a workbook; raises UnreadableDocument where it is damaged, NoText where it is empty."""
    if data.startswith(ZIP_START):
        raise UnreadableDocument(NEWER)
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except XLRD_ERRORS as error:
        raise UnreadableDocument(ENCRYPTED if "encrypted" in str(error).lower() else DAMAGED) from error
    builder = DocumentBuilder("xls")
    allowance = Allowance()
    add_sheets(builder, [_read(book, sheet, allowance, builder) for sheet in book.sheets()])
    document = builder.build()
    if not document.text.strip():
        raise NoText(EMPTY)
    return document


def _read(book: xlrd.Book, sheet: xlrd.sheet.Sheet, allowance: Allowance, builder: DocumentBuilder) -> Sheet:
    cells: list[FilledCell] = []
    framed: set[int] = set()
    for row, column in _places(sheet):
        if _is_framed(book, sheet, row, column):
            framed.add(row)
        cell = _cell(book, sheet, row, column)
        if cell is None:
            continue
        if not allowance.take(cell.text):
            builder.warn(f"sheet {sheet.name} is too large: it was read only to its row {row + 1}")
            break
        cells.append(cell)
    merges = tuple(Merge(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells)
    rows = frozenset(i for i, r in sheet.rowinfo_map.items() if r.hidden or r.height == 0)
    columns = frozenset(i for i, c in sheet.colinfo_map.items() if c.hidden or c.width == 0)
    name = " ".join(sheet.name.split())
    return Sheet(name, tuple(cells), merges, rows, columns, frozenset(framed), sheet.visibility != 0)


def _places(sheet: xlrd.sheet.Sheet) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(sheet.nrows) for column in range(sheet.row_len(row)))


def _cell(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> FilledCell | None:
    """Return a cell, None where it shows nothing."""
    kind = sheet.cell_type(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    style = _style(book, sheet, row, column)
    text = printable(_text(book, kind, sheet.cell_value(row, column), style))
    if not text:
        return None
    align = None if style is None else ALIGNS.get(style.alignment.hor_align)
    return FilledCell(row, column, text, align, _is_bold(book, style))


def _style(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> xlrd.formatting.XF | None:
    index = sheet.cell_xf_index(row, column)
    return book.xf_list[index] if 0 <= index < len(book.xf_list) else None


def _is_framed(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> bool:
    style = _style(book, sheet, row, column)
    return style is not None and bool(style.border.left_line_style or style.border.right_line_style)


def _is_bold(book: xlrd.Book, style: xlrd.formatting.XF | None) -> bool:
    if style is None or not 0 <= style.font_index < len(book.font_list):
        return False
    return bool(book.font_list[style.font_index].weight >= BOLD_WEIGHT)


def _text(book: xlrd.Book, kind: int, value: str | float, style: xlrd.formatting.XF | None) -> str:
    """Return what a cell shows for its value, a formula's being its stored result."""
    code = _code(book, style)
    if kind == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code.get(int(value), "#N/A"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return displayed_text(value, code)
    return displayed(value, code, from_1904=book.datemode == 1)


def _code(book: xlrd.Book, style: xlrd.formatting.XF | None) -> str:
    """Return the number format; files of different languages store those of one number differently."""
    if style is None:
        return GENERAL
    own = book.format_map.get(style.format_key)
    return BUILT_IN.get(style.format_key) or (own.format_str if own is not None else GENERAL)
