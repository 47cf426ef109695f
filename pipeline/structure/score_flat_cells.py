"""The cells of a table that arrived as lines, and the heading that says what they are.

A table copied into a page or saved as text loses its rulings: its cells stand one to a line, or a row to a
line between bars, tabs or spaces, or all on one line. What separates them is read line by line; a heading is a
run of cells that are nothing but names of columns.

>>> [p.text for p in pieces_of(((0, "一级指标 | 分值 | 得分 |"), (16, "投入  20  19")))]
['一级指标', '分值', '得分', '投入', '20', '19']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import regex

from pipeline.normalise.fold import fold_words
from pipeline.structure.score_columns import LEVELS, REMARK, column_words

BAR = r"[|｜│┃║]"
# What separates the cells of a line, the surest first; a single space does so only where nothing else does.
SEPARATORS = tuple(
    regex.compile(p) for p in (rf"\s*{BAR}\s*", r"[ \u3000\xa0]*\t\s*", r"\u3000+\s*|\s{2,}", r"[ \xa0]+")
)
NUMBER = regex.compile(r"-?\d{1,4}(?:\.\d+)?[分%]?")
WEIGHT = regex.compile(r"\((?:分值|满分|权重|共|:)*\d{1,3}(?:\.\d+)?分\)")
# Reports read a form as an 一级指标 … heading of at most this many columns.
MOST_COLUMNS = 14
NAMES = frozenset({*LEVELS, "name"})


@dataclass(frozen=True)
class Piece:
    """What stands between two separators: its place in the document and whether it begins its line."""

    text: str
    start: int
    end: int
    line: int
    first: bool

    @cached_property
    def folded(self) -> str:
        """The folded text without spaces."""
        return regex.sub(r"\s", "", fold_words(self.text))

    def joined(self, other: Piece, printed: str) -> Piece:
        """Return this piece with the next one of its line."""
        return replace(self, text=printed, end=other.end)


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a flattened table: their headings (None where unnamed), their roles, where they end."""

    pieces: tuple[Piece | None, ...]
    roles: tuple[str, ...]
    first: int
    behind: int

    @property
    def is_money(self) -> bool:
        """Tell whether the rows are sums of money, whose names have no column heading."""
        return "money" in self.roles and not NAMES & set(self.roles[1:])

    @property
    def names(self) -> tuple[int, ...]:
        """The columns that name groups and items."""
        return tuple(i for i, r in enumerate(self.roles) if r in NAMES)


def pieces_of(lines: Iterable[tuple[int, str]]) -> tuple[Piece, ...]:
    """Return the cells of lines, each given with its offset; empty cells are not told."""
    found: list[Piece] = []
    for number, (start, line) in enumerate(lines):
        for piece in _pieces_of_line(number, start, line):
            if found and piece.first and WEIGHT.fullmatch(piece.folded) and found[-1].first:
                # （20分） in the line below its name is the rest of one cell.
                last = found.pop()
                piece = replace(
                    piece, text=f"{last.text}{' ' * (piece.start - last.end)}{piece.text}", start=last.start
                )
            found.append(piece)
    return tuple(found)


def _pieces_of_line(number: int, start: int, line: str) -> Iterator[Piece]:
    body = line.strip()
    separator = next((s for s in SEPARATORS if s.search(body)), None)
    first = True
    for begin, end in _between(line, separator):
        text = line[begin:end]
        if text.strip():
            left = begin + len(text) - len(text.lstrip())
            yield Piece(text.strip(), start + left, start + left + len(text.strip()), number, first)
            first = False


def _between(line: str, separator: regex.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    at = 0
    for match in separator.finditer(line) if separator is not None else ():
        yield at, match.start()
        at = match.end()
    yield at, len(line)


@cache
def _roles() -> dict[str, str]:
    return dict(reversed(column_words()))


def heading_role(piece: Piece) -> str | None:
    """Return what a cell that is nothing but the name of a column says; 满意度 and 产出 name none."""
    return _roles().get(REMARK.sub("", piece.folded))


def headings(text: str, pieces: Sequence[Piece]) -> Iterator[Heading]:
    """Yield the headings of score tables among the cells of a text, in order."""
    at = 0
    while at < len(pieces):
        found, behind = _run(text, pieces, at)
        heading = _heading(pieces, found, at, behind)
        if heading is not None:
            yield heading
            at = heading.behind
        else:
            at = max(behind, at + 1)


def _run(text: str, pieces: Sequence[Piece], at: int) -> tuple[list[tuple[Piece, str]], int]:
    """Return the names of columns that follow each other from a piece on, and the piece behind them."""
    found: list[tuple[Piece, str]] = []
    while at < len(pieces) and len(found) < MOST_COLUMNS:
        piece = pieces[at]
        role = heading_role(piece)
        step = 1
        if role is None and at + 1 < len(pieces) and pieces[at + 1].line == piece.line:
            # 一级 指标: a space inside a name.
            both = piece.joined(pieces[at + 1], text[piece.start : pieces[at + 1].end])
            role, piece, step = heading_role(both), both, 2
        if role is None:
            break
        found.append((piece, role))
        at += step
    return found, at


def _heading(pieces: Sequence[Piece], found: list[tuple[Piece, str]], at: int, behind: int) -> Heading | None:
    if len(found) < 2:
        return None
    if not any(r in NAMES for _, r in found):
        # 绩效指标 above the only column of names.
        found = [(p, "name" if r == "all_levels" else r) for p, r in found]
    roles = [r for _, r in found]
    while len(roles) > 2 and roles[-1] in ("rate", *NAMES) and "score" in roles[:-1] and "money" not in roles:
        # 预算执行率 behind the last heading is the first row's name.
        roles.pop()
        found = found[:-1]
        behind -= 1
    names = NAMES & set(roles)
    named = bool(names) and ({"maximum", "score"} & set(roles) != set())
    indicators = bool(set(LEVELS) & set(roles)) and {"target", "actual"} <= set(roles)
    if named or indicators:
        return Heading(tuple(p for p, _ in found), _own_score(found), at, behind)
    if {"money", "maximum", "score"} <= set(roles) and not names:
        before = pieces[at - 1] if at else None
        title = (
            before if before is not None and len(before.text) <= 14 and not NUMBER.fullmatch(before.folded) else None
        )
        return Heading((title, *(p for p, _ in found)), ("name", *roles), at - (title is not None), behind)
    return None


def _own_score(found: list[tuple[Piece, str]]) -> tuple[str, ...]:
    """Return the roles with one column of scores, 自评 where several are printed."""
    scores = [i for i, (_, r) in enumerate(found) if r == "score"]
    own = next((i for i in scores if regex.search("自评|自查|自我", found[i][0].folded)), scores[0] if scores else None)
    return tuple("other_score" if i in scores and i != own else r for i, (_, r) in enumerate(found))
