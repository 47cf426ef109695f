"""Puts a document's text together block by block and keeps the place of every character.

Loaders hand over pieces in reading order; the builder joins them into one text in which blocks
and table rows end with a line feed and cells are separated by a tab.

>>> builder = DocumentBuilder("txt")
>>> builder.paragraph("全县低保对象12人。")
>>> builder.build().text
'全县低保对象12人。\\n'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Align, Block, BlockKind, Box, Cell, Document, Hint, Place, Span, Table


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of printed characters; `box` is theirs, `page` counts from 1, `doubtful` are figures not read surely."""

    text: str
    page: int | None = None
    box: Box | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as a loader reads it: position, spans and pieces of text."""

    row: int
    column: int
    pieces: tuple[Piece, ...]
    row_span: int = 1
    column_span: int = 1

    @classmethod
    def of(cls, row: int, column: int, text: str, row_span: int = 1, column_span: int = 1) -> SourceCell:
        """Return a cell whose text has no place on a page."""
        return cls(row, column, (Piece(text),), row_span, column_span)


class DocumentBuilder:
    """Collects the parts of one document; `build` returns the finished `Document`."""

    def __init__(self, format_name: str) -> None:
        self._format = format_name
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._places: list[Place] = []
        self._hints: list[Hint] = []
        self._attachments: list[str] = []
        self._warnings: list[str] = []
        self._doubtful: list[Span] = []
        self.pages: int | None = None
        self.ocr = False

    def paragraph(
        self,
        content: str | Iterable[Piece],
        *,
        level: int | None = None,
        align: Align | None = None,
        bold: bool = False,
    ) -> None:
        """Add a paragraph, or a heading where the format itself declares a `level`; empty ones are dropped."""
        pieces = _trimmed(_pieces(content))
        if not pieces:
            return
        page = pieces[0].page
        span = self._write(pieces)
        self._end("\n")
        kind: BlockKind = "paragraph" if level is None else "heading"
        self._blocks.append(Block(kind, span, page=page, level=level, align=align, bold=bold))

    def table(self, cells: Iterable[SourceCell]) -> None:
        """Add a table; cells may come in any order, a table without text is dropped."""
        ordered = sorted(cells, key=lambda c: (c.row, c.column))
        if not any(p.text.strip() for c in ordered for p in c.pieces):
            return
        start, row = self._length, ordered[0].row
        page: int | None = None
        done: list[Cell] = []
        for cell in ordered:
            if done:
                self._end("\n" if cell.row != row else "\t")
            row = cell.row
            pieces = _trimmed(cell.pieces)
            page = page or next((p.page for p in pieces), None)
            span = self._write(pieces)
            text = "".join(p.text for p in pieces)
            done.append(Cell(cell.row, cell.column, cell.row_span, cell.column_span, span, text))
        table = Table(max(c.row + c.row_span for c in done), max(c.column + c.column_span for c in done), tuple(done))
        self._blocks.append(Block("table", Span(start, self._length), page=page, table=table))
        self._end("\n")

    def hint(self, label: str, value: str) -> None:
        """Note what the page or the file states outside the report's text."""
        if value.strip():
            self._hints.append(Hint(label.strip(), value.strip()))

    def attachment(self, name: str) -> None:
        """Note the name of an attached file."""
        if name.strip() and name.strip() not in self._attachments:
            self._attachments.append(name.strip())

    def warn(self, reason: str) -> None:
        """Note something that could not be read, in words that a person can act on."""
        if reason not in self._warnings:
            self._warnings.append(reason)

    def build(self) -> Document:
        """Return the document as collected so far."""
        return Document(
            format=self._format,
            text="".join(self._text),
            blocks=tuple(self._blocks),
            places=tuple(self._places),
            pages=self.pages,
            hints=tuple(self._hints),
            attachment_names=tuple(self._attachments),
            warnings=tuple(self._warnings),
            ocr=self.ocr,
            doubtful=tuple(self._doubtful),
        )

    def _write(self, pieces: Sequence[Piece]) -> Span:
        start = self._length
        for piece in pieces:
            begin = self._length
            self._end(piece.text)
            if piece.page is not None:
                self._places.append(Place(Span(begin, self._length), piece.page, piece.box))
            if piece.doubtful:
                self._doubtful.append(Span(begin, self._length))
        return Span(start, self._length)

    def _end(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)


def _pieces(content: str | Iterable[Piece]) -> list[Piece]:
    return [Piece(content)] if isinstance(content, str) else list(content)


def _trimmed(content: Iterable[Piece]) -> list[Piece]:
    """Return the pieces without white space at either end, the boxes narrowed in proportion."""
    pieces = [p for p in content if p.text]
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if pieces:
        first = pieces[0]
        pieces[0] = _cut(first, len(first.text) - len(first.text.lstrip()), len(first.text))
        last = pieces[-1]
        pieces[-1] = _cut(last, 0, len(last.text.rstrip()))
    return pieces


def _cut(piece: Piece, start: int, end: int) -> Piece:
    if (start, end) == (0, len(piece.text)):
        return piece
    box = piece.box
    if box is not None:
        step = (box.x1 - box.x0) / len(piece.text)
        box = Box(box.page, box.x0 + start * step, box.y0, box.x0 + end * step, box.y1)
    return Piece(piece.text[start:end], piece.page, box, piece.doubtful)
