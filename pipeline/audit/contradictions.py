"""The rule of contradictions inside one report, shared by the ways in which they show."""

from __future__ import annotations

from pipeline.audit.intervals import Interval
from pipeline.audit.rule import Rule
from pipeline.model import Mention

RULE = Rule(
    "contradiction",
    "error",
    "同一报告对同一指标的表述一致",
    "a report states one value for one indicator",
    "{subject}：前后不一致，一处为{stated}，另一处为{computed}",
    "{subject}: stated as {stated} and as {computed}",
)


def agree(first: Mention, second: Mention) -> bool:
    """Tell whether one value fits both prints."""
    return Interval.of(first).meets(Interval.of(second))
