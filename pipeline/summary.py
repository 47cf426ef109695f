"""What a finished run says of itself: how many documents, how many figures, what failed and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.dataset.tables import Rows

ERROR = "error"
SEVERITIES = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a run; `unmapped` are quantities that were read and fit no indicator."""

    statuses: tuple[tuple[str, int], ...]
    mentions: int
    unmapped: int
    observations: int
    indicators: int
    errors: int
    failures: tuple[tuple[str, str], ...]
    unread: tuple[tuple[str, str], ...]

    def lines(self) -> Iterator[str]:
        """Yield the counts, then every document that failed or was partly read, and why."""
        yield from self.counts()
        yield from (f"failed: {path}: {reason}" for path, reason in self.failures)
        yield from (f"partly read: {path}: {warning}" for path, warning in self.unread)

    def counts(self) -> Iterator[str]:
        """Yield the counts, which name no document."""
        yield "documents: " + ", ".join(f"{count} {status}" for status, count in self.statuses)
        yield f"quantities: {self.mentions}, of these {self.unmapped} without an indicator"
        yield f"observations: {self.observations}, resolved to {self.indicators} rows of region, year and indicator"
        if self.errors:
            yield f"findings of severity error: {self.errors}"


def summarise(rows: Rows) -> Summary:
    """Return the summary of a run's rows."""
    statuses = Counter(d.status for d in rows.documents)
    return Summary(
        statuses=tuple(sorted(statuses.items(), key=lambda s: (-s[1], s[0]))),
        mentions=len(rows.mentions),
        unmapped=sum(m.indicator is None for m in rows.mentions),
        observations=len(rows.observations),
        indicators=len(rows.indicators),
        errors=sum(f.severity == ERROR and not f.waived for f in rows.findings),
        failures=tuple((d.path, d.error or "") for d in rows.documents if d.status == "failed"),
        unread=tuple((d.path, "; ".join(d.warnings)) for d in rows.documents if d.status == "partial"),
    )


def finding_lines(rows: Rows) -> Iterator[str]:
    """Yield the findings that stand, the most serious first: id, severity, rule, document and message."""
    paths = {d.doc_id: d.path for d in rows.documents}
    standing = [f for f in rows.findings if not f.waived]
    for finding in sorted(standing, key=lambda f: (SEVERITIES.index(f.severity), f.doc_id or "", f.rule, f.finding_id)):
        path = paths.get(finding.doc_id or "", "")
        yield f"{finding.finding_id} {finding.severity} {finding.rule} {path}: {finding.message_zh}"
