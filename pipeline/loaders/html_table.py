"""Tables of a web page: which hold data, which only arrange the page, and where their cells stand.

Pages of 2010 put menu, article and footer into the cells of tables without borders; forms and
statements are tables with borders or with many short cells.

>>> from pipeline.loaders.html_tree import parse_page
>>> page = parse_page("<table border=1><tr><td rowspan=2>a<td>b<tr><td>c</table>")
>>> [(p.row, p.column, p.row_span) for p in placed_cells(page.body.children[0])]
[(0, 0, 2), (0, 1, 1), (1, 1, 1)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.loaders.html_tree import Element

ROW_GROUPS = ("thead", "tbody", "tfoot")
CELLS = ("td", "th")

# The bound that HTML itself sets for colspan.
MAXIMUM_COLUMN_SPAN = 1000

BORDER_STYLE = re.compile(
    r"border[\w-]*:[^;]*(?:solid|double|dotted|dashed|\d(?:\.\d+)?p[tx][^;]*windowtext)|border-collapse:collapse"
)
NO_BORDER = re.compile(r"border(?:-width|-style)?:(?:0|none|medium none)")
BORDER_CLASSES = frozenset(("msotablegrid", "table-bordered", "ke-zeroborder", "sorttable"))

# A cell with so many lines or characters is an article, if it holds this share of the table's text.
ARTICLE_SHARE = 0.6
ARTICLE_LINES = 3
ARTICLE_LETTERS = 300
NESTED_ARTICLE_LETTERS = 100
# In a table with borders a long cell is more often the summary of a form.
FRAMED_ARTICLE_LINES = 8
FRAMED_ARTICLE_LETTERS = 600
FRAMED_ARTICLE_ROWS = 3
# A form has more cells with text than a layout has columns and rows.
FORM_CELLS = 9

LINK_SHARE = 0.5
LINE_TAGS = frozenset(("p", "br", "div", "li", "h1", "h2", "h3", "h4", "tr"))


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell element with its place in the grid."""

    row: int
    column: int
    row_span: int
    column_span: int
    element: Element


def rows_of(table: Element) -> list[Element]:
    """Return the rows of a table, not those of tables inside it."""
    rows = []
    for child in table.children:
        if isinstance(child, Element):
            if child.tag == "tr":
                rows.append(child)
            elif child.tag in ROW_GROUPS:
                rows += [r for r in child.children if isinstance(r, Element) and r.tag == "tr"]
    return rows


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [c for c in row.children if isinstance(c, Element) and c.tag in CELLS]


def is_data_table(table: Element) -> bool:
    """Tell a table of data from one that only arranges the page."""
    filled = [[c for c in cells_of(row) if c.letters()] for row in rows_of(table)]
    filled = [row for row in filled if row]
    if not filled or max(map(len, filled)) < 2:
        return False
    total = table.letters()
    if _link_letters(table) > LINK_SHARE * total:
        return False
    framed = is_framed(table)
    if len(filled) == 1 and not framed:
        return False
    largest = max((c for row in filled for c in row), key=Element.letters)
    if largest.letters() < ARTICLE_SHARE * total or _count(filled) >= FORM_CELLS:
        return True
    return not _is_article(largest, framed, len(filled))


def is_framed(table: Element) -> bool:
    """Tell a table that is drawn with lines."""
    border = table.attributes.get("border", "").strip().lower()
    if border not in ("", "0", "0px", "none") or table.attributes.get("bordercolor"):
        return True
    if "border" in table.attributes and not border:  # <table border>
        return True
    if table.names() & BORDER_CLASSES or _has_line(table):
        return True
    if table.attributes.get("cellspacing") == "1" and table.attributes.get("bgcolor"):
        return True
    return any(_has_line(cell) for row in rows_of(table)[:3] for cell in cells_of(row))


def placed_cells(table: Element) -> Iterator[PlacedCell]:
    """Yield the cells with their places, as a browser lays them out."""
    rows = rows_of(table)
    taken: set[tuple[int, int]] = set()
    for row, element in enumerate(rows):
        column = 0
        for cell in cells_of(element):
            while (row, column) in taken:
                column += 1
            down = _span(cell, "rowspan", len(rows) - row)
            across = min(_span(cell, "colspan", 1), MAXIMUM_COLUMN_SPAN)
            down = min(down, len(rows) - row)
            taken.update((r, c) for r in range(row, row + down) for c in range(column, column + across))
            yield PlacedCell(row, column, down, across, cell)
            column += across


def _span(cell: Element, name: str, to_the_end: int) -> int:
    found = re.match(r"\s*(\d{1,6})", cell.attributes.get(name, ""))
    span = int(found[1]) if found else 1
    return span if span > 0 else to_the_end  # rowspan=0 reaches to the last row


def _count(rows: list[list[Element]]) -> int:
    return sum(len(row) for row in rows)


def _has_cells(table: Element) -> bool:
    return _count([cells_of(row) for row in rows_of(table)]) >= 2


def _is_article(cell: Element, framed: bool, rows: int) -> bool:
    if cell.letters() >= NESTED_ARTICLE_LETTERS and any(e.tag == "table" and _has_cells(e) for e in cell.elements()):
        return True
    lines = sum(e.tag in LINE_TAGS for e in cell.elements())
    if framed:
        return (
            rows <= FRAMED_ARTICLE_ROWS and lines >= FRAMED_ARTICLE_LINES and cell.letters() >= FRAMED_ARTICLE_LETTERS
        )
    return lines >= ARTICLE_LINES or cell.letters() >= ARTICLE_LETTERS


def _link_letters(element: Element) -> int:
    return sum(e.letters() for e in element.elements() if e.tag == "a" and not is_anchor(e))


def is_anchor(element: Element) -> bool:
    """Tell a mark that others link to (Word writes one around headings) from a link."""
    names = element.attributes
    return "href" not in names and ("name" in names or "id" in names)


def _has_line(element: Element) -> bool:
    style = element.style
    return bool(BORDER_STYLE.search(style)) and not NO_BORDER.search(style)
