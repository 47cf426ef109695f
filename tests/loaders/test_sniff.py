"""The format is told from the bytes; the name decides only what they leave open."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.sniff import OLE2, sniff


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in names:
            packed.writestr(name, "<x/>")
    return buffer.getvalue()


def ole2(*streams: str) -> bytes:
    """Return a compound file's header and the directory entries of its streams."""
    entries = b""
    for place, name in enumerate(("Root Entry", *streams)):
        coded = name.encode("utf-16-le")
        entries += coded.ljust(64, b"\0") + struct.pack("<HB", len(coded) + 2, 5 if place == 0 else 2) + bytes(61)
    return OLE2.ljust(512, b"\0") + entries


CASES = [
    (b"", "empty.docx", "other"),
    (b" \r\n ", "blank.txt", "other"),
    (b"%PDF-1.7\n", "page.html", "pdf"),
    (b"\r\n%PDF-1.4\n", "", "pdf"),
    (b"1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF", "", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "", "image"),
    (b"\xff\xd8\xff\xe0", "scan.pdf", "image"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "", "image"),
    (archive("[Content_Types].xml", "word/document.xml"), "x.zip", "docx"),
    (archive("word/document2.xml"), "", "docx"),
    (archive("[Content_Types].xml", "xl/workbook.xml"), "x.docx", "xlsx"),
    (archive("ppt/presentation.xml"), "", "other"),
    (archive("报告.docx"), "", "zip"),
    (archive("word/document.xml")[:60], "", "docx"),
    (archive("[Content_Types].xml"), "cut.docx", "docx"),
    (ole2("WordDocument", "1Table"), "a.doc", "doc"),
    (ole2("WordDocument", "1Table"), "a.wps", "wps"),
    (ole2("MatOST", "CONTENTS"), "a.doc", "wps"),
    (ole2("Workbook"), "a.doc", "xls"),
    (ole2("WordDocument", "Workbook"), "", "doc"),
    (ole2("Workbook", "WordDocument"), "", "xls"),
    (ole2("WordDocument", "EncryptedPackage"), "a.docx", "other"),
    (ole2("Something"), "a.doc", "other"),
    (b"{\\rtf1\\ansi", "a.doc", "doc"),
    (b"<html><body>x</body></html>", "a.doc", "html"),
    (b"<!-- saved --><table><tr><td>1</td></tr></table>", "a.xls", "html"),
    ("<HTML><p>自评".encode("utf-16"), "", "html"),
    ("<title>自评</title>".encode("gbk"), "", "html"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "a.doc", "html"),
    (b"From: <Saved by WPS>\r\nSubject: x\r\n y\r\nContent-Type: multipart/related\r\n\r\n--", "a.mht", "html"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:x/>', "a.doc", "other"),
    ("低保对象<br>12人".encode(), "a.html", "html"),
    ("低保对象<br>12人".encode(), "a.txt", "txt"),
    ("低保对象12人".encode("gbk"), "a.doc", "txt"),
    (bytes(range(256)) * 8, "a.txt", "other"),
]


@pytest.mark.parametrize(("data", "name", "expected"), CASES)
def test_the_bytes_decide(data: bytes, name: str, expected: str) -> None:
    assert sniff(data, name) == expected


@given(st.binary(max_size=400), st.sampled_from(["", "a.doc", "a.html", "a.txt"]))
def test_any_bytes_have_a_format(data: bytes, name: str) -> None:
    assert sniff(data, name) in {"html", "pdf", "docx", "doc", "wps", "xlsx", "xls", "txt", "image", "zip", "other"}
