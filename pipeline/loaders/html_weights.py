"""How much of a page's own text each line and each element holds: prose and tables count, menus and links do not.

>>> from pipeline.loaders.html_lines import lines_of
>>> from pipeline.loaders.html_tree import parse_page
>>> body = parse_page("<div><a>首页</a></div><p>全县保障低保对象12户20人。</p>").body
>>> weights = weigh(lines_of(body), body)
>>> [weights.element(e) for e in body.children]
[0.0, 14.0]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.loaders.html_furniture import is_furniture_element, is_index_table, is_links, is_masthead, is_site_line
from pipeline.loaders.html_lines import Item, TableItem
from pipeline.loaders.html_tree import Element

# An element that holds so much of the page's text is no menu, whatever its name.
FURNITURE_SHARE = 0.3
# Lines of the frame are short and without stops.
PROSE_LETTERS = 12
SHORT_WEIGHT = 0.3
STOPS = re.compile("[，。；：、]")


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each item and element, and the elements that are the site's frame."""

    of_items: dict[Item, float]
    of_elements: dict[Element, float]
    furniture: frozenset[Element]

    def item(self, item: Item) -> float:
        """Return the weight of a line or table."""
        return self.of_items.get(item, 0.0)

    def element(self, element: Element) -> float:
        """Return the weight of all that stands inside an element."""
        return self.of_elements.get(element, 0.0)

    def in_furniture(self, item: Item) -> bool:
        """Tell whether an item stands in a menu, a footer, a list of related links."""
        return any(e in self.furniture for e in item.element.ancestors())


def letters(text: str) -> int:
    """Return how many letters, digits and Chinese characters a text holds."""
    return sum(c.isalnum() for c in text)


def weigh(items: Sequence[Item], body: Element) -> Weights:
    """Return the weights of a page."""
    raw = _sum(items, {item: float(letters(item.text)) for item in items})
    limit = FURNITURE_SHARE * raw.get(body, 0.0)
    furniture = frozenset(e for e in raw if raw[e] <= limit and is_furniture_element(e))
    weights = {item: _weight(item, furniture) for item in items}
    return Weights(weights, _sum(items, weights), furniture)


def _sum(items: Iterable[Item], weights: dict[Item, float]) -> dict[Element, float]:
    sums: dict[Element, float] = {}
    for item in items:
        for element in item.element.ancestors():
            sums[element] = sums.get(element, 0.0) + weights[item]
    return sums


def _weight(item: Item, furniture: frozenset[Element]) -> float:
    if any(e in furniture for e in item.element.ancestors()):
        return 0.0
    if is_site_line(item) or is_links(item) or is_masthead(item) or is_index_table(item):
        return 0.0
    count = max(0, letters(item.text) - item.links)
    prose = isinstance(item, TableItem) or count >= PROSE_LETTERS or STOPS.search(item.text)
    return count if prose else count * SHORT_WEIGHT
