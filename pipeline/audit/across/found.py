"""What a rule across documents finds: rows of `checks` and `findings`, with places in several documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.audit.rule import Rule
from pipeline.dataset.finding_rows import difference, finding_id
from pipeline.dataset.tables import CheckRow, Evidence, FindingRow, MentionRow, ObservationRow


@dataclass(frozen=True, slots=True)
class Result:
    """A check across documents, and its finding where it failed."""

    check: CheckRow
    finding: FindingRow | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Whose figure a check is about: the document that it is laid to, the region, the year, the subject."""

    doc_id: str | None
    adcode: str | None
    year: int | None
    subject: str

    @classmethod
    def of(cls, row: ObservationRow) -> About:
        """Return what a row of observations or indicators is about."""
        return cls(row.doc_id, row.adcode, row.year, f"{row.indicator} {row.adcode} {row.year}")


def passed(rule: Rule, about: About) -> Result:
    """Return a check that found nothing."""
    return Result(CheckRow(rule=rule.name, doc_id=about.doc_id, subject=about.subject, result="pass"))


def not_applicable(rule: Rule, about: About, reason: str) -> Result:
    """Return a check that could not be made."""
    row = CheckRow(rule=rule.name, doc_id=about.doc_id, subject=about.subject, result="not_applicable", reason=reason)
    return Result(row)


def failed(
    rule: Rule,
    about: About,
    stated: float | None,
    computed: float | None,
    evidence: Sequence[Evidence],
    suggestion: str | None = None,
    words: tuple[str, str] = ("", ""),
) -> Result:
    """Return a failed check with its finding; `words` fill {words} of the message in Chinese and in English."""
    template = rule.failed(about.subject, stated, computed, words=words).finding
    places = [f"{e.doc_id}:{e.start}:{e.end}" for e in evidence]
    identity = finding_id(rule.name, about.subject, places, stated, computed)
    finding = FindingRow(
        finding_id=identity,
        rule=rule.name,
        severity=rule.severity,
        doc_id=about.doc_id,
        adcode=about.adcode,
        year=about.year,
        subject=about.subject,
        stated=stated,
        computed=computed,
        difference=difference(stated, computed),
        tolerance=None,
        suggestion=suggestion,
        message_zh=template.message_zh if template else "",
        message_en=template.message_en if template else "",
        evidence=tuple(evidence),
    )
    check = CheckRow(rule=rule.name, doc_id=about.doc_id, subject=about.subject, result="fail", finding_id=identity)
    return Result(check, finding)


def evidence_of(rows: Sequence[ObservationRow], mentions: dict[str, MentionRow]) -> tuple[Evidence, ...]:
    """Return the places of observations, those whose mention is known."""
    found = [mentions[r.mention_id] for r in rows if r.mention_id in mentions]
    return tuple(Evidence(m.doc_id, m.mention_id, None, m.page, m.start, m.end, m.raw) for m in found)
