"""Web pages saved whole with their pictures (.mht, and Word's or WPS's "另存为网页" under any name): a mail of parts.

The page is the part that the head names, else the first one of HTML; pictures and style sheets are passed over.

>>> mail = "MIME-Version: 1.0\\nContent-Type: text/html; charset=utf-8\\n\\n<p>全县低保对象12人，发放3万元。</p>"
>>> load_mhtml(mail.encode()).text
'全县低保对象12人，发放3万元。\\n'
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from pipeline.errors import UnreadableDocument
from pipeline.loaders.encoding import decode
from pipeline.loaders.html import load_html
from pipeline.model import Document

PAGE: Final = ("text/html", "application/xhtml+xml")
# A workbook saved as a page is a frame around its sheets and their tabs, which are parts of their own.
FRAMES: Final = re.compile(rb"<frameset[\s>]", re.IGNORECASE)
TABS: Final = re.compile(rb"fnUpdateTabs|name=\"?Generator\"?[^>]*tabstrip|id=\"?tabstrip", re.IGNORECASE)

NO_PAGE: Final = "the saved page holds no HTML: open it in a browser and save it as HTML only, or print it to a PDF"


def load_mhtml(data: bytes) -> Document:
    """Return the document of the page; raises UnreadableDocument where there is none, NoText where it is empty."""
    try:
        parts = list(_html_parts(email.message_from_bytes(data)))
    except RecursionError as error:  # parts within parts, thousands deep
        raise UnreadableDocument(NO_PAGE) from error
    if not parts:
        raise UnreadableDocument(NO_PAGE)
    pages = [parts[0]] if not FRAMES.search(parts[0]) else [p for p in parts[1:] if not TABS.search(p)]
    return load_html("\n".join(decode(page).text for page in pages).encode())


def _html_parts(mail: Message) -> Iterator[bytes]:
    """Yield the pages, the one first that the head names as the beginning."""
    parts = [p for p in mail.walk() if p.get_content_type() in PAGE]
    beginning = str(mail.get_param("start") or "").strip("<>")
    parts.sort(key=lambda p: not beginning or str(p.get("Content-ID", "")).strip("<> ") != beginning)
    for part in parts:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            yield content
