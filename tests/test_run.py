"""A whole run: what is written, what fails, and what does not show in the result."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.dataset.tables import TABLES, DocumentRow
from pipeline.errors import OutputError, UsageError
from pipeline.progress import Done
from pipeline.run import Result, extract

TITLE = "安溪县2020年度农村低保资金绩效自评报告"
BODY = "截至2020年底，全县农村低保对象3120户5044人，全年发放低保金2816.5万元。"
# A ZIP that ends before its directory, and a file of zeros: neither can be read.
UNREADABLE = {"broken.docx": b"PK\x03\x04" + bytes(40), "zeros.pdf": bytes(64)}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with two reports, a copy of one of them, and files that cannot be read."""
    folder = tmp_path / "in"
    (folder / "县").mkdir(parents=True)
    (folder / "a.txt").write_text(f"{TITLE}\n{BODY}\n", encoding="utf-8")
    (folder / "县" / "b.txt").write_text(f"{TITLE}\n{BODY}\n", encoding="utf-8")
    (folder / "c.html").write_text(f"<html><h1>{TITLE}</h1><p>{BODY}另有1处。</p></html>", encoding="utf-8")
    for name, data in UNREADABLE.items():
        (folder / name).write_bytes(data)
    return folder


def hashes(output: Path) -> dict[str, str]:
    return {t.name: hashlib.sha256((output / t.file_name).read_bytes()).hexdigest() for t in TABLES}


def by_path(result: Result) -> dict[str, DocumentRow]:
    return {d.path: d for d in result.rows.documents}


def test_every_file_has_a_row_that_says_what_became_of_it(reports: Path, tmp_path: Path) -> None:
    documents = by_path(extract([reports], tmp_path / "out", workers=1))
    assert {path: row.status for path, row in documents.items()} == {
        "a.txt": "ok",
        "broken.docx": "failed",
        "c.html": "ok",
        "zeros.pdf": "failed",
        "县/b.txt": "duplicate",
    }
    assert documents["a.txt"].doc_id == documents["县/b.txt"].doc_id == documents["a.txt"].sha256[:16]
    for path in UNREADABLE:
        assert documents[path].error
        assert str(tmp_path) not in (documents[path].error or "")


def test_figures_lead_back_to_the_text(reports: Path, tmp_path: Path) -> None:
    rows = extract([reports], tmp_path / "out", workers=1).rows
    texts = {t.doc_id: t.text for t in rows.texts}
    assert all(texts[m.doc_id][m.start : m.end] == m.raw for m in rows.mentions)
    assert {m.raw for m in rows.mentions} >= {"5044人", "3120户"}
    ids = {m.mention_id for m in rows.mentions}
    assert len(ids) == len(rows.mentions)
    assert all(o.mention_id in ids for o in rows.observations)


def test_one_figure_of_two_documents_is_one_row(reports: Path, tmp_path: Path) -> None:
    rows = extract([reports], tmp_path / "out", workers=1).rows
    persons = [r for r in rows.indicators if r.indicator == "rural_dibao.persons"]
    assert [(r.adcode, r.year, r.value, r.documents, r.conflict_across) for r in persons] == [
        ("350524", 2020, 5044.0, 2, False)
    ]


def test_workers_and_order_do_not_show(reports: Path, tmp_path: Path) -> None:
    extract([reports], tmp_path / "one", workers=1)
    extract([reports], tmp_path / "two", workers=2)
    files = sorted((p for p in reports.rglob("*.*") if p.parent == reports), reverse=True)
    extract([*files, reports], tmp_path / "three", workers=1)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
    one, three = (pq.read_table(tmp_path / n / "mentions.parquet") for n in ("one", "three"))
    assert one.equals(three)


def test_the_folder_where_reports_lie_does_not_show(reports: Path, tmp_path: Path) -> None:
    extract([reports], tmp_path / "one", workers=1)
    reports.rename(tmp_path / "moved")
    extract([tmp_path / "moved"], tmp_path / "two", workers=1)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")


def test_run_file_holds_what_no_table_holds(reports: Path, tmp_path: Path) -> None:
    extract([reports], tmp_path / "out", workers=1)
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["run"]
    assert run["documents"] == 5
    assert {"started", "seconds", "version", "python"} <= set(run)


@contextmanager
def interrupting(total: int) -> Iterator[Done]:
    """Stand for a person who presses Ctrl-C when the first document is done."""

    def done(path: str, status: str) -> None:
        raise KeyboardInterrupt

    yield done


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupted_run_writes_nothing(reports: Path, tmp_path: Path, workers: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        extract([reports], tmp_path / "out", workers=workers, showing=interrupting)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_interrupted_run_leaves_the_dataset_before_it(reports: Path, tmp_path: Path) -> None:
    extract([reports], tmp_path / "out", workers=1)
    before = hashes(tmp_path / "out")
    (reports / "d.txt").write_text(f"{TITLE}\n补充。{BODY}", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        extract([reports], tmp_path / "out", workers=1, showing=interrupting)
    assert hashes(tmp_path / "out") == before


def test_wrong_inputs_and_outputs_are_told_before_anything_is_read(reports: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        extract([tmp_path / "nowhere"], tmp_path / "out")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        extract([reports], tmp_path / "file")
