"""What every rule has: a name, a severity, what it states, and the words of its findings.

>>> rule = Rule("score_over_max", "error", "自评分不超过满分", "a self score is at most its maximum",
...             "{subject}：自评{stated}分，超过满分{computed}分", "{subject}: self score {stated} over {computed}")
>>> rule.failed("产出", 31.0, 30.0).finding.message_zh
'产出：自评31分，超过满分30分'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Check, Finding, Span

Severity = Literal["error", "warning", "notice"]
SHOWN_PLACES = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the audit; the messages are templates with {subject}, {stated}, {computed} and words of the rule."""

    name: str
    severity: Severity
    statement_zh: str
    statement_en: str
    message_zh: str
    message_en: str

    def passed(self, subject: str) -> Check:
        """Return a check that found agreement."""
        return Check(self.name, subject, "pass")

    def not_applicable(self, subject: str, reason: str) -> Check:
        """Return a check that could not be made, and why."""
        return Check(self.name, subject, "not_applicable", reason)

    def failed(
        self,
        subject: str,
        stated: float | None,
        computed: float | None,
        evidence: Iterable[Span] = (),
        *,
        severity: Severity | None = None,
        tolerance: float | None = None,
        suggestion: str | None = None,
        follows_from: Finding | None = None,
        words: tuple[str, str] = ("", ""),
    ) -> Check:
        """Return a failed check with its finding; `words` fill {words} in Chinese and in English."""
        filled = {"subject": subject, "stated": shown(stated), "computed": shown(computed)}
        finding = Finding(
            rule=self.name,
            severity=severity or self.severity,
            subject=subject,
            stated=stated,
            computed=computed,
            message_zh=self.message_zh.format(**filled, words=words[0]),
            message_en=self.message_en.format(**filled, words=words[1]),
            tolerance=tolerance,
            suggestion=suggestion,
            evidence=tuple(dict.fromkeys(evidence)),
            follows_from=follows_from,
        )
        return Check(self.name, subject, "fail", None, finding)


def shown(value: float | None) -> str:
    """Return a number as a message prints it: without trailing zeros, with at most four decimals."""
    if value is None:
        return "—"
    return f"{value:.{SHOWN_PLACES}f}".rstrip("0").rstrip(".")
