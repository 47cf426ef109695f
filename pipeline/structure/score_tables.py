"""The rows of a 自评表 as nodes of the tree of scores: 一级指标 > 二级指标 > 三级指标.

Each row takes the name of its lowest level, with maximum, score, target, actual and reason; groups are nodes of
their own, with the weight that their cell prints (产出指标（50分）) and without a score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from pipeline.model import Block, Cell, Document, Span
from pipeline.structure.numbering import candidates
from pipeline.structure.score_beside import grade_beside, stated_beside, total_beside
from pipeline.structure.score_cells import (
    Row,
    group_weight,
    label_of,
    maximum_and_score,
    maximum_of,
    name_of_row,
    number,
    own_maximum,
    own_number,
    plain,
    row_span,
    weight_of,
)
from pipeline.structure.score_columns import Grid, Header, header_at, role_of, row_words
from pipeline.structure.score_drafts import Draft, kind_of
from pipeline.structure.score_fields import field_drafts, lying_down

# 20分×执行率 in the heading of the scores says what the budget's execution is out of.
RATED = regex.compile(r"(\d+(?:\.\d+)?)分?[×*xX](?:预算)?执行率|执行率[×*xX](\d+(?:\.\d+)?)")
WITHOUT_BONUS = regex.compile(r"[(\[](?:不含|未含|不包括|除)[^)\]]*加分|基础分|基本分")
TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class TableReading:
    """The drafts of all score tables, and the total and grade that cells beside their names print."""

    drafts: tuple[Draft, ...]
    stated: float | None
    grade: str | None


@dataclass(slots=True)
class Reading:
    """A table in reading: the header in force, the group open at each level, and what is found."""

    header: Header | None = None
    open_groups: dict[int, Draft] = field(default_factory=dict)
    open_numbers: dict[str, Draft] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    table: int = 0
    stated: float | None = None
    last_number: tuple[int, ...] = (0,)
    weight: float | None = None
    """What the heading of a money grid says that the execution of the budget is out of."""


def read_score_tables(document: Document) -> TableReading:
    """Return the nodes of every table that has the columns of a score table."""
    reading = Reading()
    grade: str | None = None
    stated: float | None = None
    for index, block in enumerate(document.tables()):
        grade = grade or grade_beside(block)
        reading.table = index
        before = len(reading.drafts)
        _read_table(lying_down(block), reading)
        if len(reading.drafts) == before:
            reading.drafts.extend(replace(d, table=index) for d in field_drafts(block))
        reading.drafts.extend(replace(d, table=index) for d in total_beside(block))
        stated = stated if stated is not None else reading.stated
        stated = stated if stated is not None else stated_beside(block)
    return TableReading(tuple(reading.drafts), stated, grade)


def _read_table(block: Block, reading: Reading) -> None:
    assert block.table is not None
    grid = Grid.of(block.table)
    continued = _continued(reading.header, grid)
    if continued is None:
        reading.open_groups.clear()
    reading.header = continued
    row = 0
    while row < len(grid.cells):
        found = header_at(grid, row)
        if found is not None:
            reading.header, rows = found
            reading.last_number = (0,)
            reading.weight = _money_weight(grid, row, rows, reading) if found[0].is_money else None
            if continued is None or found[0].roles != continued.roles:
                reading.open_groups.clear()
            row += rows
            continue
        if reading.header is not None:
            _read_row(grid, row, reading)
        row += 1


def _continued(header: Header | None, grid: Grid) -> Header | None:
    """Return the header that a table cut by a page end continues under, or None for a table of its own."""
    width = len(grid.cells[0])
    if header is None or header.is_money:
        return None
    if width == header.width:
        return header
    columns = sorted(header.roles)
    return Header({i: header.roles[c] for i, c in enumerate(columns)}, width) if len(columns) == width else None


def _read_row(grid: Grid, row: int, reading: Reading) -> None:
    header = reading.header
    assert header is not None
    cells = grid.cells[row]
    if len(cells) < max(header.roles, default=0) + 1:
        return
    first = next((c for c in cells if c is not None and c.text.strip()), None)
    if first is None:
        return
    if name_of_row(first) in row_words("total_row"):
        reading.drafts.extend(replace(d, table=reading.table) for d in _total_row(cells, first, header))
        # What stands below the total (grade, remarks, signatures) is no row of scores.
        ends = (reading.open_groups or not header.is_money) and not WITHOUT_BONUS.search(plain(first))
        reading.header = None if ends else header
    elif header.is_money:
        money = tuple(_money_row(cells, row, header, reading.weight))
        reading.weight = None if money else reading.weight
        reading.drafts.extend(replace(d, table=reading.table) for d in money)
    else:
        _indicator_row(cells, row, reading, header)


def _total_row(cells: Row, first: Cell, header: Header) -> Iterator[Draft]:
    """Yield the row 总分 | 100 | 98.5; where its cells are merged across columns, the order of numbers decides."""
    others = {id(c): c for c in cells if c is not None and c is not first}
    numbers = [n for c in others.values() if (n := number(c)) is not None]
    maxima = header.columns("maximum")
    maximum = maximum_of(cells[maxima[-1]]) if maxima else weight_of(first)
    score = number(cells[header.score]) if header.score is not None else None
    both = maximum_and_score(cells, header)
    if both is not None:
        maximum, score = both
    if len(numbers) > 1 and (maximum is None or score is None):
        maximum, score = numbers[0], numbers[-1]
    if len(numbers) == 1 and maximum is None and score is None:
        score = numbers[0]
    if maximum is not None or score is not None:
        last = max(c.span.end for c in cells if c is not None)
        yield Draft(name_of_row(first), Span(first.span.start, last), "table", maximum, score, kind="total")


def _money_weight(grid: Grid, row: int, rows: int, reading: Reading) -> float | None:
    """Return the weight that a money grid's heading prints, 预算执行（20分）, and add that cell's node."""
    for cell in (c for r in range(row, row + rows) for c in grid.distinct(r)):
        weight = weight_of(cell)
        if weight is not None and role_of(cell.text) in (None, "rate") and cell.column == 0:
            reading.drafts.append(Draft(label_of(cell), cell.span, "table", weight, None, table=reading.table))
            return weight
        if rated := RATED.search(plain(cell)):
            return float(rated[1] or rated[2])
    return None


def _money_row(cells: Row, row: int, header: Header, weight: float | None) -> Iterator[Draft]:
    """Yield a row of the money grid that prints a maximum or a score; the first may owe its maximum to the heading."""
    values = [c for c in header.roles if header.roles[c] in ("money", "maximum", "score", "rate")]
    named = [c for c in cells[: min(values)] if c is not None and c.text.strip() and number(c) is None]
    if not named:
        return
    name = next((c for c in reversed(named) if c.row == row), named[-1])
    maxima = header.columns("maximum")
    maximum = number(cells[maxima[0]]) if maxima else None
    score = number(cells[header.score]) if header.score is not None else None
    if not maxima and score is not None and weight is not None and score <= weight:
        maximum = weight
    if maximum is not None or score is not None:
        yield Draft(label_of(name), row_span(name, cells, row), "table", maximum, score)


def _indicator_row(cells: Row, row: int, reading: Reading, header: Header) -> None:
    path = _path(cells, row, header)
    if not path:
        reading.stated = _unnamed_total(cells, row, header, reading.drafts) or reading.stated
        return
    column, cell = path[-1]
    score = own_number(cells, header.score, row)
    item = replace(_item(cells, row, cell, column, header, score), table=reading.table)
    sums_up = plain(cell) in row_words("group_row")
    if not sums_up and item.maximum is None and item.score is None and not (item.target_text or item.actual_text):
        return
    parent = _open_above(reading, path[0][0])
    for group_column, group_cell in path[:-1]:
        parent = _group(cells, group_column, group_cell, parent, reading, header)
    if sums_up and parent is not None:
        _fill_group(reading, parent, item.maximum, score)
    elif len(header.levels) == 1:
        counted = any(number(cells[c]) is not None for c in header.columns("number"))
        _numbered_item(item, cell, reading, counted)
    else:
        reading.drafts.append(replace(item, parent=parent))


def _unnamed_total(cells: Row, row: int, header: Header, drafts: list[Draft]) -> float | None:
    """Return the score of a row without a name whose maximum is the sum of those above it."""
    maxima = header.columns("maximum")
    maximum = own_number(cells, maxima[-1], row) if maxima else None
    top = [d.maximum or 0.0 for d in drafts if d.parent is None and d.kind is None]
    if maximum is None or len(top) < 2 or abs(sum(top) - maximum) > TOLERANCE:
        return None
    return own_number(cells, header.score, row)


def _open_above(reading: Reading, column: int) -> Draft | None:
    """Return the group that a row belongs to whose outer cells are left blank."""
    outer = [c for c in reading.open_groups if c < column]
    return reading.open_groups[max(outer)] if outer else None


def _numbered_item(item: Draft, cell: Cell, reading: Reading, counted: bool) -> None:
    """Add a row of a table with one column of names, put under the row that its numbering (一、 1.) belongs to.

    A row that is `counted` in a column of numbers stands under the row whose name is numbered.
    """
    found = candidates(cell.text.strip())
    number_of = next((c for c in found if c.sure), None)
    # 2 资金使用 behind 1 资金预算 counts; by itself the figure may belong to the name.
    doubtful = next((c for c in found if not c.sure and c.style == "1." and c.follows(reading.last_number)), None)
    if number_of is None and doubtful is not None:
        reading.last_number = doubtful.values
        printed = cell.text.strip()[: doubtful.end].strip()
        item = replace(item, label=item.label[doubtful.end :].strip() or item.label, ordinal=printed)
    if number_of is None and counted and reading.open_numbers:
        reading.drafts.append(replace(item, parent=next(iter(reversed(reading.open_numbers.values())))))
        return
    if number_of is None:
        reading.open_numbers.clear()
        reading.drafts.append(item)
        return
    styles = list(reading.open_numbers)
    kept = styles[: styles.index(number_of.style)] if number_of.style in styles else styles
    reading.open_numbers = {s: reading.open_numbers[s] for s in kept}
    printed = cell.text.strip()[number_of.start : number_of.end].strip()
    label = item.label[number_of.end :].strip() or item.label
    parent = reading.open_numbers[kept[-1]] if kept else None
    draft = replace(item, label=label, ordinal=printed, parent=parent)
    reading.open_numbers[number_of.style] = draft
    reading.drafts.append(draft)


def _path(cells: Row, row: int, header: Header) -> list[tuple[int, Cell]]:
    """Return the cells that name a row, outermost first, each once; the last must begin in this row."""
    path: list[tuple[int, Cell]] = []
    for column in header.levels:
        cell = cells[column]
        if cell is None or not cell.text.strip() or any(c is cell for _, c in path):
            continue
        if number(cell) is not None and column != header.levels[-1]:
            continue
        path.append((column, cell))
    while path and path[-1][1].row != row:
        path.pop()
    return path


def _group(cells: Row, column: int, cell: Cell, parent: Draft | None, reading: Reading, header: Header) -> Draft:
    """Return the node of a group cell, made where the cell is first met."""
    open_here = reading.open_groups.get(column)
    if open_here is not None and (open_here.span == cell.span or open_here.label == label_of(cell)):
        return open_here
    maximum = group_weight(cell)
    own_maximum = header.maximum_of(column) if maximum is None else None
    if own_maximum is not None and len(header.columns("maximum")) > 1:
        maximum = maximum_of(cells[own_maximum])
    own_score = header.score_of(column) if len(header.columns("score")) > 1 else None
    score = number(cells[own_score]) if own_score is not None else None
    draft = Draft(
        label_of(cell), cell.span, "table", maximum, score, kind=kind_of(cell.text), parent=parent, table=reading.table
    )
    for deeper in [c for c in reading.open_groups if c >= column]:
        del reading.open_groups[deeper]
    reading.open_groups[column] = draft
    reading.drafts.append(draft)
    return draft


def _fill_group(reading: Reading, group: Draft, maximum: float | None, score: float | None) -> None:
    """Put the numbers of a row 分项合计 to the group that they add up, and to the references to it."""
    filled = replace(group, maximum=maximum if maximum is not None else group.maximum, score=score)
    adopted = (replace(d, parent=filled) if d.parent is group else d for d in reading.drafts)
    reading.drafts = [filled if d is group else d for d in adopted]
    for column, draft in reading.open_groups.items():
        if draft is group:
            reading.open_groups[column] = filled


def _item(cells: Row, row: int, cell: Cell, column: int, header: Header, score: float | None) -> Draft:
    maximum = own_maximum(cells, header.maximum_of(column), row)
    if maximum is None and header.columns("maximum"):
        maximum = own_maximum(cells, header.columns("maximum")[-1], row)
    both = maximum_and_score(cells, header)
    if both is not None:
        maximum, score = both
    weight = weight_of(cell)
    if maximum is None and weight is not None:
        maximum = weight
    return Draft(
        label_of(cell), row_span(cell, cells, row), "table", maximum, score,
        own_number(cells, next(iter(header.columns("deduction")), None), row), kind_of(cell.text),
        target_text=_text(cells, header, "target"), actual_text=_text(cells, header, "actual"),
        reason=_text(cells, header, "reason"),
    )  # fmt: skip


def _text(cells: Row, header: Header, role: str) -> str | None:
    column = next(iter(header.columns(role)), None)
    cell = cells[column] if column is not None else None
    return cell.text.strip() or None if cell is not None else None
