"""Cells of indicators that tell rather than state: several figures, or how one figure moved.

5,126人（集中1,288人，分散3,838人） and 580元提高到640元 are sentences in a small place. They are read as
sentences are, with the words of their row; 213户322人 and ≥95% are figures of their row.

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
MOVED = regex.compile(r"(?:提高|上调|提标|调整|增加|上升|下降|降低|减少|降|增)(?:到|至|为)|由.{2,20}(?:至|到)|新增|退出")
PAIR = frozenset({"households", "persons"})


def is_told(cell: Cell) -> bool:
    """Tell whether a cell tells its figures in words."""
    if is_value(cell.text):
        return False
    kinds = [q.kind for q in cell_values(cell, None) if q.kind in FIGURES]
    if len(kinds) == len(PAIR) and set(kinds) == PAIR and not MOVED.search(fold_words(cell.text)):
        return False
    return len(kinds) > 1 or (bool(kinds) and MOVED.search(fold_words(cell.text)) is not None)
