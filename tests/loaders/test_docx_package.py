"""The zip around a Word document: parts under odd names, damage, passwords, bombs."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.errors import UnreadableDocument
from pipeline.loaders.docx_package import WORD, Package

ROOT = f'<w:document xmlns:w="{WORD}"/>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in parts.items():
            written.writestr(name, data)
    return stream.getvalue()


def relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


@pytest.mark.parametrize(
    ("parts", "main"),
    [
        ({"word/document.xml": ROOT}, "word/document.xml"),
        ({"Word/Document.XML": ROOT}, "word/document.xml"),
        ({"word\\document.xml": ROOT}, "word/document.xml"),
        ({"_rels/.rels": relation("officeDocument", "/other/main.xml"), "other/main.xml": ROOT}, "other/main.xml"),
        ({"_rels/.rels": relation("officeDocument", "gone.xml"), "word/document.xml": ROOT}, "word/document.xml"),
        ({"_rels/.rels": "<broken", "word/document.xml": ROOT}, "word/document.xml"),
    ],
)
def test_the_main_part_is_found(parts: dict[str, str | bytes], main: str) -> None:
    package = Package.of(zipped(parts))
    assert package.main == main
    assert package.tree(main) is not None


@pytest.mark.parametrize(
    ("links", "styles"),
    [
        (relation("styles", "formats.xml"), ("word/formats.xml",)),
        (relation("styles", "../word/formats.xml"), ("word/formats.xml",)),
        (relation("styles", "NULL"), ("word/styles.xml",)),
        ("", ("word/styles.xml",)),
    ],
)
def test_other_parts_are_found(links: str, styles: tuple[str, ...]) -> None:
    parts = {"word/document.xml": ROOT, "word/formats.xml": ROOT, "word/styles.xml": ROOT}
    package = Package.of(zipped({**parts, "word/_rels/document.xml.rels": links}))
    assert package.related("styles") == styles
    assert package.related("numbering") == ()


def test_strict_files_have_the_usual_names() -> None:
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    tree = Package.of(zipped({"word/document.xml": strict})).tree("word/document.xml")
    assert tree is not None
    assert tree.tag == f"{{{WORD}}}document"


GOOD = zipped({"word/document.xml": ROOT})
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html></html>", "no DOCX"),
        (b"PK\x03\x04" + b"\0" * 40, "incomplete or damaged"),
        (GOOD[:-30], "incomplete or damaged"),
        (zipped({"a.txt": "x"}), "without a Word document"),
        (COMPOUND, "old Word document"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "without a password"),
    ],
)
def test_other_files_are_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        Package.of(data)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<w:document", id="cut off"),
        pytest.param("", id="empty"),
        pytest.param("<a>" * 5000, id="nested without end"),
        pytest.param(
            '<!DOCTYPE a [<!ENTITY b "'
            + "x" * 1000
            + '"><!ENTITY c "'
            + "&b;" * 1000
            + '"><!ENTITY d "'
            + "&c;" * 1000
            + '">]><a e="'
            + "&d;" * 1000
            + '"/>',
            id="entities that multiply",
        ),
    ],
)
def test_a_damaged_part_is_refused(body: str) -> None:
    package = Package.of(zipped({"word/document.xml": body}))
    with pytest.raises(UnreadableDocument, match="no valid XML"):
        package.tree("word/document.xml")


def test_a_damaged_member_is_refused() -> None:
    data = zipped({"word/document.xml": ROOT + " " * 100})
    start = data.index(b"word/document.xml") + len("word/document.xml")
    package = Package.of(data[:start] + b"\xff" * 20 + data[start + 20 :])
    with pytest.raises(UnreadableDocument, match="cannot be unpacked"):
        package.tree("word/document.xml")


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(GOOD)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    package = Package.of(bytes(data))
    with pytest.raises(UnreadableDocument, match="encrypted"):
        package.tree("word/document.xml")


def test_parts_that_are_read_are_limited_together() -> None:
    package = Package.of(zipped({"word/document.xml": ROOT, "word/media/film.bin": b"\0" * 100_000}))
    package.left = len(ROOT) + 10
    assert package.tree("word/document.xml") is not None
    with pytest.raises(UnreadableDocument, match="unpacks to more than"):
        package.tree("word/document.xml")


def test_properties_that_cannot_be_read_are_none() -> None:
    package = Package.of(zipped({"word/document.xml": ROOT, "docProps/core.xml": "<broken"}))
    assert package.core_properties() is None
