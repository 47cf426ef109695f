"""`ziping audit`: a dataset audited again from its tables."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.audit.rules import audited
from pipeline.cli import app
from pipeline.dataset.folder import publish
from pipeline.dataset.reading import read_rows
from pipeline.dataset.rows import Source, report_rows
from pipeline.dataset.tables import TABLES, Rows
from tests.audit.builders import told

LINE = "特困[6905人|tekun.persons]，集中[812人|tekun_institutional.persons]，分散[6103人|tekun_home.persons]。"


@pytest.fixture
def rows() -> Rows:
    return report_rows(Source.of("a.txt", LINE.encode(), "txt"), audited(told(LINE)))


def test_rows_come_back_as_they_were_written(rows: Rows, tmp_path: Path) -> None:
    publish(tmp_path, rows, {})
    back = read_rows(tmp_path)
    for table in TABLES:
        assert list(getattr(back, table.name)) == table.sorted(getattr(rows, table.name))


def test_auditing_twice_changes_nothing(rows: Rows, tmp_path: Path) -> None:
    publish(tmp_path, rows, {})
    runner = CliRunner()
    first = runner.invoke(app, ["audit", str(tmp_path), "--strict"])
    assert first.exit_code == 4
    assert "parts_sum a.txt" in first.output
    tables = read_rows(tmp_path)
    assert runner.invoke(app, ["audit", str(tmp_path)]).exit_code == 0
    assert read_rows(tmp_path) == tables


def test_a_waived_finding_does_not_stand(rows: Rows, tmp_path: Path) -> None:
    publish(tmp_path / "out", rows, {})
    waivers = tmp_path / "waivers.csv"
    waivers.write_text(f"finding_id,reason\n{rows.findings[0].finding_id},口径不同\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["audit", str(tmp_path / "out"), "--waivers", str(waivers), "--strict"])
    assert (result.exit_code, result.output) == (0, "")
    assert read_rows(tmp_path / "out").findings[0].waiver_reason == "口径不同"


def test_a_folder_without_dataset_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["audit", str(tmp_path)])
    assert result.exit_code == 1
    assert "ziping extract" in result.output


def test_a_misprinted_unit_is_suggested_beside_the_value() -> None:
    report = audited(told("城市低保标准每月[6480元|urban_dibao.standard]。"))
    assert [(o.chosen.value, o.suggested_value) for o in report.observations] == [(6480, 540)]
