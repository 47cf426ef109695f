"""floor: a tekun standard is at least 1.3 times the dibao line of its area (特困人员认定办法, 国发〔2016〕14号)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.case import Case, spans
from pipeline.audit.intervals import Interval
from pipeline.audit.rule import Rule
from pipeline.audit.standards import LINES, lines, newest, standards
from pipeline.model import Check, Mention

RULE = Rule(
    "floor",
    "warning",
    "特困人员基本生活标准不低于当地低保标准的1.3倍",
    "a tekun standard is at least 1.3 times the dibao line of its area",
    "{subject}：标准{stated}元，低于低保标准1.3倍即{computed}元（{words}）",
    "{subject}: {stated} is below 1.3 times the dibao line, {computed} ({words})",
)
FACTOR = 1.3


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every tekun standard of the report's year."""
    for programme in LINES:
        for standard in newest(standards(case, programme)):
            yield _checked(case, programme, standard)


def _checked(case: Case, programme: str, standard: Mention) -> Check:
    subject = f"{programme}.standard"
    line = next(newest(lines(case, programme)), None)
    if line is None:
        return RULE.not_applicable(subject, "no dibao line of the same area and year is stated")
    least = Interval.of(line) * Interval.exact(FACTOR)
    if Interval.of(standard).high >= least.low:
        return RULE.passed(subject)
    words = f"{line.quantity.raw}×1.3"
    return RULE.failed(
        subject,
        standard.value,
        round(line.value * FACTOR, 4),
        spans((standard, line)),
        tolerance=least.width / 2,
        words=(words, words),
    )
