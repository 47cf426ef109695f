"""Waivers: findings that a person has looked at and dismissed, with the reason; they stay in the table, marked.

The file is a CSV with the columns `finding_id` and `reason`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.dataset.tables import Rows
from pipeline.errors import UsageError

COLUMNS = ("finding_id", "reason")


def read_waivers(path: Path) -> dict[str, str]:
    """Return the reasons by finding id.

    Raises UsageError where the file cannot be read, lacks a column, or dismisses without a reason.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"waivers {path}: {error}") from error
    waivers: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        identity, reason = ((row.get(column) or "").strip() for column in COLUMNS)
        if not identity or not reason:
            raise UsageError(f"waivers {path}, line {number}: finding_id and reason are both needed")
        waivers[identity] = reason
    return waivers


def with_waivers(rows: Rows, waivers: Mapping[str, str]) -> Rows:
    """Return the rows with the dismissed findings marked, and every other unmarked."""
    findings = tuple(
        replace(f, waived=f.finding_id in waivers, waiver_reason=waivers.get(f.finding_id)) for f in rows.findings
    )
    return replace(rows, findings=findings)
