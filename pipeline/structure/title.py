"""The title of a report, put together where it is broken over lines.

A title says region, year, programme and kind of document, in one to four lines; agency and title may stand on
separate lines (华容县社会救助局 / 关于2016年度…自评报告). The portal's name in a page's own title is no part of it.

>>> from pipeline.loaders.builder import DocumentBuilder
>>> from pipeline.structure.frame import read_frame
>>> builder = DocumentBuilder("docx")
>>> for line in ("附件2", "青山县2020年度农村低保", "资金绩效自评报告", "青山县民政局", "一、概况"):
...     builder.paragraph(line)
>>> document = builder.build()
>>> read_title(document, read_frame(document))
'青山县2020年度农村低保资金绩效自评报告'
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from pipeline.model import Document
from pipeline.normalise.dates import read_date
from pipeline.normalise.fold import fold_words
from pipeline.normalise.places import find_places
from pipeline.structure.frame import Frame, Line
from pipeline.vocabulary import Words, read

LONGEST_TITLE = 120
MOST_LINES = 4
ROWS_ABOVE = 6
# A title may end in brackets: 自评表（临时救助资金）, 自评报告（公开稿）.
BRACKETS_BEHIND = r"(?:\([^()]{1,30}\)|\d{0,2})?$"
BEGINNING = regex.compile(r"关于|\d{4}\s*年")
PORTAL = regex.compile(r"\s*[-_|—–]+\s*[^-_|—–]*?(?:政府|网|局|厅|平台|公开|首页|中心|公告)[^-_|—–]*$")
FILE_SUFFIX = regex.compile(r"\.(?:docx?|xlsx?|pdf|wps|html?)$", regex.I)
DOCUMENT_NUMBER = regex.compile(r"[\[(]\d{4}[\])]\s*(?:第)?\d+号")
RED_HEAD = regex.compile(r"文件$")
CLOSED = regex.compile(r"[:。；;]$")
TITLE_HINTS = ("title", "名称", "标题", "文件名称", "信息名称")


def read_title(document: Document, frame: Frame) -> str | None:
    """Return the title as printed; where the text has none, that of the page or file."""
    hinted = list(_hinted(document))
    for hint in hinted:
        wanted = fold_words(hint)
        for line in frame.head:
            if line.text.strip() == wanted and _ends(wanted):
                return hint
    return _printed(document, frame.head) or _in_table(document) or next(iter(hinted), None)


def _printed(document: Document, head: tuple[Line, ...]) -> str | None:
    """Return the first run of lines that ends like a title and is about what reports are about."""
    for last, line in enumerate(head):
        if not _may_belong(line) or not _ends(line.text.strip()):
            continue
        first = last
        while first > 0 and last - first < MOST_LINES - 1 and _continues(head[first - 1], head[first]):
            first -= 1
        title = "".join(part.span().of(document.text).strip() for part in head[first : last + 1])
        if len(title) <= LONGEST_TITLE and _about(fold_words(title)):
            return title
    return None


def _in_table(document: Document) -> str | None:
    """Return the title that a spreadsheet prints in the rows above its form, each row one cell."""
    block = next(document.tables(), None)
    if block is None or block.table is None:
        return None
    rows: dict[int, list[str]] = {}
    for cell in block.table.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell.text.strip())
    held = ""
    for row in sorted(rows)[:ROWS_ABOVE]:
        text = fold_words(rows[row][0]) if len(rows[row]) == 1 else ""
        if not text or text.startswith(_words("not_title")) or ":" in text:
            held = ""
            continue
        held += rows[row][0]
        if _ends(text) and _about(fold_words(held)):
            return held
    return None


def _continues(upper: Line, lower: Line) -> bool:
    """Return whether two lines are one title, set in the same way.

    A line that begins with a place, a year or 关于 begins the title itself; only the name of the agency or
    of the place may stand above it.
    """
    if not _may_belong(upper) or _ends(upper.text.strip()) or upper.block.align != lower.block.align:
        return False
    begins = BEGINNING.match(lower.text.strip()) is not None or _begins_with_place(lower)
    return not begins or (_begins_with_place(upper) and not _begins_with_place(lower))


def _begins_with_place(line: Line) -> bool:
    return any(line.folded.position(m.span.start) == 0 for m in find_places(line.folded)[:1])


def _may_belong(line: Line) -> bool:
    text = line.text.strip()
    if CLOSED.search(text) or RED_HEAD.search(text) or DOCUMENT_NUMBER.search(text):
        return False
    if text.startswith((*_words("not_title"), "(")):
        return False
    return not (len(text) < 24 and read_date(text) is not None and not _about(text))


def _ends(text: str) -> bool:
    return _title_end().search(text) is not None


def _about(text: str) -> bool:
    return any(word in text for word in _words("subject"))


def _hinted(document: Document) -> Iterator[str]:
    for hint in document.hints:
        if hint.label in TITLE_HINTS:
            title = FILE_SUFFIX.sub("", PORTAL.sub("", hint.value)).strip()
            while PORTAL.search(title):
                title = PORTAL.sub("", title).strip()
            if title and _about(fold_words(title)):
                yield title


@cache
def _words(name: str) -> tuple[str, ...]:
    return next(entry.words for entry in read("titles", Words) if entry.name == name)


@cache
def _title_end() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{'|'.join(map(regex.escape, _words('end')))}){BRACKETS_BEHIND}")
