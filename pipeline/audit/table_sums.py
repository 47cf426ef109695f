"""Totals in tables: a row 合计 is the sum of the rows that it closes, a column 合计 that of the columns beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audit.case import Case
from pipeline.audit.causes import likely_cause
from pipeline.audit.intervals import Interval, total
from pipeline.audit.number_tables import Line, NumberTable, number_tables
from pipeline.audit.parts import RULE
from pipeline.model import Check

# Where no other line of the table adds up, only a small difference is a misprint and not another way of counting.
SMALL_DIFFERENCE = 0.05
LARGEST_DIFFERENCE = 0.5
FEWEST_PARTS = 2


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every line of a table that ends or begins with a total."""
    for table in number_tables(case.report.document):
        for lines in (table.columns(), table.rows()):
            yield from _checked(table, [line for line in lines if len(line.parts) >= FEWEST_PARTS])


def _checked(table: NumberTable, lines: Sequence[Line]) -> Iterator[Check]:
    """Check the lines of one direction together: lines that agree show that the table is read rightly."""
    agree = [total(p.interval for p in line.parts).meets(line.whole.interval) for line in lines]
    for line, right in zip(lines, agree, strict=True):
        subject = f"{line.name} {line.whole.text}"
        if right:
            yield RULE.passed(subject)
        elif _believable(line, sum(agree), len(agree)):
            yield _failed(table, line, subject)
        else:
            yield RULE.not_applicable(subject, "the rows do not look like the parts of the total")


def _believable(line: Line, agreeing: int, lines: int) -> bool:
    value, whole = sum(p.value for p in line.parts), line.whole.value
    difference = abs(value - whole) / abs(whole) if whole else float("inf")
    if difference <= SMALL_DIFFERENCE:
        return agreeing * 2 >= lines - 1 or lines <= 2
    return difference <= LARGEST_DIFFERENCE and agreeing >= FEWEST_PARTS


def _failed(table: NumberTable, line: Line, subject: str) -> Check:
    scale = table.scale(line)
    value = sum(p.value for p in line.parts)
    terms = "+".join(p.text for p in line.parts)
    return RULE.failed(
        subject,
        line.whole.value * scale,
        round(value * scale, 6),
        [line.whole.span, *(p.span for p in line.parts)],
        tolerance=total(Interval(p.interval.low, p.interval.high) for p in line.parts).width / 2 * scale,
        suggestion=likely_cause(line.whole.value, value),
        words=(terms, terms),
    )
