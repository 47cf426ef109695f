"""The zip around a Word document: parts and the links between them, damage, passwords, bombs."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.errors import UnreadableDocument
from pipeline.loaders.docx_package import MAX_UNPACKED, WORD, WordFile, tree_of

ROOT = f'<w:document xmlns:w="{WORD}"/>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relation(kind: str, target: str, more: str = "") -> str:
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/{kind}" Target="{target}" {more}/>'
        "</Relationships>"
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a file of these parts, and a relationship to word/document.xml where they hold none of the file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in ({"_rels/.rels": relation("officeDocument", "word/document.xml")} | parts).items():
            written.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("parts", "main"),
    [
        ({"word/document.xml": ROOT}, "/word/document.xml"),
        ({"word\\document.xml": ROOT}, "/word/document.xml"),
        ({"_rels/.rels": relation("officeDocument", "/other/main.xml"), "other/main.xml": ROOT}, "/other/main.xml"),
    ],
)
def test_the_main_part_is_found(parts: dict[str, str | bytes], main: str) -> None:
    file = WordFile.of(zipped(parts))
    assert file.main.partname == main
    assert tree_of(file.main).tag == f"{{{WORD}}}document"


@pytest.mark.parametrize(
    ("links", "styles"),
    [
        (relation("styles", "formats.xml"), ["/word/formats.xml"]),
        (relation("styles", "../word/formats.xml"), ["/word/formats.xml"]),
        # Links that lead nowhere, out of the file, to its own list of links, and what are no links.
        (relation("styles", "NULL"), []),
        (relation("styles", ""), []),
        (relation("styles", "formats.xml", 'TargetMode="External"'), []),
        (relation("styles", "_rels/document.xml.rels"), []),
        (relation("image", "media/seal.png"), []),
        ("<broken", []),
        ("<other/>", []),
        ("", []),
    ],
)
def test_other_parts_are_found(links: str, styles: list[str]) -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": ROOT, "word/formats.xml": ROOT, "word/media/seal.png": b"x"}
    file = WordFile.of(zipped({**parts, "word/_rels/document.xml.rels": links}))
    assert [part.partname for part in file.related("styles")] == styles
    assert file.related("image") == []


def test_strict_files_have_the_usual_names() -> None:
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    file = WordFile.of(zipped({"word/document.xml": strict}))
    assert tree_of(file.main).tag == f"{{{WORD}}}document"


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
        (zipped({"_rels/.rels": "<broken", "word/document.xml": ROOT}), "without a Word document"),
        (COMPOUND, "old Word document"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "without a password"),
    ],
)
def test_other_files_are_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        WordFile.of(data)


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
    file = WordFile.of(zipped({"word/document.xml": body}))
    with pytest.raises(UnreadableDocument, match=r"word/document\.xml is no valid XML"):
        tree_of(file.main)


def test_a_damaged_member_is_refused() -> None:
    data = zipped({"word/document.xml": ROOT + " " * 100})
    start = data.index(b"word/document.xml") + len("word/document.xml")
    file = WordFile.of(data[:start] + b"\xff" * 20 + data[start + 20 :])
    with pytest.raises(UnreadableDocument, match=r"word/document\.xml is no valid XML"):
        tree_of(file.main)


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(zipped({"word/document.xml": ROOT}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableDocument, match="encrypted"):
        WordFile.of(bytes(data))


def declaring(data: bytes, size: int) -> bytes:
    """Return the file with another unpacked size of its last part."""
    changed = bytearray(data)
    place = changed.rindex(b"PK\x01\x02") + 24
    changed[place : place + 4] = size.to_bytes(4, "little")
    return bytes(changed)


def test_the_xml_of_a_file_is_limited_and_pictures_are_not_unpacked() -> None:
    film = zipped({"word/document.xml": ROOT, "word/media/film.bin": b""})
    assert WordFile.of(declaring(film, MAX_UNPACKED + 1)).main.partname == "/word/document.xml"
    with pytest.raises(UnreadableDocument, match="unpacks to more than"):
        WordFile.of(declaring(zipped({"word/document.xml": ROOT}), MAX_UNPACKED + 1))


def test_no_more_is_unpacked_than_is_declared() -> None:
    file = WordFile.of(declaring(zipped({"word/document.xml": ROOT + " " * 100_000}), 100))
    assert len(file.main.blob) <= 101


@pytest.mark.parametrize(
    ("properties", "title"),
    [("<broken", None), ('<p xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>甲县</d:title></p>', "甲县")],
)
def test_properties_that_cannot_be_read_are_none(properties: str, title: str | None) -> None:
    two = relation("officeDocument", "word/document.xml").replace(
        "</Relationships>", f'<Relationship Id="c" Type="{OFFICE}/core-properties" Target="core.xml"/></Relationships>'
    )
    file = WordFile.of(zipped({"_rels/.rels": two, "word/document.xml": ROOT, "core.xml": properties}))
    assert file.title() == title
