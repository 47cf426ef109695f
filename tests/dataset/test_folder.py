"""The output folder: same input, same bytes; replaced all or none."""

import hashlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.dataset.folder import publish, read_run_file, read_table
from pipeline.dataset.tables import TABLES, DocumentRow, GapRow, Rows, TextRow
from pipeline.errors import OutputError


def document(doc_id: str, path: str) -> DocumentRow:
    return DocumentRow(doc_id=doc_id, path=path, sha256=doc_id, bytes=1, format="txt", status="ok")


def gap(doc_id: str) -> GapRow:
    return GapRow(doc_id=doc_id, adcode=None, year=2020, programme="dibao", measure="persons", reason="unreadable")


def rows(*names: str) -> Rows:
    return Rows(
        documents=tuple(document(n, f"{n}.txt") for n in names),
        texts=tuple(TextRow(doc_id=n, text=f"{n}县") for n in names),
        gaps=tuple(map(gap, names)),
    )


def hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.parquet")}


def test_order_of_rows_does_not_show(tmp_path: Path) -> None:
    publish(tmp_path / "one", rows("b", "a", "丙", "甲"), {"seconds": 1})
    publish(tmp_path / "two", rows("甲", "丙", "a", "b"), {"seconds": 2})
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
    found = pq.read_table(tmp_path / "one" / "documents.parquet")["doc_id"].to_pylist()
    assert found == sorted(found, key=str.encode)


def test_run_file_names_what_is_there(tmp_path: Path) -> None:
    publish(tmp_path, rows("a"), {"seconds": 1})
    run = read_run_file(tmp_path)
    assert run is not None
    assert set(run.files) == {t.file_name for t in TABLES}
    for name, file in run.files.items():
        for path in (tmp_path / file.path, tmp_path / name):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
            assert pq.read_metadata(path).num_rows == file.rows


def test_every_column_has_the_type_of_its_row_class(tmp_path: Path) -> None:
    publish(tmp_path, rows("a"), {})
    for table in TABLES:
        assert pq.read_schema(tmp_path / table.file_name).equals(table.schema), table.name


def test_a_reader_that_follows_the_run_file_keeps_its_generation(tmp_path: Path) -> None:
    before = publish(tmp_path, rows("a"), {})
    publish(tmp_path, rows("b"), {})
    assert pq.read_table(tmp_path / before.files["texts.parquet"].path)["text"].to_pylist() == ["a县"]
    publish(tmp_path, rows("c"), {})
    assert not (tmp_path / before.files["texts.parquet"].path).exists()
    assert read_table(tmp_path, "texts")["text"].to_pylist() == ["c县"]


def test_what_cannot_be_stored_leaves_the_dataset_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, rows("a"), {})
    before = hashes(tmp_path), (tmp_path / "run.json").read_bytes()
    half_a_character = Rows(texts=(TextRow(doc_id="b", text="\ud800"),))
    with pytest.raises(ValueError, match="surrogates"):
        publish(tmp_path, half_a_character, {})
    assert (hashes(tmp_path), (tmp_path / "run.json").read_bytes()) == before


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".writing-left").mkdir()
    publish(tmp_path, rows("a"), {})
    assert not list(tmp_path.glob(".writing-*"))


def test_the_same_input_again_repairs_a_damaged_table(tmp_path: Path) -> None:
    run = publish(tmp_path, rows("a"), {})
    path = tmp_path / run.files["texts.parquet"].path
    path.write_bytes(b"damaged")
    publish(tmp_path, rows("a"), {})
    assert hashlib.sha256(path.read_bytes()).hexdigest() == run.files["texts.parquet"].sha256


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write"):
        publish(tmp_path / "file", rows("a"), {})


def test_a_foreign_run_file_is_refused_when_read_and_replaced_when_written(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("[]")
    with pytest.raises(OutputError):
        read_run_file(tmp_path)
    publish(tmp_path, rows("a"), {})
    assert read_run_file(tmp_path) is not None
