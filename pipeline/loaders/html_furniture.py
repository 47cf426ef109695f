"""What stands on a page beside the report: menus, footers, share bars, related links, particulars.

Told by elements (nav, aside, footer), by words of class and id, by the words of a line, and by links.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.loaders.html_lines import Item, Line, TableItem
from pipeline.loaders.html_tree import Element
from pipeline.loaders.page_particulars import DATE, label_kind, particulars_of, particulars_of_table
from pipeline.vocabulary import Words, read

FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "menu"))

# A line or table of which so much is linked is a list of links.
LINK_SHARE = 0.6
# Words of the imprint inside longer lines may be the report's own.
SHORT_LINE = 120
SHORT_PARTICULAR = 60
# An index table names at least so many kinds of particulars, one of them of these; a form is longer.
INDEX_LABELS = 2
INDEX_KINDS = frozenset(("index_number", "agency", "document_number", "published", "written"))
INDEX_ROWS = 12

# What stands beside a counter; alone it is at most this long.
BESIDE_TOOLS = re.compile(r"[:：\[【]")
LONGEST_TOOL = 12

ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|docm|xlsx?|xlsm|et|wps|zip|rar|7z|ofd|rtf|txt|csv|jpe?g|png|tiff?)(?=$|[?#&])", re.IGNORECASE
)
PRINTED_ATTACHMENT = re.compile(rf"^附[件表]\s?\d*|{ATTACHMENT.pattern}", re.IGNORECASE)
# Pictures are linked to be seen, not as attachments.
PICTURE = re.compile(r"\.(?:jpe?g|png|tiff?)(?=$|[?#&])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    return {entry.name: entry.words for entry in read("html_lines", Words)}


@lru_cache(maxsize=1)
def _containers() -> dict[str, frozenset[str]]:
    return {e.name: frozenset(w.lower() for w in e.words) for e in read("html_containers", Words)}


def _folded(text: str) -> str:
    return text.replace(":", "：")


def _holds(text: str, name: str) -> bool:
    folded = _folded(text)
    return any(word in folded for word in _words()[name])


def is_article_container(element: Element) -> bool:
    """Tell the element in which a known content system keeps the article."""
    return not element.names().isdisjoint(_containers()["article"])


def is_title_container(element: Element) -> bool:
    """Tell the element in which a known content system keeps the title."""
    return not element.names().isdisjoint(_containers()["title"])


def is_furniture_element(element: Element) -> bool:
    """Tell an element of the site's frame by its tag or its names."""
    if element.tag in FURNITURE_TAGS:
        return True
    names = element.names()
    parts = {part for name in names for part in re.split(r"[-_]", name)}
    return not (names | parts).isdisjoint(_containers()["furniture"]) and element.tag != "body"


def is_attachment(element: Element) -> bool:
    """Tell a link to a file that may hold the report, by its address or by what is printed."""
    if element.tag != "a":
        return False
    href = element.attributes.get("href", "").strip()
    if PICTURE.search(href):
        return False
    return bool(ATTACHMENT.search(href)) or (bool(href) and bool(PRINTED_ATTACHMENT.search(printed(element))))


def printed(element: Element) -> str:
    """Return the characters inside an element without breaking them into lines."""
    return "".join(c if isinstance(c, str) else printed(c) for c in element.children).strip()


def is_links(item: Item) -> bool:
    """Tell a line or table that consists of links, other than to attachments."""
    letters = len("".join(item.text.split()))
    if not item.links or item.links < LINK_SHARE * letters:
        return False
    return not any(is_attachment(e) for e in (item.element, *item.element.elements()))


def is_site_line(item: Item) -> bool:
    """Tell a line of the site's frame by its words: the way to the page, the imprint."""
    return _is_short_line(item) and (_begins(item.text, "position") or _holds(item.text, "imprint"))


def is_masthead(item: Item) -> bool:
    """Tell a line that a site prints above or below its pages, but a report might use too."""
    return _is_short_line(item) and _holds(item.text, "masthead")


def is_end(item: Item) -> bool:
    """Tell a line that follows an article: the next article, related links, buttons."""
    return _is_short_line(item) and _begins(item.text, "end")


def is_particulars_line(item: Item) -> bool:
    """Tell a line beneath the title: date, source, counter, buttons."""
    if not isinstance(item, Line) or not _is_short_line(item):
        return False
    text = item.spaced
    if has_tools(item):
        return True
    found = particulars_of(text)
    if found and len(text) <= SHORT_PARTICULAR:
        bare = "".join(text.split())
        return len(found) > 1 or bare.startswith((found[0].label, "".join(found[0].value.split())))
    return (DATE.fullmatch(text) is not None and "年" not in text) or label_kind(text) is not None


def has_tools(item: Item) -> bool:
    """Tell a short line with a counter, or with nothing but buttons."""
    if not isinstance(item, Line) or not _is_short_line(item):
        return False
    text = item.text
    if _buttons().fullmatch(text):
        return True
    signs = particulars_of(item.spaced) or DATE.search(text) or BESIDE_TOOLS.search(text) or len(text) <= LONGEST_TOOL
    return _holds(text, "tools") and bool(signs)


def is_index_table(item: Item) -> bool:
    """Tell a table of the page's particulars."""
    if not isinstance(item, TableItem) or len({c.row for c in item.cells}) > INDEX_ROWS:
        return False
    kinds = {p.kind for p in particulars_of_table(item.cells)}
    return len(kinds) >= INDEX_LABELS and not kinds.isdisjoint(INDEX_KINDS)


def _is_short_line(item: Item) -> bool:
    return isinstance(item, Line) and len(item.text) <= SHORT_LINE and "。" not in item.text


def _begins(text: str, name: str) -> bool:
    """Tell whether a text begins with a word of the vocabulary that ends there: not 相关政策落实情况."""
    folded = _folded(text)
    word = next((w for w in sorted(_words()[name], key=len, reverse=True) if folded.startswith(w)), None)
    if word is None:
        return False
    return not word[-1].isalpha() or not folded[len(word) : len(word) + 1].isalnum()


@lru_cache(maxsize=1)
def _buttons() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_words()["buttons"], key=len, reverse=True)))
    return re.compile(rf"\W*(?:(?:{words})\W*)+")
