"""Spreadsheets as Excel, WPS and LibreOffice write them (.xlsx, ECMA-376): forms and annexed tables of reports.

The cells are read as they are shown: a share stored as 0.9895 is the 99.0% that its format makes of it, and a
formula is the result that the program stored when it last calculated.

>>> import io, zipfile
>>> stream, cell = io.BytesIO(), '<c r="B2" t="inlineStr"><is><t>低保对象12人</t></is></c>'
>>> with zipfile.ZipFile(stream, "w") as archive:
...     archive.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="Sheet1"/></sheets></workbook>')
...     archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData><row>{cell}</row></sheetData></worksheet>")
>>> load_xlsx(stream.getvalue()).text
'低保对象12人\\n'
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.errors import NoText, UnreadableDocument
from pipeline.loaders.builder import DocumentBuilder
from pipeline.loaders.number_formats import displayed, displayed_text
from pipeline.loaders.sheet_cells import Allowance, FilledCell, Merge, Sheet, printable
from pipeline.loaders.sheets import add_sheets
from pipeline.loaders.xlsx_package import Element, SheetPart, WorkbookFile, elements
from pipeline.loaders.xlsx_styles import OFF, Style, read_styles
from pipeline.model import Document

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Characters that XML cannot hold are written by their number.
ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
BOOLEANS: Final = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}
STORED_AS_TEXT: Final = ("s", "str", "inlineStr")
PLAIN: Final = Style()

EMPTY: Final = "the spreadsheet is empty, or all that it holds is hidden: show its sheets, rows and columns"
NO_STYLES: Final = "the number formats could not be read: shares and dates stand as the numbers that are stored"


def load_xlsx(data: bytes) -> Document:
    """Return the document of a workbook; raises UnreadableDocument where it is damaged, NoText where it is empty."""
    file = WorkbookFile.of(data)
    builder = DocumentBuilder("xlsx")
    book = BookReader(file, builder)
    add_sheets(builder, [book.read(part) for part in file.sheets])
    document = builder.build()
    if document.text.strip():
        return document
    if document.warnings:
        raise UnreadableDocument("; ".join(document.warnings))
    file.refuse_pictures()
    raise NoText(EMPTY)


class BookReader:
    """What the sheets of a workbook share: texts, styles, calendar, and how much more may come."""

    def __init__(self, file: WorkbookFile, builder: DocumentBuilder) -> None:
        self.file = file
        self.builder = builder
        self.allowance = Allowance()
        self.texts = [shared_text(e) for event, _, e in elements(file.texts(), ("si",)) if event == "end"]
        self.styles = self._styles()
        properties = file.workbook.find("{*}workbookPr")
        self.from_1904 = properties is not None and properties.get("date1904", "0") not in OFF

    def read(self, part: SheetPart) -> Sheet:
        """Return a sheet; of a damaged one, what stands before the damage, with a warning."""
        reader = SheetReader(self)
        try:
            reader.read(part)
        except UnreadableDocument as error:
            self.builder.warn(f"sheet {part.name} was read only to its row {reader.row + 1}: {error}")
        if reader.full:
            self.builder.warn(f"sheet {part.name} is too large: it was read only to its row {reader.row + 1}")
        if reader.uncalculated and not part.hidden:
            reason = "formulas without result: the file was never calculated; open it, save it and read it again"
            self.builder.warn(reason)
        return reader.sheet(part)

    def _styles(self) -> tuple[Style, ...]:
        try:
            return read_styles(self.file.part("styles.xml"))
        except UnreadableDocument:
            self.builder.warn(NO_STYLES)
            return ()


class SheetReader:
    """Collects what one sheet shows, in the order in which its XML tells it."""

    def __init__(self, book: BookReader) -> None:
        self.book = book
        self.cells: list[FilledCell] = []
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.framed: set[int] = set()
        self.row = self.column = -1
        self.uncalculated = False
        self.full = False

    def read(self, part: SheetPart) -> None:
        """Read the sheet until its end, or until it is more than a report holds."""
        steps = {
            ("end", "col"): self._see_column,
            ("start", "row"): self._begin_row,
            ("end", "c"): self._see_cell,
            ("end", "mergeCell"): self._see_merge,
        }
        for event, name, element in elements(self.book.file.pieces(part), ("col", "row", "c", "mergeCell")):
            step = steps.get((event, name))
            if step is not None:
                step(element)
            if self.full:
                return

    def sheet(self, part: SheetPart) -> Sheet:
        """Return what was collected."""
        hidden = (frozenset(self.hidden_rows), frozenset(self.hidden_columns))
        merges = tuple(self.merges)
        return Sheet(part.name, tuple(self.cells), merges, *hidden, frozenset(self.framed), part.hidden)

    def _see_column(self, element: Element) -> None:
        if _is_on(element, "hidden") or element.get("width") == "0":
            first, last = _count(element.get("min"), MOST_COLUMNS), _count(element.get("max"), MOST_COLUMNS)
            if first and last:
                self.hidden_columns.update(range(first - 1, last))

    def _begin_row(self, element: Element) -> None:
        number = _count(element.get("r"), MOST_ROWS)
        self.row = number - 1 if number else self.row + 1
        self.column = -1
        if _is_on(element, "hidden") or element.get("ht") == "0":
            self.hidden_rows.add(self.row)

    def _see_cell(self, element: Element) -> None:
        place = position(element.get("r", ""))
        self.row, self.column = place or (self.row, self.column + 1)
        style = self._style(element)
        if style.framed:
            self.framed.add(self.row)
        text = printable(self._text(element, style))
        if text:
            self.full = not self.book.allowance.take(text)
            self.cells.append(FilledCell(self.row, self.column, text, style.align, style.bold))

    def _see_merge(self, element: Element) -> None:
        first, _, last = element.get("ref", "").partition(":")
        top, bottom = position(first), position(last)
        if top and bottom and top <= bottom and top[1] <= bottom[1]:
            self.merges.append(Merge(*top, *bottom))

    def _style(self, element: Element) -> Style:
        number = element.get("s", "0")
        index = int(number) if number.isdecimal() and len(number) < 7 else -1
        return self.book.styles[index] if 0 <= index < len(self.book.styles) else PLAIN

    def _text(self, element: Element, style: Style) -> str:
        kind = element.get("t", "n")
        value = element.findtext("{*}v") or ""
        if element.find("{*}f") is not None and not value and kind != "str":
            self.uncalculated = True
        if kind in STORED_AS_TEXT:
            return displayed_text(self._stored_text(kind, value, element), style.number_format)
        if kind == "b":
            return BOOLEANS.get(value.strip(), value)
        if kind != "n":
            return value
        number = _number(value)
        return value if number is None else displayed(number, style.number_format, from_1904=self.book.from_1904)

    def _stored_text(self, kind: str, value: str, element: Element) -> str:
        if kind == "s":
            index = int(value) if value.strip().isdecimal() and len(value) < 9 else -1
            return self.book.texts[index] if 0 <= index < len(self.book.texts) else ""
        inline = element.find("{*}is")
        return unescaped(value) if inline is None else shared_text(inline)


def shared_text(element: Element) -> str:
    """Return a text with its differently set runs joined, without the pronunciation printed above it."""
    parts = [*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t")]
    return unescaped("".join(part.text or "" for part in parts))


def unescaped(text: str) -> str:
    """Return a text with the characters that XML cannot hold."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def position(reference: str) -> tuple[int, int] | None:
    """Return row and column of a cell's name, counted from 0.

    >>> position("AB12")
    (11, 27)
    """
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row - 1, column - 1) if 0 < row <= MOST_ROWS and column <= MOST_COLUMNS else None


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _count(number: str | None, most: int) -> int:
    return min(int(number), most) if number and number.isdecimal() and len(number) < 10 else 0


def _is_on(element: Element, name: str) -> bool:
    return element.get(name, "0") not in OFF
