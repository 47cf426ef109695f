"""The rows of a 自评表 as nodes of the tree of scores: 一级指标 > 二级指标 > 三级指标.

Each row takes the name of its lowest level, with maximum, score, target, actual and reason; groups are nodes of
their own, with the weight that their cell prints (产出指标（50分）) and without a score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from pipeline.model import Block, Cell, Document, Span
from pipeline.normalise.fold import fold_words
from pipeline.structure.numbering import candidates
from pipeline.structure.score_columns import REMARK, Grid, Header, header_at, role_of, row_words
from pipeline.structure.score_drafts import Draft, kind_of
from pipeline.structure.score_fields import field_drafts, lying_down
from pipeline.structure.score_phrases import phrases
from pipeline.structure.score_words import either, words

NUMBER = regex.compile(r"\+?(-?\d+(?:\.\d+)?)分?")
PERCENT = regex.compile(r"(\d+(?:\.\d+)?)%")
PAIR = regex.compile(r"(\d+(?:\.\d+)?)分?/(\d+(?:\.\d+)?)分?")
# 总分：98分 in a cell of its own.
TOTAL_IN_CELL = regex.compile(r"(?P<name>[\u4e00-\u9fff]{2,8})(?:为|:)(?P<score>\d+(?:\.\d+)?)分?")
WEIGHT = regex.compile(r"[\s:]*[(\[](?:分值|权重|满分|共|标准分|[:为\s])*(-?\d+(?:\.\d+)?)分[)\]]")
PRINTED_WEIGHT = regex.compile(r"\s*[(（\[【][^()（）\[\]【】]*\d\s*分[^()（）\[\]【】]*[)）\]】]")
# 项目决策（20）: the group's weight where it ends the cell; in an item's cell the number may be anything.
BARE_WEIGHT = regex.compile(r"(?<=[\u4e00-\u9fff])[(\[](\d{1,3}(?:\.\d)?)[)\]]$")
# 20分×执行率 in the heading of the scores says what the budget's execution is out of.
RATED = regex.compile(r"(\d+(?:\.\d+)?)分?[×*xX](?:预算)?执行率|执行率[×*xX](\d+(?:\.\d+)?)")
UNIT_OF_MONEY = regex.compile(r"\s*[(（](?:单位)?[:：]?(?:万元|元|亿元|千元)[)）]$")
WITHOUT_BONUS = regex.compile(r"[(\[](?:不含|未含|不包括|除)[^)\]]*加分|基础分|基本分")
TRAILING = " \u3000:：\n"
TOLERANCE = 0.005
SMALLEST_TOTAL = 60
LARGEST_TOTAL = 200
LONGEST_GRADE_CELL = 30
# 合计 and 总计 alone also head sums of money and people.
TOTAL_NAMES = ("得分", "总分", "评分", "自评分")


@dataclass(frozen=True, slots=True)
class TableReading:
    """The drafts of all score tables, and the total and grade that cells beside their names print."""

    drafts: tuple[Draft, ...]
    stated: float | None
    grade: str | None


Row = tuple[Cell | None, ...]


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
        grade = grade or _grade(block)
        reading.table = index
        before = len(reading.drafts)
        _read_table(lying_down(block), reading)
        if len(reading.drafts) == before:
            reading.drafts.extend(replace(d, table=index) for d in field_drafts(block))
        reading.drafts.extend(replace(d, table=index) for d in _total_of(block))
        stated = stated if stated is not None else reading.stated
        stated = stated if stated is not None else _stated(block)
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
    if _name_of_row(first) in row_words("total_row"):
        reading.drafts.extend(replace(d, table=reading.table) for d in _total_row(cells, first, header))
        # What stands below the total (grade, remarks, signatures) is no row of scores.
        ends = (reading.open_groups or not header.is_money) and not WITHOUT_BONUS.search(_plain(first))
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
    maximum = _maximum(cells[maxima[-1]]) if maxima else _weight(first)
    score = number(cells[header.score]) if header.score is not None else None
    pair = _pair(cells, header)
    if pair is not None:
        maximum, score = pair
    if len(numbers) > 1 and (maximum is None or score is None):
        maximum, score = numbers[0], numbers[-1]
    if len(numbers) == 1 and maximum is None and score is None:
        score = numbers[0]
    if maximum is not None or score is not None:
        last = max(c.span.end for c in cells if c is not None)
        yield Draft(_name_of_row(first), Span(first.span.start, last), "table", maximum, score, kind="total")


def _money_weight(grid: Grid, row: int, rows: int, reading: Reading) -> float | None:
    """Return the weight that a money grid's heading prints, 预算执行（20分）, and add that cell's node."""
    for cell in (c for r in range(row, row + rows) for c in grid.distinct(r)):
        weight = _weight(cell)
        if weight is not None and role_of(cell.text) in (None, "rate") and cell.column == 0:
            reading.drafts.append(Draft(_label(cell), cell.span, "table", weight, None, table=reading.table))
            return weight
        if rated := RATED.search(_plain(cell)):
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
        yield Draft(_label(name), _row_span(name, cells, row), "table", maximum, score)


def _indicator_row(cells: Row, row: int, reading: Reading, header: Header) -> None:
    path = _path(cells, row, header)
    if not path:
        reading.stated = _unnamed_total(cells, row, header, reading.drafts) or reading.stated
        return
    column, cell = path[-1]
    score = _own_number(cells, header.score, row)
    item = replace(_item(cells, row, cell, column, header, score), table=reading.table)
    sums_up = _plain(cell) in row_words("group_row")
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
    maximum = _own_number(cells, maxima[-1], row) if maxima else None
    top = [d.maximum or 0.0 for d in drafts if d.parent is None and d.kind is None]
    if maximum is None or len(top) < 2 or abs(sum(top) - maximum) > TOLERANCE:
        return None
    return _own_number(cells, header.score, row)


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
    if open_here is not None and (open_here.span == cell.span or open_here.label == _label(cell)):
        return open_here
    maximum = _group_weight(cell)
    own_maximum = header.maximum_of(column) if maximum is None else None
    if own_maximum is not None and len(header.columns("maximum")) > 1:
        maximum = _maximum(cells[own_maximum])
    own_score = header.score_of(column) if len(header.columns("score")) > 1 else None
    score = number(cells[own_score]) if own_score is not None else None
    draft = Draft(
        _label(cell), cell.span, "table", maximum, score, kind=kind_of(cell.text), parent=parent, table=reading.table
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
    maximum = _own_maximum(cells, header.maximum_of(column), row)
    if maximum is None and header.columns("maximum"):
        maximum = _own_maximum(cells, header.columns("maximum")[-1], row)
    pair = _pair(cells, header)
    if pair is not None:
        maximum, score = pair
    weight = _weight(cell)
    if maximum is None and weight is not None:
        maximum = weight
    return Draft(
        _label(cell), _row_span(cell, cells, row), "table", maximum, score,
        _own_number(cells, next(iter(header.columns("deduction")), None), row), kind_of(cell.text),
        target_text=_text(cells, header, "target"), actual_text=_text(cells, header, "actual"),
        reason=_text(cells, header, "reason"),
    )  # fmt: skip


def _text(cells: Row, header: Header, role: str) -> str | None:
    column = next(iter(header.columns(role)), None)
    cell = cells[column] if column is not None else None
    return cell.text.strip() or None if cell is not None else None


def _own_number(cells: Row, column: int | None, row: int) -> float | None:
    """Return the number in a column if its cell begins in this row; one that reaches down is another row's."""
    cell = cells[column] if column is not None else None
    return number(cell) if cell is not None and cell.row == row else None


def _own_maximum(cells: Row, column: int | None, row: int) -> float | None:
    cell = cells[column] if column is not None else None
    return _maximum(cell) if cell is not None and cell.row == row else None


def _maximum(cell: Cell | None) -> float | None:
    """Return a maximum: a number, or a weight such as 20% in a scale of a hundred."""
    match = PERCENT.fullmatch(fold_words(cell.text).strip()) if cell is not None else None
    return float(match[1]) if match else number(cell)


def _pair(cells: Row, header: Header) -> tuple[float, float] | None:
    """Return maximum and score of a cell that holds both, 20/19."""
    column = next(iter(header.columns("pair")), None)
    cell = cells[column] if column is not None else None
    match = PAIR.fullmatch(_plain(cell)) if cell is not None else None
    if match is None:
        return None
    low, high = sorted((float(match[1]), float(match[2])))
    return high, low


def number(cell: Cell | None) -> float | None:
    """Return the number that fills a cell, or None (empty, a dash, words)."""
    match = NUMBER.fullmatch(fold_words(cell.text).strip()) if cell is not None else None
    return float(match[1]) if match else None


def _weight(cell: Cell) -> float | None:
    match = WEIGHT.search(fold_words(cell.text))
    return float(match[1]) if match else None


def _group_weight(cell: Cell) -> float | None:
    bare = BARE_WEIGHT.search(_plain(cell))
    return _weight(cell) or (float(bare[1]) if bare else None)


def _plain(cell: Cell) -> str:
    return regex.sub(r"\s", "", fold_words(cell.text)).strip(":")


def _name_of_row(cell: Cell) -> str:
    """Return what a cell calls its row, without a bracket: 总分 of 总分（100分）."""
    return REMARK.sub("", _plain(cell)).strip(":")


def _label(cell: Cell) -> str:
    """Return the name in a cell without the bracket of its weight and without line breaks."""
    text = regex.sub(r"\s*\n\s*", "", cell.text.strip(TRAILING))
    bare = PRINTED_WEIGHT.sub("", text).strip(TRAILING)
    # 预算执行（万元）（20分）: with its weight, the bracket before tells the unit of the columns.
    return (UNIT_OF_MONEY.sub("", bare) if bare != text else bare) or text


def _row_span(name: Cell, cells: Row, row: int) -> Span:
    end = max((c.span.end for c in cells if c is not None and c.row == row and c.text.strip()), default=name.span.end)
    return Span(name.span.start, max(end, name.span.end))


def _grade(block: Block) -> str | None:
    """Return the grade that a cell prints beside 自评等级, 评价等次 and the like, or in the cell itself."""
    assert block.table is not None
    cells = block.table.cells
    label = rf".{{0,6}}(?:{either('grade_label')})(?:结果)?:?"
    grade = rf"[“\"]?(?P<grade>{either('grade')})(?=[”\"(,，;；]|等|$)"
    alone, inside = regex.compile(label), regex.compile(label + grade)
    beside = regex.compile(grade)
    for cell, following in zip(cells, (*cells[1:], None), strict=True):
        text = _plain(cell)
        match = inside.match(text)
        if match is None and following is not None and following.row == cell.row and alone.fullmatch(text):
            match = beside.match(_plain(following))
        if match is not None and len(text) < LONGEST_GRADE_CELL:
            return match["grade"]
    return None


def _total_names() -> frozenset[str]:
    return frozenset(w for w in (*row_words("total_row"), *words("score")) if w.endswith(TOTAL_NAMES))


def _total_of(block: Block) -> Iterator[Draft]:
    """Yield the total whose neighbour states both numbers: 自评综合得分 | 93分（满分100分）."""
    assert block.table is not None
    for cell, beside in zip(block.table.cells, block.table.cells[1:], strict=False):
        named = cell.row == beside.row and _name_of_row(cell).removeprefix("绩效") in _total_names()
        found = phrases(_plain(beside)) if named and len(beside.text) < LONGEST_GRADE_CELL else ()
        if len(found) != 1 or found[0].score is None:
            continue
        if SMALLEST_TOTAL <= (found[0].maximum or 0.0) <= LARGEST_TOTAL:
            span = Span(cell.span.start, beside.span.end)
            yield Draft(cell.text.strip(TRAILING), span, "table", found[0].maximum, found[0].score, kind="total")


def _stated(block: Block) -> float | None:
    """Return the total that a cell prints beside 自评得分, outside of a score table's rows."""
    assert block.table is not None
    names = _total_names()
    for cell in block.table.cells:
        match = TOTAL_IN_CELL.fullmatch(_plain(cell))
        if match is not None and match["name"] in names and SMALLEST_TOTAL <= float(match["score"]) <= LARGEST_TOTAL:
            return float(match["score"])
    for cell, beside in zip(block.table.cells, block.table.cells[1:], strict=False):
        value = number(beside)
        if cell.row != beside.row or _plain(cell) not in names or value is None:
            continue
        if SMALLEST_TOTAL <= value <= LARGEST_TOTAL:
            return value
    return None
