"""The visible part of a web page as a small tree of elements and strings.

What a browser would not show (scripts, comments, `display:none`, white on white) is left out here, so
that no later step meets it. Depth is bounded: broken editors nest thousands of spans.

>>> page = parse_page("<title>自评</title><p>甲<span style='display:none'>乙</span></p>")
>>> page.title, page.body.children[0].children
('自评', ['甲'])
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Deeper elements become children of the last ancestor within the bound; browsers stop at 512.
MAXIMUM_DEPTH = 150

NAMES_NOT_SHOWN = """
    script style noscript template iframe frame object embed applet canvas svg map select option datalist
    button textarea head title meta link base audio video param
    """
NOT_SHOWN = frozenset(NAMES_NOT_SHOWN.split())
HIDDEN_STYLE = re.compile(r"display:none|visibility:hidden|font-size:0(?:px|pt|em|%)?(?:;|!|$)")
SHOWN_STYLE = re.compile(r"display:(?!none)|visibility:visible")
STYLE_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Rules for print or small screens do not hold on the page as shown.
MEDIA_RULE = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
SIMPLE_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)", re.IGNORECASE)

WHITE = re.compile(r"(?:^|;)color:(?:#fff(?:fff)?|white|rgb\(255,255,255\))(?:;|!|$)")
WHITE_FONT = ("#fff", "#ffffff", "white")
# White letters are seen where a colour or picture lies behind them: a stylesheet may colour any table head.
COLOURED = re.compile(r"background(?:-color|-image)?:(?!#fff|white|transparent|none|inherit|initial)")
TABLE_TAGS = frozenset(("table", "tr", "td", "th"))


@dataclass(eq=False, slots=True)
class Element:
    """An element with its attributes and what is shown inside it."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def style(self) -> str:
        """Return the style attribute in small letters and without spaces."""
        return re.sub(r"\s+", "", self.attributes.get("style", "").lower())

    def ancestors(self) -> Iterator[Element]:
        """Yield the element itself and what encloses it, innermost first."""
        here: Element | None = self
        while here is not None:
            yield here
            here = here.parent

    def elements(self) -> Iterator[Element]:
        """Yield the elements inside, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements()

    def names(self) -> frozenset[str]:
        """Return the words of the id and class attributes in small letters."""
        return frozenset(f"{self.attributes.get('id', '')} {self.attributes.get('class', '')}".lower().split())

    def letters(self) -> int:
        """Return how many characters other than white space stand inside."""
        return sum(len("".join(c.split())) if isinstance(c, str) else c.letters() for c in self.children)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's visible body, its title and its meta elements in the order of the source."""

    body: Element
    title: str
    metas: tuple[tuple[str, str], ...]


def parse_page(source: str) -> Page:
    """Return the visible tree of a page; anything parses, as in a browser."""
    parser = LexborHTMLParser(source.replace("\x00", ""))
    title = parser.css_first("title")
    metas = tuple(
        (node.attributes.get("name") or node.attributes.get("property") or "", node.attributes.get("content") or "")
        for node in parser.css("meta")
    )
    root = parser.body or parser.root
    body = Element("body", {})
    if root is not None:
        _fill(body, root, _hidden_names(parser))
    return Page(body, " ".join(title.text().split()) if title is not None else "", metas)


def _fill(body: Element, root: LexborNode, hidden: frozenset[str]) -> None:
    waiting: list[tuple[LexborNode, Element, int]] = [(root, body, 0)]
    while waiting:
        node, parent, depth = waiting.pop()
        if node.next is not None and node is not root:
            waiting.append((node.next, parent, depth))
        if node is root:
            _push_child(waiting, node, body, depth)
        elif node.is_text_node:
            parent.children.append(node.text_content or "")
        elif node.is_element_node and node.tag not in NOT_SHOWN:
            element = Element(node.tag or "", {k: v or "" for k, v in node.attributes.items()}, parent)
            if not _is_hidden(element, hidden):
                parent.children.append(element)
                _push_child(waiting, node, element if depth < MAXIMUM_DEPTH else parent, depth + 1)


def _push_child(waiting: list[tuple[LexborNode, Element, int]], node: LexborNode, parent: Element, depth: int) -> None:
    if node.child is not None:
        waiting.append((node.child, parent, depth))


def _hidden_names(parser: LexborHTMLParser) -> frozenset[str]:
    """Return the classes (.x) and ids (#x) that the page's own style sheets hide.

    A class that shows again (`.tab{display:none} .tab.on{display:block}`) cannot be told from here
    without the whole cascade, so what it is combined with counts as shown.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in parser.css("style"):
        rules = MEDIA_RULE.sub("", STYLE_COMMENT.sub("", sheet.text()))
        for selectors, style in STYLE_RULE.findall(rules.lower()):
            compact = re.sub(r"\s+", "", style)
            for selector in selectors.split(","):
                simple = SIMPLE_SELECTOR.fullmatch(selector.strip())
                if simple and HIDDEN_STYLE.search(compact):
                    hidden.add(simple[1])
                elif not simple and SHOWN_STYLE.search(compact):
                    shown.update(re.findall(r"[.#][\w-]+", selector))
    return frozenset(hidden - shown)


def _is_hidden(element: Element, hidden: frozenset[str]) -> bool:
    attributes = element.attributes
    if "hidden" in attributes or attributes.get("type", "").lower() == "hidden":
        return True
    if "style" in attributes and HIDDEN_STYLE.search(element.style):
        return True
    if hidden and not hidden.isdisjoint(_selectors(attributes)):
        return True
    return _is_white(element) and not any(_is_coloured(e) for e in element.ancestors())


def _selectors(attributes: dict[str, str]) -> Iterator[str]:
    for name in attributes.get("class", "").lower().split():
        yield f".{name}"
    if attributes.get("id"):
        yield f"#{attributes['id'].lower()}"


def _is_white(element: Element) -> bool:
    return element.attributes.get("color", "").strip().lower() in WHITE_FONT or bool(WHITE.search(element.style))


def _is_coloured(element: Element) -> bool:
    return (
        element.tag in TABLE_TAGS
        or bool(element.attributes.get("bgcolor") or element.attributes.get("background"))
        or bool(COLOURED.search(element.style))
    )
