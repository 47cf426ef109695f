"""What the bytes of a Word 97 file tell: whether a password protects it."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.office.compound import ENCRYPTED, SIGNATURE, WORD_STREAM, refusal


def word_file(flags: int, mark: int = 0xA5EC, shift: int = 9) -> bytes:
    """Return a header, the directory in the first sector and the beginning of the stream in the second."""
    size = 1 << shift
    header = bytearray(SIGNATURE.ljust(size, b"\0"))
    struct.pack_into("<H", header, 30, shift)
    name = WORD_STREAM.encode("utf-16-le") + b"\0\0"
    entry = bytearray(name.ljust(128, b"\0"))
    struct.pack_into("<HB", entry, 64, len(name), 2)
    struct.pack_into("<I", entry, 116, 1)
    facts = struct.pack("<6H", mark, 193, 0, 2052, 0, flags)
    return bytes(header) + bytes(entry).ljust(size, b"\0") + facts.ljust(size, b"\0")


@pytest.mark.parametrize(
    ("data", "protected"),
    [
        (word_file(ENCRYPTED | 0x1200), True),
        (word_file(ENCRYPTED, mark=0xA5DC), True),
        (word_file(ENCRYPTED, shift=12), True),
        (word_file(0x1200), False),
        (word_file(ENCRYPTED, mark=0x1234), False),
        (word_file(ENCRYPTED)[:1000], False),
        (b"{\\rtf1 WordDocument}", False),
        (b"", False),
    ],
)
def test_a_password_is_seen(data: bytes, protected: bool) -> None:
    reason = refusal(data)
    assert (reason is not None) == protected
    assert reason is None or "密码保护" in reason


@given(st.integers(0, 1400), st.binary(max_size=64))
def test_damage_is_no_error(place: int, damage: bytes) -> None:
    data = bytearray(word_file(ENCRYPTED))
    data[place : place + len(damage)] = damage
    reason = refusal(bytes(data))
    assert reason is None or "密码保护" in reason
