"""The documents say what the program does: generated tables, links, commands and targets."""

import re
import runpy
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.codebook import INDICATORS
from pipeline.dataset.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "corpus" / "README.md"])
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
CONTRACT_CODEBOOK = ROOT.parent / "shared" / "contract" / "codebook.csv"
fill_tables = runpy.run_path(str(ROOT / "docs" / "fill_tables.py"))


def names(paths: list[Path]) -> list[str]:
    return [p.relative_to(ROOT).as_posix() for p in paths]


@pytest.mark.parametrize("name", fill_tables["DOCUMENTS"])
def test_generated_tables_are_up_to_date(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "<!-- table:begin" in text
    assert fill_tables["filled"](text) == text, "run `make docs`"


@pytest.mark.parametrize("path", DOCUMENTS, ids=names(DOCUMENTS))
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=names(DOCUMENTS))
def test_named_targets_and_commands_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"(?:`|^    )make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"(?:`|^    |bin/)ziping ([a-z]+)", text, re.MULTILINE)) <= commands


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (
        re.findall(r"^    (make [a-z]+|ziping [a-z]+)", p.read_text(encoding="utf-8"), re.MULTILINE) for p in READMES
    )
    assert english == chinese != []


def test_every_table_is_described() -> None:
    text = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")
    assert [t.name for t in TABLES if f"| `{t.name}` |" not in text] == []


def test_the_codebook_is_in_order() -> None:
    assert all(i.indicator == f"{i.programme}.{i.measure}" for i in INDICATORS.values())
    programmes = {i.programme for i in INDICATORS.values()}
    assert {i.parent for i in INDICATORS.values()} - {""} <= programmes


@pytest.mark.skipif(not CONTRACT_CODEBOOK.exists(), reason="the contract does not lie beside the project")
def test_the_codebook_is_that_of_the_contract() -> None:
    ours = (ROOT / "pipeline" / "codebook.csv").read_bytes()
    assert ours == CONTRACT_CODEBOOK.read_bytes()
