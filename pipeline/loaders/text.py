"""Plain text: a report saved as .txt, often from another format, with its lines wrapped or not.

>>> load_text("一、基本情况\\n全县低保对象12人。".encode()).text
'一、基本情况\\n全县低保对象12人。\\n'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.errors import NoText
from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.loaders.encoding import decode
from pipeline.loaders.page_particulars import particulars_of
from pipeline.loaders.text_table import Grid, Prose, segments
from pipeline.loaders.text_wrap import Wrap, columns, unwrapped, wrap_of
from pipeline.model import Align, Document

LINE_END = re.compile(r"\r\n|[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]")

# A page number alone on its line; a bare number may be a cell.
PAGE_NUMBER = re.compile(
    r"[\s\u3000]*(?:[-—–－―]{1,2}\s*\d{1,3}\s*[-—–－―]{1,2}|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}\s*页)[\s\u3000]*"
)

# How far down the particulars of a saved page stand.
HEAD_LINES = 12

# From this indent on a short line stands in the middle or at the right.
FAR_INDENT = 8
# How far the blanks at both sides of a centred line differ at most.
CENTRED_SLACK = 3


def load_text(data: bytes) -> Document:
    """Return the document of a plain text file; NoText where it holds only white space."""
    decoded = decode(data)
    builder = DocumentBuilder("txt")
    if decoded.warning:
        builder.warn(decoded.warning)
    lines = LINE_END.split(decoded.text.rstrip("\x1a"))
    fill(builder, lines)
    _hint(builder, [line for line in lines if line.strip()][:HEAD_LINES])
    document = builder.build()
    if not document.blocks:
        raise NoText("the file holds no text")
    return document


def _hint(builder: DocumentBuilder, lines: Sequence[str]) -> None:
    """Note the particulars of a page that was saved as text: two labels or more on one line."""
    for line in lines:
        found = particulars_of(line.strip())
        for particular in found if len(found) > 1 else ():
            builder.hint(particular.label, particular.value)


def fill(builder: DocumentBuilder, lines: Sequence[str]) -> None:
    """Add the paragraphs and tables of lines to a document."""
    parts = list(segments(_without_page_numbers(lines)))
    prose = [line for part in parts if isinstance(part, Prose) for line in part.lines]
    wrap = wrap_of(prose)
    page_width = wrap.width * (1 if wrap.measure is columns else 2) if wrap else None
    for part in parts:
        if isinstance(part, Grid):
            builder.table(SourceCell.of(r, c, text) for r, row in enumerate(part.rows) for c, text in enumerate(row))
        else:
            for paragraph in _paragraphs(part.lines, wrap):
                builder.paragraph(paragraph, align=_align(paragraph, page_width))


def _paragraphs(lines: Sequence[str], wrap: Wrap | None) -> list[str]:
    return unwrapped(lines, wrap) if wrap else [line for line in lines if line.strip()]


def _without_page_numbers(lines: Sequence[str]) -> list[str]:
    """Return the lines without page numbers and the blank lines around these: the sentence goes on."""
    kept: list[str] = []
    after_number = False
    for line in lines:
        if PAGE_NUMBER.fullmatch(line):
            after_number = True
            while kept and not kept[-1].strip():
                kept.pop()
        elif line.strip() or not after_number:
            after_number = False
            kept.append(line)
    return kept


def _align(paragraph: str, page_width: int | None) -> Align | None:
    body = paragraph.strip()
    left = columns(paragraph[: len(paragraph) - len(paragraph.lstrip())].expandtabs(4))
    if left < FAR_INDENT or page_width is None:
        return None
    right = page_width - left - columns(body)
    return "center" if abs(left - right) <= CENTRED_SLACK else "right"
