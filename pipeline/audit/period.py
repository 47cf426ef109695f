"""period: a report is dated before the year that it covers ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.audit.case import Case
from pipeline.audit.rule import Rule
from pipeline.model import Check

RULE = Rule(
    "period",
    "warning",
    "报告日期不早于所评价年度的结束",
    "a report is dated after the year that it covers ends",
    "{words}",
    "{words}",
)
LAST_DAY = (12, 31)


def check(case: Case) -> Iterator[Check]:
    """Yield a check for the date in the signature and the date of publication."""
    about = case.report.particulars
    dates = (("signed", about.signed, "落款日期"), ("published", about.published, "发布日期"))
    for subject, day, words in dates:
        if day is None or about.year is None:
            yield RULE.not_applicable(subject, "the report tells no such date or not its year")
        elif day >= date(about.year, *LAST_DAY):
            yield RULE.passed(subject)
        else:
            zh = f"{words}{day.isoformat()}早于{about.year}年年末"
            yield RULE.failed(
                subject, None, None, words=(zh, f"{subject} on {day.isoformat()}, before {about.year} ends")
            )
