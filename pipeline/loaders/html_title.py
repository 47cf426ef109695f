"""Finds the printed title of a page's article among its lines.

A heading element, a known class, the words of <title> and the place above the line of particulars speak
for a line; among equals the nearest to the article wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.loaders.html_furniture import is_links, is_masthead, is_particulars_line, is_site_line, is_title_container
from pipeline.loaders.html_lines import Item, Line
from pipeline.loaders.html_tree import Page
from pipeline.loaders.html_weights import letters

TITLE_LETTERS = (5, 120)
TITLE_LEVELS = (1, 2, 3)
TITLE_METAS = ("articletitle", "og:title")
# A class of the title stands on its line or closely around it.
CLASS_DISTANCE = 3
# A title of several lines is one element with line breaks.
TITLE_LINES = 3

CHINESE_NUMBER = "[一二三四五六七八九十]+"
NUMBERED = re.compile(rf"\s*(?:{CHINESE_NUMBER}、|[（(]{CHINESE_NUMBER}[)）]|第{CHINESE_NUMBER}[部章节]|\d+[、.．])")
NO_TITLE = re.compile(r"[。；]|[:：]\s*$")
# How reports and their pages are called.
TITLE_ENDING = re.compile(
    r"(?:报告|情况|自评|自查|自评表|表|公示|公开|说明|总结|结果|评价|材料|通报|公告|通知)(?:[（(].{1,12}[)）])?$"
)


def find_title(items: Sequence[Item], first: int, page: Page) -> list[int]:
    """Return the places of the lines of the title; `first` is where the article begins."""
    stated = [bare(page.title), *(bare(value) for name, value in page.metas if name.lower() in TITLE_METAS)]
    scores = [_score(items, place, stated) for place in range(len(items))]
    score, _, best = max(((s, -abs(first - place), place) for place, s in enumerate(scores)), default=(0, 0, 0))
    if not score:
        return []
    near = range(max(0, best - TITLE_LINES + 1), min(len(items), best + TITLE_LINES))
    return [p for p in near if items[p].element is items[best].element and (p == best or _goes_on(items[p]))]


def bare(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def _goes_on(item: Item) -> bool:
    return isinstance(item, Line) and item.level is not None and letters(item.text) > 1


def _score(items: Sequence[Item], place: int, stated: Sequence[str]) -> int:
    item = items[place]
    if not isinstance(item, Line) or not TITLE_LETTERS[0] <= letters(item.text) <= TITLE_LETTERS[1]:
        return 0
    if NUMBERED.match(item.text) or NO_TITLE.search(item.text):
        return 0
    if is_links(item) or is_site_line(item) or is_masthead(item) or is_particulars_line(item):
        return 0
    text = bare(item.text)
    around = list(item.element.ancestors())[:CLASS_DISTANCE]
    signs = (
        (3, any(text in title for title in stated)),
        (2, item.level in TITLE_LEVELS),
        (2, any(is_title_container(e) for e in around)),
        (1, TITLE_ENDING.search(text) is not None and _above_particulars(items, place)),
    )
    return sum(points for points, holds in signs if holds)


def _above_particulars(items: Sequence[Item], place: int) -> bool:
    return any(is_particulars_line(item) for item in items[place + 1 : place + 3])
