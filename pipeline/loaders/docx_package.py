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
import re
import struct
import zipfile
import zlib
from collections.abc import Container
from dataclasses import dataclass
from typing import TypeAlias

from docx.opc.constants import NAMESPACE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml
from lxml import etree  # type: ignore[import-untyped]

from pipeline.errors import UnreadableDocument

Element: TypeAlias = etree._Element

WORD, MATH, DRAWING, PICTURE, CHART, DIAGRAM, DUBLIN_CORE = (nsmap[p] for p in ("w", "m", "a", "pic", "c", "dgm", "dc"))
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"

# "Strict Open XML" differs from what everyone writes only in the names of its namespaces.
STRICT_NAME, USUAL_NAME = (
    re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/"),
    rb"http://schemas.openxmlformats.org/\1/2006/",
)

# The XML of a report of a thousand pages is some 30 MB; parsed, it takes about ten times its size in memory.
MAX_UNPACKED = 64 * 1024 * 1024

ZIP_START = b"PK"
COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_MEMBER = 0x1
# The two that the standard allows; Python cannot stop in the middle of the others.
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
NO_LINKS = f'<Relationships xmlns="{NAMESPACE.OPC_RELATIONSHIPS}"/>'.encode()
CONTENT_TYPES = "[Content_Types].xml"
# With a type of its own, a part is parsed by python-docx at once, and damage to one refuses them all. Parts of no
# special type are parsed when they are asked for: a damaged list of styles costs the styles, not the document.
PLAIN_XML = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)

# Damage makes zipfile raise any of these; the last two come from python-docx too, for links that it cannot follow.
UNZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, OverflowError),
    *(ValueError, LookupError),
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
            return STRICT_NAME.sub(USUAL_NAME, packed.read(member.file_size + 1))
    except UNZIP_ERRORS:
        return b""


def _repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """Return a package of these parts and the links between them."""
    stream = io.BytesIO()
    targets = {name for name in parts if not name.endswith(".rels")}
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(CONTENT_TYPES, PLAIN_XML)
        for name, data in parts.items():
            archive.writestr(name, data if name in targets else _sound_links(name, data, targets))
    return stream


def _sound_links(name: str, data: bytes, targets: Container[str]) -> bytes:
    """Return the links of a part without those that lead to no part."""
    try:
        tree = parse_xml(data)
    except (etree.XMLSyntaxError, ValueError):
        return NO_LINKS
    if tree.tag != f"{{{NAMESPACE.OPC_RELATIONSHIPS}}}Relationships":
        return NO_LINKS
    folder = "/" + posixpath.dirname(posixpath.dirname(name))
    for link in list(tree):
        target = PackURI.from_rel_ref(folder, link.get("Target", "")).membername
        if target not in targets or link.get("TargetMode") == "External" or not link.get("Type"):
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
