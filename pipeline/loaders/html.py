"""Web pages: the commonest form in which counties publish their self-assessment.

A page holds the report between menus and footers, its particulars in a line or table beside it, and
often nothing but a link to the file.

>>> head = "<title>自评报告_某县政府</title><h1>某县自评报告</h1><p>来源：县民政局</p>"
>>> document = load_html(f"{head}<div id=zoom><p>全县低保对象12人，按时足额发放。</p></div>".encode())
>>> document.text
'某县自评报告\\n全县低保对象12人，按时足额发放。\\n'
>>> [(h.label, h.value) for h in document.hints]
[('title', '某县自评报告'), ('title', '自评报告_某县政府'), ('来源', '县民政局')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from pipeline.errors import NoText
from pipeline.loaders.builder import DocumentBuilder
from pipeline.loaders.encoding import decode
from pipeline.loaders.html_article import Article, find_article
from pipeline.loaders.html_furniture import ATTACHMENT, is_attachment, is_furniture_element, is_index_table, printed
from pipeline.loaders.html_lines import Item, Line, TableItem
from pipeline.loaders.html_tree import Element, Page, parse_page
from pipeline.loaders.html_weights import letters
from pipeline.loaders.page_particulars import (
    NO_PARTICULARS,
    Particular,
    label_kind,
    particulars_of,
    particulars_of_table,
)
from pipeline.model import Document

# What meta elements of the national standard for government sites are called on the page.
META_LABELS = {
    "articletitle": "title",
    "pubdate": "发布时间",
    "contentsource": "信息来源",
    "author": "作者",
    "sitename": "网站名称",
    "columnname": "栏目名称",
    "keywords": "关键词",
}

# Nobody centres paragraphs of more than a line.
LONG_LINE = 40

# A page with less text of its own only announces a file.
FEWEST_LETTERS = 10

# Links that are named for what they do and not for their file.
BUTTON_NAMES = frozenset(
    ("下载", "附件", "附件下载", "点击下载", "点此下载", "文件下载", "查看", "点击查看", "下载附件")
)

BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
LONGEST_TITLE = 300

DAMAGED_HEAD = "the head of the page is damaged: its title and particulars may be missing"
ONLY_ATTACHMENTS = "the page has no text of its own: read its attachments"
NO_ARTICLE = "the page holds no article: it may be a list, a picture, or filled by a script in the browser"


def load_html(data: bytes) -> Document:
    """Return the document of a web page.

    Raises NoText where the page holds neither an article nor attachments.
    """
    decoded = decode(data)
    builder = DocumentBuilder("html")
    page = _page(decoded.text, builder)
    article = find_article(page)
    if decoded.warning:
        builder.warn(decoded.warning)
    if article.title_apart:
        for line in article.title:  # style sheets centre titles that are no heading
            builder.paragraph(line.text, level=line.level, align=line.align or "center", bold=line.bold)
    _fill(builder, article.items)
    _hints(builder, page, article)
    count = sum(letters(i.text) for i in article.items)
    for name in _attachment_names(article.frame if count >= FEWEST_LETTERS else page.body):
        builder.attachment(name)
    return _checked(builder, count)


def _page(source: str, builder: DocumentBuilder) -> Page:
    """Return the parsed page; an unclosed title, script or style in its head would swallow the body."""
    page = parse_page(source)
    body = BODY.search(source)
    if body is None or page.body.letters():
        return page
    rest = parse_page(source[body.start() :])
    if rest.body.letters():
        builder.warn(DAMAGED_HEAD)
    return Page(rest.body, page.title if len(page.title) < LONGEST_TITLE else "", page.metas)


def _checked(builder: DocumentBuilder, count: int) -> Document:
    document = builder.build()
    if count >= FEWEST_LETTERS:
        return document
    if not document.attachment_names:
        raise NoText(NO_ARTICLE)
    builder.warn(ONLY_ATTACHMENTS)
    return builder.build()


def _fill(builder: DocumentBuilder, items: Sequence[Item]) -> None:
    centred = _is_page_centred(items)
    for item in items:
        if isinstance(item, TableItem):
            builder.table(item.cells)
        else:
            align = None if centred and item.align == "center" else item.align
            builder.paragraph(item.text, level=item.level, align=align, bold=item.bold)


def _is_page_centred(items: Sequence[Item]) -> bool:
    """Tell whether long paragraphs are centred: then the page is, and it says nothing of its lines."""
    long = [i for i in items if isinstance(i, Line) and len(i.text) >= LONG_LINE]
    return 2 * sum(i.align == "center" for i in long) > len(long)


def _hints(builder: DocumentBuilder, page: Page, article: Article) -> None:
    stated = [(META_LABELS.get(name.lower(), ""), value) for name, value in page.metas]
    titles = ["".join(t.text for t in article.title), page.title]
    found = [(p.label, p.value) for p in _particulars(article.particulars)]
    done: set[tuple[str, str]] = set()
    for label, value in [*stated, *(("title", t) for t in titles), *found]:
        if label and value.strip() and (label, value) not in done:
            done.add((label, value))
            builder.hint(label, value)


def _particulars(items: Sequence[Item]) -> Iterator[Particular]:
    """Yield the particulars of lines, of index tables, and of labels whose value is the next line."""
    for place, item in enumerate(items):
        if isinstance(item, TableItem):
            if is_index_table(item):
                yield from particulars_of_table(item.cells)
            continue
        yield from particulars_of(item.spaced)
        kind = label_kind(item.spaced)
        following = items[place + 1] if place + 1 < len(items) else None
        if kind and kind != NO_PARTICULARS and isinstance(following, Line) and not label_kind(following.spaced):
            yield from particulars_of(f"{item.spaced.rstrip(':： ')}：{following.spaced}")


def _attachment_names(frame: Element) -> Iterator[str]:
    """Yield the names of linked files: the printed one, or the link's where only 下载 is printed."""
    for element in frame.elements():
        if is_attachment(element) and not any(is_furniture_element(e) for e in element.ancestors()):
            yield _attachment_name(element)


def _attachment_name(element: Element) -> str:
    shown = printed(element)
    stated = [element.attributes.get(key, "").strip() for key in ("title", "download", "textvalue")]
    for name in (shown, *stated):
        if ATTACHMENT.search(name):
            return name
    path = unquote(urlsplit(element.attributes["href"].strip()).path).rsplit("/", 1)[-1]
    useful = [n for n in (*stated, shown) if n and n.strip("：: ") not in BUTTON_NAMES]
    return useful[0] if useful else path
