"""Cells of forms that hold running text: goals, results, notes, explanations.

They are read as sentences; a goal's figures are targets, all others are results. A short cell that is no
bare figure (机构养育1900元、散居1400元) is read with the words of its row, which say what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import regex

from pipeline.linking.subjects import Subject
from pipeline.linking.table_heads import heading, joined
from pipeline.linking.table_projects import project_name, project_subject
from pipeline.linking.table_told import is_told
from pipeline.model import Cell, Document, Span
from pipeline.normalise.fold import fold_words
from pipeline.structure.grids import HeadedGrid
from pipeline.structure.table_cells import is_value
from pipeline.structure.table_headings import LEVELS, column_role, holds_no_data, row_role

ProseRole = Literal["target", "actual"]

SHORTEST = 12
# A line above or below a table is read where it states figures (注：本表…2021年标准为640元).
FIGURE = regex.compile(r"\d(?:[\d,.]*)\s*(?:[万亿]?元|人|户|%|％|名)")
# What a note has to state: money or people, not the number of a document.
STATED = regex.compile(r"\d(?:[\d,.]*)(?:[万亿]?元|人|户|%)")
# 年初设定目标：…: a cell that holds its own label.
OWN_LABEL = regex.compile(r"\s*([^:：，。\n]{2,14})[:：\n]")
LONGEST_LABEL = 30
# 2014年为360元/人/月: last year's figure, in whatever column it stands.
EARLIER = regex.compile(r"(?:(?:19|20)\d\d年|上年|去年)")
UNSAID = frozenset({"change", "score", "weight", "rubric", "reason", "time", "serial", "unit", "problem", "comparator"})
SPEAKING = frozenset({"explanation", "problem", "remark"})


@dataclass(frozen=True, slots=True)
class ProseCell:
    """The span of a cell that is read as prose, the role of its figures, and the words of its row and column."""

    span: Span
    role: ProseRole
    heads: str = ""


def prose_cells(document: Document, grids: Sequence[HeadedGrid]) -> tuple[ProseCell, ...]:
    """Return the cells of forms that hold running text, in reading order."""
    found: dict[Span, ProseCell] = {}
    for grid, project in zip(grids, _projects(document, grids), strict=True):
        found.update((c.span, _of_project(c, project)) for c in _in_grid(grid))
    return tuple(found[s] for s in sorted(found))


def _projects(document: Document, grids: Sequence[HeadedGrid]) -> Sequence[str | None]:
    """Return the name of each grid's project where a report binds the forms of several, else of none."""
    names: list[str | None] = []
    for grid in grids:
        name = project_name(document, grid)
        if name is not None and (not name.titled or project_subject(name, Subject()) is not None):
            names.append(name.text)
        else:
            names.append(names[-1] if names else None)
    return names if len(set(names) - {None}) > 1 else [None] * len(names)


def _of_project(cell: ProseCell, project: str | None) -> ProseCell:
    """Return a cell whose row names no programme with the words that name its form's project."""
    if project is None or joined((heading(cell.heads),), Subject()).named:
        return cell
    return replace(cell, heads=f"{project} {cell.heads}".strip())


def _in_grid(grid: HeadedGrid) -> Iterator[ProseCell]:
    if any(holds_no_data(h.text) for c in grid.columns for h in c.heads):
        return
    for caption in grid.captions:
        if FIGURE.search(caption.text):
            yield ProseCell(caption.span, "actual")
    yield from _beside_labels(grid)
    indicators = bool(grid.roles() & {*LEVELS, "name"})
    for row in grid.rows:
        for cell in {id(c): c for c in row.cells.values() if c.row == row.index}.values():
            role = _role(grid, row.heads, cell, indicators)
            if role is not None and _is_prose(cell):
                yield ProseCell(cell.span, role)
            elif (told := _told(grid, row.heads, cell, indicators)) is not None:
                yield ProseCell(cell.span, told, _heads(grid, row.heads, cell))
            elif _is_note(grid, row.heads, cell, indicators):
                yield ProseCell(cell.span, "actual", _heads(grid, row.heads, cell))


def _beside_labels(grid: HeadedGrid) -> Iterator[ProseCell]:
    """Yield goals and results that stand beside their labels in one row (年初设定目标 | … | 全年完成情况 | …)."""
    heads = list({id(h): h for c in grid.columns for h in c.heads}.values())
    for label, cell in pairwise(heads):
        role = column_role(label.text)
        beside = label.row == cell.row and column_role(cell.text) is None and _is_prose(cell)
        if beside and role in ("target", "actual") and STATED.search(fold_words(cell.text)):
            yield ProseCell(cell.span, "target" if role == "target" else "actual")


def _told(grid: HeadedGrid, heads: tuple[Cell, ...], cell: Cell, indicators: bool) -> ProseRole | None:
    """Return the role of an indicator's value that is told in words, None where it is stated or is no value."""
    column = next((c for c in grid.columns if c.index == cell.column), None)
    if not indicators or column is None or not heads or any(cell is h for h in heads) or not is_told(cell):
        return None
    if row_role(heads[-1].text) is not None:
        return None
    return "target" if column.role == "target" else "actual" if column.role == "actual" else None


def _is_note(grid: HeadedGrid, heads: tuple[Cell, ...], cell: Cell, indicators: bool) -> bool:
    """Tell whether a cell of a row with a label states figures in words; of indicators' rows the remarks do."""
    column = next((c for c in grid.columns if c.index == cell.column), None)
    if column is None or not heads or any(cell is h for h in heads) or is_value(cell.text):
        return False
    text = fold_words(cell.text)
    told = column.role == "note" and "actual" not in grid.roles()
    noted = told or column.role == "remark" or (EARLIER.match(text) if indicators else column.role not in UNSAID)
    return bool(noted) and bool(STATED.search(text))


def _heads(grid: HeadedGrid, heads: tuple[Cell, ...], cell: Cell) -> str:
    column = next(c for c in grid.columns if c.index == cell.column)
    return " ".join(h.text.strip() for h in (*column.heads, *heads))


def _is_prose(cell: Cell) -> bool:
    return len(cell.text.strip()) >= SHORTEST and not is_value(cell.text)


def _role(grid: HeadedGrid, heads: tuple[Cell, ...], cell: Cell, indicators: bool) -> ProseRole | None:
    """Return whether a cell states goals or results; the cells of indicator rows are read with their labels."""
    labelled = OWN_LABEL.match(cell.text)
    if labelled and len(cell.text) > LONGEST_LABEL and (own := column_role(labelled[1])) in ("target", "actual"):
        return "target" if own == "target" else "actual"
    if any(cell is h for h in heads[:-1]) or (heads and cell is heads[-1] and len(heads) == 1):
        return None
    column = next((c for c in grid.columns if c.index == cell.column), None)
    label = next((r for h in reversed(heads) if h is not cell and (r := column_role(h.text))), None)
    if label in SPEAKING:
        return "actual"
    if indicators:
        return None
    role = column.role if column is not None else None
    if role in ("target", "actual"):
        return "target" if role == "target" else "actual"
    if role in SPEAKING:
        return "actual"
    if label in ("target", "actual") and role is None:
        return "target" if label == "target" else "actual"
    return None
