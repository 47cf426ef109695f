"""What each column of a form means, read from its heading cells, never from its position.

分值 and 得分 stand before, between or behind the values; headings are merged over rows and columns; a form has
several headings one under another (the money grid, then the indicators).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from pipeline import vocabulary
from pipeline.model import Cell, Table
from pipeline.normalise.fold import fold_words

LEVELS = ("level_1", "level_2", "level_3", "level_4")
# Words as short as these are headings only where they fill the cell.
SHORTEST_INSIDE = 3
NUMBER = regex.compile(r"-?\d+(?:\.\d+)?分?")
REMARK = regex.compile(r"\([^()]*\)|[\s:*★]")


@dataclass(frozen=True, slots=True)
class Header:
    """The roles of columns under a heading; `levels` are the columns that name things, outermost first."""

    roles: dict[int, str]
    width: int

    @property
    def levels(self) -> tuple[int, ...]:
        """The columns that name groups and items, from left to right."""
        return tuple(c for c in sorted(self.roles) if self.roles[c] in (*LEVELS, "name"))

    @property
    def is_money(self) -> bool:
        """Tell whether this heads a money grid, whose rows have names but no column of names."""
        return not any(r in LEVELS for r in self.roles.values()) and "money" in self.roles.values()

    def columns(self, role: str) -> tuple[int, ...]:
        """Return the columns of a role from left to right."""
        return tuple(c for c in sorted(self.roles) if self.roles[c] == role)

    def maximum_of(self, level: int) -> int | None:
        """Return the column with the maximum of what a level column names."""
        columns = self.columns("maximum")
        if len(columns) < 2:
            return columns[0] if columns and level == self.levels[-1] else None
        behind = next((c for c in columns if c > level), None)
        following = next((c for c in self.levels if c > level), self.width)
        return behind if behind is not None and behind < following else None

    @property
    def score(self) -> int | None:
        """The column of the unit's own score; where groups have theirs too, the items'."""
        return next(iter(reversed(self.columns("score"))), None)

    def score_of(self, level: int) -> int | None:
        """Return the column with the score of what an outer level column names, where each level has its own."""
        following = next((c for c in self.levels if c > level), self.width)
        return next((c for c in self.columns("score") if level < c < following), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with every place filled by the cell that covers it."""

    cells: tuple[tuple[Cell | None, ...], ...]

    @classmethod
    def of(cls, table: Table) -> Grid:
        """Return the grid of a table."""
        rows: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                    rows[row][column] = cell
        return cls(tuple(tuple(r) for r in rows))

    def distinct(self, row: int) -> tuple[Cell, ...]:
        """Return the cells of a row, each once, those that reach down from above included."""
        seen: dict[int, Cell] = {}
        for cell in self.cells[row]:
            if cell is not None:
                seen.setdefault(id(cell), cell)
        return tuple(seen.values())


@cache
def column_words() -> tuple[tuple[str, str], ...]:
    """Return each word for a column with its role, the longest first."""
    entries = vocabulary.read("score_columns", vocabulary.Words)
    pairs = [(w, e.name) for e in entries if not e.name.endswith("_row") for w in e.words]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


@cache
def row_words(name: str) -> frozenset[str]:
    """Return the words that begin a row of a kind: total_row, group_row."""
    return next(frozenset(e.words) for e in vocabulary.read("score_columns", vocabulary.Words) if e.name == name)


def role_of(text: str) -> str | None:
    """Return what a heading cell says its column is.

    >>> role_of("自评得分"), role_of("执行率（B/A）"), role_of("低保家庭满意度")
    ('score', 'rate', None)
    """
    plain = REMARK.sub("", fold_words(text)).replace("\n", "")
    if not plain or len(plain) > 24:
        return None
    exact = next((role for word, role in column_words() if word == plain), None)
    return exact or next(
        (role for word, role in column_words() if len(word) >= SHORTEST_INSIDE and word in plain), None
    )


def header_at(grid: Grid, row: int) -> tuple[Header, int] | None:
    """Return the header that begins in a row and how many rows it takes, or None."""
    roles = _roles(grid, row)
    if roles is None:
        return None
    rows = 1
    while row + rows < len(grid.cells):
        below = _roles(grid, row + rows, header_below=True)
        if below is None:
            break
        roles |= below
        rows += 1
    roles = _named_levels(roles)
    header = Header(_preferring_own(grid, row, roles), len(grid.cells[row]))
    return (header, rows) if _is_header(header) else None


def _named_levels(roles: dict[int, str]) -> dict[int, str]:
    """Return the roles with the columns under 绩效指标 as names, where no heading names the levels."""
    named = any(r in (*LEVELS, "name") for r in roles.values())
    return {c: "name" if r == "all_levels" else r for c, r in roles.items() if r != "all_levels" or not named}


def _roles(grid: Grid, row: int, header_below: bool = False) -> dict[int, str] | None:
    roles: dict[int, str] = {}
    found = 0
    for cell in grid.distinct(row):
        text = REMARK.sub("", fold_words(cell.text))
        if NUMBER.fullmatch(text):
            return None
        role = role_of(cell.text)
        if role is None:
            continue
        found += cell.row == row
        # A cell over several columns names the group of columns; its cells below say which is which.
        for column in range(cell.column, cell.column + cell.column_span):
            roles[column] = role
    unnamed = sum(1 for c in grid.distinct(row) if c.row == row and c.text.strip() and role_of(c.text) is None)
    if header_below:
        return roles if found >= 1 and unnamed == 0 else None
    return roles if found >= 2 and unnamed <= max(2, found) else None


def _preferring_own(grid: Grid, row: int, roles: dict[int, str]) -> dict[int, str]:
    """Return the roles with one column of scores: the unit's own (自评) where several are printed."""
    columns = [c for c, r in roles.items() if r == "score"]
    cells = {c: grid.cells[row][c] for c in columns}
    distinct = {id(cell): c for c, cell in reversed(cells.items())}
    kept = sorted(distinct.values())
    levels = [c for c, r in roles.items() if r in (*LEVELS, "name")]
    if len(kept) > 1 and _one_for_each(sorted(levels), kept):
        return roles
    own = [c for c in kept if (cell := cells[c]) is not None and regex.search("自评|自查|自我", fold_words(cell.text))]
    first = (own or kept)[:1]
    return {c: ("other_score" if r == "score" and c not in first else r) for c, r in roles.items()}


def _one_for_each(levels: list[int], scores: list[int]) -> bool:
    """Tell whether behind every column of names, before the next, stands one column of scores."""
    ends = (*levels[1:], max(scores) + 1)
    return all(sum(a < s < b for s in scores) == 1 for a, b in zip(levels, ends, strict=True)) and len(levels) > 1


def _is_header(header: Header) -> bool:
    roles = set(header.roles.values())
    names = bool(roles & {*LEVELS, "name"})
    scores = bool(roles & {"maximum", "score", "pair"})
    indicators = bool(roles & set(LEVELS)) and {"target", "actual"} <= roles
    execution = "score" in roles and bool(roles & {"maximum", "rate"})
    return (names and (scores or indicators)) or ("money" in roles and execution)
