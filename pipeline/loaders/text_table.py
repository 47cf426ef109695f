"""Tables that were flattened into plain text: cells separated by tabs, by bars, or drawn with lines.

Rows are trusted only where several follow each other with the same number of separators; a table
whose rows differ stays lines, for a cell that is lost would move the others.

>>> [type(s).__name__ for s in segments(["说明", "项目\\t金额", "低保\\t12", "特困\\t3"])]
['Prose', 'Grid']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

BARS = "|│┃｜║"
BAR = re.compile(f"[{re.escape(BARS)}]")
# A drawn line: box characters, or ASCII drawings of them.
RULE = re.compile(r"\s*(?=.*[─━═┄┈╌\-=_]{2})[\u2500-\u257f+\-=_|:\s]{3,}")

# One line with bars may be a menu or a formula.
FEWEST_ROWS = 2
# A title or a note of other length may stand with the rows of a table.
EVEN_SHARE = 0.5
# "1.<tab>text" is a numbered paragraph, not a row.
NUMBERING = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,3}(?:[)）][、.．]?|[、.．])\s*")
# Between drawn lines a row seldom takes more printed lines than this.
LINES_OF_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines that are no table."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, all of the same length."""

    rows: tuple[tuple[str, ...], ...]


Segment = Prose | Grid


def segments(lines: Sequence[str]) -> Iterator[Segment]:
    """Yield the tables of a text and the lines between them, in order."""
    prose: list[str] = []
    for kind, run in groupby(lines, key=_kind):
        members = list(run)
        parts = list(_grids(kind, members)) if kind else [Prose(tuple(members))]
        for part in parts:
            if isinstance(part, Prose):
                prose += part.lines
                continue
            if prose:
                yield Prose(tuple(prose))
                prose = []
            yield part
    if prose:
        yield Prose(tuple(prose))


def _kind(line: str) -> str:
    """Return what separates the cells of a line: `bar`, `tab`, or nothing."""
    if RULE.fullmatch(line) or BAR.search(line.strip()):
        return "bar"
    return "tab" if "\t" in line.strip() and not NUMBERING.fullmatch(line.lstrip().split("\t")[0]) else ""


def _grids(kind: str, lines: list[str]) -> Iterator[Segment]:
    rows = _drawn_rows(lines) if kind == "bar" else [(line, line.rstrip("\r\n").split("\t")) for line in lines]
    runs = [(length, list(run)) for length, run in groupby(rows, key=lambda r: len(r[1]))]
    if rows and max(len(members) for _, members in runs) < EVEN_SHARE * len(rows):
        # Rows of all lengths have lost their empty cells: no few of them are a table of their own.
        yield Prose(tuple(line for line, _ in rows))
        return
    for length, members in runs:
        grid = _grid([cells for _, cells in members]) if length > 1 and len(members) >= FEWEST_ROWS else None
        # One cell to a line, each closed by a bar: the rows are not told.
        yield Prose(tuple(line for line, _ in members)) if grid is None or len(grid.rows[0]) < 2 else grid


def _grid(rows: list[list[str]]) -> Grid:
    """Return the rows without the columns that are empty everywhere."""
    kept = [c for c in range(len(rows[0])) if any(row[c].strip() for row in rows)]
    return Grid(tuple(tuple(row[c].strip() for c in kept) for row in rows))


def _drawn_rows(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Return rows with the text they were printed as; lines between drawn lines may be one wrapped row."""
    groups = [list(run) for rule, run in groupby(lines, key=lambda t: RULE.fullmatch(t) is not None) if not rule]
    framed = all(_framed(line) for group in groups for line in group)
    wrapped = len(groups) > 2 and all(len(g) <= LINES_OF_A_ROW for g in groups) and any(len(g) > 1 for g in groups)
    if not wrapped:
        return [(line, _bar_cells(line, framed)) for group in groups for line in group]
    return [row for group in groups for row in _merged(group, framed)]


def _merged(group: list[str], framed: bool) -> list[tuple[str, list[str]]]:
    rows = [_bar_cells(line, framed) for line in group]
    if len({len(row) for row in rows}) > 1:
        return list(zip(group, rows, strict=True))
    return [("\n".join(group), ["".join(parts) for parts in zip(*rows, strict=True)])]


def _framed(line: str) -> bool:
    inner = line.strip()
    return len(inner) > 1 and inner[0] in BARS and inner[-1] in BARS


def _bar_cells(line: str, framed: bool) -> list[str]:
    """Return the cells of a line; bars at both ends of every line are the frame, else they close empty cells."""
    inner = line.strip()
    return [cell.strip() for cell in BAR.split(inner[1:-1] if framed else inner)]
