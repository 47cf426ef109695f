"""Characters of a line that the engine read: where each begins and ends, how large it is, whether it is doubtful.

The engine tells the middle of each character, roughly. Chinese characters are as wide as they are high, so their
distances tell the size of type; the ink tells where a line begins and ends.

>>> line = placed([Sign("低", 0.25, 1.0), Sign("保", 0.75, 1.0)], (0, 0, 80, 50), (2, 78), 40.0)
>>> [(glyph.text, round(glyph.x0), round(glyph.x1)) for glyph in line]
[('低', 2, 40), ('保', 40, 78)]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.recognition.engine import Sign
from pipeline.recognition.picture import Rectangle

# A figure, and the signs within and at figures, that the engine is less sure of than this is doubtful.
SURE = 0.9
FIGURES = re.compile(r"[\d〇○%％‰]|(?<=\d)[.,，．·:：OolI](?=\d)|[OolI](?=[\d.])|(?<=\d)[OolI]")
# Half the widths of characters as shares of the size of type: Chinese ones, others.
WIDE, NARROW = 0.5, 0.28
# What stands further apart than this (in sizes, middle to middle) is not one word.
WORD_GAP = 1.2
# The height of the ink as a share of the size of type, with Chinese characters and without.
CHINESE_HEIGHT, FIGURE_HEIGHT = 0.93, 0.76
# Signs whose own width looks like a blank: full-width ones are often read as half-width ones.
NO_BLANK_AFTER, NO_BLANK_BEFORE = frozenset(",.:;("), frozenset(",.:;)%")
# With at least this many Chinese characters in a row their distances tell the size.
ENOUGH_CHINESE = 4
# Sizes that differ by less than this share are one size that was measured several times.
ONE_SIZE = 0.12


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its frame in pixels of the straight page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    sure: float
    doubtful: bool = False  # part of a figure and not read surely


def is_wide(text: str) -> bool:
    """Return whether a character takes the width of a Chinese one."""
    return unicodedata.east_asian_width(text) in "WF"


def measured_size(signs: Sequence[Sign], width: float, ink_height: float) -> float:
    """Return the size of type of a line in pixels, from the distances of its Chinese characters or its height."""
    steps = [
        (after.middle - before.middle) * width
        for before, after in pairwise(signs)
        if is_chinese(before.text) and is_chinese(after.text)
    ]
    tall = any(is_wide(sign.text) for sign in signs)
    by_height = ink_height / (CHINESE_HEIGHT if tall else FIGURE_HEIGHT)
    if len(steps) < ENOUGH_CHINESE:
        return by_height
    by_distance = sum(steps) / len(steps)
    return by_distance if 0.7 * by_height < by_distance < 1.4 * by_height else by_height


def is_chinese(text: str) -> bool:
    """Return whether a character is a Chinese one, punctuation left out."""
    return "\u3400" <= text <= "\u9fff"


def agreed_sizes(sizes: Sequence[float]) -> list[float]:
    """Return sizes with those near each other made equal.

    >>> agreed_sizes([10.0, 10.4, 16.0])
    [10.2, 10.2, 16.0]
    """
    order = sorted(range(len(sizes)), key=lambda n: sizes[n])
    groups: list[list[int]] = []
    for number in order:
        if groups and sizes[number] <= (1 + ONE_SIZE) * median(sizes[n] for n in groups[-1]):
            groups[-1].append(number)
        else:
            groups.append([number])
    agreed = {number: round(median(sizes[n] for n in group), 2) for group in groups for number in group}
    return [agreed[number] for number in range(len(sizes))]


def placed(signs: Sequence[Sign], frame: Rectangle, ink: tuple[float, float], size: float) -> list[Glyph]:
    """Return the characters of a line with their frames; `ink` is where its print begins and ends."""
    x0, y0, x1, y1 = frame
    middle_line = (y0 + y1) / 2
    top, bottom = middle_line - size / 2, middle_line + size / 2
    kept = list(_without_stray_blanks(signs))
    figures = {found.start() for found in FIGURES.finditer("".join(sign.text for sign in kept))}
    middles = [x0 + sign.middle * (x1 - x0) for sign in kept]
    done = []
    for number, (sign, middle) in enumerate(zip(kept, middles, strict=True)):
        half = (WIDE if is_wide(sign.text) else NARROW) * size
        left, right = middle - half, middle + half
        if number:
            left = _side(kept[number - 1], middles[number - 1], sign, middle, size, left)
        if number + 1 < len(kept):
            right = _side(sign, middle, kept[number + 1], middles[number + 1], size, right)
        left = ink[0] if number == 0 else max(left, ink[0])
        right = ink[1] if number + 1 == len(kept) else min(right, ink[1])
        doubtful = sign.sure < SURE and number in figures
        done.append(Glyph(sign.text, min(left, middle), top, max(right, middle), bottom, size, sign.sure, doubtful))
    return done


def _side(before: Sign, at: float, after: Sign, then: float, size: float, own: float) -> float:
    """Return where two neighbours meet, or the character's own side where they stand apart."""
    halves = sum((WIDE if is_wide(sign.text) else NARROW) * size for sign in (before, after))
    one_word = not is_wide(before.text) and not is_wide(after.text) and then - at < WORD_GAP * size
    if one_word or then - at <= 1.25 * halves:
        first = WIDE if is_wide(before.text) else NARROW
        second = WIDE if is_wide(after.text) else NARROW
        return at + (then - at) * first / (first + second)
    return own


def _without_stray_blanks(signs: Sequence[Sign]) -> Iterator[Sign]:
    """Yield the characters; blanks only between Latin letters and figures, elsewhere the layout tells."""
    for number, sign in enumerate(signs):
        if not sign.text.isspace():
            yield sign
        elif 0 < number < len(signs) - 1:
            before, after = signs[number - 1], signs[number + 1]
            wide = before.text >= "\u2000" or after.text >= "\u2000"
            if not (wide or before.text in NO_BLANK_AFTER or after.text in NO_BLANK_BEFORE):
                yield Sign(" ", (before.middle + after.middle) / 2, sign.sure)
