"""What a cell of a score table says by itself: a number, a weight, a maximum and score together, its bare name.

>>> from pipeline.model import Span
>>> cell = Cell(0, 0, 1, 1, Span(0, 11), "产出指标（50分）")
>>> label_of(cell), weight_of(cell), number(cell)
('产出指标', 50.0, None)
"""

from __future__ import annotations

import regex

from pipeline.model import Cell, Span
from pipeline.normalise.fold import fold_words
from pipeline.structure.score_columns import REMARK, Header

SPACE = regex.compile(r"\s")
NUMBER = regex.compile(r"\+?(-?\d+(?:\.\d+)?)分?")
PERCENT = regex.compile(r"(\d+(?:\.\d+)?)%")
PAIR = regex.compile(r"(\d+(?:\.\d+)?)分?/(\d+(?:\.\d+)?)分?")
WEIGHT = regex.compile(r"[\s:]*[(\[](?:分值|权重|满分|共|标准分|[:为\s])*(-?\d+(?:\.\d+)?)分[)\]]")
PRINTED_WEIGHT = regex.compile(r"\s*[(（\[【][^()（）\[\]【】]*\d\s*分[^()（）\[\]【】]*[)）\]】]")
# 项目决策（20）: the group's weight where it ends the cell; in an item's cell the number may be anything.
BARE_WEIGHT = regex.compile(r"(?<=[\u4e00-\u9fff])[(\[](\d{1,3}(?:\.\d)?)[)\]]$")
UNIT_OF_MONEY = regex.compile(r"\s*[(（](?:单位)?[:：]?(?:万元|元|亿元|千元)[)）]$")
TRAILING = " \u3000:：\n"

Row = tuple[Cell | None, ...]


def own_number(cells: Row, column: int | None, row: int) -> float | None:
    """Return the number in a column if its cell begins in this row; one that reaches down is another row's."""
    cell = cells[column] if column is not None else None
    return number(cell) if cell is not None and cell.row == row else None


def own_maximum(cells: Row, column: int | None, row: int) -> float | None:
    cell = cells[column] if column is not None else None
    return maximum_of(cell) if cell is not None and cell.row == row else None


def maximum_of(cell: Cell | None) -> float | None:
    """Return a maximum: a number, or a weight such as 20% in a scale of a hundred."""
    match = PERCENT.fullmatch(fold_words(cell.text).strip()) if cell is not None else None
    return float(match[1]) if match else number(cell)


def maximum_and_score(cells: Row, header: Header) -> tuple[float, float] | None:
    """Return maximum and score of a cell that holds both, 20/19."""
    column = next(iter(header.columns("pair")), None)
    cell = cells[column] if column is not None else None
    match = PAIR.fullmatch(plain(cell)) if cell is not None else None
    if match is None:
        return None
    low, high = sorted((float(match[1]), float(match[2])))
    return high, low


def number(cell: Cell | None) -> float | None:
    """Return the number that fills a cell, or None (empty, a dash, words)."""
    match = NUMBER.fullmatch(fold_words(cell.text).strip()) if cell is not None else None
    return float(match[1]) if match else None


def weight_of(cell: Cell) -> float | None:
    match = WEIGHT.search(fold_words(cell.text))
    return float(match[1]) if match else None


def group_weight(cell: Cell) -> float | None:
    bare = BARE_WEIGHT.search(plain(cell))
    return weight_of(cell) or (float(bare[1]) if bare else None)


def plain(cell: Cell) -> str:
    return SPACE.sub("", fold_words(cell.text)).strip(":")


def name_of_row(cell: Cell) -> str:
    """Return what a cell calls its row, without a bracket: 总分 of 总分（100分）."""
    return REMARK.sub("", plain(cell)).strip(":")


def label_of(cell: Cell) -> str:
    """Return the name in a cell without the bracket of its weight and without line breaks."""
    text = regex.sub(r"\s*\n\s*", "", cell.text.strip(TRAILING))
    bare = PRINTED_WEIGHT.sub("", text).strip(TRAILING)
    # 预算执行（万元）（20分）: with its weight, the bracket before tells the unit of the columns.
    return (UNIT_OF_MONEY.sub("", bare) if bare != text else bare) or text


def row_span(name: Cell, cells: Row, row: int) -> Span:
    end = max((c.span.end for c in cells if c is not None and c.row == row and c.text.strip()), default=name.span.end)
    return Span(name.span.start, max(end, name.span.end))
