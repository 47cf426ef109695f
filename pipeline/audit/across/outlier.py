"""outlier: a value far from its peers of the same level, province and year, on a log scale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.audit.across.found import About, Result, evidence_of, failed, not_applicable, passed
from pipeline.audit.across.peers import FEWEST_PEERS, Peers
from pipeline.audit.rule import Rule
from pipeline.codebook import INDICATORS
from pipeline.dataset.tables import IndicatorRow, MentionRow, Rows

RULE = Rule(
    "outlier",
    "notice",
    "数值与同省同年同级地区相近",
    "a value is near those of its peers",
    "{subject}：{stated}，同省同年中位数为{computed}",
    "{subject}: {stated}, while the middle of its peers is {computed}",
)
# How many spreads are far, and the least spread: counts and money differ as the regions' sizes do, standards by little.
DISTANCES = {"stock": 5.0, "flow": 5.0, "standard": 4.0}
LEAST_SPREADS = {"stock": 0.4, "flow": 0.4, "standard": 0.1}


def check(rows: Rows, mentions: dict[str, MentionRow]) -> Iterator[Result]:
    """Yield a check for every count, amount and standard."""
    groups: defaultdict[tuple[object, ...], list[IndicatorRow]] = defaultdict(list)
    for row in rows.indicators:
        if INDICATORS[row.indicator].type in DISTANCES and row.value > 0:
            groups[row.province, row.level, row.year, row.indicator].append(row)
    for group in groups.values():
        for row in group:
            about = About.of(row)
            others = [r.value for r in group if r is not row]
            if len(others) < FEWEST_PEERS:
                yield not_applicable(RULE, about, f"fewer than {FEWEST_PEERS} peers in the province and year")
                continue
            kind = INDICATORS[row.indicator].type
            peers = Peers.of(others, LEAST_SPREADS[kind])
            if peers.distance(row.value) <= DISTANCES[kind]:
                yield passed(RULE, about)
            else:
                yield failed(RULE, about, row.value, round(peers.value, 4), evidence_of((row,), mentions))
