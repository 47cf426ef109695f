"""The lines and tables of a page in reading order, as a browser would break them.

Block elements and <br> end a line, inline elements run on without a space, and source white space
collapses; where the source breaks a line between two Chinese characters nothing is printed.

>>> from pipeline.loaders.html_tree import parse_page
>>> [item.text for item in lines_of(parse_page("<p>低<b>保</b>对\\n象</p>12<br>户").body)]
['低保对象', '12', '户']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.loaders.builder import SourceCell
from pipeline.loaders.html_table import is_anchor, is_data_table, placed_cells
from pipeline.loaders.html_tree import Element
from pipeline.loaders.text_wrap import joined_lines
from pipeline.model import Align

BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table
    tbody td tfoot th thead tr ul
    """
BLOCK_TAGS = frozenset(BLOCK_NAMES.split())
HEADING_LEVELS = {f"h{n}": n for n in range(1, 7)}
BOLD_TAGS = frozenset(("b", "strong"))
BOLD_STYLE = re.compile(r"font-weight:(bold|bolder|[6-9]\d\d)")
PLAIN_STYLE = re.compile(r"font-weight:(normal|lighter|[1-5]\d\d)")
ALIGN_STYLE = re.compile(r"text-align:(?:-webkit-|-moz-)?(left|center|right|justify|start|end)")
ALIGNS: dict[str, Align | None] = {"center": "center", "middle": "center", "right": "right", "end": "right"}

# How lines are marked until their text is put together: a break in the source, a break that is printed.
SOURCE_BREAK = "\n"
HARD_BREAK = "\v"
SOURCE_SPACE = re.compile(r"[ \t\n\r\f]+")
# A source break before an indent is a paragraph that a style sheet (white-space: pre) breaks.
INDENTED_BREAK = re.compile(r"\n ?(?=[\u3000\xa0]{2,}[^\s])")

WIDE = r"\u1100-\u11ff\u2e80-\u303f\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—"
BREAK_BESIDE_WIDE = re.compile(rf"(?<=[{WIDE}])\n|\n(?=[{WIDE}])")

# Characters without width; a line of nothing else is empty.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"

# Labels set upright break after every few characters: 年<br>度<br>目<br>标.
UPRIGHT_LINE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A printed line (a paragraph); `raw` still marks the breaks of the source, `links` counts linked characters."""

    raw: str
    element: Element
    level: int | None = None
    align: Align | None = None
    bold: bool = False
    links: int = 0

    @property
    def text(self) -> str:
        """Return the characters as printed."""
        return _trim(BREAK_BESIDE_WIDE.sub("", self.raw).replace(SOURCE_BREAK, " "))

    @property
    def spaced(self) -> str:
        """Return the characters with a space for each break of the source: labels side by side stay apart."""
        return _trim(self.raw.replace(SOURCE_BREAK, " "))


@dataclass(frozen=True, slots=True, eq=False)
class TableItem:
    """A table of data; those nested in its cells follow it."""

    cells: tuple[SourceCell, ...]
    element: Element
    links: int = 0

    @property
    def text(self) -> str:
        """Return the text of all cells."""
        return "\n".join(p.text for c in self.cells for p in c.pieces)


Item = Line | TableItem


@dataclass(frozen=True, slots=True)
class _State:
    """What a run of characters inherits from the elements around it."""

    block: Element
    align: Align | None = None
    bold: bool = False
    link: bool = False
    level: int | None = None
    preformatted: bool = False


@dataclass(slots=True)
class _Collector:
    """Gathers runs into lines and lines into items; `number` waits for the first line of a list item."""

    items: list[Item] = field(default_factory=list)
    runs: list[tuple[str, bool, bool]] = field(default_factory=list)
    number: str = ""

    def add(self, text: str, state: _State) -> None:
        """Add a run of characters of the source."""
        if state.preformatted:
            text = text.replace("\r\n", "\n").replace("\n", HARD_BREAK)
        self.runs.append((text, state.bold, state.link))

    def end_line(self, state: _State) -> None:
        """Turn what was gathered into lines."""
        raw = SOURCE_SPACE.sub(_collapsed, "".join(text for text, _, _ in self.runs))
        shown = [(len("".join(t.split())), bold, link) for t, bold, link in self.runs]
        self.runs.clear()
        parts = INDENTED_BREAK.split(raw) if HARD_BREAK not in raw else list(joined_lines(raw.split(HARD_BREAK)))
        bold = all(b for n, b, _ in shown if n)
        links = sum(n for n, _, link in shown if link)
        for part in parts:
            if _trim(part):
                part, self.number = self.number + part, ""
                self.items.append(Line(part, state.block, state.level, state.align, bold, min(links, len(part))))


def lines_of(element: Element) -> tuple[Item, ...]:
    """Return the lines and tables inside an element in reading order."""
    collector = _Collector()
    state = _State(element)
    _walk(element, state, collector)
    collector.end_line(state)
    return tuple(collector.items)


def _walk(element: Element, state: _State, out: _Collector) -> None:
    number = _first_number(element)
    for child in element.children:
        if isinstance(child, str):
            out.add(child, state)
        elif child.tag == "br":
            out.end_line(state)
        elif child.tag == "table" and is_data_table(child):
            out.end_line(state)
            out.items += _table_items(child)
        elif _is_block(child):
            out.end_line(state)
            inner = _inner(child, state)
            if child.tag == "li" and number is not None:
                out.number = f"{number}."
                number += 1
            _walk(child, inner, out)
            out.end_line(inner)
            if child.tag == "li":
                out.number = ""
        else:
            _walk(child, _inner(child, state), out)


def _is_block(element: Element) -> bool:
    if element.tag in BLOCK_TAGS:
        return "display:inline" not in element.style
    return "style" in element.attributes and "display:block" in element.style


def _first_number(element: Element) -> int | None:
    """Return the number that a browser prints before the first item of a numbered list."""
    if element.tag != "ol" or "list-style" in element.style or element.attributes.get("type", "1") != "1":
        return None
    start = element.attributes.get("start", "1").strip()
    return int(start) if start.isdecimal() and len(start) < 5 else 1


def _inner(element: Element, state: _State) -> _State:
    style = element.style
    bold = state.bold
    if element.tag in BOLD_TAGS or BOLD_STYLE.search(style):
        bold = True
    elif PLAIN_STYLE.search(style):
        bold = False
    inner = replace(state, bold=bold, link=state.link or (element.tag == "a" and not is_anchor(element)))
    if not _is_block(element):
        return inner
    return replace(
        inner,
        block=element,
        align=_align(element, style, state),
        level=HEADING_LEVELS.get(element.tag, state.level),
        preformatted=state.preformatted or element.tag == "pre" or "white-space:pre" in style,
    )


def _align(element: Element, style: str, state: _State) -> Align | None:
    if element.tag == "center":
        return "center"
    found = ALIGN_STYLE.search(style)
    stated = found[1] if found else element.attributes.get("align", "").strip().lower()
    if element.tag == "table":  # where a table stands says nothing of the lines inside it
        return None
    return ALIGNS.get(stated) if stated else state.align


def _table_items(table: Element) -> Iterator[Item]:
    captions = [c for c in table.children if isinstance(c, Element) and c.tag == "caption"]
    for caption in captions:
        yield from (replace(i, align="center") if isinstance(i, Line) else i for i in lines_of(caption))
    cells, nested, links = [], [], 0
    for place in placed_cells(table):
        inside = lines_of(place.element)
        lines = [i for i in inside if isinstance(i, Line)]
        nested += [i for i in inside if isinstance(i, TableItem)]
        links += sum(i.links for i in lines)
        text = _cell_text([i.text for i in lines])
        cells.append(SourceCell.of(place.row, place.column, text, place.row_span, place.column_span))
    yield TableItem(tuple(cells), table, links)
    yield from nested


def _cell_text(lines: list[str]) -> str:
    if len(lines) > 1 and all(len(t) <= UPRIGHT_LINE and not re.search(r"[\d（(]", t) for t in lines):
        return "".join(lines)
    return "\n".join(lines)


def _collapsed(found: re.Match[str]) -> str:
    return SOURCE_BREAK if "\n" in found[0] or "\r" in found[0] else " "


def _trim(text: str) -> str:
    previous = None
    while previous != text:
        previous, text = text, text.strip().strip(INVISIBLE)
    return text
