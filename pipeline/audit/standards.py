"""The standards of a report by area: which dibao line a programme's standard is measured by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audit.case import Case
from pipeline.model import Mention

# Standards are compared with the line of their own area; without an area, with the rural line, where most live.
LINES = {
    "urban_tekun": ("urban_dibao", "dibao"),
    "rural_tekun": ("rural_dibao", "dibao"),
    "tekun": ("dibao", "rural_dibao"),
    "tekun_home": ("dibao", "rural_dibao"),
    "tekun_institutional": ("dibao", "rural_dibao"),
}


def standards(case: Case, programme: str) -> Sequence[Mention]:
    """Return the standards of a programme in the report's own region and year."""
    found = case.of_own_region(case.by_indicator.get(f"{programme}.standard", ()))
    return [m for m in found if m.year == case.report.particulars.year]


def lines(case: Case, programme: str) -> Sequence[Mention]:
    """Return the dibao lines that a tekun standard is measured by."""
    return next((found for name in LINES[programme] if (found := standards(case, name))), [])


def newest(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the value that holds at the end of the year: what takes effect later goes before what held earlier."""
    if mentions:
        yield max(mentions, key=lambda m: (m.effective_from is not None, m.value))
