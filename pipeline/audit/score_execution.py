"""score_execution: the budget row is worth its maximum times the execution rate (表格说明：执行率×该指标分值)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.audit.case import Case, spans
from pipeline.audit.intervals import Interval
from pipeline.audit.rule import Rule
from pipeline.audit.score_parts import name
from pipeline.audit.table_rates import executed
from pipeline.model import Check, ScoreNode, Span
from pipeline.normalise.quantities import quantities_of

RULE = Rule(
    "score_execution",
    "warning",
    "预算执行率得分等于分值乘以执行率",
    "the budget row scores its maximum times the execution rate",
    "{subject}：记{stated}分，按执行率{words}应得{computed}分",
    "{subject}: {stated} points, but an execution rate of {words} gives {computed}",
)
BUDGET_ROW = regex.compile(r"资金(?:总额|合计)|^(?:总额|合计)$|(?:预算|资金|部门预算)执行率|^执行率|^预算执行$")
# A report that scores by other words than the form's says how: 预算执行项得分按执行率×权重计算.
BY_RATE = regex.compile(r"执行率[×*xX乘]|[×*xX乘以](?:预算)?执行率")
# The official form gives the budget row ten points.
FORM_MAXIMUM = 10.0
# The product is rounded to one or two places as the form's writer likes.
ROUNDING = 0.051
FULL_RATE = 100.0


@dataclass(frozen=True, slots=True)
class Rate:
    """An execution rate as printed or computed: what it allows, how it reads and where it stands."""

    value: float
    interval: Interval
    words: str
    places: tuple[Span, ...] = ()


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every budget row of a form."""
    for node in case.items():
        if node.source != "table" or node.max_score != FORM_MAXIMUM or not BUDGET_ROW.search(node.label):
            continue
        rate = _printed(case, node) or _computed(case, node) or _told(case)
        if node.self_score is None or rate is None:
            yield RULE.not_applicable(name(node), "the row prints no score or no execution rate")
            continue
        product = rate.interval * Interval.exact(node.max_score / FULL_RATE)
        if product.widened(ROUNDING).meets(Interval.exact(node.self_score)) or (
            rate.value > FULL_RATE and node.self_score == node.max_score
        ):
            yield RULE.passed(name(node))
            continue
        yield RULE.failed(
            name(node),
            node.self_score,
            round(min(rate.value, FULL_RATE) * node.max_score / FULL_RATE, 4),
            [node.span, *rate.places],
            tolerance=ROUNDING,
            words=(rate.words, rate.words),
        )


def _printed(case: Case, node: ScoreNode) -> Rate | None:
    """Return the rate that the row prints: its actual value, else the percentage in its line of the table."""
    text = node.actual_text
    if text is None:
        printed = case.report.document.text
        start = printed.rfind("\n", 0, node.span.start) + 1
        end = printed.find("\n", node.span.start)
        text = printed[start : end if end >= 0 else None]
    rates = [q for q in quantities_of(text) if q.kind == "percent"]
    return Rate(rates[-1].value, Interval.of(rates[-1]), rates[-1].raw) if rates else None


def _computed(case: Case, node: ScoreNode) -> Rate | None:
    """Return the rate that the amounts of the row give."""
    quotient = executed(case.report.document, node.span)
    if quotient is None:
        return None
    return Rate(quotient.middle, quotient, f"{quotient.middle:.2f}%")


def _told(case: Case) -> Rate | None:
    """Return the one rate that the report states for its programme, where it says that the score follows it."""
    if not BY_RATE.search(case.text(0, len(case.report.document.text))):
        return None
    particulars = case.report.particulars
    stated = case.of_own_region(case.by_indicator.get(f"{particulars.programme}.execution_rate", ()))
    stated = [m for m in stated if m.year == particulars.year]
    if len({m.value for m in stated}) != 1:
        return None
    return Rate(stated[0].value, Interval.of(stated[0]), stated[0].quantity.raw, spans(stated[:1]))
