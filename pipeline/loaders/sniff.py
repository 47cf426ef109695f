"""Tells a file's format from its bytes.

What sites offer as .doc is often a page, what is named .html a PDF, and .docx and .xlsx are archives
alike, so the name decides only between plain text and a fragment of a page.

>>> sniff(b"%PDF-1.4 ...", "report.html")
'pdf'
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from typing import Literal

from pipeline.loaders.encoding import PLAUSIBLE, REPLACEMENT, decode, plausibility

Format = Literal["html", "pdf", "docx", "doc", "wps", "xlsx", "xls", "txt", "image", "zip", "other"]

# First bytes that nothing else begins with. RAR, 7z and gzip are archives that nobody here opens; RTF is what
# older offices save as .doc, and is read the same way.
SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "doc"),
    (b"Rar!\x1a\x07", "other"),
    (b"7z\xbc\xaf\x27\x1c", "other"),
    (b"\x1f\x8b", "other"),
    (b"%!PS", "other"),
)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

# A member whose name tells the kind of an Office archive; the first that is found decides.
ZIP_MEMBERS: tuple[tuple[re.Pattern[str], Format], ...] = (
    (re.compile(r"word/document\d*\.xml"), "docx"),
    (re.compile(r"xl/workbook\.(xml|bin)"), "xlsx"),
    (re.compile(r"word/.*"), "docx"),
    (re.compile(r"xl/.*"), "xlsx"),
    (re.compile(r"ppt/presentation\.xml|OFD\.xml|META-INF/manifest\.xml|mimetype"), "other"),
)

OFFICE_PACKAGE = "[Content_Types].xml"
OFFICE_NAMES: dict[str, Format] = {".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx"}

# Streams that tell the kind of an OLE2 file. The first in the directory decides: a document with an
# embedded workbook holds both, its own stream first. Works writes MatOST, Kingsoft the others.
OLE2_STREAMS: dict[str, Format] = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "MatOST": "wps",
    "MM": "wps",
    "WpsDocument": "wps",
    "WpsContents": "wps",
    "EtDocument": "xls",
    "PowerPoint Document": "other",
}
ENCRYPTED = "EncryptedPackage"
OLE2_ENTRY = 128
OLE2_NAME_LENGTH = 64

# Readers of PDF look as far for its mark.
PDF_MARK_WITHIN = 1024

# A page may open with long comments, scripts or blank lines.
MARKUP_WITHIN = 65_536
HTML_ROOT = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
HTML_START = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:meta|title|table|div|center|font|p|h[1-6]|span|style|script|link|base|ul|section)\b",
    re.IGNORECASE | re.DOTALL,
)
HTML_TAG = re.compile(r"</?(?:p|div|br|table|tr|td|span|font|h[1-6]|b|strong|li|a|img)\b[^<>]{0,500}>", re.IGNORECASE)
OTHER_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<\?mso-application|<w:wordDocument|<Workbook\b|<pkg:package|<office:document|<svg\b)"
)

# Head fields at the very beginning, one of which is of MIME; mails put a dozen before it.
MHTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:[\w-]{1,60}:[^\n]*\n(?:[ \t]+[^\n]*\n)*){0,40}?"
    rb"(?:MIME-Version:|Content-Type:[ \t]*(?:multipart/|text/html))",
    re.IGNORECASE,
)
MHTML_WITHIN = 4096

# Tags that make a fragment a page where the name does not say so.
TAGS_OF_A_PAGE = 6

# Text with more unreadable or control characters than this is no text.
JUNK_SHARE = 0.1


def sniff(data: bytes, name: str = "") -> Format:
    """Return the format of a file; a page saved with its pictures (MHTML) is `html`, unknown bytes are `other`."""
    if not data.strip():
        return "other"
    for signature, found in SIGNATURES:
        if data.startswith(signature):
            return found
    if (data.startswith(b"RIFF") and data[8:12] == b"WEBP") or _is_bitmap(data):
        return "image"
    if data.startswith(ZIP_MARKS):
        return _zip_kind(data, name)
    if data.startswith(OLE2):
        return _ole2_kind(data, name)
    return _text_kind(data, name)


def is_mhtml(data: bytes) -> bool:
    """Return whether a file begins as a page does that was saved with its pictures, as a mail of parts."""
    return MHTML.match(data[:MHTML_WITHIN]) is not None


def _is_bitmap(data: bytes) -> bool:
    return data.startswith(b"BM") and len(data) > 26 and data[6:10] == bytes(4)


def _zip_kind(data: bytes, name: str) -> Format:
    names = _zip_names(data)
    for pattern, found in ZIP_MEMBERS:
        if any(pattern.fullmatch(n) for n in names):
            return found
    if OFFICE_PACKAGE in names:  # cut off before its parts
        return next((kind for ending, kind in OFFICE_NAMES.items() if name.lower().endswith(ending)), "zip")
    return "zip"


def _zip_names(data: bytes) -> list[str]:
    """Return the members of an archive, from its local headers where the directory is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [n.replace("\\", "/") for n in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError):
        return list(_local_names(data))


def _local_names(data: bytes) -> Iterator[str]:
    for found in re.finditer(rb"PK\x03\x04.{22}(.{2}).{2}", data, re.DOTALL):
        (length,) = struct.unpack("<H", found[1])
        yield data[found.end() : found.end() + length].decode("utf-8", errors="replace")


def _ole2_kind(data: bytes, name: str) -> Format:
    names = list(_ole2_names(data))
    kinds = [OLE2_STREAMS[n] for n in names if n in OLE2_STREAMS]
    if not kinds or ENCRYPTED in names:
        return "other"
    # Kingsoft saves the same streams as Word; only the name tells them apart.
    return "wps" if kinds[0] == "doc" and ("wps" in kinds or name.lower().endswith(".wps")) else kinds[0]


def _ole2_names(data: bytes) -> Iterator[str]:
    """Yield the names that stand where directory entries may stand: UTF-16 with their length behind."""
    for start in range(512, len(data) - OLE2_ENTRY + 1, OLE2_ENTRY):
        length, kind = struct.unpack_from("<HB", data, start + OLE2_NAME_LENGTH)
        if kind in (1, 2, 5) and 4 <= length <= OLE2_NAME_LENGTH and length % 2 == 0:
            yield data[start : start + length - 2].decode("utf-16-le", errors="replace")


def _text_kind(data: bytes, name: str) -> Format:
    head = decode(data[:MARKUP_WITHIN] if len(data) > MARKUP_WITHIN else data).text
    if OTHER_MARKUP.match(head):
        return "other"
    if is_mhtml(data) or HTML_ROOT.search(head) or HTML_START.match(head):
        return "html"
    if b"%PDF-" in data[:PDF_MARK_WITHIN] or (b" obj" in data and b"startxref" in data[-PDF_MARK_WITHIN:]):
        return "pdf"
    if _is_junk(head):
        return "other"
    tags = len(HTML_TAG.findall(head))
    named_page = name.lower().endswith((".htm", ".html", ".shtml", ".jsp", ".asp", ".aspx"))
    return "html" if tags >= TAGS_OF_A_PAGE or (tags and named_page) else "txt"


def _is_junk(text: str) -> bool:
    strange = sum(
        c == REPLACEMENT or (c < " " and c not in "\t\n\r\f\v\x1a") or "\ue000" <= c <= "\uf8ff" for c in text
    )
    return strange > JUNK_SHARE * len(text) or (strange > 0.02 * len(text) and plausibility(text) < PLAUSIBLE / 2)
