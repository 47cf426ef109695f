"""Cells of indicators that tell rather than state: figures of several kinds, a whole with its parts, a change.

5,126人（集中1,288人，分散3,838人） and 580元提高到640元 are sentences in a small place. They are read as
sentences are, with the words of their row; 213户322人 and 集中1500元，散居1100元 are figures of their row.

>>> from pipeline.model import Cell, Span
>>> [is_told(Cell(0, 0, 1, 1, Span(0, len(t)), t)) for t in ("580元提高到640元", "213户322人", "发放率95%")]
[True, False, False]
"""

from __future__ import annotations

import regex

from pipeline.linking.table_values import cell_values
from pipeline.model import Cell
from pipeline.normalise.fold import fold_words
from pipeline.structure.table_cells import is_value

# Kinds of figures that indicators have; 12个月 and 3次 are told beside them without being a second fact.
FIGURES = frozenset({"persons", "households", "person_times", "household_times", "money", "rate_of_money", "percent"})
MOVED = regex.compile(
    r"(?:提高|上调|提标|调整|增加|上升|下降|降低|减少|降|增)(?:到|至|为)|由.{2,20}(?:至|到)|新增|退出"
)
# 5126人(集中1288人: a whole and its parts.
DIVIDED = regex.compile(r"\d(?:人次?|户次?|万?元|名)\((?:其中:?)?[\u4e00-\u9fff]{2,}\d")
PAIR = frozenset({"households", "persons"})


def is_told(cell: Cell) -> bool:
    """Tell whether a cell tells its figures in words."""
    if is_value(cell.text):
        return False
    kinds = [q.kind for q in cell_values(cell, None) if q.kind in FIGURES]
    text = fold_words(cell.text)
    if not kinds:
        return False
    if MOVED.search(text) or text.rstrip().endswith("。"):
        return True
    if set(kinds) == PAIR:
        return False
    return len(kinds) > 1 and (len(set(kinds)) > 1 or DIVIDED.search(text) is not None)
