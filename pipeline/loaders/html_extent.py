"""Which lines and tables of a page are the report, once its element and its title are known.

Inside the element lines of the site are left out; around it those are won back that belong to the report:
a subtitle above, a table beside, signature, date and annexes below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.loaders.html_furniture import (
    has_tools,
    is_end,
    is_index_table,
    is_links,
    is_masthead,
    is_particulars_line,
    is_site_line,
)
from pipeline.loaders.html_lines import Item, TableItem
from pipeline.loaders.html_tree import Element
from pipeline.loaders.html_weights import PROSE_LETTERS, Weights

# The page's particulars and buttons stand in the first or last lines of an article's element.
HEAD_ITEMS = 8
FOOT_ITEMS = 4
# What stands above the title or below an end mark is not the report if it holds less of the text.
OUTER_SHARE = 0.15

SIGNATURE = re.compile(
    r".{2,40}(?:局|厅|部|委|办|室|处|科|股|站|院|会|中心|府|队|公司|所)(?:[（(]\S{1,8}[)）])?|.{0,12}\d{4}年\s*\d{1,2}月.{0,6}|"
    r"[二〇○ＯO零一二三四五六七八九十年月日\s]{6,}"
)
SUBTITLE = re.compile(r"[（(].{2,30}[)）]$|——|.{2,20}[〔\[﹝（(]\d{4}[〕\]﹞)）].{0,3}\d+号$|.{2,30}：$")
# Lines under a form: its notes, its grade, who filled it in.
ANNEX = re.compile(
    r"附[件表：:]|(?:自评|评价|绩效)?(?:等级|等次|得分|总分|结论)[:：]|注[:：]|备注|说明[:：]|填报|联系人|联系电话|表\s?\d"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article lies among the items of its page; `named` where its element is a known one."""

    first: int
    last: int
    title: tuple[int, ...]
    frame: Element
    named: bool


def report_items(items: Sequence[Item], place: Place, weights: Weights) -> tuple[Item, ...]:
    """Return the items of the report in reading order."""
    first, last = (place.first, place.last) if place.named else _trimmed(items, place, weights)
    start = max((t + 1 for t in place.title if t < first), default=first)
    before = [i for i in items[start:first] if not weights.in_furniture(i) and _belongs_above(i)]
    core = [
        items[i] for i in range(first, last) if not _is_foreign(items[i], i - first, last - i, place.named, weights)
    ]
    return (*before, *core, *_after(items[last:], place.frame, weights))


def _trimmed(items: Sequence[Item], place: Place, weights: Weights) -> tuple[int, int]:
    """Return the range of an unknown element without what stands above the title and below the end mark."""
    total = sum(weights.item(i) for i in items[place.first : place.last])
    start, end = place.first, place.last
    if place.title and place.title[0] > start:
        above = sum(
            weights.item(i) for i in items[start : place.title[0]] if isinstance(i, TableItem) or "。" in i.text
        )
        start = place.title[0] if above < OUTER_SHARE * total else start
    below = 0.0
    for here in range(place.last - 1, start, -1):
        below += weights.item(items[here])
        if below > OUTER_SHARE * total:
            break
        if is_end(items[here]) or is_site_line(items[here]):
            end = here
    return start, end


def _is_foreign(item: Item, from_start: int, from_end: int, named: bool, weights: Weights) -> bool:
    """Tell an item inside the article's element that is the site's; a known element keeps its particulars."""
    if weights.in_furniture(item) or is_site_line(item) or is_links(item):
        return True
    at_edge = from_start < HEAD_ITEMS or from_end <= FOOT_ITEMS
    if at_edge and has_tools(item):
        return True
    if named:
        return is_end(item) and item.links > 0
    if is_end(item) or is_masthead(item):
        return True
    return from_start < HEAD_ITEMS and (is_particulars_line(item) or is_index_table(item))


def _belongs_above(item: Item) -> bool:
    """Tell a subtitle, a document number, an address or prose between title and article from the site's lines."""
    of_site = (is_links, is_site_line, is_masthead, is_particulars_line, is_index_table, is_end)
    if any(test(item) for test in of_site):
        return False
    if isinstance(item, TableItem) or item.align == "center":
        return True
    return SUBTITLE.match(item.text) is not None or (len(item.text) >= PROSE_LETTERS and "。" in item.text)


def _after(items: Sequence[Item], frame: Element, weights: Weights) -> tuple[Item, ...]:
    """Return what belongs to the report of the items behind its element, up to the first that is the site's."""
    kept = []
    for item in items:
        if frame not in item.element.ancestors() or weights.in_furniture(item) or is_end(item):
            break
        if is_links(item) or is_site_line(item) or is_masthead(item):
            break
        if _belongs(item):
            kept.append(item)
    return tuple(kept)


def _belongs(item: Item) -> bool:
    if isinstance(item, TableItem):
        return not is_index_table(item)
    text = item.text
    if has_tools(item):
        return False
    if SIGNATURE.fullmatch(text) or ANNEX.match(text):
        return True
    return len(text) >= PROSE_LETTERS and text[-1] in "。；：！"
