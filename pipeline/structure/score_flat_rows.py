"""The rows of a flattened table: which cell stands in which column, where empty cells have vanished.

Every cell has to fit its column: a maximum and a score are numbers, a name is none. Of all ways to cut the
cells into rows the one is taken that fits best; outer groups are named in their first row alone, reasons are
mostly empty, and a row of a form that prints a row to a line begins with its line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from pipeline.structure.score_columns import row_words
from pipeline.structure.score_flat_cells import NAMES, NUMBER, Heading, Piece
from pipeline.structure.table_cells import is_dash, is_value

# Longer tables are cut; no form of a county has more cells under one heading.
MOST_CELLS = 900
LONGEST_NAME = 45
LONGEST_UNIT = 8
# Three longer ones in a row are paragraphs.
LONGEST_CELL = 60
GROUP = regex.compile(
    r".*(?:指标|类|环节)(?:\(.*\))?|(?:项目)?(?:投入|决策|过程|产出|效果|效益|管理|绩效|满意度)(?:情况)?(?:\(.*\))?"
)
SENTENCE = regex.compile(r"[，。；,;]|由于|因为|原因|没有|不够|不足|^无$|^-+$")
SERIAL = regex.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
SIGN = regex.compile(r"[≥≤=><]+|定性|定量|正向|反向|大于|小于|等于")
# What a row may carry while it is read: a name, a maximum, a line that sums up, an outer name just before.
NAMED, SCORED, SUMMED, OUTER, TARGETED = 1, 2, 4, 8, 16
FLAGS = 32
NEVER = float("-inf")
# What it is worth, in steps of doubt, to complete a row, and to leave a cell outside all rows.
SCORED_ROW, BARE_ROW, STRAY = 3.0, 0.3, -2.5
LINE_BEGINS, LINE_BROKEN = 1.0, -1.5
SKIPPED = {
    "number": -0.1, "target": -2.5, "actual": -2.5, "maximum": -5.0, "score": -5.0, "other_score": -1.0,
    "deduction": -0.6, "rate": -1.5, "money": -2.0, "reason": -0.1, "rubric": -1.5, "unit": -1.0,
    "kind_of_target": -1.0,
}  # fmt: skip
# The choices at a column, and at the end of a row.
SKIP, TAKE, TAKE_TWO, END_ROW, STOP, LEAVE = range(6)


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A row: its cells by column, or one stray cell that belongs to no row."""

    cells: tuple[tuple[int, Piece], ...]
    stray: bool = False


@dataclass(slots=True)
class _Search:
    """The best way to go on from each cell, column and state, filled from the end of the table."""

    heading: Heading
    pieces: Sequence[Piece]
    text: str
    by_line: bool

    def rows(self) -> tuple[FlatRow, ...]:
        """Return the rows that fit best."""
        count, width = len(self.pieces), len(self.heading.roles)
        values = [[[NEVER] * FLAGS for _ in range(width + 1)] for _ in range(count + 1)]
        choices = [[[STOP] * FLAGS for _ in range(width + 1)] for _ in range(count + 1)]
        reached = self._reached()
        begin = [0.0] * (count + 2)
        opening = [STOP] * (count + 2)
        for i in range(count, -1, -1):
            for j in range(width, -1, -1):
                for flags in reached[j]:
                    values[i][j][flags], choices[i][j][flags] = self._best(i, j, flags, values, begin)
            if i < count:
                start = values[i][0][0] + self._line(i, begins=True)
                stray = begin[i + 1] + STRAY
                begin[i], opening[i] = max((0.0, STOP), (start, TAKE), (stray, LEAVE))
        return self._walk(choices, opening)

    def _reached(self) -> list[set[int]]:
        """Return the states in which a row may come to each column."""
        reached: list[set[int]] = [{0}]
        for j, role in enumerate(self.heading.roles):
            after = {self._after_skip(j, f) for f in reached[j]}
            for flags in (f & ~OUTER for f in reached[j]):
                if role in NAMES:
                    after |= {flags | NAMED, flags | NAMED | SUMMED, flags | OUTER}
                after |= {flags, flags | SCORED, flags | TARGETED} if role not in NAMES else set()
            reached.append(after)
        return reached

    def _line(self, index: int, begins: bool) -> float:
        if not self.by_line:
            return 0.0
        first = self.pieces[index].first
        if begins:
            return LINE_BEGINS if first else LINE_BROKEN
        return LINE_BROKEN if first else 0.0

    def _best(
        self, i: int, j: int, flags: int, values: list[list[list[float]]], begin: list[float]
    ) -> tuple[float, int]:
        width = len(self.heading.roles)
        if j == width:
            return (begin[i] + self._row_value(flags) if flags & NAMED else NEVER), END_ROW
        options = [(self._skip(j, flags) + values[i][j + 1][self._after_skip(j, flags)], SKIP)]
        if i < len(self.pieces):
            options.append(self._take(i, 1, j, flags, values))
        if i + 1 < len(self.pieces) and self._splits(i, j):
            options.append(self._take(i, 2, j, flags, values))
        return max(options)

    def _splits(self, i: int, j: int) -> bool:
        """Tell whether a cell may have been split at a space inside it."""
        one, two = self.pieces[i], self.pieces[i + 1]
        return self.by_line and one.line == two.line and two.start - one.end == 1

    def _take(self, i: int, count: int, j: int, flags: int, values: list[list[list[float]]]) -> tuple[float, int]:
        piece = self._piece(i, count)
        gain = fit(self.heading, j, piece.folded, bool(flags & SUMMED))
        if gain == NEVER:
            return NEVER, TAKE
        # The row has begun where a cell of it was taken.
        broken = self._line(i, begins=False) if flags else 0.0
        after = self._after_take(j, piece, flags)
        split = -1.5 if count == 2 else 0.0
        return gain + broken + split + values[i + count][j + 1][after], TAKE_TWO if count == 2 else TAKE

    def _piece(self, i: int, count: int) -> Piece:
        if count == 1:
            return self.pieces[i]
        one, two = self.pieces[i], self.pieces[i + 1]
        return one.joined(two, self.text[one.start : two.end])

    def _skip(self, j: int, flags: int) -> float:
        role, names = self.heading.roles[j], self.heading.names
        if role in NAMES:
            if flags & SUMMED:
                return 0.0
            return NEVER if j == names[-1] else -0.2 - 0.02 * j
        if role == "maximum" and self._outer_maximum(j):
            return NEVER if flags & OUTER and not flags & SUMMED else 0.0
        if flags & SUMMED and role not in ("maximum", "score"):
            return 0.0
        if role == "score" and not flags & SCORED:
            return -0.5
        return SKIPPED.get(role, -1.0)

    def _outer_maximum(self, j: int) -> bool:
        """Tell whether a column holds the maxima of groups, with the items' names still to come."""
        names = self.heading.names
        return bool(names) and self.heading.roles[j] == "maximum" and j < names[-1]

    def _after_skip(self, j: int, flags: int) -> int:
        return flags & ~OUTER if self.heading.roles[j] in (*NAMES, "maximum") else flags

    def _after_take(self, j: int, piece: Piece, flags: int) -> int:
        role = self.heading.roles[j]
        flags &= ~OUTER
        if role in NAMES:
            summed = piece.folded.strip(":") in row_words("total_row") | row_words("group_row")
            last = j == self.heading.names[-1]
            return flags | (NAMED | SUMMED if summed else NAMED if last else OUTER)
        if role in ("maximum", "score") and not self._outer_maximum(j):
            return flags | SCORED
        return flags | TARGETED if role == "target" and is_value(piece.text) else flags

    def _row_value(self, flags: int) -> float:
        if flags & SCORED:
            return SCORED_ROW
        return BARE_ROW if flags & TARGETED else NEVER

    def _walk(self, choices: list[list[list[int]]], opening: list[int]) -> tuple[FlatRow, ...]:
        rows: list[FlatRow] = []
        i, count = 0, len(self.pieces)
        while i < count and opening[i] != STOP:
            if opening[i] == LEAVE:
                rows.append(FlatRow(((0, self.pieces[i]),), stray=True))
                i += 1
                continue
            row, i = self._walk_row(i, choices)
            rows.append(row)
            if any(p.folded.strip(":") in row_words("total_row") for _, p in row.cells):
                break
        while rows and rows[-1].stray:
            rows.pop()
        return tuple(rows)

    def _walk_row(self, i: int, choices: list[list[list[int]]]) -> tuple[FlatRow, int]:
        cells: list[tuple[int, Piece]] = []
        flags = 0
        for j in range(len(self.heading.roles)):
            choice = choices[i][j][flags]
            if choice == SKIP:
                flags = self._after_skip(j, flags)
                continue
            taken = 2 if choice == TAKE_TWO else 1
            piece = self._piece(i, taken)
            cells.append((j, piece))
            flags = self._after_take(j, piece, flags)
            i += taken
        return FlatRow(tuple(cells)), i


def _before_prose(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return the cells up to where paragraphs follow each other."""
    long = [len(p.text) > LONGEST_CELL for p in pieces]
    end = next((i for i in range(len(long) - 2) if all(long[i : i + 3])), len(pieces))
    return pieces[:end]


def read_rows(heading: Heading, pieces: Sequence[Piece], text: str) -> tuple[FlatRow, ...]:
    """Return the rows under a heading, up to the row of the total or to what is no row."""
    pieces = _before_prose(pieces[:MOST_CELLS])
    lines = {p.line for p in pieces}
    single = sum(p.first and (i + 1 == len(pieces) or pieces[i + 1].first) for i, p in enumerate(pieces))
    by_line = len(lines) > 1 and single * 2 < len(lines)
    return _Search(heading, pieces, text, by_line).rows()


@lru_cache(maxsize=4096)
def _looks(text: str) -> tuple[bool, bool, bool, bool]:
    """Return whether a folded text is a number, a dash, a figure with its unit, a sentence."""
    number = NUMBER.fullmatch(text) is not None
    return number, is_dash(text), is_value(text), SENTENCE.search(text) is not None


@lru_cache(maxsize=16384)
def fit(heading: Heading, column: int, text: str, summed: bool) -> float:
    """Return how well a folded cell fits a column, in a row that sums up or not; NEVER where it cannot stand there."""
    role = heading.roles[column]
    number, dash, value, sentence = _looks(text)
    if role in NAMES:
        return _fit_name(heading, column, text, number or dash or value, sentence, summed)
    if role in ("maximum", "score", "other_score", "deduction"):
        return 1.0 if number or dash else NEVER
    if role in ("money", "rate"):
        return 1.0 if dash or value or number else NEVER
    if role == "number":
        return 0.5 if SERIAL.fullmatch(text) else NEVER
    if role == "kind_of_target":
        return 0.5 if SIGN.fullmatch(text) else NEVER
    if role == "unit":
        return 0.3 if len(text) <= LONGEST_UNIT and not number else NEVER
    if role in ("target", "actual"):
        if summed:
            return NEVER
        return 1.0 if value and not number else 0.4 if number else -1.0 if GROUP.fullmatch(text) else 0.0
    if number or (role == "reason" and value):
        return NEVER
    return 1.0 if sentence else -1.5 if GROUP.fullmatch(text) else -0.4


def _fit_name(heading: Heading, column: int, text: str, figure: bool, sentence: bool, summed: bool) -> float:
    if figure or len(text) > LONGEST_NAME:
        return NEVER
    names = heading.names
    if text.strip(":") in row_words("total_row"):
        return 1.0 if column == names[0] else NEVER
    if summed:
        return NEVER
    doubt = -3.0 if sentence and regex.search("[，。；]|^无$", text) else 0.0
    group = GROUP.fullmatch(text) is not None
    if column == names[-1]:
        return doubt + (-0.3 if group and len(names) > 1 else 0.3)
    return doubt + (0.6 if group else -0.2)
