"""Compound files (OLE2), in which Word 97 keeps its documents: sectors, and a directory of named streams.

Of the stream `WordDocument` the first block tells facts about the file (FIB, [MS-DOC] 2.5), among them
whether it is encrypted.

>>> refusal(b"plain bytes") is None
True
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_STREAM: Final = "WordDocument"
SECTOR_SHIFT_AT: Final = 30
SECTOR_SHIFTS: Final = (9, 12)
# The header has room for so many sectors of the allocation table; larger files go on elsewhere.
ALLOCATION_AT: Final = 76
ALLOCATION_SECTORS: Final = 109
LAST_SECTOR: Final = 0xFFFFFFFA
# Shorter streams share sectors with others.
SMALLEST: Final = 4096
ENTRY: Final = 128
FIRST_SECTOR_AT: Final = 116
# Word 97 and later, and Word 6 and 95; both have their flags at the same place.
FIB_MARKS: Final = (0xA5EC, 0xA5DC)
ENCRYPTED: Final = 0x0100


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its size, and where in the file each of its sectors begins."""

    size: int
    sectors: tuple[int, ...]
    sector_size: int

    def place(self, position: int) -> int:
        """Return where in the file a position of the stream lies."""
        return self.sectors[position // self.sector_size] + position % self.sector_size


def refusal(data: bytes) -> str | None:
    """Return why a file cannot be converted, None where nothing speaks against it."""
    if not _flags(data) & ENCRYPTED:
        return None
    return "the document is protected by a password (密码保护): open it in Word and save it without one"


def find_stream(data: bytes, name: str) -> Stream | None:
    """Return a stream of at least `SMALLEST` bytes, None where it is not whole."""
    entry, sector_size = _entry(data, name), _sector_size(data)
    if entry is None or entry[1] < SMALLEST:
        return None
    try:
        following = _allocation(data, sector_size)
        sectors: list[int] = []
        sector = entry[0]
        while sector < LAST_SECTOR and len(sectors) < len(following):
            sectors.append((sector + 1) * sector_size)
            sector = following[sector]
    except (struct.error, IndexError):
        return None
    whole = len(sectors) * sector_size >= entry[1] and max(sectors) + sector_size <= len(data)
    return Stream(entry[1], tuple(sectors), sector_size) if whole else None


def _sector_size(data: bytes) -> int:
    (shift,) = struct.unpack_from("<H", data.ljust(512, b"\0"), SECTOR_SHIFT_AT)
    return 1 << (shift if shift in SECTOR_SHIFTS else SECTOR_SHIFTS[0])


def _entry(data: bytes, name: str) -> tuple[int, int] | None:
    """Return the first sector and the size of a stream."""
    place = data.find(name.encode("utf-16-le") + b"\0\0") if data.startswith(SIGNATURE) else -1
    if place < 0 or len(data) < place + ENTRY:
        return None
    first, size = struct.unpack_from("<II", data, place + FIRST_SECTOR_AT)
    return first, size


def _allocation(data: bytes, sector_size: int) -> list[int]:
    """Return for each sector the one that follows it in its stream."""
    following: list[int] = []
    for sector in struct.unpack_from(f"<{ALLOCATION_SECTORS}I", data, ALLOCATION_AT):
        if sector < LAST_SECTOR:
            following += struct.unpack_from(f"<{sector_size // 4}I", data, (sector + 1) * sector_size)
    return following


def _flags(data: bytes) -> int:
    """Return the flags of a Word file, 0 where they cannot be found."""
    entry = _entry(data, WORD_STREAM)
    start = 0 if entry is None else (entry[0] + 1) * _sector_size(data)
    if not start or len(data) < start + 12:
        return 0
    mark, *_, flags = struct.unpack_from("<6H", data, start)
    return flags if mark in FIB_MARKS else 0
