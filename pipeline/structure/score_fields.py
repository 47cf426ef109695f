"""Scores that a table prints without columns of scores: beside the name that carries the maximum, or lying down.

`预算执行率（10分） | 10 | 产出指标（50分） | 49`: each name with its maximum stands before its score. A table that lies
down has its names in the first row and 分值 and 得分 at the beginning of the next ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import regex

from pipeline.model import Block, Cell, Span, Table
from pipeline.normalise.fold import fold_words
from pipeline.structure.numbering import candidates
from pipeline.structure.score_columns import Grid, header_at, role_of, row_words
from pipeline.structure.score_drafts import Draft, kind_of
from pipeline.structure.score_phrases import phrases

NUMBER = regex.compile(r"(\d+(?:\.\d+)?)分?")
WEIGHT = regex.compile(
    r"(?P<name>[\u4e00-\u9fff“”、]{2,20})[(\[](?:分值|权重|满分|共|标准分|[:为])*(?P<maximum>\d+(?:\.\d+)?)分[)\]]"
)
NAME = regex.compile(r"[\u4e00-\u9fff“”、]{2,20}")
LONGEST_STATEMENT = 30
LARGEST_ITEM = 90
FEWEST = 2
LONGEST_NAME = 24


def lying_down(block: Block) -> Block:
    """Return a table whose rows are 分值 and 得分 with rows and columns exchanged, any other as it is."""
    table = block.table
    assert table is not None
    grid = Grid.of(table)
    roles = [role_of(cells[0].text) if cells and cells[0] is not None else None for cells in grid.cells]
    named = roles and roles[0] not in ("maximum", "score") and _all_names(grid.cells[0][1:])
    if not named or table.columns <= FEWEST or not {"maximum", "score"} <= set(roles[1:]) or header_at(grid, 0):
        return block
    cells = tuple(
        Cell(c.column, c.row, c.column_span, c.row_span, c.span, c.text)
        for c in sorted(table.cells, key=lambda c: (c.column, c.row))
    )
    return replace(block, table=Table(table.columns, table.rows, cells))


def _all_names(cells: tuple[Cell | None, ...]) -> bool:
    texts = [fold_words(c.text).strip() for c in cells if c is not None]
    return all(t and len(t) <= LONGEST_NAME and NUMBER.fullmatch(t) is None for t in texts)


def field_drafts(block: Block) -> tuple[Draft, ...]:
    """Return the nodes of a table without columns of scores: names that carry their maxima, scores beside them."""
    assert block.table is not None
    cells = [c for c in block.table.cells if c.text.strip()]
    found = tuple(_fields(cells))
    return found if sum(d.score is not None for d in found) >= FEWEST else ()


def _fields(cells: list[Cell]) -> Iterator[Draft]:
    for cell, beside in pairwise(cells):
        if (row := _stated_apart(cell, [c for c in cells if c.row == cell.row])) is not None:
            yield row
            continue
        if beside.row == cell.row and (stated := _stated(cell, beside)) is not None:
            yield stated
            continue
        match = WEIGHT.fullmatch(fold_words(cell.text).strip())
        total = match is not None and match["name"] in row_words("total_row")
        if match is None or beside.row != cell.row or (float(match["maximum"]) > LARGEST_ITEM and not total):
            continue
        maximum, score = float(match["maximum"]), _score(beside)
        if score is not None and score <= maximum:
            start = next(i for i, c in enumerate(cell.text) if c in "(（[【［〔")
            span = Span(cell.span.start, beside.span.end)
            yield Draft(
                cell.text[:start].strip(), span, "table", maximum, score, kind="total" if total else kind_of(cell.text)
            )


def _stated_apart(cell: Cell, row: list[Cell]) -> Draft | None:
    """Return the node of a row whose maximum and score have cells of their own: 第一板块 投入 | 满分10分 | 得9分."""
    if row[0] is not cell or len(row) != len(("name", "maximum", "score")):
        return None
    maxima, scores = (phrases(fold_words(c.text).strip()) for c in row[1:])
    number = next((c for c in candidates(cell.text.strip()) if c.sure), None)
    name = cell.text.strip()[number.end if number is not None else 0 :].strip()
    if len(maxima) != 1 or len(scores) != 1 or not NAME.fullmatch(fold_words(name)):
        return None
    maximum, score = maxima[0].maximum, scores[0].score
    if maximum is None or score is None or maxima[0].bare or maximum > LARGEST_ITEM or score > maximum:
        return None
    return Draft(name, Span(cell.span.start, row[-1].span.end), "table", maximum, score, kind=kind_of(name))


def _stated(cell: Cell, beside: Cell) -> Draft | None:
    """Return the node of a name whose neighbour states both numbers: 投入 | 满分10分，自评9分."""
    name, folded = cell.text.strip(), fold_words(beside.text).strip()
    found = phrases(folded)
    if len(found) != 1 or not NAME.fullmatch(fold_words(name)) or len(folded) > LONGEST_STATEMENT:
        return None
    maximum, score = found[0].maximum, found[0].score
    if maximum is None or score is None or maximum > LARGEST_ITEM:
        return None
    return Draft(
        name, Span(cell.span.start, beside.span.end), "table", maximum, score, found[0].deducted, kind_of(name)
    )


def _score(cell: Cell) -> float | None:
    """Return the score that a cell states: a number by itself, or the one score of its sentence."""
    folded = fold_words(cell.text).strip()
    if match := NUMBER.fullmatch(folded):
        return float(match[1])
    scores = [p.score for p in phrases(folded) if p.score is not None and p.maximum is None]
    return scores[0] if len(scores) == 1 else None
