"""above_standard: the average benefit exceeds the standard; a top-up to the line cannot."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.case import Case, spans
from pipeline.audit.intervals import Interval
from pipeline.audit.rule import Rule
from pipeline.audit.standards import standards
from pipeline.model import Check

RULE = Rule(
    "above_standard",
    "warning",
    "人均补助水平不高于保障标准",
    "the average benefit is at most the standard",
    "{subject}：人均补助{stated}元，高于标准{computed}元",
    "{subject}: an average of {stated} exceeds the standard of {computed}",
)
PROGRAMMES = (
    "dibao", "urban_dibao", "rural_dibao", "tekun", "urban_tekun", "rural_tekun", "tekun_institutional",
    "tekun_home", "orphans", "orphans_institutional", "orphans_home", "unattended_children",
)  # fmt: skip


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every programme whose average and standard are stated for the year."""
    for programme in PROGRAMMES:
        subject = f"{programme}.average_benefit"
        averages = case.of_own_region(case.by_indicator.get(subject, ()))
        averages = [a for a in averages if a.year == case.report.particulars.year]
        lines = standards(case, programme)
        if averages and not lines:
            yield RULE.not_applicable(subject, "no standard of the same programme and year is stated")
        for average in averages if lines else ():
            highest = max(lines, key=lambda m: m.value)
            if Interval.of(average).low <= Interval.of(highest).high:
                yield RULE.passed(subject)
            else:
                yield RULE.failed(subject, average.value, highest.value, spans((average, highest)))
