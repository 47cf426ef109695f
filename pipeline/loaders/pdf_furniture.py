"""What stands on every page and is no part of the text: page numbers, running heads and feet.

>>> [bool(PAGE_NUMBER.match(text)) for text in ("— 3 —", "第3页 共9页", "3/9", "３", "3人")]
[True, True, True, True, False]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.loaders.pdf_characters import Rectangle
from pipeline.loaders.pdf_lines import Line

# Heads and feet stand in this share of the page's height, at the top and at the bottom.
MARGIN = 0.13
# At most this many lines at each end of a page are looked at.
DEEPEST = 3
# A running head stands at the same height within this, in points, on this share of the pages, and on two at least.
SAME_HEIGHT = 4.0
MOST_PAGES = 0.45

NUMBER = r"(?:[\d０-９]{1,4}|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})"
DIGITS = r"[\d０-９]{1,4}"
DASHES = r"[—\-–－―‐─_~～·•.．\s]"
WORDED = rf"第\s*{NUMBER}\s*页|共\s*{NUMBER}\s*页|[Pp]age\s*{DIGITS}|of\s*{DIGITS}|{NUMBER}\s*页"
# Ways of printing a page number: in words, between dashes, of a total, alone.
BARE_NUMBER = re.compile(rf"^\s*({DIGITS})\s*$")
PAGE_NUMBER = re.compile(
    rf"^\s*(?:[\[(（【]?(?:{WORDED})(?:[\s,，、/／|]*(?:{WORDED}))*[\])）】]?"
    rf"|{DASHES}*{NUMBER}{DASHES}*[/／]{DASHES}*{NUMBER}{DASHES}*"
    rf"|{DASHES}+{NUMBER}{DASHES}+"
    rf"|[\[(（【<〈]?{DIGITS}[\])）】>〉]?)\s*$"
)
RUN_OF_DIGITS = re.compile(rf"{DIGITS}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's lines with the size of the paper and the frames of its tables."""

    page: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[Rectangle, ...] = ()


def furniture_of(sheets: Sequence[Sheet]) -> set[int]:
    """Return the lines that are page furniture, by their `id`; where nothing else is printed, none is."""
    edges = {sheet.page: edge_lines(sheet) for sheet in sheets}
    running = _running(edges, len(sheets))
    counting = _counting(edges)
    numbers = [line for lines in edges.values() for line in lines if _is_page_number(line, counting)]
    found = {id(line) for line in [*running, *numbers]}
    text = any(sheet.tables for sheet in sheets) or any(id(line) not in found for s in sheets for line in s.lines)
    return found if text else set()


def edge_lines(sheet: Sheet) -> list[Line]:
    """Return the lines in the top and bottom margin that nothing but such lines parts from the edge."""
    ordered = sorted(sheet.lines, key=lambda line: line.y0)
    heads = [line for line in ordered[:DEEPEST] if line.y1 <= MARGIN * sheet.height]
    feet = [line for line in ordered[-DEEPEST:] if line.y0 >= (1 - MARGIN) * sheet.height]
    beyond = [line for line in heads if not any(top < line.y0 for _, top, _, _ in sheet.tables)]
    beneath = [line for line in feet if not any(bottom > line.y1 for _, _, _, bottom in sheet.tables)]
    return beyond + [line for line in beneath if line not in beyond]


def _running(edges: Mapping[int, Sequence[Line]], pages: int) -> list[Line]:
    """Return the lines with one wording (numbers aside) at one height on most pages."""
    seen = Counter(key for lines in edges.values() for key in {_key(line) for line in lines})
    least = max(2, MOST_PAGES * pages)
    return [
        line
        for lines in edges.values()
        for line in lines
        if sum(seen[text, height] for text, height in _neighbours(line)) >= least and not BARE_NUMBER.match(line.text)
    ]


def _key(line: Line) -> tuple[str, int]:
    return RUN_OF_DIGITS.sub("0", "".join(line.text.split())), round(line.y0 / SAME_HEIGHT)


def _neighbours(line: Line) -> list[tuple[str, int]]:
    text, height = _key(line)
    return [(text, height - 1), (text, height), (text, height + 1)]


def _counting(edges: Mapping[int, Sequence[Line]]) -> set[int]:
    """Return by how much numbers that stand alone differ from the page, where several pages agree on it."""
    offsets = Counter(
        offset
        for page, lines in edges.items()
        for offset in {_offset(line, page) for line in lines}
        if offset is not None
    )
    return {offset for offset, pages in offsets.items() if pages > 1 or offset == 0}


def _offset(line: Line, page: int) -> int | None:
    bare = BARE_NUMBER.match(line.text)
    return int(bare[1]) - page if bare else None


def _is_page_number(line: Line, counting: set[int]) -> bool:
    """Return whether a line is a page number; a number alone must also count with the pages."""
    if not PAGE_NUMBER.match(line.text):
        return False
    offset = _offset(line, line.page)
    return offset is None or offset in counting
