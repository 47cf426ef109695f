"""Tables whose cells are figures: funds by source, programmes by measure, regions by programme, before and after.

Every figure is read from the headings of its row and its column together, in whichever direction the
table runs. A row of groups alone (其中：城镇) goes on with the programme of the row above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.linking.lexicon import measure
from pipeline.linking.subjects import Subject
from pipeline.linking.table_heads import Heading, Joined, heading, joined
from pipeline.linking.table_links import COUNTS, FAIR, MONEY_ROLES, SURE, Link, TableContext, level_of, mentions
from pipeline.linking.table_places import PlacedRow, names_regions, place_of
from pipeline.linking.table_units import MONEY, Heads, kinds_of, unit_of
from pipeline.linking.table_values import cell_values
from pipeline.model import Basis, Cell, Mention, Region, Role, Scope
from pipeline.structure.grids import HeadedCell, HeadedGrid
from pipeline.structure.table_cells import is_dash, is_value
from pipeline.structure.table_headings import column_role

# Columns that hold no figure of a programme.
UNREAD = frozenset({
    "change", "score", "weight", "rubric", "reason", "remark", "time", "serial", "unit", "comparator", "explanation",
    "problem", "note", "level_1", "level_2", "level_3", "name",
})  # fmt: skip
STANDARD_CAPTION = regex.compile(r"标准|提标")
READ = frozenset({*MONEY_ROLES, "execution_rate", "arrival_rate"})
# Reports on these count many programmes; a count that names none is not theirs.
BROAD = ("assistance", "department", None)
# How many rows of levels may stand below the amount that they divide.
LEVELS_BELOW = 12


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all cells of a grid: the lines above it, their units, and the kind of table it is."""

    base: Subject
    captions: tuple[Heading, ...]
    units: tuple[str, ...]
    by_region: bool
    columns_by_region: bool
    by_level: bool
    changed: bool
    received: bool
    year: int | None
    default: str | None
    named: bool
    declared: str | None = None


def read_figures(
    context: TableContext, grid: HeadedGrid, base: Subject, above: Sequence[str], declared: str | None = None
) -> Iterator[Mention]:
    """Yield the mentions of a grid of figures; `above` are the lines over it, `declared` the report's unit of money."""
    setting = replace(_setting(context, grid, base, above), declared=declared)
    carried: Joined | None = None
    row = -1
    for value in grid.values():
        if value.column.role in UNREAD or not _holds_figure(value.text):
            continue
        heads = _heads(grid, value)
        if value.row != row:
            row = value.row
            carried = _carried(heads, carried)
        yield from _read(context, grid, setting, value, heads, carried)


def _holds_figure(text: str) -> bool:
    return not is_dash(text) and any(c.isdigit() for c in text) and is_value(text)


# --- what holds for a grid -----------------------------------------------------------------------


def _setting(context: TableContext, grid: HeadedGrid, base: Subject, above: Sequence[str]) -> Setting:
    captions = tuple(heading(t) for t in (*above, *(c.text for c in grid.captions)))
    units = next((h.units for h in reversed(captions) if h.units), ())
    corner = {column_role(c.text) for c in grid.corner}
    labels = [_label(row.heads) for row in grid.rows]
    columns = [c.heads[-1].text for c in grid.columns[grid.stub :] if c.heads]
    region, year = context.region, context.particulars.year
    levels = sum(level_of([heading(t)], region) is not None for t in labels)
    by_region = bool(corner & {"region", "town"}) or names_regions(labels, region, year)
    about = joined(captions, base)
    years = {h.year for h in captions if h.year is not None}
    return Setting(
        base=about.subject if about.named and not about.several else base,
        captions=captions,
        units=units,
        by_region=by_region,
        columns_by_region=not by_region and names_regions(columns, region, year),
        by_level=not by_region and levels > 0,
        changed="previous" in grid.roles(),
        received=_has_received(grid),
        year=years.pop() if len(years) == 1 else None,
        default=_default(grid, captions),
        named=about.named or base.family not in BROAD,
    )


def _has_received(grid: HeadedGrid) -> bool:
    """Tell whether a column, or a label inside the body, is of money received."""
    labels = (c for r in grid.rows[:LEVELS_BELOW] for c in r.cells.values() if not is_value(c.text))
    return "received" in grid.roles() or any(column_role(c.text) == "received" for c in labels)


def _default(grid: HeadedGrid, captions: Sequence[Heading]) -> str | None:
    """Return the measure of money that the lines above a grid, or its corner, name."""
    heads = [*captions, *(heading(c.text) for c in grid.corner)]
    for head in reversed(heads):
        words = [t for t in head.names("measure") if "money" in measure(t.name).kinds and measure(t.name).measure]
        if words:
            return measure(words[-1].name).measure
    return None


def _label(heads: Sequence[Cell]) -> str:
    return heads[-1].text if heads else ""


# --- the headings of a cell ----------------------------------------------------------------------


def _heads(grid: HeadedGrid, value: HeadedCell) -> Heads:
    beside = _label_beside(grid, value)
    wide = [c for c in value.row_heads if len(grid.figured) > 1 and _reaches(c, grid.figured)]
    cells = [beside] if beside is not None else [c for c in value.row_heads if c not in wide]
    over = _label_above(grid, value, beside)
    around = (*wide, *value.row_heads[:-1], *value.row_heads[:1], *((over,) if over is not None else ()))
    return Heads(
        column=tuple(heading(c.text) for c in value.column_heads),
        row=tuple(heading(c.text) for c in cells),
        around=tuple(heading(c.text) for c in around),
        period=_period(grid, value),
        role=value.column.role or (column_role(over.text) if over is not None else None),
    )


def _period(grid: HeadedGrid, value: HeadedCell) -> tuple[Heading, ...]:
    """Return the heading whose quarter or month holds for a column that names none (一季度（人次） | 资金（元）)."""
    if any(heading(h.text).basis for h in value.column_heads):
        return ()
    for column in reversed(grid.columns[grid.stub : value.cell.column]):
        found = [h for c in column.heads if (h := heading(c.text)).basis is not None]
        if found:
            return tuple(h for h in found if h.basis in ("part_year", "one_month"))
    return ()


def _reaches(cell: Cell, rows: frozenset[int]) -> bool:
    """Tell whether a merged cell stands beside all of these rows."""
    return cell.row_span >= len(rows) and all(cell.row <= r < cell.row + cell.row_span for r in rows)


def _label_beside(grid: HeadedGrid, value: HeadedCell) -> Cell | None:
    """Return the text right before a figure where columns repeat labels (其中：中央 | 10 | 其中：中央 | 8)."""
    left = grid.by_index[value.row].own(value.cell.column - 1)
    if left is None or left.column < grid.stub or not left.text.strip() or is_value(left.text) or is_dash(left.text):
        return None
    head = next((c for c in grid.columns if c.index == left.column), None)
    return left if head is None or head.role in (None, "kind", value.column.role) else None


def _label_above(grid: HeadedGrid, value: HeadedCell, beside: Cell | None) -> Cell | None:
    """Return the label that names the money of a column without heading (计划安排资金 | 100 over 其中：中央 | 60)."""
    label = beside if beside is not None else (value.row_heads[-1] if value.row_heads else None)
    if label is None or value.column_heads or _names_money(label):
        return None
    near = range(max(0, value.row - LEVELS_BELOW), value.row)
    above = [grid.by_index[i].own(label.column) for i in near if i in grid.by_index]
    named = [c for c in (*above, label) if c is not None and c.column == label.column and column_role(c.text) in READ]
    return named[-1] if named else None


def _names_money(label: Cell) -> bool:
    """Tell whether a label says what its money is by words of its own (本年收入合计), other than of a level."""
    head = heading(label.text)
    return bool(head.names("measure")) and not head.names("level") and column_role(label.text) is None


def _carried(heads: Heads, before: Joined | None) -> Joined | None:
    """Return the programme that a row names for the rows of groups below it."""
    own = joined(heads.row, Subject())
    if own.named:
        return own
    label = heads.row[-1] if heads.row else None
    goes_on = label is not None and (label.within or (own.grouped and label.row is None))
    return before if goes_on else None


# --- one figure ----------------------------------------------------------------------------------


def _read(
    context: TableContext, grid: HeadedGrid, setting: Setting, value: HeadedCell, heads: Heads, carried: Joined | None
) -> Iterator[Mention]:
    link = _link(context, setting, heads, carried)
    kinds = kinds_of(heads, setting.captions, setting.changed or link.column_role in MONEY_ROLES)
    unit = unit_of(grid, value, heads, setting.units, kinds) or (setting.declared if kinds == MONEY else None)
    before = next((h.per for h in reversed((*heads.column, *heads.row)) if h.per), "")
    for quantity in cell_values(value.cell, unit, before=before if unit == "元" else ""):
        lost = quantity.kind in COUNTS and not (link.joined.named or setting.named)
        spoken = replace(link, void=link.void or "no programme named") if lost else link
        yield from mentions(context, spoken, quantity, value.cell.span)


def _link(context: TableContext, setting: Setting, heads: Heads, carried: Joined | None) -> Link:
    ordered = (*heads.column, *heads.row)
    row = joined(heads.row, Subject())
    base = setting.base
    if carried is not None and not row.named:
        base = carried.subject
    together = joined(ordered, base)
    if carried is not None:
        together = replace(together, named=True)
    funds_row = any(h.row == "funds_total_row" for h in heads.row)
    place = _place(context, setting, heads)
    role, column = _role(setting, heads)
    region, scope, void = _region(context, place)
    level = None if scope == "own_level" else _level(setting, heads, region or context.region)
    void = void or _void(heads, ordered, place, level) or (_levels_together(setting, heads) if level is None else None)
    default = _default_measure(setting, heads)
    foreign = place is not None and place.kind == "region" and region is not None and not _below(region, context)
    return Link(
        joined=together if not funds_row or together.named else replace(together, subject=setting.base),
        heads=ordered,
        column_role=column,
        level=level,
        funds=_of_funds(setting, column),
        default=default,
        role="reference" if foreign else role,
        basis=_basis(setting, (*ordered, *heads.period)),
        year=_year(setting, ordered),
        region=region,
        scope=scope,
        void=void,
        rule="table_region" if place is not None and place.kind == "region" else "table_cell",
        confidence=SURE if together.named or heads.row or setting.captions else FAIR,
    )


def _below(region: Region, context: TableContext) -> bool:
    """Tell whether a region is a part of the reporting one; another's figure is quoted for comparison."""
    own = context.region
    if own is None or own.adcode is None or region.adcode is None:
        return True
    trimmed = {"province": 2, "prefecture": 4}.get(own.level, 6)
    return region.adcode[:trimmed] == own.adcode[:trimmed] or region.parent_adcode == own.adcode


def _place(context: TableContext, setting: Setting, heads: Heads) -> PlacedRow | None:
    region, year = context.region, context.particulars.year
    if setting.by_region and heads.row:
        return place_of(heads.row[-1].text, region, year)
    if setting.columns_by_region and heads.column:
        return place_of(heads.column[-1].text, region, year)
    return None


def _region(context: TableContext, place: PlacedRow | None) -> tuple[Region | None, Scope, str | None]:
    if place is None or place.kind in ("total", "own"):
        return context.region, "whole", None
    if place.kind == "region":
        return place.region, "whole", None
    if place.kind == "own_level":
        return context.region, "own_level", None
    return context.region, "part", "town" if place.kind == "town" else "place without code"


def _level(setting: Setting, heads: Heads, region: Region | None) -> str | None:
    for side in (heads.row, heads.column):
        if side is heads.row and setting.by_region:
            continue
        found = level_of(side[-1:] if side is heads.row else side, region)
        if found is not None:
            return found
    return None


def _of_funds(setting: Setting, column: str | None) -> bool:
    """Tell whether a column counts as money received: 到位, else 全年预算数, else the only amount."""
    if column == "received":
        return True
    if column == "budget":
        return not setting.received
    return column in ("amount", None)


def _role(setting: Setting, heads: Heads) -> tuple[Role, str | None]:
    """Return role and meaning of a cell's column; 调整后 beside 年初 is a budget, beside 调整前 a standard."""
    role = heads.role if heads.role is not None else next((h.role for h in reversed(heads.row) if h.role), None)
    if role == "target":
        return "target", None
    if role == "previous":
        return "previous", None
    if role == "current":
        return "actual", None if setting.changed else "budget"
    return "actual", role


def _void(heads: Heads, ordered: Sequence[Heading], place: PlacedRow | None, level: str | None) -> str | None:
    """Return why a figure is no indicator: a row or column whose words are unknown, or a part of no level."""
    label = heads.row[-1] if heads.row else None
    if label is not None and label.row == "local_row":
        return "no single level"
    if label is not None and place is None and not label.understood:
        return "unknown row"
    if label is not None and place is None and label.half_known:
        return "a row of several things"
    if heads.column and place is None and not any(h.understood for h in heads.column):
        return "unknown column"
    if any(h.role in ("change", "score", "weight") for h in ordered):
        return "change or score"
    if level is not None and heads.role in ("execution_rate", "arrival_rate"):
        return "rate of one level"
    return None


def _levels_together(setting: Setting, heads: Heads) -> str | None:
    """Return why money of levels that are not told apart is no indicator."""
    considered = heads.column if setting.by_region else (*heads.column, *heads.row[-1:])
    return "several levels" if any(h.names("level") for h in considered) else None


def _default_measure(setting: Setting, heads: Heads) -> str | None:
    """Return the measure where no heading names one: a standard in a table of standards, else what the title says."""
    if setting.changed or any(h.per for h in (*heads.column, *heads.row)):
        return "standard"
    if any(STANDARD_CAPTION.search(h.text) for h in setting.captions):
        return "standard"
    total = bool(heads.row) and heads.row[-1].row is not None
    if setting.by_level and total:
        return "funds_received"
    return setting.default


def _year(setting: Setting, ordered: Sequence[Heading]) -> int | None:
    return next((h.year for h in reversed(ordered) if h.year is not None), setting.year)


def _basis(setting: Setting, ordered: Sequence[Heading]) -> Basis:
    own = next((h.basis for h in reversed(ordered) if h.basis is not None), None)
    if own is not None:
        return own
    above = next((h.basis for h in reversed(setting.captions) if h.basis is not None), None)
    return above if above in ("year_end", "monthly_average", "part_year") else "unspecified"
