"""Finds out how the characters of a Chinese file are coded.

Government sites serve UTF-8 and GB18030 (written as gb2312 or gbk), older systems UTF-16 and Big5, and
the charset that a page declares is often that of its template and not of its text. So the bytes are
asked first: a byte order mark, then strict UTF-8, then the coding whose text reads most like Chinese.

>>> decode("低保对象12人".encode("gbk"))
Decoded(text='低保对象12人', encoding='gb18030', warning=None)
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

# Longer marks first: the UTF-32 mark begins with the UTF-16 one.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# In order of preference where two read equally well.
CANDIDATES = ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs")

# What each declared name means in practice: browsers read all of the first group as GB18030.
DECLARED_NAMES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}

# Correctly decoded Chinese scores above 0.97, the wrong codec's characters about 0.5.
PLAUSIBLE = 0.85

# Enough characters to judge; a whole file costs time and tells no more.
SAMPLE_LENGTH = 20_000

# Markup and Latin text; Chinese in UTF-16 has about half of its bytes there.
ASCII_SHARE = 0.8

# Above this share of NUL bytes on one side the file is UTF-16 with many ASCII characters.
NUL_SHARE = 0.2

DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
DECLARATION_WITHIN = 4096

REPLACEMENT = "\ufffd"

HIGH_BYTES = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the codec that gave it, and a warning where some bytes could not be read."""

    text: str
    encoding: str
    warning: str | None = None


def decode(data: bytes) -> Decoded:
    """Return the text of a file; bytes that fit no coding become U+FFFD and a warning, never an error."""
    marked = _by_mark(data)
    if marked is not None:
        return marked
    wide = _by_nuls(data)
    if wide is not None:
        return _lenient(data, (wide,))
    text = _strict(data, "utf-8")
    if text is not None and not _is_wide_chinese(data, text):
        return Decoded(text, "utf-8")
    return _by_plausibility(data, declared_encoding(data))


def declared_encoding(data: bytes) -> str | None:
    """Return the codec that the head of a page or an XML declaration names, if we know it."""
    found = DECLARED.search(data[:DECLARATION_WITHIN])
    return DECLARED_NAMES.get(found[1].decode("ascii").lower()) if found else None


def plausibility(text: str) -> float:
    """Return the share of a text's characters outside ASCII that Chinese print commonly uses."""
    sample = [c for c in text[:SAMPLE_LENGTH] if c > "\x7f"]
    if not sample:
        return 1.0 if text.isprintable() or not _controls(text) else 0.0
    return sum(_is_common(c) for c in sample) / len(sample) - _controls(text)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], (encoding,))
    return None


def _by_nuls(data: bytes) -> str | None:
    head = data[:SAMPLE_LENGTH]
    if len(head) < 4:
        return None
    low, high = head[1::2].count(0), head[0::2].count(0)
    if max(low, high) < NUL_SHARE * len(head) / 2 or min(low, high) * 4 > max(low, high):
        return None
    return "utf-16-le" if low > high else "utf-16-be"


def _is_wide_chinese(data: bytes, text: str) -> bool:
    """Tell short UTF-16 texts that happen to be valid ASCII, by control characters that no text holds."""
    return _controls(text) > 0.02 and any(
        plausibility(wide) >= PLAUSIBLE and wide.isprintable()
        for wide in (_strict(data, "utf-16-le"), _strict(data, "utf-16-be"))
        if wide
    )


def _by_plausibility(data: bytes, declared: str | None) -> Decoded:
    candidates = [c for c in CANDIDATES if not (c.startswith("utf-16") and _is_mostly_ascii(data))]
    strict = [(text, name) for name in candidates if (text := _strict(data, name)) is not None]
    scored = [(plausibility(text), text, name) for text, name in strict]
    good = [s for s in scored if s[0] >= PLAUSIBLE]
    if good:
        _, text, name = max(good, key=lambda s: s[0])
        return Decoded(text, _plain_name(name))
    names = ("utf-8", *candidates) if declared is None else (declared, "utf-8", *candidates)
    return _lenient(data, names)


def _is_mostly_ascii(data: bytes) -> bool:
    head = data[:SAMPLE_LENGTH]
    return sum(0 < b < 0x80 for b in head) > ASCII_SHARE * len(head)


def _lenient(data: bytes, encodings: Iterable[str]) -> Decoded:
    """Return the best reading with unreadable bytes replaced."""
    best, best_score = Decoded("", "utf-8"), float("-inf")
    for encoding in dict.fromkeys(encodings):
        text = _replacing(data, encoding)
        lost = text.count(REPLACEMENT)
        score = plausibility(text) - 2 * lost / max(1, sum(c > "\x7f" for c in text))
        if score > best_score:
            warning = _warning(lost, encoding) if lost else None
            best, best_score = Decoded(text.removeprefix("\ufeff"), _plain_name(encoding), warning), score
    return best


def _replacing(data: bytes, encoding: str) -> str:
    if encoding != "gb18030":
        return data.decode(encoding, errors="replace")
    parts, done = [], 0
    for run in HIGH_BYTES.finditer(data):
        realigned = _realigned(run[0]) if len(run[0]) % 2 else _paired(run[0])
        if realigned is not None and run.start() >= done:
            parts += [data[done : run.start()].decode(encoding, errors="replace"), realigned]
            done = run.end()
    return "".join(parts) + data[done:].decode(encoding, errors="replace")


def _paired(run: bytes) -> str | None:
    """Return a run of two-byte characters whose damaged pairs are replaced; None where none is damaged."""
    if _strict(run, "gb18030") is not None:
        return None
    pairs = (_strict(run[i : i + 2], "gb18030") for i in range(0, len(run), 2))
    return "".join(REPLACEMENT if pair is None else pair for pair in pairs)


def _realigned(run: bytes) -> str | None:
    """Return a run of two-byte characters of which one byte was lost, replaced where that reads best.

    Every character behind a lost byte is read from the wrong pair, up to the next digit. None where
    nothing is gained: the last byte may begin a character that ends in an ASCII letter.
    """
    good = [_is_common_pair(run[i : i + 2]) for i in range(len(run) - 1)]
    left = list(accumulate(good[0::2], initial=0))
    right = list(accumulate(reversed(good[1::2]), initial=0))[::-1]
    scores = [a + b for a, b in zip(left, right, strict=True)]
    best = max(scores)
    if best <= scores[-1]:
        return None
    cut = 2 * scores.index(best)
    before, after = run[:cut], run[cut + 1 :]
    return before.decode("gb18030", errors="replace") + REPLACEMENT + after.decode("gb18030", errors="replace")


@lru_cache(maxsize=30_000)
def _is_common_pair(pair: bytes) -> bool:
    character = pair.decode("gb18030", errors="replace")
    return len(character) == 1 and _is_common(character)


def _warning(lost: int, encoding: str) -> str:
    return f"{lost} damaged characters could not be read ({_plain_name(encoding)}); compare with the original"


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plain_name(encoding: str) -> str:
    return "big5" if encoding == "big5hkscs" else encoding


def _controls(text: str) -> float:
    """Return the share of control characters that no printed text holds."""
    sample = text[:SAMPLE_LENGTH]
    return sum(c < " " and c not in "\t\n\r\f\v\x1a" for c in sample) / max(1, len(sample))


@lru_cache(maxsize=30_000)
def _is_common(character: str) -> bool:
    """Tell the characters of GB2312's first level, of Big5's first level, and Chinese punctuation."""
    if "\u2000" <= character <= "\u27bf" or "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef":
        return True
    if character in "\xa0·°±×÷§éàèìòùüāáǎēéěīíǐōóǒūúǔ\ufeff":
        return True
    return _lead_byte(character, "gb2312", 0xB0, 0xD7) or _lead_byte(character, "big5", 0xA4, 0xC6)


def _lead_byte(character: str, encoding: str, first: int, last: int) -> bool:
    try:
        coded = character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return len(coded) == 2 and first <= coded[0] <= last
