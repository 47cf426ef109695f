"""From mentions to observations: what one document as a whole says of a region, year and indicator.

Prints of one fact that agree within rounding are one figure, the most precise being its value; only
what remains is ranked. The order of choice is `RANKS`, read from left to right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from pipeline.codebook import INDICATORS
from pipeline.model import Basis, Mention, Observation

Key = tuple[str | None, int | None, str]
STOCK_BASES: dict[Basis, int] = {"year_end": 0, "unspecified": 1, "cumulative": 1, "monthly_average": 2}
FLOW_BASES: dict[Basis, int] = {"cumulative": 0, "unspecified": 0, "year_end": 0, "monthly_average": 1}
# Figures of a month or a part of the year make no row of the year.
NOT_OF_THE_YEAR: frozenset[Basis] = frozenset({"one_month", "part_year"})
SOURCES = {"table": 0, "label": 1, "prose": 1, "heading": 2}


def observe(mentions: Sequence[Mention]) -> tuple[Observation, ...]:
    """Return one observation for each region, year and indicator, in the order of their first mention."""
    groups: dict[Key, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.indicator is not None and mention.scope == "whole":
            groups[_key(mention)].append(mention)
    made = (_observation(group) for group in groups.values())
    return tuple(o for o in made if o is not None)


def _key(mention: Mention) -> Key:
    region = mention.region
    return (region.adcode or region.name if region else None, mention.year, mention.indicator or "")


def _observation(group: Sequence[Mention]) -> Observation | None:
    actual = [m for m in group if m.role == "actual" and _of_the_year(m)]
    if not actual:
        return None
    best = min(actual, key=_rank)
    agreeing = [m for m in actual if _agree(m, best)]
    chosen = max(agreeing, key=lambda m: (_digits(m), -m.quantity.span.start))
    if _rank(chosen)[:2] != _rank(best)[:2] and _digits(chosen) <= _digits(best):
        chosen = best
    rivals = [m for m in actual if not _agree(m, chosen) and (m.basis, m.scope) == (chosen.basis, chosen.scope)]
    targets = [m for m in group if m.role == "target" and m.year in (chosen.year, None)]
    before = [m for m in group if m.role == "previous"]
    return Observation(
        region=chosen.region,
        year=chosen.year,
        indicator=chosen.indicator or "",
        chosen=chosen,
        mentions=tuple(group),
        conflict=bool(rivals),
        confidence=_confidence(chosen, agreeing, rivals),
        target=targets[0].value if targets else None,
        target_comparator=targets[0].quantity.comparator if targets else None,
        value_before=before[0].value if before else None,
        effective_from=chosen.effective_from,
    )


def _of_the_year(mention: Mention) -> bool:
    kind = INDICATORS[mention.indicator or ""].type
    return kind in ("standard", "rate") or mention.basis not in NOT_OF_THE_YEAR


def _rank(mention: Mention) -> tuple[int, ...]:
    """Return the order of choice as numbers, the smallest first."""
    return tuple(rank(mention) for rank in RANKS)


def _basis_rank(mention: Mention) -> int:
    ranks = STOCK_BASES if INDICATORS[mention.indicator or ""].type == "stock" else FLOW_BASES
    return ranks.get(mention.basis, 3)


RANKS: tuple[Callable[[Mention], int], ...] = (
    lambda m: 0 if m.scope == "whole" else 1,
    _basis_rank,
    lambda m: 0 if m.rule.startswith("total") or m.rule.endswith("final") else 1,
    lambda m: 0 if m.confidence >= 0.8 else 1,
    lambda m: SOURCES[m.source],
    lambda m: m.quantity.span.start,
)


def _agree(first: Mention, second: Mention) -> bool:
    """Tell whether two prints can be one value: their intervals meet."""
    return first.low <= second.high and second.low <= first.high


def _digits(mention: Mention) -> int:
    """Return how many digits are printed: the more, the more precise."""
    return sum(c.isdigit() for c in mention.quantity.value_stated)


def _confidence(chosen: Mention, agreeing: Iterable[Mention], rivals: Sequence[Mention]) -> float:
    repeated = sum(1 for _ in agreeing) > 1
    value = chosen.confidence + (1 - chosen.confidence) * 0.5 * repeated
    return value * (0.8 if rivals else 1.0)
