"""hierarchy: the counties of a prefecture add up to more than the prefecture states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.audit.across.found import About, Result, evidence_of, failed, not_applicable, passed
from pipeline.audit.intervals import FLOAT_ERROR
from pipeline.audit.rule import Rule
from pipeline.codebook import INDICATORS
from pipeline.dataset.tables import IndicatorRow, MentionRow, Rows

RULE = Rule(
    "hierarchy",
    "warning",
    "所辖各县（区）之和不大于全市数",
    "the counties add up to no more than their prefecture states",
    "{subject}：全市为{stated}，各县（区）相加为{computed}（{words}）",
    "{subject}: the prefecture states {stated}, its counties add up to {computed} ({words})",
)
# One county alone says nothing of the sum, and money may pass through the prefecture's own hands.
FEWEST_COUNTIES = 2
ADDED = frozenset({"stock", "flow"})
UNITS = frozenset({"人", "户", "人次", "户次", "元"})


def check(rows: Rows, mentions: dict[str, MentionRow]) -> Iterator[Result]:
    """Yield a check for every count or amount of a prefecture that some of its counties state too."""
    counties: defaultdict[tuple[str, int | None, str], list[IndicatorRow]] = defaultdict(list)
    for row in rows.indicators:
        if row.level == "county" and row.adcode:
            counties[row.adcode[:4] + "00", row.year, row.indicator].append(row)
    for row in rows.indicators:
        definition = INDICATORS[row.indicator]
        if row.level != "prefecture" or definition.type not in ADDED or definition.unit not in UNITS:
            continue
        parts = counties.get((row.adcode or "", row.year, row.indicator), [])
        if parts:
            yield _checked(row, parts, mentions)


def _checked(row: IndicatorRow, parts: list[IndicatorRow], mentions: dict[str, MentionRow]) -> Result:
    about = About.of(row)
    if len(parts) < FEWEST_COUNTIES:
        return not_applicable(RULE, about, "one county alone is stated")
    if "own_level" in {row.scope} or len({p.basis == "monthly_average" for p in (row, *parts)}) > 1:
        return not_applicable(RULE, about, "the figures are counted on different bases")
    least = sum(p.low for p in parts)
    if least <= row.high * (1 + FLOAT_ERROR):
        return passed(RULE, about)
    words = "+".join(f"{p.region} {p.value_stated}{p.unit_stated}" for p in parts)
    places = evidence_of((row, *parts), mentions)
    return failed(RULE, about, row.value, sum(p.value for p in parts), places, None, (words, words))
