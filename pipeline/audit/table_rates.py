"""The rate column of a table: in each row, money spent over budget or money received.

A form holds its table of money among others, so the heads are looked for in every row; the rows below
belong to them as long as the rate column prints percentages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import regex

from pipeline.audit.case import Case
from pipeline.audit.intervals import Interval
from pipeline.audit.number_tables import SCORED, Figure, NumberTable, grids, percent_figure, plain
from pipeline.audit.rates import PERCENT, RULE
from pipeline.model import Check, Document, Span

RATE = regex.compile(
    r"(?:预算|资金)?(?:执行|支出|支付|使用|拨付|到位)率(?:\(.*\))?%?|(?:预算)?(?:支出|执行|拨付)进度(?:\(.*\))?%?"
)
SPENT = regex.compile(r"执行|支出|已用|发放|支付|使用|拨付|实际")
PLANNED = regex.compile(r"预算|调整|安排")
BASE = regex.compile(r"预算|到位|下达|调整|安排|收入|总额")
# A rate that is this many points off belongs to other quantities.
LARGEST_DIFFERENCE = 15.0


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every row that prints a rate and its two quantities."""
    for table in grids(case.report.document):
        for head in range(len(table.grid)):
            names = [plain(cell.text) if cell is not None else "" for cell in table.grid[head]]
            rates = [c for c, name in enumerate(names) if RATE.fullmatch(name)]
            if len({id(table.grid[head][c]) for c in rates}) == 1:
                yield from _below(table, head, names, rates[0])


def _below(table: NumberTable, head: int, names: list[str], rate: int) -> Iterator[Check]:
    for row in range(head + 1, len(table.grid)):
        if table.grid[row][rate] is table.grid[head][rate]:
            continue
        stated = percent_figure(table.grid[row][rate])
        if stated is None:
            return
        yield from _checked(table, row, names, rate, stated)


def _checked(table: NumberTable, row: int, names: list[str], rate: int, stated: Figure) -> Iterator[Check]:
    figures = _figures(table, row, names)
    subject = f"{plain(table.row_name(row))} {names[rate]}"
    printed = stated.interval.widened(stated.interval.width / 2)
    pairs = [p for p in permutations(figures.values(), 2) if p[1].interval.low > 0]
    if any(_quotient(p, w).meets(printed) for p, w in pairs):
        yield RULE.passed(subject)
        return
    pair = _spent_and_base(figures, names)
    if pair is None or abs(pair[0].value / pair[1].value * PERCENT - stated.value) > LARGEST_DIFFERENCE:
        yield RULE.not_applicable(subject, "the quantities of the row are not those of its rate")
        return
    spent, base = pair
    words = f"{spent.text}÷{base.text}"
    evidence = [stated.span, spent.span, base.span]
    computed = round(spent.value / base.value * PERCENT, 4)
    yield RULE.failed(subject, stated.value, computed, evidence, words=(words, words))


def executed(document: Document, place: Span) -> Interval | None:
    """Return the execution rate that the figures of a table's row give, the row being the one that holds a place."""
    for table in grids(document):
        for row, cells in enumerate(table.grid):
            if any(c is not None and c.row == row and c.span.start <= place.start < c.span.end for c in cells):
                return _executed(table, row)
    return None


def _executed(table: NumberTable, row: int) -> Interval | None:
    for head in range(row - 1, -1, -1):
        names = [plain(cell.text) if cell is not None else "" for cell in table.grid[head]]
        if any(SPENT.search(n) for n in names) and any(SCORED.search(n) for n in names):
            pair = _spent_and_base(_figures(table, row, names), names)
            return _quotient(*pair) if pair is not None else None
    return None


def _figures(table: NumberTable, row: int, names: Sequence[str]) -> dict[int, Figure]:
    """Return the amounts of a row by column, one for each cell; rates and scores are none."""
    cells = {id(table.grid[row][c]): c for c in reversed(range(table.width))}
    columns = [c for c in sorted(cells.values()) if not RATE.fullmatch(names[c]) and not SCORED.search(names[c])]
    return {c: f for c in columns if (f := table.figure_at(row, c)) is not None}


def _spent_and_base(figures: dict[int, Figure], names: Sequence[str]) -> tuple[Figure, Figure] | None:
    """Return what a row spends and of how much, the last plan before what arrived."""
    spent = [f for c, f in figures.items() if SPENT.search(names[c]) and not BASE.search(names[c])]
    spent = spent or [f for c, f in figures.items() if SPENT.search(names[c])]
    bases = [f for c, f in figures.items() if BASE.search(names[c]) and f not in spent and f.interval.low > 0]
    bases = [f for c, f in figures.items() if PLANNED.search(names[c]) and f in bases] or bases
    return (spent[-1], bases[-1]) if spent and bases else None


def _quotient(part: Figure, whole: Figure) -> Interval:
    return part.interval / whole.interval * Interval.exact(PERCENT)
