"""Legacy Word files, made by LibreOffice from a DOCX of our own and read again."""

import io
import subprocess
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dataset.tables import DocumentRow
from pipeline.errors import UnreadableDocument
from pipeline.loaders import load
from pipeline.loaders.docx import load_docx
from pipeline.model import Document
from pipeline.office import mended
from pipeline.run import extract

TITLE = "安溪县2020年度农村低保资金绩效自评报告"
BODY = "截至2020年底，全县农村低保对象3120户5044人，全年发放低保金2816.5万元。"
RTF = rb"{\rtf1\ansi\ansicpg936\uc0 \u20840\u21439 \u20302\u20445\u23545\u35937 31\u20154\u12290\par}"
# A compound file whose stream of Word leads nowhere.
DAMAGED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + (
    "WordDocument".encode("utf-16-le").ljust(64, b"\0") + b"\x1a\x00\x02" + bytes(61)
)


def report(header: str = "", end: str = "") -> DocxDocument:
    """A report with a heading and a form whose first column is merged over two rows."""
    written = docx.Document()
    written.add_heading(TITLE, level=1)
    written.add_paragraph(BODY)
    table = written.add_table(rows=3, cols=3)
    rows = (("一级指标", "三级指标", "得分"), ("产出指标", "保障人数", "20"), ("", "保障户数", "18.5"))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "产出指标"
    if header:
        written.sections[0].header.paragraphs[0].text = header
    if end:
        written.add_paragraph(end)
    return written


# Word puts a paragraph after every table, LibreOffice does not; headers follow the text in the file.
REPORTS = {
    "whole": report(end="安溪县民政局"),
    "ends in a table": report(),
    "with a header": report(header="内部资料", end="安溪县民政局"),
    "with a header, ends in a table": report(header="内部资料"),
}


@pytest.fixture(scope="module")
def saved(office: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Each report as DOCX, and as LibreOffice saves it for Word 97."""
    folder = tmp_path_factory.mktemp("saved")
    for name, written in REPORTS.items():
        written.save(str(folder / f"{name}.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = [
        profile,
        "--headless",
        "--convert-to",
        "doc:MS Word 97",
        "--outdir",
        str(folder),
        *map(str, folder.glob("*.docx")),
    ]
    subprocess.run([office, *arguments], check=True, capture_output=True, timeout=120)
    return {n: ((folder / f"{n}.docx").read_bytes(), (folder / f"{n}.doc").read_bytes()) for n in REPORTS}


@pytest.fixture(scope="module")
def as_doc(saved: dict[str, tuple[bytes, bytes]]) -> bytes:
    """The whole report as Word 97 file."""
    return saved["whole"][1]


def tables(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in b.table.cells]
        for b in document.tables()
        if b.table
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_a_legacy_file_says_what_its_docx_says(saved: dict[str, tuple[bytes, bytes]], name: str) -> None:
    read, original = load(saved[name][1], "a.doc"), load_docx(saved[name][0])
    assert (read.text, read.warnings) == (original.text, ())
    assert tables(read) == tables(original)
    assert [b.level for b in read.blocks] == [b.level for b in original.blocks]


@pytest.mark.parametrize(("name", "expected"), [("a.doc", "doc"), ("a.wps", "wps"), ("a.docx", "doc")])
def test_the_name_tells_word_from_wps(as_doc: bytes, name: str, expected: str) -> None:
    assert load(as_doc, name).format == expected


def test_a_table_that_cannot_be_kept_is_warned_of(saved: dict[str, tuple[bytes, bytes]]) -> None:
    """Where something stands behind the text, no paragraph mark can be put there."""
    original, data = saved["ends in a table"]
    last = data.rindex("18.5\a\a".encode("utf-16-le")) + 12
    occupied = data[:last] + b"xx" + data[last + 2 :]
    assert load(data, "a.doc", original).warnings == ()
    assert "save it as .docx" in load(occupied, "a.doc", original).warnings[0]


@given(st.integers(0, 60_000), st.binary(min_size=1, max_size=40))
def test_damage_does_not_stop_the_mending(saved: dict[str, tuple[bytes, bytes]], place: int, damage: bytes) -> None:
    data = bytearray(saved["ends in a table"][1])
    data[place : place + len(damage)] = damage
    assert len(mended(bytes(data))) == len(data)


def test_rich_text_is_read_too(office: Path) -> None:
    document = load(RTF, "a.doc")
    assert (document.format, document.text) == ("doc", "全县低保对象31人。\n")


def test_what_was_converted_before_is_not_converted_again(no_office: None) -> None:
    buffer = io.BytesIO()
    report().save(buffer)
    assert BODY in load(RTF, "a.doc", buffer.getvalue()).text


def run(folder: Path, output: Path, **files: bytes) -> dict[str, DocumentRow]:
    folder.mkdir()
    for name, data in files.items():
        (folder / f"{name}.doc").write_bytes(data)
    result = extract([folder], output, workers=2, seconds=60)
    return {d.path.removesuffix(".doc"): d for d in result.rows.documents}


def test_a_broken_file_in_a_run_costs_only_itself(as_doc: bytes, tmp_path: Path) -> None:
    rows = run(
        tmp_path / "in", tmp_path / "out", whole=as_doc, rich=RTF, damaged=DAMAGED, cut=as_doc[: len(as_doc) // 2]
    )
    assert {path: row.status for path, row in rows.items()} == {
        "whole": "ok",
        "rich": "ok",
        "damaged": "failed",
        "cut": "failed",
    }
    assert (rows["whole"].format, rows["whole"].bytes) == ("doc", len(as_doc))
    assert rows["whole"].title == TITLE
    assert "damaged" in (rows["cut"].error or "")


def test_without_libreoffice_a_run_says_how_to_get_it(no_office: None, tmp_path: Path) -> None:
    rows = run(tmp_path / "in", tmp_path / "out", rich=RTF, page=f"<html><p>{TITLE}</p><p>{BODY}</p>".encode())
    assert {path: row.status for path, row in rows.items()} == {"rich": "failed", "page": "ok"}
    assert (rows["rich"].format, rows["rich"].bytes) == ("doc", len(RTF))
    assert "install" in (rows["rich"].error or "")


def test_a_single_file_without_libreoffice(no_office: None) -> None:
    with pytest.raises(UnreadableDocument, match="LibreOffice"):
        load(RTF, "a.doc")
