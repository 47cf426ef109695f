"""The rules of the audit, in the order in which they are applied.

>>> [rule.name for rule, _ in DOCUMENT_RULES][:3]
['score_sum', 'score_max_sum', 'score_total']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.audit import (
    above_standard,
    annual_monthly,
    average,
    contradiction,
    floor,
    parts_sum,
    period,
    ratio,
    score_execution,
    score_max_sum,
    score_over_max,
    score_points,
    score_shortfall,
    score_sum,
    score_total,
    unit,
)
from pipeline.audit.case import Case
from pipeline.audit.rule import Rule
from pipeline.model import Check, Finding, Observation, Report

CheckCase = Callable[[Case], Iterator[Check]]

DOCUMENT_RULES: tuple[tuple[Rule, CheckCase], ...] = (
    (score_sum.RULE, score_sum.check),
    (score_max_sum.RULE, score_max_sum.check),
    (score_total.RULE, score_total.check),
    (score_over_max.RULE, score_over_max.check),
    (score_points.RULE, score_points.check),
    (score_shortfall.RULE, score_shortfall.check),
    (score_execution.RULE, score_execution.check),
    (parts_sum.RULE, parts_sum.check),
    (ratio.RULE, ratio.check),
    (average.RULE, average.check),
    (annual_monthly.RULE, annual_monthly.check),
    (unit.RULE, unit.check),
    (contradiction.RULE, contradiction.check),
    (above_standard.RULE, above_standard.check),
    (floor.RULE, floor.check),
    (period.RULE, period.check),
)


def audit_document(report: Report) -> tuple[Check, ...]:
    """Return every check of one report; a rule that finds no place to be applied says so once."""
    case = Case.of(report)
    out: list[Check] = []
    for rule, check in DOCUMENT_RULES:
        made = list(check(case))
        out.extend(made or [rule.not_applicable("", "the report holds nothing to apply the rule to")])
    return tuple(_once(out))


def audited(report: Report) -> Report:
    """Return the report with its checks and findings, and what misprinted units should be."""
    checks = audit_document(report)
    findings = tuple(c.finding for c in checks if c.finding is not None)
    observations = tuple(_suggested(o, findings) for o in report.observations)
    return replace(report, checks=checks, findings=findings, observations=observations)


def _suggested(observation: Observation, findings: tuple[Finding, ...]) -> Observation:
    """Return an observation with the value that it should have where its unit is misprinted."""
    place, value = observation.chosen.quantity.span, observation.chosen.value
    for finding in findings:
        if finding.rule == unit.RULE.name and place in finding.evidence and finding.stated == value:
            return replace(observation, suggested_value=finding.computed)
    return observation


def _once(checks: list[Check]) -> Iterator[Check]:
    """Yield checks without those that find the same two numbers of the same subject once more."""
    seen: set[tuple[str, str, float | None, float | None]] = set()
    for check in checks:
        if check.finding is not None:
            key = _numbers(check.finding)
            if key in seen:
                continue
            seen.add(key)
        yield check


def _numbers(finding: Finding) -> tuple[str, str, float | None, float | None]:
    return (finding.rule, finding.subject, finding.stated, finding.computed)
