"""Pages as loaders of paged formats read them: lines and tables with their places, and what kind of page it is.

>>> PageText(page=1, width=595.0, height=842.0).kind
'empty'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.loaders.pdf_lines import Line
from pipeline.loaders.pdf_tables import PageTable

# `recognised` is a scan with a text layer that an earlier character recognition laid under it; `scanned` is one
# whose characters we recognised; `drawn` holds neither text nor a large picture, perhaps a scan cut into strips.
PageKind = Literal["text", "recognised", "scanned", "image", "outlines", "drawn", "garbage", "damaged", "empty"]
READABLE: tuple[PageKind, ...] = ("text", "recognised", "scanned")
# What is better read from the picture of the page.
PICTURES: tuple[PageKind, ...] = ("image", "outlines", "drawn", "garbage", "recognised")


@dataclass(frozen=True, slots=True)
class PageText:
    """What was read from a page; width and height are those of the sheet as it is read."""

    page: int
    width: float
    height: float
    kind: PageKind = "empty"
    lines: tuple[Line, ...] = ()
    tables: tuple[PageTable, ...] = ()
    large_picture: bool = False
    tables_lost: bool = False
