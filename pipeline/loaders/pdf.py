"""PDF files: with a text layer, as Word, WPS and print drivers write them, and scans.

The characters and rules of each page are read, put together into lines and tables, and freed of page
numbers, running heads, watermarks and seals; then lines become paragraphs and tables are followed
over page breaks. A page that is an image, or whose text layer holds codes in place of characters, is
recognised from its picture.

>>> load_pdf(b"%PDF-1.4 cut off")
Traceback (most recent call last):
pipeline.errors.UnreadableDocument: the PDF is damaged: it cannot be opened
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pypdfium2  # type: ignore[import-untyped]

from pipeline.errors import NoText
from pipeline.loaders.builder import DocumentBuilder
from pipeline.loaders.page_writing import write_pages
from pipeline.loaders.pages import PICTURES, READABLE, PageKind, PageText
from pipeline.loaders.pdf_cells import RuledPages
from pipeline.loaders.pdf_pages import read_page
from pipeline.loaders.pdf_source import opened, page_of
from pipeline.loaders.scans import MOST_SCANNED, Sheet, scanned_page, with_doubts
from pipeline.model import Document
from pipeline.recognition.engine import EngineMissing
from pipeline.recognition.rendering import rendered

# No report is longer; what follows is a collection or an attack on the reader.
MOST_PAGES = 2_000
CHINESE = re.compile(r"[\u3400-\u9fff]")
# A title that is the name of the file that was printed says nothing about the report.
FILE_NAME = re.compile(r"(?i)\.(docx?|wps|et|xlsx?|pdf|rtf|txt|pptx?|html?)$|^Microsoft |[\\/]|^无标题|^幻灯片")
# Why a document has no text, by what most of its pages are.
NO_TEXT: dict[PageKind, str] = {
    "image": "the pages are images on which no print can be read",
    "outlines": "the characters are drawn as outlines; there is no text layer",
    "garbage": "the text layer holds codes in place of characters (a font without a table of meanings)",
    "damaged": "the pages are damaged and cannot be read",
    "empty": "the pages are empty",
}
UNREAD: dict[PageKind, str] = {
    "image": "images on which no print could be read",
    "outlines": "text drawn as outlines, not read",
    "garbage": "codes in place of characters, not read",
    "damaged": "damaged, not read",
    "recognised": "scans; their text comes from an earlier character recognition",
}


def load_pdf(data: bytes) -> Document:
    """Return the document; raises NoText where nothing can be read, UnreadableDocument where it cannot be opened."""
    builder = DocumentBuilder("pdf")
    scanner = Scanner()
    with opened(data) as source:
        builder.pages = len(source)
        title = _title(source)
        pages = list(_pages(source, RuledPages(data), scanner))
    if not any(page.kind in READABLE for page in pages):
        kinds = Counter(page.kind for page in pages if page.kind in NO_TEXT and page.kind != "empty")
        usual = kinds.most_common(1)[0][0] if kinds else scanner.seen
        raise NoText(scanner.missing or NO_TEXT[usual])
    if title:
        builder.hint("title", title)
    write_pages(builder, pages)
    _warn(builder, pages)
    for reason in scanner.reasons():
        builder.warn(reason)
    builder.ocr = any(page.kind in ("recognised", "scanned") for page in pages)
    return with_doubts(builder.build())


class Scanner:
    """Recognises the pages of one document that are pictures, until there are too many or the engine is missing."""

    def __init__(self) -> None:
        self.missing = ""
        self.seen: PageKind = "empty"
        self._done = 0
        self._left: list[int] = []

    def read(self, page: pypdfium2.PdfPage, found: PageText) -> PageText:
        """Return the page as recognised from its picture, or as it was found where its text layer says more."""
        if self.missing or self._done >= MOST_SCANNED:
            if found.kind != "recognised":
                self._left.append(found.page)
            return found
        self._done += 1
        sheet = Sheet.of_points(*page.get_size())
        try:
            scanned = scanned_page(rendered(page, sheet.scale), sheet, found.page)
        except EngineMissing as error:
            self.missing = str(error)
            return self.read(page, found)
        if scanned.kind == "scanned":
            return scanned
        self.seen = found.kind if found.kind in NO_TEXT else self.seen
        # Scanners that take both sides leave the white back of a sheet, producers a page with a line across it.
        blank = found.kind == "drawn" or (found.kind == "image" and scanned.kind == "empty")
        return replace(found, kind="empty") if blank else found

    def reasons(self) -> Iterator[str]:
        """Yield why pages were not recognised."""
        if self._left and self.missing:
            yield f"pages {_ranges(self._left)}: {self.missing}"
        elif self._left:
            yield f"pages {_ranges(self._left)}: only {MOST_SCANNED} pages of a document are recognised from pictures"


def _pages(source: pypdfium2.PdfDocument, ruled: RuledPages, scanner: Scanner) -> Iterator[PageText]:
    for index in range(min(len(source), MOST_PAGES)):
        page = page_of(source, index)
        if page is None:
            yield PageText(index + 1, 0.0, 0.0, "damaged")
            continue
        try:
            found = read_page(page, index + 1, ruled)
            yield scanner.read(page, found) if found.kind in PICTURES else found
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
