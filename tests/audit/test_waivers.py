"""Findings that a person has dismissed stay in the table, marked."""

from pathlib import Path

import pytest

from pipeline.audit.rules import audited
from pipeline.audit.waivers import read_waivers, with_waivers
from pipeline.dataset.rows import Source, report_rows
from pipeline.errors import UsageError
from tests.audit.builders import told

LINE = "特困[6905人|tekun.persons]，集中[812人|tekun_institutional.persons]，分散[6103人|tekun_home.persons]。"


def test_a_waived_finding_is_marked(tmp_path: Path) -> None:
    report = audited(told(LINE))
    rows = report_rows(Source.of("a/b.txt", b"x", "txt"), report)
    (finding,) = rows.findings
    file = tmp_path / "waivers.csv"
    file.write_text(f"finding_id,reason\n{finding.finding_id},口径不同\n", encoding="utf-8-sig")
    (waived,) = with_waivers(rows, read_waivers(file)).findings
    assert (waived.waived, waived.waiver_reason) == (True, "口径不同")
    (again,) = with_waivers(rows, {}).findings
    assert (again.waived, again.waiver_reason) == (False, None)


def test_an_id_does_not_depend_on_the_path_of_the_file() -> None:
    report = audited(told(LINE))
    first = report_rows(Source.of("a.txt", b"x", "txt"), report).findings
    assert first == report_rows(Source.of("elsewhere/b.txt", b"x", "txt"), report).findings


def test_evidence_joins_to_mentions() -> None:
    rows = report_rows(Source.of("a.txt", b"x", "txt"), audited(told(LINE)))
    (finding,) = rows.findings
    text = rows.texts[0].text
    assert [e.mention_id for e in finding.evidence] == [m.mention_id for m in rows.mentions]
    assert all(text[e.start : e.end] == e.quote for e in finding.evidence)
    assert [c.finding_id for c in rows.checks if c.result == "fail"] == [finding.finding_id]


@pytest.mark.parametrize("text", ["finding_id\nabc\n", "finding_id,reason\nabc,\n", "finding_id,reason\n,why\n"])
def test_a_waiver_needs_an_id_and_a_reason(tmp_path: Path, text: str) -> None:
    file = tmp_path / "waivers.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        read_waivers(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="waivers"):
        read_waivers(tmp_path / "none.csv")
