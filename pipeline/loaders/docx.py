r"""Reports as Word files (.docx, .docm): what Word, WPS and LibreOffice save.

The paragraphs and tables in reading order as a person would see them printed, with the numbers that Word
sets before headings by itself. Text boxes and footnotes follow the paragraph that they hang on, a table
inside a cell follows the outer table.

>>> import io, docx
>>> stream, written = io.BytesIO(), docx.Document()
>>> _ = written.add_paragraph("城市低保862人。")
>>> written.save(stream)
>>> load_docx(stream.getvalue()).text
'城市低保862人。\n'
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.errors import NoText, UnreadableDocument
from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.loaders.docx_inline import ART_TEXT, LINE_BREAK, TABLE, TEXT_BOX, Content, read_content
from pipeline.loaders.docx_numbering import Label, Numbering
from pipeline.loaders.docx_package import Element, WordFile, tree_of
from pipeline.loaders.docx_styles import (
    ALIGNMENTS,
    VALUE,
    Style,
    Styles,
    W,
    child_value,
    number_reference,
    outline_level,
    switched_on,
)
from pipeline.loaders.docx_table import GridCell, read_grid, unwrapped
from pipeline.loaders.docx_unread import Unread
from pipeline.model import Align, Document

PARAGRAPH: Final = f"{W}p"
FOOTNOTE: Final = f"{W}footnote"
ENDNOTE: Final = f"{W}endnote"
CHINESE: Final = re.compile("[\u4e00-\u9fff]")

# A title stands on the first page: behind a form number, an agency, a date, it is among the first lines.
TITLE_WITHIN: Final = 10

# What a reader loses with a part that is damaged.
SIDE_PARTS: Final = {
    "styles": "headings and automatic numbers may be missing",
    "numbering": "automatic numbers are missing",
    "footnotes": "footnotes are missing",
    "endnotes": "endnotes are missing",
}


def load_docx(data: bytes) -> Document:
    """Return the document; raises UnreadableDocument for a damaged or encrypted file, NoText for one of pictures."""
    file = WordFile.of(data)
    body = tree_of(file.main).find(f"{W}body")
    if body is None:
        raise UnreadableDocument("the file is an Office file, but no Word document: it has no body of text")
    builder = DocumentBuilder("docx")
    reader = BodyReader(file, builder)
    reader.read(body)
    characters = len("".join(builder.build().text.split()))
    refusal = reader.unread.refusal(characters)
    if refusal is not None:
        raise NoText(refusal)
    for warning in reader.unread.warnings():
        builder.warn(warning)
    _add_hints(file, builder, reader)
    return builder.build()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed; one whose end is deleted or hidden runs on into the next."""

    label: Label
    content: Content
    ends: bool
    level: int | None
    align: Align | None
    title: bool

    @property
    def text(self) -> str:
        """The paragraph with its number."""
        return self.label.before(self.content.text.strip())


class BodyReader:
    """Reads the blocks of one document into a builder."""

    def __init__(self, file: WordFile, builder: DocumentBuilder) -> None:
        self._builder = builder
        self.unread = Unread()
        self.styles = Styles(_side_part(file, builder, "styles"))
        self._numbering = Numbering(_side_part(file, builder, "numbering"), self.styles)
        self._footnotes = _notes(_side_part(file, builder, "footnotes"), FOOTNOTE)
        self._endnotes = _notes(_side_part(file, builder, "endnotes"), ENDNOTE)
        self._endnotes_due: list[Element] = []
        self._carried = ""
        self._paragraphs = 0
        self.has_title = False
        self._readers: dict[str, Callable[[Element], list[Element]]] = {
            PARAGRAPH: self._read_paragraph,
            TABLE: self._read_table,
            TEXT_BOX: _blocks,
            FOOTNOTE: _blocks,
            ENDNOTE: _blocks,
            ART_TEXT: self._read_art_text,
            f"{W}altChunk": self._note_inserted_file,
            f"{W}subDoc": self._note_inserted_file,
        }

    def read(self, body: Element) -> None:
        """Add all blocks of the body, what hangs on a block after it, endnotes last."""
        self._read_all(_blocks(body))
        while self._endnotes_due:
            due, self._endnotes_due = self._endnotes_due, []
            self._read_all(due)

    def _read_all(self, elements: list[Element]) -> None:
        pending = deque(elements)
        while pending:
            element = pending.popleft()
            reader = self._readers.get(element.tag)
            if reader is not None:
                pending.extendleft(reversed(reader(element)))
        self._end_carried()

    def _read_paragraph(self, element: Element) -> list[Element]:
        paragraph = self._paragraph(element)
        text = self._carried + paragraph.content.text
        self._carried = "" if paragraph.ends else text
        if paragraph.ends and text.strip():
            self._note_title(paragraph)
            for line in paragraph.label.before(text.strip()).split(LINE_BREAK):
                self._builder.paragraph(line, level=paragraph.level, align=paragraph.align, bold=paragraph.content.bold)
        return self._hanging_on(paragraph.content)

    def _read_table(self, element: Element) -> list[Element]:
        self._end_carried()
        grid = read_grid(element)
        if len(grid) == 1:
            return _blocks(grid[0].element)  # a frame around the page, not a table
        after: list[Element] = []
        self._builder.table([self._cell(cell, after) for cell in grid])
        return after

    def _cell(self, cell: GridCell, after: list[Element]) -> SourceCell:
        lines: list[str] = []
        carried = ""
        for element in _blocks(cell.element):
            if element.tag != PARAGRAPH:
                after.append(element)
                continue
            paragraph = self._paragraph(element)
            after.extend(self._hanging_on(paragraph.content))
            carried += paragraph.text
            if paragraph.ends:
                lines.append(carried)
                carried = ""
        text = LINE_BREAK.join(line for line in (*lines, carried) if line.strip())
        return SourceCell.of(cell.row, cell.column, text, cell.row_span, cell.column_span)

    def _paragraph(self, element: Element) -> Paragraph:
        properties = element.find(f"{W}pPr")
        style = self.styles.paragraph(None if properties is None else child_value(properties, "pStyle"))
        content = read_content(element, style, self.styles, self.unread)
        ends = properties is None or _ends(properties)
        # A number belongs to the end of its paragraph: without the end it is neither printed nor counted.
        label = self._numbering.next_label(number_reference(properties), style) if ends else Label()
        level, align = _position(properties, style)
        return Paragraph(label, content, ends, level, align, style.title)

    def _hanging_on(self, content: Content) -> list[Element]:
        """Return text boxes and footnotes to be read after a paragraph; each note is read once."""
        self._endnotes_due += [self._endnotes.pop(n) for n in content.endnotes if n in self._endnotes]
        notes = [self._footnotes.pop(n) for n in content.footnotes if n in self._footnotes]
        return [*content.after, *notes]

    def _read_art_text(self, element: Element) -> list[Element]:
        self._builder.paragraph(element.get("string", ""))
        return []

    def _note_inserted_file(self, _: Element) -> list[Element]:
        self.unread.see_inserted_file()
        return []

    def _note_title(self, paragraph: Paragraph) -> None:
        self._paragraphs += 1
        looks_like_one = paragraph.title or paragraph.level is not None or paragraph.align == "center"
        self.has_title |= self._paragraphs <= TITLE_WITHIN and (looks_like_one or paragraph.content.bold)

    def _end_carried(self) -> None:
        self._builder.paragraph(self._carried.replace(LINE_BREAK, " "))
        self._carried = ""


def _blocks(parent: Element) -> list[Element]:
    return list(unwrapped(parent))


def _ends(properties: Element) -> bool:
    """Return whether a paragraph ends where it seems to: its end mark is neither deleted nor hidden."""
    mark = properties.find(f"{W}rPr")
    if mark is None:
        return True
    if mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None:
        return False
    hidden = mark.find(f"{W}vanish")
    return hidden is None or not switched_on(hidden.get(VALUE))


def _position(properties: Element | None, style: Style) -> tuple[int | None, Align | None]:
    """Return the heading level and the alignment, the paragraph's own before its style's."""
    if properties is None:
        return style.level, style.align
    level = child_value(properties, "outlineLvl")
    align = child_value(properties, "jc")
    return (
        style.level if level is None else outline_level(level),
        style.align if align is None else ALIGNMENTS.get(align),
    )


def _side_part(file: WordFile, builder: DocumentBuilder, kind: str) -> Element | None:
    """Return a part that a document can be read without; a damaged one leaves a warning."""
    for part in file.related(kind):
        try:
            return tree_of(part)
        except UnreadableDocument as error:
            builder.warn(f"{SIDE_PARTS[kind]}: {error}")
    return None


def _notes(tree: Element | None, tag: str) -> dict[str, Element]:
    return {} if tree is None else {e.get(f"{W}id", ""): e for e in tree.iterchildren(tag)}


def _add_hints(file: WordFile, builder: DocumentBuilder, reader: BodyReader) -> None:
    title = file.title()
    if title and CHINESE.search(title):
        builder.hint("title", " ".join(title.split()))
    header = None if reader.has_title else _header(file, reader.styles)
    if header is not None:
        builder.hint("页眉", header)


def _header(file: WordFile, styles: Styles) -> str | None:
    """Return the first running head with Chinese text; a page number is none."""
    for part in file.related("header"):
        try:
            paragraphs = tree_of(part).iter(PARAGRAPH)
        except UnreadableDocument:
            continue
        texts = [read_content(p, styles.paragraph(None), styles, Unread()).text for p in paragraphs]
        # A text box stands in the file twice, for new and for old programs.
        text = " ".join(" ".join(dict.fromkeys(texts)).split())
        if CHINESE.search(text):
            return text
    return None
