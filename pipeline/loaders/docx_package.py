r"""The file around a Word document: a zip of XML parts that point to each other by relationships.

Word, WPS and LibreOffice write it (ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/).
python-docx finds the parts and parses them. It unpacks whatever a relationship leads to, films and pictures too,
and gives up where one leads nowhere; so it is given the XML parts alone, and the links between these.

>>> import docx
>>> stream = io.BytesIO()
>>> docx.Document().save(stream)
>>> WordFile.of(stream.getvalue()).main.partname
'/word/document.xml'
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Container
from dataclasses import dataclass
from typing import TypeAlias

from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.oxml.parser import parse_xml
from lxml import etree  # type: ignore[import-untyped]

from pipeline.errors import UnreadableDocument

Element: TypeAlias = etree._Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"

# "Strict Open XML" differs from what everyone writes only in the names of its namespaces.
STRICT_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": MATH.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": DRAWING.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/picture": PICTURE.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/chart": CHART.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/diagram": DIAGRAM.encode(),
}

# The XML of a report of a thousand pages is some 30 MB; parsed, it takes about ten times its size in memory.
MAX_UNPACKED = 64 * 1024 * 1024

ZIP_START = b"PK"
COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_MEMBER = 0x1
# The two that the standard allows; Python cannot stop in the middle of the others.
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
NO_LINKS = f'<Relationships xmlns="{RELATIONS}"/>'.encode()
CONTENT_TYPES = "[Content_Types].xml"
# With a type of its own, a part is parsed by python-docx at once, and damage to one refuses them all. Parts of no
# special type are parsed when they are asked for: a damaged list of styles costs the styles, not the document.
PLAIN_XML = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)

UNZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
    LookupError,
)


@dataclass(frozen=True, slots=True)
class WordFile:
    """An opened file and its main part, the document."""

    package: OpcPackage
    main: Part

    @classmethod
    def of(cls, data: bytes) -> WordFile:
        """Return the opened file; raises UnreadableDocument where it holds no Word document."""
        _refuse_other_formats(data)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                package = OpcPackage.open(_repacked(_xml_parts(archive)))
        except UNZIP_ERRORS as error:
            reason = "the DOCX file is incomplete or damaged (its list of parts is missing); obtain the file again"
            raise UnreadableDocument(reason) from error
        main = _targets(package.rels, "officeDocument")
        if not main:
            raise UnreadableDocument("the file is a zip archive without a Word document in it")
        return cls(package, main[0])

    def related(self, kind: str) -> list[Part]:
        """Return the parts that the document refers to as `kind` (styles, numbering, header …)."""
        return _targets(self.main.rels, kind)

    def title(self) -> str | None:
        """Return the title among the file's properties, None where it states none that can be read."""
        for part in _targets(self.package.rels, "core-properties"):
            try:
                title: str | None = tree_of(part).findtext(f"{{{DUBLIN_CORE}}}title")
            except UnreadableDocument:
                continue
            return title
        return None


def tree_of(part: Part) -> Element:
    """Return the parsed part; raises UnreadableDocument where it is damaged."""
    try:
        return parse_xml(part.blob)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = f"the DOCX file is damaged: its part {part.partname.membername} is no valid XML ({error})"
        raise UnreadableDocument(reason) from error


def _targets(links: Relationships, kind: str) -> list[Part]:
    return [link.target_part for link in links.values() if link.reltype.rpartition("/")[2] == kind]


def _xml_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the XML in an archive by name; raises UnreadableDocument where it is too much or needs a password."""
    members = [m for m in archive.infolist() if m.filename.lower().endswith((".xml", ".rels"))]
    # What a member declares is all that is taken of it, so that the sum of these is what can come.
    if sum(m.file_size for m in members) > MAX_UNPACKED:
        limit = MAX_UNPACKED // (1024 * 1024)
        raise UnreadableDocument(f"the DOCX file unpacks to more than {limit} MB of text, which no report has")
    if any(m.flag_bits & ENCRYPTED_MEMBER for m in members):
        raise UnreadableDocument("the DOCX file is encrypted; save it again without a password")
    return {m.filename.replace("\\", "/"): _unpacked(archive, m) for m in members if m.filename != CONTENT_TYPES}


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a part, empty where it cannot be unpacked: it then fails, as damaged XML does, when it is read."""
    if member.compress_type not in COMPRESSIONS:
        return b""
    try:
        with archive.open(member) as packed:
            data = packed.read(member.file_size + 1)
    except UNZIP_ERRORS:
        return b""
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in STRICT_NAMES.items():
            data = data.replace(strict, usual)
    return data


def _repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """Return a package of these parts and the links between them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(CONTENT_TYPES, PLAIN_XML)
        for name, data in parts.items():
            archive.writestr(name, _sound_links(name, data, parts) if name.endswith(".rels") else data)
    return stream


def _sound_links(name: str, data: bytes, parts: Container[str]) -> bytes:
    """Return the links of a part without those that lead to no part."""
    try:
        tree = parse_xml(data)
    except (etree.XMLSyntaxError, ValueError):
        return NO_LINKS
    if tree.tag != f"{{{RELATIONS}}}Relationships":
        return NO_LINKS
    folder = "/" + posixpath.dirname(posixpath.dirname(name))
    for link in list(tree):
        target = PackURI.from_rel_ref(folder, link.get("Target", "")).membername
        if target not in parts or link.get("TargetMode") == "External" or not link.get("Type"):
            tree.remove(link)
    return bytes(etree.tostring(tree))


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(COMPOUND_START):
        if ENCRYPTED_STREAM in data:
            raise UnreadableDocument("the DOCX file is encrypted; save it again without a password")
        raise UnreadableDocument("the file is an old Word document (.doc) under the name of a DOCX; rename it to .doc")
    if not data:
        raise UnreadableDocument("the file is empty")
    if not data.startswith(ZIP_START) and not zipfile.is_zipfile(io.BytesIO(data)):
        raise UnreadableDocument("the file is no DOCX: it does not begin like one; obtain the file again")
