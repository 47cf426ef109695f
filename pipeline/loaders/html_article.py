"""Finds the article of a page: its title, its lines and tables, and what the page says about it.

Known content systems name the article's element; elsewhere it is the smallest element that holds most
of the page's text outside links.

>>> from pipeline.loaders.html_tree import parse_page
>>> source = "<h1>低保自评报告</h1><div id=zoom>全县低保对象12人。</div><div class=footer>主办</div>"
>>> article = find_article(parse_page("<ul class=nav><li>首页</li></ul>" + source))
>>> [line.text for line in article.title], [item.text for item in article.items]
(['低保自评报告'], ['全县低保对象12人。'])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.loaders.html_extent import HEAD_ITEMS, Place, report_items
from pipeline.loaders.html_furniture import is_article_container, is_index_table
from pipeline.loaders.html_lines import Item, Line, lines_of
from pipeline.loaders.html_title import bare, find_title
from pipeline.loaders.html_tree import Element, Page
from pipeline.loaders.html_weights import Weights, weigh

# A known container is believed where it holds this share of the page's text.
CONTAINER_SHARE = 0.4
# An element that holds this share of its parent's text stands for the parent.
DESCENT_SHARE = 0.8
# Inner containers of the same system (zoom > TRS_Editor) stand for the outer one.
INNER_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Article:
    """The title, whether it stands outside the text, the items of the text, and those about it."""

    title: tuple[Line, ...]
    title_apart: bool
    items: tuple[Item, ...]
    particulars: tuple[Item, ...]
    frame: Element


def find_article(page: Page) -> Article:
    """Return the article of a page; its items are empty where the page holds none."""
    items = lines_of(page.body)
    weights = weigh(items, page.body)
    core = _core(page.body, weights)
    inside = [i for i, item in enumerate(items) if core in item.element.ancestors()]
    if not inside or not weights.element(page.body):
        return _without_text(items, page)
    first, last = inside[0], inside[-1] + 1
    title = find_title(items[: first + HEAD_ITEMS], first, page)
    frame = _frame(core, [items[i] for i in title])
    text = report_items(items, Place(first, last, tuple(title), frame, is_article_container(core)), weights)
    shown = tuple(t for t in (items[i] for i in title) if isinstance(t, Line))
    apart = not _stands_in(shown, text)
    index = (t for t in items[first + HEAD_ITEMS :] if is_index_table(t) and t not in text)
    about = (*items[: first + HEAD_ITEMS], *index)
    return Article(shown, apart, tuple(t for t in text if not (apart and t in shown)), about, frame)


def _without_text(items: Sequence[Item], page: Page) -> Article:
    title = find_title(items, 0, page)
    shown = tuple(t for t in (items[i] for i in title) if isinstance(t, Line))
    return Article(shown, bool(shown), (), tuple(items), page.body)


def _core(body: Element, weights: Weights) -> Element:
    total = weights.element(body)
    enough = [e for e, weight in weights.of_elements.items() if weight >= CONTAINER_SHARE * total]
    named = [e for e in enough if is_article_container(e)]
    if named and total:
        largest = max(map(weights.element, named))
        return min((e for e in named if weights.element(e) >= INNER_SHARE * largest), key=weights.element)
    return _descend(body, weights)


def _descend(element: Element, weights: Weights) -> Element:
    while True:
        children = [c for c in element.children if isinstance(c, Element) and c in weights.of_elements]
        best = max(children, key=weights.element, default=None)
        if best is None or best.tag == "p" or weights.element(best) < DESCENT_SHARE * weights.element(element):
            return element
        element = best


def _frame(core: Element, title: Sequence[Item]) -> Element:
    """Return the element in which the lines around the article are looked at: it holds title and article."""
    if not title:
        return core.parent or core
    above = set(title[0].element.ancestors())
    return next((e for e in core.ancestors() if e in above), core)


def _stands_in(title: Sequence[Line], text: Sequence[Item]) -> bool:
    if not title:
        return True
    head = "".join(bare(i.text) for i in text[:HEAD_ITEMS] if i not in title)
    return bare("".join(t.text for t in title)) in head
