"""The pages of a document written in reading order, their tables put together over page breaks.

>>> builder = DocumentBuilder("pdf")
>>> write_pages(builder, [])
>>> builder.build().text
''
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.loaders.builder import DocumentBuilder
from pipeline.loaders.pages import READABLE, PageText
from pipeline.loaders.pdf_furniture import Sheet, furniture_of
from pipeline.loaders.pdf_lines import Line
from pipeline.loaders.pdf_paragraphs import Layout, layouts_of, paragraphs_of
from pipeline.loaders.pdf_tables import PageTable, continues, put_together

# Sheets lie differently on the glass: a table may be this much further left or right on the next page, in points,
# and this much wider or narrower.
MOST_SHIFT, MOST_STRETCH = 45.0, 0.04

Item = Line | PageTable


def write_pages(builder: DocumentBuilder, pages: Sequence[PageText]) -> None:
    """Write lines and tables in reading order, tables put together over page breaks."""
    sheets = [_sheet(page) for page in pages if page.kind in READABLE]
    furniture = furniture_of(sheets)
    kept = [replace(s, lines=tuple(line for line in s.lines if id(line) not in furniture)) for s in sheets]
    layouts = layouts_of(kept)
    by_page = {sheet.page: sheet.lines for sheet in kept}
    items = [item for page in pages for item in _in_order(by_page.get(page.page, ()), page.tables)]
    scanned = {page.page for page in pages if page.kind == "scanned"}
    for is_line, run in groupby(_with_tables_joined(items, scanned), key=lambda item: isinstance(item, Line)):
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


def _with_tables_joined(items: Iterable[Item], scanned: set[int]) -> list[Item]:
    """Return the items with a table that goes on over a page break as one."""
    done: list[Item] = []
    for item in items:
        last = done[-1] if done else None
        if isinstance(last, PageTable) and isinstance(item, PageTable) and item.page == last.last_page + 1:
            lower = _laid_alike(last, item) if item.page in scanned else item
            if continues(last, lower):
                done[-1] = put_together(last, lower)
                continue
        done.append(item)
    return done


def _laid_alike(upper: PageTable, lower: PageTable) -> PageTable:
    """Return the lower table as it would stand if its sheet had been laid on the glass like the one before."""
    (left, *_, right), (start, *_, end) = upper.lines, lower.lines
    stretch = (right - left) / (end - start)
    if abs(start - left) > MOST_SHIFT or abs(stretch - 1) > MOST_STRETCH:
        return lower
    cells = tuple(
        replace(cell, left=left + stretch * (cell.left - start), right=left + stretch * (cell.right - start))
        for cell in lower.cells
    )
    return replace(lower, cells=cells)


def _write_lines(builder: DocumentBuilder, lines: Iterable[Line], layouts: dict[int, Layout]) -> None:
    for paragraph in paragraphs_of(lines, layouts):
        builder.paragraph(paragraph.pieces(), align=paragraph.align, bold=paragraph.bold)
