"""jump: a change from year to year beyond what the peers of the region show, or beyond a fixed bound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import log

from pipeline.audit.across.found import About, Result, evidence_of, failed, not_applicable, passed
from pipeline.audit.across.peers import FEWEST_PEERS, Peers
from pipeline.audit.causes import likely_cause
from pipeline.audit.rule import Rule
from pipeline.codebook import INDICATORS
from pipeline.dataset.tables import IndicatorRow, MentionRow, Rows

RULE = Rule(
    "jump",
    "warning",
    "年度间变化不超出同类地区的变化幅度",
    "a change from year to year is within what peers show",
    "{subject}：本年{stated}，上年{computed}，变化异常",
    "{subject}: {stated} this year, {computed} last year",
)
# Without peers: what a roll or its money can hardly do in a year, and what a standard does not.
BOUNDS = {"stock": log(4), "flow": log(4), "standard": log(1.8)}
# With peers: so many of their spreads, and at least a doubling or halving.
DISTANCE, LEAST_CHANGE = 6.0, log(2)
# Small numbers move by chance.
LEAST_COUNT, LEAST_MONEY = 50.0, 100_000.0


def check(rows: Rows, mentions: dict[str, MentionRow]) -> Iterator[Result]:
    """Yield a check for every figure whose region states the year before too."""
    held = {(r.adcode, r.year, r.indicator): r for r in rows.indicators}
    ratios: defaultdict[tuple[int | None, str], list[tuple[IndicatorRow, IndicatorRow, float]]] = defaultdict(list)
    for row in rows.indicators:
        before = held.get((row.adcode, (row.year or 0) - 1, row.indicator))
        if before is not None and row.value > 0 and before.value > 0:
            ratios[row.year, row.indicator].append((row, before, row.value / before.value))
    for group in ratios.values():
        for row, before, ratio in group:
            others = [r for other, _, r in group if other.adcode != row.adcode]
            yield _checked(row, before, ratio, others, mentions)


def _checked(
    row: IndicatorRow, before: IndicatorRow, ratio: float, others: list[float], mentions: dict[str, MentionRow]
) -> Result:
    about, kind = About.of(row), INDICATORS[row.indicator].type
    least = LEAST_MONEY if row.unit == "元" else LEAST_COUNT
    if kind not in BOUNDS:
        return not_applicable(RULE, about, "rates and scores move freely")
    if kind != "standard" and max(row.value, before.value) < least:
        return not_applicable(RULE, about, "the figure is too small to tell a jump from chance")
    if len(others) >= FEWEST_PEERS:
        jumped = Peers.of(others).distance(ratio) > DISTANCE and abs(log(ratio)) > LEAST_CHANGE
    else:
        jumped = abs(log(ratio)) > BOUNDS[kind]
    if not jumped:
        return passed(RULE, about)
    cause = likely_cause(row.value, before.value)
    return failed(RULE, about, row.value, before.value, evidence_of((row, before), mentions), cause)
