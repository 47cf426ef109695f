"""Whether a text layer holds what is printed, or something else in its place.

Fonts without a table of meanings (ToUnicode) give codes instead of characters; scans give nothing;
some producers shift all code points. A text of Chinese reports is mostly common characters.

>>> share_of_garbage("全县低保对象12人。")
0.0
"""

from __future__ import annotations

import unicodedata

# A page with this share of characters that cannot be meant is not used.
MOST_GARBAGE = 0.3
# With fewer characters than this nothing is concluded from how common they are.
ENOUGH = 60
# Every second character of real Chinese text is among the some thousand common ones of the national
# sets; characters taken at random from Unicode are so one in seven.
LEAST_COMMON = 0.5
# A page of code in place of text has fewer letters, digits and Chinese characters than this.
LEAST_LETTERS = 0.5
# The first levels of GB 2312 (simplified) and Big5 (traditional), by the lead bytes of their codes.
COMMON = (("gb2312", range(0xB0, 0xD8)), ("big5", range(0xA4, 0xC7)))
# Control, unassigned, private use, surrogates.
MEANINGLESS = {"Cc", "Cn", "Co", "Cs"}
# Dots and lines that lead to a page number or are to be written on.
LEADERS = ".…·．_-—─"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Code points that a Chinese report does not print: Latin with rare marks to Tibetan and Hangul Jamo,
# Yi to Hangul syllables, Arabic forms.
UNLIKELY = ((0x0180, 0x0370), (0x0530, 0x2000), (0x2C00, 0x2E80), (0xA000, 0xD800), (0xFB00, 0xFE10))


def is_legible(text: str) -> bool:
    """Return whether the characters can be what a page prints."""
    shown = "".join(text.split())
    if share_of_garbage(shown) > MOST_GARBAGE:
        return False
    if len(shown) < ENOUGH:
        return True
    signs = [c for c in shown if c not in LEADERS]
    if sum(c.isalnum() for c in signs) < LEAST_LETTERS * len(signs):
        return False
    chinese = [c for c in shown if "\u3400" <= c < "\ua000"]
    return len(chinese) < ENOUGH or _share_of_common(chinese) >= LEAST_COMMON


def share_of_garbage(text: str) -> float:
    """Return the share of characters that are no print or of scripts that no report uses."""
    return sum(map(_is_garbage, text)) / max(len(text), 1)


def _is_garbage(character: str) -> bool:
    code = ord(character)
    if character == REPLACEMENT or unicodedata.category(character) in MEANINGLESS:
        return True
    return any(first <= code < end for first, end in UNLIKELY)


def _share_of_common(characters: list[str]) -> float:
    return max(
        sum(_lead(character, charset) in leads for character in characters) / len(characters)
        for charset, leads in COMMON
    )


def _lead(character: str, charset: str) -> int:
    try:
        return character.encode(charset)[0]
    except UnicodeEncodeError:
        return 0
