"""Which rows of a sheet are lines of text above and below a table, and which are the table.

A title or a note is one cell, merged over the table or running over its empty neighbours; 填报单位 and 单位：万元, or
填报人 and 联系电话, are two or three cells outside the frame.

>>> [bool(LABELLED.match(t)) for t in ("填报人：王某", "单位:万元", "（2021年度）", "年度资金总额", "≥98%")]
[True, True, True, False, False]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Protocol

from pipeline.model import Align

Row = Sequence["Shown"]

# A cell that says what it is, or when: it needs no head above it.
LABELLED: Final = re.compile(
    r"\s*(?:[^\d:：≥≤><=%％]{1,12}[:：]|[(（]?\s*\d{4}\s*年|(?:\d{4}[-/.]){1}\d{1,2}[-/.]\d{1,2}\s*$|[(（]?盖章)"
)
# A remark below a table that is one cell of its first column.
REMARK: Final = re.compile(r"\s*(?:[(（【]?(?:注|备注|说明|附注|填表说明|填报说明)|[※*＊])|.*[。；;]\s*$", re.DOTALL)
# More than three fields side by side are a row of a form.
MOST_FIELDS: Final = 4
# Fields of one line are printed with a gap between them.
GAP: Final = "  "


class Shown(Protocol):
    """A cell at its place."""

    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def align(self) -> Align | None: ...
    @property
    def last_row(self) -> int: ...
    @property
    def last_column(self) -> int: ...
