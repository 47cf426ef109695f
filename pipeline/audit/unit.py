"""unit: a figure is implausible in its printed unit and plausible in another (元/月 for 元/年, 元 for 万元)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit import annual_monthly
from pipeline.audit.case import Case, spans
from pipeline.audit.rule import Rule
from pipeline.model import Check, Mention
from pipeline.vocabulary import Entry, read

RULE = Rule(
    "unit",
    "error",
    "金额在所写单位下合理",
    "a figure is plausible in its printed unit",
    "{subject}：写作{words}，单位疑有误，应为{computed}元/人·月",
    "{subject}: printed as {words}, the unit looks wrong; {computed} a person and month is plausible",
)
MONTHS = 12.0
TEN_THOUSAND = 10_000.0
# Money of a programme per person and month; outside by this much, no benefit explains it.
LEAST_SPENT, MOST_SPENT = 1.0, 20_000.0
PLAUSIBLE_SPENT = (30.0, 5000.0)
# The share of money received that is spent, where a sum is taken for a ten-thousandth of itself.
EXECUTED = (0.3, 1.1)


class Range(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Indicators in 元 per person and month, and the amounts between which they are plausible."""

    indicators: tuple[str, ...]
    low: float
    high: float


RANGES = {i: entry for entry in read("plausible_ranges", Range) for i in entry.indicators}


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every standard and average with a range, and for money per person."""
    seen: set[tuple[str, float]] = set()
    converted = {yearly.quantity.span for _, yearly in annual_monthly.conversions(case)}
    for indicator, mentions in case.by_indicator.items():
        for mention in mentions:
            if (indicator, mention.value) in seen or mention.quantity.span in converted:
                continue
            seen.add((indicator, mention.value))
            if indicator in RANGES:
                yield _checked(RANGES[indicator], indicator, mention)
    yield from _money(case)
    yield from _beside_money(case)


def _checked(plausible: Range, indicator: str, mention: Mention) -> Check:
    if plausible.low <= mention.value <= plausible.high:
        return RULE.passed(indicator)
    meant = mention.value * (1 / MONTHS if mention.value > plausible.high else MONTHS)
    printed_by_year = abs(mention.value * MONTHS - mention.quantity.value) < 1
    if (mention.value > plausible.high) == printed_by_year or not plausible.low <= meant <= plausible.high:
        return RULE.not_applicable(indicator, "the figure is implausible by month and by year")
    raw = mention.quantity.raw
    suggestion = f"应为{meant:g}元/人·月 ({meant:g} a person and month)"
    return RULE.failed(indicator, mention.value, meant, spans([mention]), suggestion=suggestion, words=(raw, raw))


def _money(case: Case) -> Iterator[Check]:
    """Yield the check of money per person and month, for programmes that pay people monthly."""
    for programme in sorted({i.partition(".")[0] for i in RANGES}):
        money = case.of_own_region(case.by_indicator.get(f"{programme}.spending", ()))
        people = case.of_own_region(case.by_indicator.get(f"{programme}.persons", ()))
        money = [m for m in money if m.year == case.report.particulars.year and m.basis != "one_month"]
        people = [p for p in people if p.year == case.report.particulars.year and p.value > 0]
        if money and people:
            yield _per_person(f"{programme}.spending", money[0], people)


def _beside_money(case: Case) -> Iterator[Check]:
    """Yield the check of spending beside the money received for it, where one lost its 万."""
    for indicator, mentions in case.by_indicator.items():
        programme, _, measure = indicator.partition(".")
        if measure != "spending":
            continue
        received = [m for w in ("funds_received", "budget") for m in case.by_indicator.get(f"{programme}.{w}", ())]
        for spent in mentions:
            alike = [m for m in received if (m.year, m.region) == (spent.year, spent.region) and m.value > 0]
            found = next((m for m in alike if _lost(spent, m)), None)
            if found is not None:
                raw = spent.quantity.raw
                value = spent.value * TEN_THOUSAND
                yield RULE.failed(indicator, spent.value, value, spans((spent, found)), words=(raw, raw))


def _lost(spent: Mention, received: Mention) -> bool:
    low, high = EXECUTED
    share = spent.value * TEN_THOUSAND / received.value
    return spent.quantity.unit_stated == "元" and low <= share <= high


def _per_person(indicator: str, money: Mention, people: list[Mention]) -> Check:
    amounts = [money.value / p.value / MONTHS for p in people]
    if any(LEAST_SPENT <= amount <= MOST_SPENT for amount in amounts):
        return RULE.passed(indicator)
    factor = TEN_THOUSAND if amounts[0] < LEAST_SPENT else 1 / TEN_THOUSAND
    low, high = PLAUSIBLE_SPENT
    if not low <= amounts[0] * factor <= high:
        return RULE.not_applicable(indicator, "money and people do not fit in any unit")
    raw = money.quantity.raw
    return RULE.failed(indicator, money.value, money.value * factor, spans((money, people[0])), words=(raw, raw))
