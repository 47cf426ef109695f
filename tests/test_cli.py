"""The command: exit statuses, messages, and that help needs nothing heavy."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pipeline.cli import app, exit_statuses
from pipeline.dataset.tables import FindingRow, Rows
from pipeline.errors import OutputError, PatternError, UnreadableDocument, UsageError
from pipeline.summary import summarise

REPORT = "安溪县2020年度农村低保资金绩效自评报告\n截至2020年底，全县农村低保对象3120户5044人。\n"
HEAVY = ("pandas", "pyarrow", "rich.console", "jieba", "lxml", "pdfplumber", "pipeline.run")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with one report."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    return folder


def call(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    return result.exit_code, result.output


def test_all_read_is_status_0(reports: Path, tmp_path: Path) -> None:
    status, output = call("extract", reports, "--output", tmp_path / "out", "--workers", 1)
    assert (status, "documents: 1 ok" in output) == (0, True)
    assert (tmp_path / "out" / "indicators.parquet").exists()


def test_a_document_that_fails_is_status_3_and_is_named_with_its_reason(reports: Path, tmp_path: Path) -> None:
    (reports / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    status, output = call("extract", reports, "--output", tmp_path / "out", "--workers", 1)
    assert status == 3
    assert "failed: broken.pdf: " in output
    assert (tmp_path / "out" / "run.json").exists()


def test_quiet_names_no_document(reports: Path, tmp_path: Path) -> None:
    (reports / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    _, output = call("extract", reports, "--output", tmp_path / "out", "--workers", 1, "--quiet")
    assert "1 failed" in output
    assert "broken" not in output


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "nowhere", "--output", "out"],
        ["extract", ".", "--output", "out", "--workers", "0"],
        ["extract", "."],
        ["show", "nowhere"],
        ["evaluate", "nowhere", "--out", "out"],
        ["unknown"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(*arguments)[0] == 2


def test_an_output_that_cannot_be_written_is_status_1(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, output = call("extract", reports, "--output", tmp_path / "file")
    assert status == 1
    assert "cannot write" in output


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (UsageError("x"), 2),
        (PatternError("x"), 1),
        (OutputError("x"), 1),
        (UnreadableDocument("x"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_what_goes_wrong_has_a_status(raised: BaseException, status: int) -> None:
    with pytest.raises(typer.Exit) as found, exit_statuses():
        raise raised
    assert found.value.exit_code == status


def test_only_unwaived_errors_count_for_strict() -> None:
    def finding(severity: str, waived: bool) -> FindingRow:
        return FindingRow(
            finding_id="a", rule="ratio", severity=severity, doc_id="a", adcode=None, year=None, subject="",
            stated=1.0, computed=2.0, difference=-1.0, tolerance=None, suggestion=None, message_zh="", message_en="",
            waived=waived,
        )  # fmt: skip

    rows = Rows(findings=(finding("error", False), finding("error", True), finding("warning", False)))
    assert summarise(rows).errors == 1


def test_show_prints_what_was_understood(reports: Path) -> None:
    status, output = call("show", reports / "a.txt")
    assert status == 0
    assert "350524" in output
    assert "5,044" in output


def test_evaluate_prints_figures_and_json(reports: Path, tmp_path: Path) -> None:
    meta = {"adcode": "350524", "year": 2020, "programme": "rural_dibao", "kind": "narrative"}
    figures = [{"indicator": "rural_dibao.persons", "value": 5044}]
    gold = {"document": "a.txt", "meta": meta, "scores": [], "indicators": figures, "findings": []}
    (reports / "a.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    call("extract", reports, "--output", tmp_path / "out", "--workers", 1)
    status, output = call("evaluate", reports, "--out", tmp_path / "out", "--json")
    assert status == 0
    assert json.loads(output)["indicators"]["tp"] == 1
    assert "documents with everything right" in call("evaluate", reports, "--out", tmp_path / "out")[1]


def test_doctor_and_version_answer() -> None:
    status, output = call("doctor")
    assert status == 0
    assert "pyarrow" in output
    assert call("version")[0] == 0


@pytest.mark.parametrize("command", [[], ["extract"], ["show"], ["evaluate"], ["doctor"], ["version"]])
def test_help_says_what_a_command_does(command: list[str]) -> None:
    status, output = call(*command, "--help")
    assert status == 0
    assert "Usage:" in output


def test_nothing_heavy_is_imported_before_a_command_runs() -> None:
    code = f"import sys, pipeline.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "[]"
