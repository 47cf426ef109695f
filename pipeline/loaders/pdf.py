"""PDF files with a text layer, as Word, WPS and print drivers write them.

The characters and rules of each page are read, put together into lines and tables, and freed of page
numbers, running heads, watermarks and seals; then lines become paragraphs and tables are followed
over page breaks. A scan, or a text layer of codes in place of characters, is `NoText`.

>>> load_pdf(b"%PDF-1.4 cut off")
Traceback (most recent call last):
pipeline.errors.UnreadableDocument: the PDF is damaged: it cannot be opened
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pypdfium2  # type: ignore[import-untyped]

from pipeline.errors import NoText
from pipeline.loaders.builder import DocumentBuilder
from pipeline.loaders.pdf_cells import RuledPages
from pipeline.loaders.pdf_furniture import Sheet, furniture_of
from pipeline.loaders.pdf_lines import Line
from pipeline.loaders.pdf_pages import READABLE, PageKind, PageText, read_page
from pipeline.loaders.pdf_paragraphs import Layout, layouts_of, paragraphs_of
from pipeline.loaders.pdf_source import opened, page_of
from pipeline.loaders.pdf_tables import PageTable, continues, put_together
from pipeline.model import Document

# No report is longer; what follows is a collection or an attack on the reader.
MOST_PAGES = 2_000
CHINESE = re.compile(r"[\u3400-\u9fff]")
# A title that is the name of the file that was printed says nothing about the report.
FILE_NAME = re.compile(r"(?i)\.(docx?|wps|et|xlsx?|pdf|rtf|txt|pptx?|html?)$|^Microsoft |[\\/]|^无标题|^幻灯片")
# Why a document has no text, by what most of its pages are.
NO_TEXT: dict[PageKind, str] = {
    "image": "the pages are images without a text layer (a scan)",
    "outlines": "the characters are drawn as outlines; there is no text layer",
    "garbage": "the text layer holds codes in place of characters (a font without a table of meanings)",
    "damaged": "the pages are damaged and cannot be read",
    "empty": "the pages are empty",
}
UNREAD: dict[PageKind, str] = {
    "image": "images without a text layer, not read",
    "outlines": "text drawn as outlines, not read",
    "garbage": "codes in place of characters, not read",
    "damaged": "damaged, not read",
    "recognised": "scans; their text comes from an earlier character recognition",
}

Item = Line | PageTable


def load_pdf(data: bytes) -> Document:
    """Return the document; raises NoText for scans and unusable text, UnreadableDocument where it cannot be opened."""
    builder = DocumentBuilder("pdf")
    with opened(data) as source:
        builder.pages = len(source)
        title = _title(source)
        pages = list(_pages(source, RuledPages(data)))
    if not any(page.kind in READABLE for page in pages):
        kinds = Counter(page.kind for page in pages if page.kind != "empty") or Counter[PageKind](["empty"])
        raise NoText(NO_TEXT[kinds.most_common(1)[0][0]])
    if title:
        builder.hint("title", title)
    _write(builder, pages)
    _warn(builder, pages)
    builder.ocr = any(page.kind == "recognised" for page in pages)
    return builder.build()


def _pages(source: pypdfium2.PdfDocument, ruled: RuledPages) -> Iterator[PageText]:
    for index in range(min(len(source), MOST_PAGES)):
        page = page_of(source, index)
        if page is None:
            yield PageText(index + 1, 0.0, 0.0, "damaged")
            continue
        try:
            yield read_page(page, index + 1, ruled)
        finally:
            page.close()


def _title(source: pypdfium2.PdfDocument) -> str | None:
    """Return the title of the metadata where it is in Chinese and not a file's name."""
    title = str(source.get_metadata_value("Title")).strip()
    return title if CHINESE.search(title) and not FILE_NAME.search(title) else None


def _warn(builder: DocumentBuilder, pages: Sequence[PageText]) -> None:
    for kind, reason in UNREAD.items():
        numbers = [page.page for page in pages if page.kind == kind]
        if numbers:
            builder.warn(f"pages {_ranges(numbers)}: {reason}")
    pictures = [page.page for page in pages if page.large_picture and page.kind == "text"]
    if pictures:
        builder.warn(f"pages {_ranges(pictures)}: text inside their pictures is not read")
    lost = [page.page for page in pages if page.tables_lost]
    if lost:
        builder.warn(f"pages {_ranges(lost)}: the rules of their tables cannot be read; tables are read as lines")
    if builder.pages and builder.pages > MOST_PAGES:
        builder.warn(f"only the first {MOST_PAGES} of {builder.pages} pages were read")


def _ranges(numbers: Sequence[int]) -> str:
    """Return page numbers as a person writes them.

    >>> _ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _write(builder: DocumentBuilder, pages: Sequence[PageText]) -> None:
    """Write lines and tables in reading order, tables put together over page breaks."""
    sheets = [_sheet(page) for page in pages if page.kind in READABLE]
    furniture = furniture_of(sheets)
    kept = [replace(s, lines=tuple(line for line in s.lines if id(line) not in furniture)) for s in sheets]
    layouts = layouts_of(kept)
    by_page = {sheet.page: sheet.lines for sheet in kept}
    items = [item for page in pages for item in _in_order(by_page.get(page.page, ()), page.tables)]
    for is_line, run in groupby(_with_tables_joined(items), key=lambda item: isinstance(item, Line)):
        if is_line:
            _write_lines(builder, (item for item in run if isinstance(item, Line)), layouts)
        else:
            for table in run:
                if isinstance(table, PageTable):
                    builder.table(table.source_cells())


def _sheet(page: PageText) -> Sheet:
    return Sheet(page.page, page.width, page.height, page.lines, tuple(t.frame for t in page.tables))


def _in_order(lines: Iterable[Line], tables: Iterable[PageTable]) -> list[Item]:
    """Return what is on a page from the top."""
    items: list[tuple[float, Item]] = [((line.y0 + line.y1) / 2, line) for line in lines]
    items += [(table.top, table) for table in tables]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _with_tables_joined(items: Iterable[Item]) -> list[Item]:
    """Return the items with a table that goes on over a page break as one."""
    done: list[Item] = []
    for item in items:
        last = done[-1] if done else None
        follows = isinstance(last, PageTable) and isinstance(item, PageTable) and item.page == last.last_page + 1
        if follows and isinstance(last, PageTable) and isinstance(item, PageTable) and continues(last, item):
            done[-1] = put_together(last, item)
        else:
            done.append(item)
    return done


def _write_lines(builder: DocumentBuilder, lines: Iterable[Line], layouts: dict[int, Layout]) -> None:
    for paragraph in paragraphs_of(lines, layouts):
        builder.paragraph(paragraph.pieces(), align=paragraph.align, bold=paragraph.bold)
