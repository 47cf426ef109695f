"""Total and grade that a cell prints beside their names, outside of a score table's rows.

>>> from pipeline.loaders.builder import DocumentBuilder, SourceCell
>>> builder = DocumentBuilder("html")
>>> builder.table([SourceCell.of(0, 0, "自评综合得分"), SourceCell.of(0, 1, "93分（满分100分）")])
>>> [(d.maximum, d.score) for d in total_beside(next(iter(builder.build().tables())))]
[(100.0, 93.0)]
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from pipeline.model import Block, Span
from pipeline.structure.score_cells import TRAILING, name_of_row, number, plain
from pipeline.structure.score_columns import row_words
from pipeline.structure.score_drafts import Draft
from pipeline.structure.score_phrases import phrases
from pipeline.structure.score_words import either, words

# 总分：98分 in a cell of its own.
TOTAL_IN_CELL = regex.compile(r"(?P<name>[\u4e00-\u9fff]{2,8})(?:为|:)(?P<score>\d+(?:\.\d+)?)分?")
SMALLEST_TOTAL = 60
LARGEST_TOTAL = 200
LONGEST_GRADE_CELL = 30
# 合计 and 总计 alone also head sums of money and people.
TOTAL_NAMES = ("得分", "总分", "评分", "自评分")


def grade_beside(block: Block) -> str | None:
    """Return the grade that a cell prints beside 自评等级, 评价等次 and the like, or in the cell itself."""
    assert block.table is not None
    cells = block.table.cells
    alone, beside, inside = _grade_patterns()
    for cell, following in zip(cells, (*cells[1:], None), strict=True):
        text = plain(cell)
        match = inside.match(text)
        if match is None and following is not None and following.row == cell.row and alone.fullmatch(text):
            match = beside.match(plain(following))
        if match is not None and len(text) < LONGEST_GRADE_CELL:
            return match["grade"]
    return None


@cache
def _grade_patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    """Return what matches a grade's label alone, a grade alone, and both in one cell."""
    label = rf".{{0,6}}(?:{either('grade_label')})(?:结果)?:?"
    grade = rf"[“\"]?(?P<grade>{either('grade')})(?=[”\"(,，;；]|等|$)"
    return regex.compile(label), regex.compile(grade), regex.compile(label + grade)


@cache
def _total_names() -> frozenset[str]:
    return frozenset(w for w in (*row_words("total_row"), *words("score")) if w.endswith(TOTAL_NAMES))


def total_beside(block: Block) -> Iterator[Draft]:
    """Yield the total whose neighbour states both numbers: 自评综合得分 | 93分（满分100分）."""
    assert block.table is not None
    for cell, beside in zip(block.table.cells, block.table.cells[1:], strict=False):
        named = cell.row == beside.row and name_of_row(cell).removeprefix("绩效") in _total_names()
        found = phrases(plain(beside)) if named and len(beside.text) < LONGEST_GRADE_CELL else ()
        if len(found) != 1 or found[0].score is None:
            continue
        if SMALLEST_TOTAL <= (found[0].maximum or 0.0) <= LARGEST_TOTAL:
            span = Span(cell.span.start, beside.span.end)
            yield Draft(cell.text.strip(TRAILING), span, "table", found[0].maximum, found[0].score, kind="total")


def stated_beside(block: Block) -> float | None:
    """Return the total that a cell prints beside 自评得分, outside of a score table's rows."""
    assert block.table is not None
    names = _total_names()
    for cell in block.table.cells:
        match = TOTAL_IN_CELL.fullmatch(plain(cell))
        if match is not None and match["name"] in names and SMALLEST_TOTAL <= float(match["score"]) <= LARGEST_TOTAL:
            return float(match["score"])
    for cell, beside in zip(block.table.cells, block.table.cells[1:], strict=False):
        value = number(beside)
        if cell.row != beside.row or plain(cell) not in names or value is None:
            continue
        if SMALLEST_TOTAL <= value <= LARGEST_TOTAL:
            return value
    return None
