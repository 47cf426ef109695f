"""A PDF file as it arrives: opened from its bytes, its pages one after the other, closed again.

PDF (ISO 32000-1, https://opensource.adobe.com/dc-acrobat-sdk-docs/) places characters on pages;
order, words, lines and tables are not part of it. PDFium is the one that reads it.

>>> with opened(b"no PDF at all") as source:
...     pass
Traceback (most recent call last):
pipeline.errors.UnreadableDocument: the PDF is damaged: it cannot be opened
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.errors import UnreadableDocument

REASONS = {
    pdfium.FPDF_ERR_PASSWORD: "the PDF is encrypted: a password is needed to open it",
    pdfium.FPDF_ERR_SECURITY: "the PDF is encrypted in a way that cannot be read",
}
DAMAGED = "the PDF is damaged: it cannot be opened"
NO_PAGES = "the PDF is damaged: it has no pages"


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Give the open document, and close it whatever happens."""
    try:
        source = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(REASONS.get(getattr(error, "err_code", None), DAMAGED)) from error
    try:
        if not len(source):
            raise UnreadableDocument(NO_PAGES)
        yield source
    finally:
        source.close()


def page_of(source: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage | None:
    """Return a page, or None where it is damaged beyond opening or has no area."""
    try:
        page = source[index]
    except pypdfium2.PdfiumError:
        return None
    width, height = page.get_size()
    if width > 0 and height > 0:
        return page
    page.close()
    return None
