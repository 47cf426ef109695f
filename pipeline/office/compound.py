"""What the bytes of a Word 97 file tell before anything opens it.

Such a file is a compound file (OLE2): sectors of 512 bytes, and a directory of named streams. The stream
`WordDocument` begins with a block of facts about the file (FIB, [MS-DOC] 2.5.2), encrypted or not.

>>> refusal(b"plain bytes") is None
True
"""

from __future__ import annotations

import struct
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAM: Final = "WordDocument".encode("utf-16-le") + b"\0\0"
SECTOR_SHIFT_AT: Final = 30
SECTOR_SHIFTS: Final = (9, 12)
ENTRY: Final = 128
FIRST_SECTOR_AT: Final = 116
# Word 97 and later, and Word 6 and 95; both have their flags at the same place.
FIB_MARKS: Final = (0xA5EC, 0xA5DC)
FLAGS_AT: Final = 10
ENCRYPTED: Final = 0x0100


def refusal(data: bytes) -> str | None:
    """Return why a file cannot be converted, None where nothing speaks against it."""
    if not data.startswith(SIGNATURE) or not _flags(data) & ENCRYPTED:
        return None
    return "the document is protected by a password (密码保护): open it in Word and save it without one"


def _flags(data: bytes) -> int:
    """Return the flags of a Word file, 0 where they cannot be found."""
    entry = data.find(STREAM)
    (shift,) = struct.unpack_from("<H", data.ljust(512, b"\0"), SECTOR_SHIFT_AT)
    if entry < 0 or len(data) < entry + ENTRY or shift not in SECTOR_SHIFTS:
        return 0
    (sector,) = struct.unpack_from("<I", data, entry + FIRST_SECTOR_AT)
    start = (sector + 1) << shift
    if len(data) < start + FLAGS_AT + 2:
        return 0
    mark, *_, flags = struct.unpack_from("<6H", data, start)
    return flags if mark in FIB_MARKS else 0
