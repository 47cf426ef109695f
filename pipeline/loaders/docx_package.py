"""The file around a Word document: a zip of XML parts that point to each other by relationships.

Word, WPS and LibreOffice write it (ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/).
Only the parts that are asked for are unpacked, never more than `MAX_UNPACKED` in all; no entity is resolved
and no network or file is touched by the XML parser.

>>> import io
>>> stream = io.BytesIO()
>>> with zipfile.ZipFile(stream, "w") as archive:
...     archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"/>')
>>> Package.of(stream.getvalue()).main
'word/document.xml'
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from lzma import LZMAError
from typing import TypeAlias

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

UNZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
    IndexError,
)


@dataclass(slots=True)
class Package:
    """The parts of one file, found by name whatever their case and slashes."""

    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    main: str = ""
    left: int = MAX_UNPACKED
    _targets: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> Package:
        """Return the opened file; raises UnreadableDocument where it holds no Word document."""
        _refuse_other_formats(data)
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except UNZIP_ERRORS as error:
            reason = "the DOCX file is incomplete or damaged (its list of parts is missing); obtain the file again"
            raise UnreadableDocument(reason) from error
        package = cls(archive, {_plain(i.filename): i for i in archive.infolist()})
        package.main = package._main_part()
        package._targets = package._relations(package.main)
        return package

    def tree(self, name: str) -> Element | None:
        """Return the parsed part, None where there is none; raises UnreadableDocument where it is damaged."""
        data = self._read(name)
        if data is None:
            return None
        # A parser of lxml keeps state: one for each part, so that no document can touch the next.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(_transitional(data), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableDocument(f"the DOCX file is damaged: its part {name} is no valid XML ({error})") from error

    def related(self, kind: str) -> tuple[str, ...]:
        """Return the names of the parts that the document refers to as `kind` (styles, numbering, header …)."""
        found = tuple(t for t in self._targets.get(kind, ()) if t in self.members)
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        return found or ((usual,) if usual in self.members else ())

    def core_properties(self) -> Element | None:
        """Return the file's title, author and dates, None where it states none that can be read."""
        stated = self._relations("").get("core-properties", ())
        for name in (*stated, "docprops/core.xml"):
            try:
                tree = self.tree(name)
            except UnreadableDocument:
                continue
            if tree is not None:
                return tree
        return None

    def _main_part(self) -> str:
        candidates = (*self._relations("").get("officedocument", ()), "word/document.xml")
        for name in candidates:
            if name in self.members:
                return name
        raise UnreadableDocument("the file is a zip archive without a Word document in it")

    def _relations(self, part: str) -> dict[str, tuple[str, ...]]:
        folder, name = posixpath.split(part)
        try:
            tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        except UnreadableDocument:
            return {}  # the parts then are found under their usual names
        targets: dict[str, tuple[str, ...]] = {}
        for relation in () if tree is None else tree.iter(f"{{{RELATIONS}}}Relationship"):
            kind = str(relation.get("Type", "")).rpartition("/")[2].lower()
            target = _plain(posixpath.normpath(posixpath.join("/", folder, _forward(relation.get("Target", "")))))
            targets[kind] = (*targets.get(kind, ()), target)
        return targets

    def _read(self, name: str) -> bytes | None:
        member = self.members.get(name)
        if member is None:
            return None
        if member.flag_bits & ENCRYPTED_MEMBER:
            raise UnreadableDocument("the DOCX file is encrypted; save it again without a password")
        if member.file_size > self.left:
            limit = MAX_UNPACKED // (1024 * 1024)
            raise UnreadableDocument(f"the DOCX file unpacks to more than {limit} MB of text, which no report has")
        try:
            data = self.archive.read(member)
        except UNZIP_ERRORS as error:
            reason = f"the DOCX file is damaged: its part {name} cannot be unpacked; obtain the file again"
            raise UnreadableDocument(reason) from error
        self.left -= len(data)
        return data


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(COMPOUND_START):
        if ENCRYPTED_STREAM in data:
            raise UnreadableDocument("the DOCX file is encrypted; save it again without a password")
        raise UnreadableDocument("the file is an old Word document (.doc) under the name of a DOCX; rename it to .doc")
    if not data:
        raise UnreadableDocument("the file is empty")
    if not data.startswith(ZIP_START) and not zipfile.is_zipfile(io.BytesIO(data)):
        raise UnreadableDocument("the file is no DOCX: it does not begin like one; obtain the file again")


def _transitional(data: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in STRICT_NAMES.items():
            data = data.replace(strict, usual)
    return data


def _forward(name: str) -> str:
    return name.replace("\\", "/")


def _plain(name: str) -> str:
    return _forward(name).lstrip("/").lower()
