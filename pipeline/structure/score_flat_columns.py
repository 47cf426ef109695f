"""Score tables that were read column by column: all names, then all maxima, then all scores.

>>> from pipeline.structure.score_flat_cells import pieces_of
>>> words = ("评价内容", "投入", "产出", "分值", "20", "80", "得分", "19", "78")
>>> pieces = pieces_of((10 * i, word) for i, word in enumerate(words))
>>> heading, rows = next(tables_by_column(pieces))
>>> [[p.text for _, p in row.cells] for row in rows]
[['投入', '20', '19'], ['产出', '80', '78']]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import regex

from pipeline.structure.score_flat_cells import NAMES, NUMBER, Heading, Piece, heading_role
from pipeline.structure.score_flat_rows import FlatRow

FEWEST_ROWS = 2
WEIGHTED = regex.compile(r"[^\d，。()]{2,20}\((?:分值|满分|权重|标准分|共|:)*\d+(?:\.\d+)?分\)")
LONGEST_NAME = 30
NUMBERS = ("maximum", "score", "other_score", "deduction")


def tables_by_column(pieces: Sequence[Piece]) -> Iterator[tuple[Heading, tuple[FlatRow, ...]]]:
    """Yield the heading and rows where columns of one length follow each other, names first."""
    for at, piece in enumerate(pieces):
        if heading_role(piece) not in NAMES:
            continue
        columns = [(piece, _column(pieces, at + 1, names=True))]
        end = at + 1 + len(columns[0][1])
        while end < len(pieces) and heading_role(pieces[end]) in NUMBERS:
            columns.append((pieces[end], _column(pieces, end + 1, names=False)))
            end += 1 + len(columns[-1][1])
        if _is_table(columns):
            yield _table(columns, at, end)


def tables_of_pairs(pieces: Sequence[Piece]) -> Iterator[tuple[FlatRow, ...]]:
    """Yield the rows of names that carry their maxima, each before its score: 投入（20分） | 19 | 产出（80分） | 78."""
    at = 0
    while at < len(pieces):
        rows: list[FlatRow] = []
        while (
            at + 1 < len(pieces) and WEIGHTED.fullmatch(pieces[at].folded) and NUMBER.fullmatch(pieces[at + 1].folded)
        ):
            rows.append(FlatRow(((0, pieces[at]), (1, pieces[at + 1]))))
            at += 2
        if len(rows) >= FEWEST_ROWS:
            yield tuple(rows)
        at += 1


def _column(pieces: Sequence[Piece], start: int, names: bool) -> list[Piece]:
    def fits(piece: Piece) -> bool:
        number = NUMBER.fullmatch(piece.folded) is not None
        return number != names and heading_role(piece) is None and len(piece.text) <= LONGEST_NAME

    return list(takewhile(fits, pieces[start:]))


def _is_table(columns: list[tuple[Piece, list[Piece]]]) -> bool:
    """Tell whether all columns are of one length, with maxima and scores that do not exceed them."""
    roles = {heading_role(head) for head, _ in columns}
    count = len(columns[0][1])
    if count < FEWEST_ROWS or not {"maximum", "score"} <= roles or any(len(c) != count for _, c in columns):
        return False
    values = {heading_role(head): [float(p.folded.rstrip("分%")) for p in c] for head, c in columns[1:]}
    return all(s <= m for s, m in zip(values["score"], values["maximum"], strict=True))


def _table(columns: list[tuple[Piece, list[Piece]]], at: int, end: int) -> tuple[Heading, tuple[FlatRow, ...]]:
    heading = Heading(tuple(h for h, _ in columns), tuple(heading_role(h) or "name" for h, _ in columns), at, end)
    count = len(columns[0][1])
    return heading, tuple(FlatRow(tuple((i, c[row]) for i, (_, c) in enumerate(columns))) for row in range(count))
