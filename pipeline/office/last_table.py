"""Word 97 files that end in a table, which LibreOffice writes and cannot read.

The text of a Word file ends with the mark of a paragraph, and Word sees to it that one follows every
table. LibreOffice saves a document without one as it is, and when it opens that file again it runs the
cells of that table together into one paragraph: 20 | 18.5 becomes 2018.5. The missing mark is put back
before the file is converted.

The structures are those of [MS-DOC]: FibRgLw97 counts the characters of each part of the document, the
Clx says where they lie, and PlcBtePapx where the properties of paragraphs end.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from pipeline.office.compound import WORD_STREAM, Stream, find_stream

PARAGRAPH_END: Final = 0x0D
CELL_END: Final = 0x07
FIB_MARK: Final = 0xA5EC
FLAGS_AT: Final = 0x0A
# Which of the two table streams is in use.
SECOND_TABLE: Final = 0x0200
# Counts of characters: text, footnotes, headers, (reserved), comments, endnotes, text boxes, those of headers.
COUNTS_AT: Final = 0x4C
RESERVED: Final = 3
# Places and lengths of structures in the table stream.
PARAGRAPH_PLACES_AT: Final = 0x102
PIECES_AT: Final = 0x1A2
FIB_LENGTH: Final = 0x1AA
# The list of pieces of a file that was written in one go: its mark and length, two positions, one piece.
ONE_PIECE: Final = struct.Struct("<BIIIHIH")
LIST_OF_PIECES: Final = 2
LAST_POSITION_AT: Final = 9
EIGHT_BIT: Final = 0x40000000
# Properties lie in pages of this size, which may follow the text at once.
PAGE: Final = 512


@dataclass(frozen=True, slots=True)
class TextEnd:
    """Where the text of a file ends, and what has to be changed to put a mark behind it."""

    main: Stream
    table: Stream
    characters: int
    end: int
    pieces: int
    last_paragraph: int


def ends_in_table(data: bytes) -> bool:
    """Return whether the last table of a file would be lost; only files that were written in one go are known."""
    return _table_end(data) is not None


def mended(data: bytes) -> bytes:
    """Return a file whose text ends with a paragraph, the file itself where that cannot be done."""
    found = _table_end(data)
    if found is None or not _has_room(data, found):
        return data
    changed = bytearray(data)
    characters = found.characters + 1
    struct.pack_into("<H", changed, found.main.place(found.end), PARAGRAPH_END)
    struct.pack_into("<I", changed, found.main.place(COUNTS_AT), characters)
    struct.pack_into("<I", changed, found.table.place(found.pieces + LAST_POSITION_AT), characters)
    struct.pack_into("<I", changed, found.table.place(found.last_paragraph), found.end + 2)
    return bytes(changed)


def _has_room(data: bytes, found: TextEnd) -> bool:
    """Return whether nothing stands where a character has to be written behind the text."""
    if found.end + 2 > found.main.size or found.end % PAGE == 0:
        return False
    place = found.main.place(found.end)
    return data[place : place + 2] == b"\0\0"


def _table_end(data: bytes) -> TextEnd | None:
    """Return the end of a text that ends in a table, None for any other and for what cannot be followed."""
    try:
        found = _text_end(data)
        if found is None:
            return None
        (last,) = struct.unpack_from("<H", data, found.main.place(found.end - 2))
    except (struct.error, IndexError):
        return None
    return found if last == CELL_END else None


def _text_end(data: bytes) -> TextEnd | None:
    main = find_stream(data, WORD_STREAM)
    if main is None:
        return None
    facts = _read(data, main, 0, FIB_LENGTH)
    mark, flags = (struct.unpack_from("<H", facts, place)[0] for place in (0, FLAGS_AT))
    table = find_stream(data, "1Table" if flags & SECOND_TABLE else "0Table")
    pieces, length = struct.unpack_from("<2I", facts, PIECES_AT)
    if mark != FIB_MARK or table is None or length != ONE_PIECE.size:
        return None
    kind, *_, start, _ = ONE_PIECE.unpack(_read(data, table, pieces, length))
    if kind != LIST_OF_PIECES or start & EIGHT_BIT:
        return None
    characters, *others = struct.unpack_from("<8I", facts, COUNTS_AT)
    # Where footnotes or headers follow, their first paragraph ends the table.
    if any(count for part, count in enumerate(others, start=1) if part != RESERVED):
        return None
    paragraphs, length = struct.unpack_from("<2I", facts, PARAGRAPH_PLACES_AT)
    # One position more than there are pages, four bytes each, positions first.
    last_paragraph = paragraphs + (length - 4) // 8 * 4
    return TextEnd(main, table, characters, start + 2 * characters, pieces, last_paragraph)


def _read(data: bytes, stream: Stream, start: int, length: int) -> bytes:
    """Return bytes of a stream, which may lie in several sectors."""
    return bytes(data[stream.place(n)] for n in range(start, start + length))
