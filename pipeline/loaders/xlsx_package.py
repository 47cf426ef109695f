"""The file around a workbook: a zip of XML parts that point to each other by relationships (ECMA-376).

Sheets are read piece by piece, for one that is formatted down to row 1,048,576 unpacks to hundreds of megabytes
of empty cells; all that is no sheet must be small.

>>> import zipfile
>>> stream = io.BytesIO()
>>> with zipfile.ZipFile(stream, "w") as archive:
...     archive.writestr("xl/workbook.xml", "<workbook/>")
>>> WorkbookFile.of(stream.getvalue()).sheets
()
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from pipeline.errors import NoText, UnreadableDocument, UnsupportedFormat

Element: TypeAlias = etree._Element

WORKBOOK: Final = "xl/workbook.xml"
BINARY_WORKBOOK: Final = "xl/workbook.bin"
COMPOUND_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_MEMBER: Final = 0x1
# The two that the standard allows; Python cannot stop in the middle of the others.
COMPRESSIONS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

MEGABYTE: Final = 1024 * 1024
# Styles of a report are some 100 KB; parsed, they take about ten times their size in memory and more.
MAX_PART: Final = 16 * MEGABYTE
MAX_TEXTS: Final = 64 * MEGABYTE
# What stands in a sheet beside its cells: views, checks of input, coloured conditions.
MAX_UNUSED: Final = 8 * MEGABYTE
# A sheet whose ten columns are formatted to the last row is some 300 MB.
MAX_SHEET: Final = 512 * MEGABYTE
# In a larger sheet, cells without value are formatting, which is cut out before it costs time.
LARGE_SHEET: Final = 8 * MEGABYTE
CHUNK: Final = MEGABYTE
# Rows, cells and texts of one part; what stays below the bounds in bytes may still be millions of empty ones.
MOST_ELEMENTS: Final = 500_000
# Only those that name their place: the others are counted.
EMPTY_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[^<>]*(?:/>|></(?:\w+:)?c>)")
EMPTY_ROW: Final = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br=[^<>]*(?:/>|>\s*</(?:\w+:)?row>)")
# Entities that multiply are declared in a document type, which no spreadsheet has.
DOCUMENT_TYPE: Final = b"<!DOCTYPE"

UNZIP_ERRORS: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, OverflowError),
    *(ValueError, LookupError),
)
DAMAGED: Final = "the spreadsheet is incomplete or damaged; obtain the file again, or open it and save it again"
TOO_MUCH: Final = "the spreadsheet holds more than any report does; delete what is no part of the report"
ENCRYPTED: Final = "the spreadsheet is encrypted; save it again without a password"
BINARY: Final = "binary workbooks (.xlsb) are not read: open the file and save it as .xlsx"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet by its name on the tab, the member that holds it, and whether it is hidden."""

    name: str
    member: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """An opened workbook: its sheets in order, and the way to their parts."""

    archive: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]
    workbook: Element
    sheets: tuple[SheetPart, ...]

    @classmethod
    def of(cls, data: bytes) -> WorkbookFile:
        """Return the opened file; raises UnreadableDocument where it holds no workbook."""
        if data.startswith(COMPOUND_START):
            known = ENCRYPTED_STREAM in data
            raise UnreadableDocument(ENCRYPTED if known else "the file is an old workbook (.xls); rename it to .xls")
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except UNZIP_ERRORS as error:
            raise UnreadableDocument(DAMAGED) from error
        members = {m.filename.replace("\\", "/").lstrip("/"): m for m in archive.infolist()}
        if BINARY_WORKBOOK in members:
            raise UnsupportedFormat(BINARY)
        name = WORKBOOK if WORKBOOK in members else next((m for m in members if _is_workbook(m)), None)
        if name is None:
            raise UnreadableDocument("the file is a zip archive without a workbook in it, or an incomplete one")
        tree = tree_of(b"".join(unpacked(archive, members[name], MAX_PART)))
        file = cls(archive, members, tree, ())
        return cls(archive, members, tree, tuple(file._sheets(name)))

    def part(self, ending: str) -> Element | None:
        """Return a part by the end of its name (styles.xml), None where the workbook has none."""
        member = self._member(ending)
        return None if member is None else tree_of(b"".join(unpacked(self.archive, member, MAX_PART)))

    def texts(self) -> Iterator[bytes]:
        """Yield the XML of the texts that cells share, piece by piece; nothing where the workbook has none."""
        member = self._member("sharedstrings.xml")
        return iter(()) if member is None else unpacked(self.archive, member, MAX_TEXTS)

    def _member(self, ending: str) -> zipfile.ZipInfo | None:
        return next((info for name, info in self.members.items() if name.lower().endswith(f"/{ending}")), None)

    def pieces(self, sheet: SheetPart) -> Iterator[bytes]:
        """Yield the XML of a sheet piece by piece, without the empty cells of a large one."""
        member = self.members.get(sheet.member)
        if member is None:
            raise UnreadableDocument(f"its part {sheet.member} is missing")
        pieces = unpacked(self.archive, member, MAX_SHEET)
        return _without_empty_cells(pieces) if member.file_size > LARGE_SHEET else pieces

    def refuse_pictures(self) -> None:
        """Raise NoText where an empty workbook holds pictures, which may be the report's pages."""
        if any(name.lower().startswith("xl/media/") for name in self.members):
            raise NoText("the spreadsheet holds only pictures: have these recognised, or obtain the sheets as text")

    def _sheets(self, workbook: str) -> Iterator[SheetPart]:
        folder = posixpath.dirname(workbook)
        targets = self._targets(folder, posixpath.basename(workbook))
        for number, element in enumerate(self.workbook.iterfind("{*}sheets/{*}sheet"), start=1):
            link = next((v for k, v in element.items() if k.endswith("}id")), "")
            kind, member = targets.get(link, ("worksheet", f"{folder}/worksheets/sheet{number}.xml"))
            if kind == "worksheet":
                name = " ".join(element.get("name", "").split())
                yield SheetPart(name, member, element.get("state", "visible") != "visible")

    def _targets(self, folder: str, name: str) -> dict[str, tuple[str, str]]:
        """Return the kind and the member of each link; none where the links are lost, for names tell as well."""
        member = self.members.get(f"{folder}/_rels/{name}.rels")
        if member is None:
            return {}
        try:
            tree = tree_of(b"".join(unpacked(self.archive, member, MAX_PART)))
        except UnreadableDocument:
            return {}
        return {
            link.get("Id", ""): (link.get("Type", "").rpartition("/")[2], _absolute(folder, link.get("Target", "")))
            for link in tree.iterfind("{*}Relationship")
        }


def elements(pieces: Iterator[bytes], tags: tuple[str, ...]) -> Iterator[tuple[str, str, Element]]:
    """Yield event (start, end), local name and element for each element of these names.

    What is done is forgotten, so that a part of any length is read in little memory; no entities are followed.
    Raises UnreadableDocument where the part is damaged, after what stands before the damage.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"), tag=[f"{{*}}{t}" for t in tags], resolve_entities=False, no_network=True
    )
    unused = done = 0
    for piece in pieces:
        damage = _fed(parser, piece)
        unused += len(piece)
        for event, element in parser.read_events():
            unused = 0
            yield event, etree.QName(element).localname, element
            if event == "end":
                _forget(element)
                done += 1
            if done > MOST_ELEMENTS:
                raise UnreadableDocument(TOO_MUCH)
        if damage is not None:
            raise UnreadableDocument(DAMAGED) from damage
        if unused > MAX_UNUSED:
            raise UnreadableDocument(TOO_MUCH)


def _fed(parser: etree.XMLPullParser, piece: bytes) -> etree.XMLSyntaxError | None:
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as error:
        return error
    return None


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def tree_of(xml: bytes) -> Element:
    """Return the parsed part; raises UnreadableDocument where it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(f"{DAMAGED} ({error})") from error


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """Yield a member piece by piece; raises UnreadableDocument where it is damaged, encrypted or too large."""
    if member.flag_bits & ENCRYPTED_MEMBER:
        raise UnreadableDocument(ENCRYPTED)
    if member.file_size > limit:
        raise UnreadableDocument(f"its part {member.filename} unpacks to more than {limit // MEGABYTE} MB")
    if member.compress_type not in COMPRESSIONS:
        raise UnreadableDocument(DAMAGED)
    try:
        with archive.open(member) as packed:
            first = True
            while piece := packed.read(CHUNK):
                if first and DOCUMENT_TYPE in piece:
                    raise UnreadableDocument("the spreadsheet declares entities, as no program writes them; discard it")
                first = False
                yield piece
    except UNZIP_ERRORS as error:
        raise UnreadableDocument(DAMAGED) from error


def _without_empty_cells(pieces: Iterator[bytes]) -> Iterator[bytes]:
    held = b""
    for piece in pieces:
        piece = held + piece
        end = piece.rfind(b"<")
        # An element is cut where it begins, so that none is torn at the end of a piece.
        end = end if end > 0 else len(piece)
        held = piece[end:]
        yield EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", piece[:end]))
    yield held


def _is_workbook(name: str) -> bool:
    return re.fullmatch(r"xl/workbook\d*\.xml", name, re.IGNORECASE) is not None


def _absolute(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
