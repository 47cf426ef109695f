"""One door for all formats: the bytes choose the loader, and what has none says what to do."""

import subprocess
import sys

import pytest

from pipeline.errors import NoText, UnsupportedFormat
from pipeline.loaders import LOADERS, UNSUPPORTED, load


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        ("<html><p>全县低保对象12人，发放资金3万元。</p>".encode(), "a.doc", "html"),
        ("全县低保对象12人。".encode("gbk"), "a.html", "txt"),
    ],
)
def test_the_bytes_choose_the_loader(data: bytes, name: str, expected: str) -> None:
    assert load(data, name).format == expected


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"Rar!\x1a\x07"])
def test_a_format_without_loader_says_what_to_do(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match=": "):
        load(data, "report.docx")


def test_every_format_has_a_loader_or_a_reason() -> None:
    formats = {"html", "pdf", "docx", "doc", "wps", "xlsx", "xls", "txt", "image", "zip", "other"}
    assert set(LOADERS) | set(UNSUPPORTED) == formats
    assert not set(LOADERS) & set(UNSUPPORTED)


def test_an_empty_page_raises() -> None:
    with pytest.raises(NoText):
        load(b"<html><body></body></html>")


def test_no_loader_is_imported_before_its_first_file() -> None:
    code = "import sys, pipeline.loaders; print([m for m in ('selectolax', 'docx', 'pdfplumber') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
