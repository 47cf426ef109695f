"""The rate column of a table: in each row, money spent over budget or money received."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.audit.case import Case
from pipeline.audit.intervals import Interval
from pipeline.audit.number_tables import Figure, NumberTable, percent_figure, number_tables, plain
from pipeline.audit.rates import PERCENT, RULE
from pipeline.model import Check

RATE = regex.compile(r"(?:预算)?(?:执行|支出|支付|使用|拨付|完成)率|支出进度")
SPENT = regex.compile(r"执行数|支出|已用|发放|支付|使用|拨付|实际")
BASE = regex.compile(r"预算|到位|下达|资金总额|安排|收入|指标")
SHARE_OF_TOTAL = regex.compile(r"占比|比重|比例")
LARGEST_DIFFERENCE = 15.0


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every row that prints a rate and its two quantities."""
    for table in number_tables(case.report.document):
        heads = [table.head_at(c) for c in range(table.width)]
        rates = [c for c, head in enumerate(heads) if RATE.search(head)]
        spent = [c for c, head in enumerate(heads) if SPENT.search(head) and c not in rates]
        bases = [c for c, head in enumerate(heads) if BASE.search(head) and c not in rates]
        if len(rates) != 1 or not spent or not bases:
            continue
        for row in range(table.header, len(table.grid)):
            yield from _checked(table, row, rates[0], spent, bases)


def _checked(table: NumberTable, row: int, rate: int, spent: list[int], bases: list[int]) -> Iterator[Check]:
    stated = percent_figure(table.grid[row][rate])
    parts = [f for c in spent if (f := table.figure_at(row, c)) is not None]
    wholes = [f for c in bases if (f := table.figure_at(row, c)) is not None and f.interval.low > 0]
    pairs = [(p, w) for p in parts for w in wholes if p is not w]
    if stated is None or not pairs:
        return
    subject = f"{plain(table.row_name(row))} {plain(table.head_at(rate))}"[:60]
    if any(_quotient(p, w).meets(stated.interval.widened(stated.interval.width / 2)) for p, w in pairs):
        yield RULE.passed(subject)
        return
    part, whole = parts[-1], wholes[-1] if wholes[-1] is not parts[-1] else wholes[0]
    value = part.value / whole.value * PERCENT
    if abs(value - stated.value) > LARGEST_DIFFERENCE:
        yield RULE.not_applicable(subject, "the quantities of the row are not those of its rate")
        return
    words = f"{part.text}÷{whole.text}"
    evidence = [stated.span, part.span, whole.span]
    yield RULE.failed(subject, stated.value, round(value, 4), evidence, words=(words, words))


def _quotient(part: Figure, whole: Figure) -> Interval:
    return part.interval / whole.interval * Interval.exact(PERCENT)
