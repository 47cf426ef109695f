"""score_execution: the budget row is worth its maximum times the execution rate (表格说明：执行率×该指标分值)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.audit.case import Case
from pipeline.audit.intervals import Interval
from pipeline.audit.rule import Rule
from pipeline.audit.score_parts import name
from pipeline.model import Check, Quantity, ScoreNode
from pipeline.normalise.quantities import quantities_of

RULE = Rule(
    "score_execution",
    "warning",
    "预算执行率得分等于分值乘以执行率",
    "the budget row scores its maximum times the execution rate",
    "{subject}：记{stated}分，按执行率{words}应得{computed}分",
    "{subject}: {stated} points, but an execution rate of {words} gives {computed}",
)
BUDGET_ROW = regex.compile(r"资金(?:总额|合计)|(?:预算|资金|部门预算)执行率|^执行率")
# The official form gives the budget row ten points.
FORM_MAXIMUM = 10.0
# The product is rounded to one or two places as the form's writer likes.
ROUNDING = 0.051
FULL_RATE = 100.0


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every budget row of a form."""
    for node in case.items():
        if node.source != "table" or node.max_score != FORM_MAXIMUM or not BUDGET_ROW.search(node.label):
            continue
        rate = _rate(case, node)
        if node.self_score is None or rate is None:
            yield RULE.not_applicable(name(node), "the row prints no score or no execution rate")
            continue
        product = Interval.of(rate) * Interval.exact(node.max_score / FULL_RATE)
        computed = round(min(rate.value, FULL_RATE) * node.max_score / FULL_RATE, 4)
        if product.widened(ROUNDING).meets(Interval.exact(node.self_score)) or (
            rate.value > FULL_RATE and node.self_score == node.max_score
        ):
            yield RULE.passed(name(node))
        else:
            evidence = [node.span]
            yield RULE.failed(
                name(node), node.self_score, computed, evidence, tolerance=ROUNDING, words=(rate.raw, rate.raw)
            )


def _rate(case: Case, node: ScoreNode) -> Quantity | None:
    """Return the rate that the row prints: its actual value, else the percentage in its line of the table."""
    text = node.actual_text
    if text is None:
        printed = case.report.document.text
        start = printed.rfind("\n", 0, node.span.start) + 1
        end = printed.find("\n", node.span.start)
        text = printed[start : end if end >= 0 else None]
    rates = [q for q in quantities_of(text) if q.kind == "percent"]
    return rates[-1] if rates else None
