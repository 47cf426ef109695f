"""Opens ZIP archives, as bureaus publish them: names in GBK without saying so, archives in archives.

>>> import io, zipfile
>>> packed = io.BytesIO()
>>> with zipfile.ZipFile(packed, "w") as archive: archive.writestr("自评/a.txt", "全县低保对象12人")
>>> [m.name for m in Archive(packed.getvalue()).members]
['自评/a.txt']
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass

from pipeline.errors import UnreadableDocument

MEMBER_MARK = "!/"
# Bounds against archives made to exhaust a machine; no bundle of reports comes near them.
MOST_MEMBERS = 5_000
MOST_BYTES = 256 * 1024 * 1024
MOST_DEPTH = 3
# Set in a member's flags where its name is UTF-8; otherwise zipfile decodes it as code page 437.
UTF8_NAME = 0x800
ENCRYPTED = 0x1
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its readable name, and the name by which the archive knows it."""

    name: str
    key: str


class Archive:
    """A ZIP archive's files; `notes` says what of it is left out."""

    def __init__(self, data: bytes, depth: int = 0) -> None:
        """Raises UnreadableDocument where the archive is broken or lies too deep in others."""
        if depth >= MOST_DEPTH:
            raise UnreadableDocument(f"an archive inside {depth} others is not opened: unpack it and pass the folder")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            files = [i for i in self._zip.infolist() if not i.is_dir()]
        except BROKEN as error:
            raise UnreadableDocument(f"the archive is broken: {error}") from error
        self.members = tuple(Member(_readable_name(i), i.filename) for i in files[:MOST_MEMBERS])
        left = len(files) - len(self.members)
        self.notes = (f"{left} of {len(files)} files in the archive are left out: split it",) if left else ()

    def read(self, member: Member) -> bytes:
        """Return a member's bytes, or raise UnreadableDocument."""
        return _content(self._zip, member.key)


def read_member(data: bytes, key: str) -> bytes:
    """Return the bytes of the member that an archive knows by `key`, or raise UnreadableDocument."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _content(archive, key)
    except BROKEN as error:
        raise UnreadableDocument(f"the archive is broken: {error}") from error


def _content(archive: zipfile.ZipFile, key: str) -> bytes:
    try:
        info = archive.getinfo(key)
        if info.flag_bits & ENCRYPTED:
            raise UnreadableDocument("the archive needs a password: unpack it and pass the folder")
        with archive.open(info) as member:
            data = member.read(MOST_BYTES + 1)
    except (*BROKEN, KeyError) as error:
        raise UnreadableDocument(f"cannot be unpacked: {error}") from error
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(f"larger than {MOST_BYTES // 1024**2} MiB when unpacked")
    return data


def _readable_name(info: zipfile.ZipInfo) -> str:
    """Return the name as its maker saw it: Chinese Windows writes GBK where the standard says code page 437."""
    name = info.filename
    if not info.flag_bits & UTF8_NAME:
        for encoding in ("utf-8", "gb18030"):
            try:
                return name.encode("cp437").decode(encoding)
            except UnicodeError:
                continue
    return name
