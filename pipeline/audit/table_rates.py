"""The rate column of a table: in each row, money spent over budget or money received.

A form holds its table of money among others, so the heads are looked for in every row; the rows below
belong to them as long as the rate column prints percentages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import regex

from pipeline.audit.case import Case
from pipeline.audit.intervals import Interval
from pipeline.audit.number_tables import Figure, NumberTable, grids, percent_figure, plain
from pipeline.audit.rates import PERCENT, RULE
from pipeline.model import Check

RATE = regex.compile(r"(?:预算|资金)?(?:执行|支出|支付|使用|拨付|到位)率(?:\(.*\))?%?|(?:预算)?(?:支出|执行|拨付)进度(?:\(.*\))?%?")
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
    figures = {c: f for c in range(table.width) if c != rate and (f := table.figure_at(row, c)) is not None}
    subject = f"{plain(table.row_name(row))} {names[rate]}"
    printed = stated.interval.widened(stated.interval.width / 2)
    pairs = [p for p in permutations(figures.values(), 2) if p[1].interval.low > 0]
    if any(_quotient(p, w).meets(printed) for p, w in pairs):
        yield RULE.passed(subject)
        return
    spent = [f for c, f in figures.items() if SPENT.search(names[c]) and not BASE.search(names[c])]
    spent = spent or [f for c, f in figures.items() if SPENT.search(names[c])]
    bases = [f for c, f in figures.items() if BASE.search(names[c]) and f not in spent and f.interval.low > 0]
    bases = [f for c, f in figures.items() if PLANNED.search(names[c]) and f in bases] or bases
    if not spent or not bases or abs(spent[-1].value / bases[-1].value * PERCENT - stated.value) > LARGEST_DIFFERENCE:
        yield RULE.not_applicable(subject, "the quantities of the row are not those of its rate")
        return
    words = f"{spent[-1].text}÷{bases[-1].text}"
    evidence = [stated.span, spent[-1].span, bases[-1].span]
    computed = round(spent[-1].value / bases[-1].value * PERCENT, 4)
    yield RULE.failed(subject, stated.value, computed, evidence, words=(words, words))


def _quotient(part: Figure, whole: Figure) -> Interval:
    return part.interval / whole.interval * Interval.exact(PERCENT)
