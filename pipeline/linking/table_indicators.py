"""The rows of a 自评表 as figures: the label names programme and measure, the columns target and actual.

A cell holds a number (its unit in the cell, in a column of units, in the label's tail or in the
neighbouring cell), several figures (集中2150元/人·月，分散1690元/人·月), a sentence, or words alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.linking.lexicon import measure, scan
from pipeline.linking.subjects import PROGRAMME_DIMENSIONS, Subject
from pipeline.linking.table_heads import Heading, Joined, counted, heading, joined
from pipeline.linking.table_links import FAIR, SURE, Link, TableContext, level_of, mentions
from pipeline.linking.table_told import is_told
from pipeline.linking.table_values import cell_values, unit_text
from pipeline.model import Basis, Cell, Mention, Quantity, Role
from pipeline.normalise.fold import fold_words
from pipeline.structure.grids import Column, GridRow, HeadedGrid
from pipeline.structure.table_cells import is_value
from pipeline.structure.table_headings import LEVELS, row_role

# Figures that say how much more or less, or what another region or an earlier year had.
COMPARED = regex.compile(
    r"(?:增|减|降|提高|上调|增长|高于|低于|多于|少于|比|较|同比|上年|去年|其他|差|扣|每个)[^，,;。]{0,8}$"
)
BETWEEN = regex.compile(r"[，,;。\n]")
# 95%(比上年提高: what stands behind a figure's noun speaks of something else.
NOUN_ENDS = regex.compile(r"[，,;。、()\n]|比|较|同比")
SATISFACTION = regex.compile(r"满意")
TELLING = ("programme", "group", "measure", "roll", "not_recipient")
IMPLIED = {"persons": "人", "households": "户", "person_times": "人次", "household_times": "户次"}
# How far behind a figure its noun may stand inside a cell.
NOUN_REACH = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form: its label, the groups over it, what its label says and its own cells."""

    label: Heading
    groups: tuple[Heading, ...]
    joined: Joined
    cells: GridRow


def read_indicators(context: TableContext, grid: HeadedGrid, base: Subject) -> Iterator[Mention]:
    """Yield the mentions of a form's indicator rows."""
    carried: Joined | None = None
    for cells in grid.rows:
        row = _row(cells, base, carried)
        if row is None:
            continue
        if row.joined.named:
            carried = row.joined
        yield from _read_row(context, grid, row)


def read_notes(context: TableContext, grid: HeadedGrid, base: Subject) -> Iterator[Mention]:
    """Yield the rates that the notes of a score table state (支出率98.49%), where it has no column of results."""
    for cells in grid.rows:
        row = _row(cells, base, None)
        for column in grid.of_role("note"):
            cell = cells.own(column.index)
            if row is None or cell is None or is_value(cell.text):
                continue
            for quantity, link in _spoken(row, cell, cell_values(cell, None), "actual"):
                own = [t for t in link.words if t.category == "measure" and "percent" in measure(t.name).kinds]
                if quantity.kind == "percent" and own:
                    yield from mentions(context, replace(link, rule="table_note", confidence=FAIR), quantity, cell.span)


def _row(cells: GridRow, base: Subject, carried: Joined | None) -> Row | None:
    """Return a row with what its label says; a row of totals or without a label is none."""
    if not cells.heads or row_role(cells.heads[-1].text) is not None:
        return None
    label = heading(cells.heads[-1].text)
    groups = tuple(heading(c.text) for c in cells.heads[:-1])
    own = joined((label,), base)
    areas = own.subject.only(*PROGRAMME_DIMENSIONS).groups
    if not own.named and areas and carried is not None and _leaves_open(own.subject, base):
        own = replace(joined((label,), carried.subject), named=True)
    return Row(label, groups, own, cells)


def _leaves_open(subject: Subject, base: Subject) -> bool:
    """Tell whether groups fit no programme of the report's own (城市月人均补差 in a report on all assistance)."""
    return subject.programme(None) is None or base.family in (None, "assistance", "department")


def _read_row(context: TableContext, grid: HeadedGrid, row: Row) -> Iterator[Mention]:
    columns: tuple[tuple[Role, str], ...] = (("target", "target"), ("actual", "actual"))
    for role, name in columns:
        for cell, column in _distinct(grid, row.cells, name):
            unit = _unit(grid, row, column)
            values = cell_values(cell, unit, _comparator(grid, row.cells, column), _before(row.label, unit))
            level = level_of((row.label,), context.region)
            for quantity, link in _spoken(row, cell, values, role):
                yield from mentions(context, replace(link, level=level, funds=True), quantity, cell.span)


def _distinct(grid: HeadedGrid, row: GridRow, role: str) -> Iterator[tuple[Cell, Column]]:
    for column in grid.of_role(role):
        cell = row.own(column.index)
        if cell is not None and cell.column == column.index and _states(cell.text) and not is_told(cell):
            yield cell, column


def _states(text: str) -> bool:
    """Tell whether a cell states a figure: digits, or a percentage in words (百分之百)."""
    return "百分之" in text or any(c.isdigit() for c in text)


# --- units ---------------------------------------------------------------------------------------


def _unit(grid: HeadedGrid, row: Row, column: Column) -> str | None:
    """Return the unit of a bare number: of its column of units, its label, a neighbour, or the label's words."""
    for candidate in _unit_columns(grid, column):
        cell = row.cells.own(candidate.index)
        if cell is not None and (found := unit_text(cell.text)) is not None:
            return found
    if row.label.units:
        return row.label.units[0]
    heads = [heading(h.text) for h in column.heads]
    own = next((h.units[0] for h in reversed(heads) if len(h.units) == 1), None)
    return own or _neighbour(grid, row, column) or _implied(row.label)


def _unit_columns(grid: HeadedGrid, column: Column) -> Sequence[Column]:
    """Return the columns of units, the next to the right first."""
    units = grid.of_role("unit")
    return sorted(units, key=lambda c: (c.index < column.index, abs(c.index - column.index)))


def _neighbour(grid: HeadedGrid, row: Row, column: Column) -> str | None:
    """Return the unit that the other value of the row prints (≥95%(百分比) beside 96)."""
    for name in ("target", "actual"):
        for cell, other in _distinct(grid, row.cells, name):
            if other.index == column.index:
                continue
            values = cell_values(cell, None)
            if len(values) == 1 and values[0].unit_stated and is_value(cell.text):
                return values[0].unit_stated
    return None


def _implied(label: Heading) -> str | None:
    """Return the unit that a label's words imply: 人数, 户数, 率, 标准."""
    kind = counted(label.text) or next((k for k, w in IMPLIED.items() if f"{w}数" in label.text), None)
    if kind is not None:
        return IMPLIED[kind]
    names = [measure(t.name) for t in label.names("measure")]
    if names and "percent" in names[-1].kinds:
        return "%"
    if names and names[-1].measure in ("standard", "average_benefit"):
        return "元"
    return None


def _before(label: Heading, unit: str | None) -> str:
    return label.per if unit == "元" else ""


def _comparator(grid: HeadedGrid, row: GridRow, column: Column) -> str:
    """Return the sign in a column of its own (≥ | 27500); it belongs to the target."""
    if column.role != "target":
        return ""
    for candidate in grid.of_role("comparator"):
        cell = row.own(candidate.index)
        text = fold_words(cell.text).strip() if cell is not None else ""
        if text in ("≥", "≤", "=", ">", "<", ">=", "<="):
            return text
    return ""


# --- what a cell says of each of its figures --------------------------------------------------------


def _spoken(row: Row, cell: Cell, values: Sequence[Quantity], role: Role) -> Iterator[tuple[Quantity, Link]]:
    """Yield each figure of a cell with its link: the label's, changed by the words before it in the cell."""
    alone = len(values) == 1 and is_value(cell.text)
    end = cell.span.start
    for index, quantity in enumerate(values):
        local = "" if alone else cell.text[end - cell.span.start : quantity.span.start - cell.span.start]
        end = quantity.span.end
        following = values[index + 1].span.start if index + 1 < len(values) else cell.span.end
        behind = cell.text[end - cell.span.start : min(end + NOUN_REACH, following) - cell.span.start]
        noun = "" if alone else NOUN_ENDS.split(fold_words(behind))[0]
        yield quantity, _link(row, role, local, noun, alone or _pair(values))


def _pair(values: Sequence[Quantity]) -> bool:
    """Tell whether figures are 户 and 人 of one label."""
    return len(values) == 2 and {v.kind for v in values} == {"households", "persons"}


def _link(row: Row, role: Role, local: str, noun: str, alone: bool) -> Link:
    heads: tuple[Heading, ...] = (row.label,)
    if any(SATISFACTION.search(g.text) for g in row.groups) and not SATISFACTION.search(row.label.text):
        heads = (*(g for g in row.groups if SATISFACTION.search(g.text)), row.label)
    here = heading(BETWEEN.split(local)[-1] if BETWEEN.search(local) else local) if local.strip() else None
    behind = heading(noun) if noun.strip() else None
    together = row.joined
    spoken = [h for h in (behind, here) if h is not None and h.names(*TELLING)]
    if spoken:
        together = joined((row.label, *spoken), row.joined.subject)
        heads = (*heads, *spoken)
    basis: Basis = next((h.basis for h in (here, row.label) if h is not None and h.basis is not None), "unspecified")
    year = next((h.year for h in (here, row.label) if h is not None and h.year is not None), None)
    return Link(
        joined=together,
        heads=heads,
        role=role,
        basis=basis,
        year=year,
        void="compared" if COMPARED.search(fold_words(local)) else None,
        rule="table_row" if alone else "table_row_text",
        confidence=SURE if alone and (row.joined.named or row.label.understood) else FAIR,
        words=tuple(scan(fold_words(local))),
    )


def labels(row: GridRow) -> tuple[str, ...]:
    """Return the texts that name a row, outermost first."""
    return tuple(c.text for c in row.heads)


def is_indicator_grid(grid: HeadedGrid) -> bool:
    """Tell whether a grid is one of indicators: names of things beside a target or a result."""
    roles = grid.roles()
    valued = any(is_value(c.text) for r in grid.rows for c in r.cells.values())
    return bool(roles & {"target", "actual"}) and bool(roles & {*LEVELS, "name", "kind"}) and valued
