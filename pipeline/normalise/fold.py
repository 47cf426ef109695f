"""Folding for matching: one spelling for widths, brackets, slashes, scripts and stray spaces.

Reports mix full and half width, print 〔 as ﹝ or [, split words by spaces and, where a page was
copied, carry traditional characters with pinyin in brackets. Matching runs over the folded text;
every folded character knows the printed one it stands for, so nothing that is stored is folded.

>>> folded = fold("（得 2 分），补助１３.５万 元")
>>> folded.text
'(得2分)，补助13.5万元'
>>> start = folded.text.index("13.5万元")
>>> folded.origin(start, start + 6)
Span(start=10, end=17)
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

import opencc
import regex

from pipeline.model import Span

# The full-width comma stays: with three digits behind it, it is no thousands separator.
FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}
LOOK_ALIKES = {
    "﹙": "(", "﹚": ")", "〔": "[", "〕": "]", "﹝": "[", "﹞": "]", "【": "[", "】": "]", "［": "[", "］": "]",
    "〖": "[", "〗": "]", "∕": "/", "⁄": "/", "╱": "/", "•": "·", "‧": "·", "･": "·", "∙": "·", "・": "·", "⋅": "·",
    "－": "-", "‐": "-", "‑": "-", "–": "-", "−": "-", "﹣": "-", "～": "~", "∼": "~", "〜": "~", "﹪": "%", "٪": "%",
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹒": ".", "﹐": "，", "﹑": "、", "﹔": ";", "﹕": ":", "∶": ":",
    "︰": ":",
    "×": "*", "✕": "*", "＊": "*", "﹡": "*", "■": "■", "〇": "〇", "○": "〇", "Ｏ": "O",
}  # fmt: skip
TRANSLATION = str.maketrans({chr(k): v for k, v in FULL_WIDTH.items()} | LOOK_ALIKES)

SPACES = r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
INVISIBLE = r"[\u00ad\u200b-\u200f\u2060\ufeff]"
CHINESE = r"[\u3400-\u9fff\u3001\u3002\u300a-\u301b\uff0c\u2026\u2014\u201c\u201d≥≤]"
PINYIN = r"(?<=[\u3400-\u9fff])\((?=[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}\)"
# A space goes where either neighbour is Chinese, inside brackets, before a percent sign or slash, and
# between the groups of a number in thousands; it stays between Latin words and between two numbers.
DROPPED = regex.compile(
    rf"{INVISIBLE}+|{PINYIN}"
    rf"|(?<={CHINESE}|[(/\[]){SPACES}+|{SPACES}+(?={CHINESE}|[)%/\]])"
    rf"|(?<=(?<![\d.])\d{{1,3}}(?:{SPACES}\d{{3}})*){SPACES}"
    rf"(?=\d{{3}}(?:{SPACES}\d{{3}})*(?:\.\d+)?{SPACES}*[万亿元户人名])"
)
# Characters that OpenCC would change although they are ordinary in simplified text (乾县, 瞭望, 著名).
KEPT_SCRIPT = frozenset("乾瞭著藉覆么徵夥")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `offsets[i]` is the printed offset of folded character i, the last one the end."""

    text: str
    offsets: tuple[int, ...]
    printed: str

    def origin(self, start: int, end: int) -> Span:
        """Return the printed span of folded characters start to end."""
        if end <= start:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def position(self, offset: int) -> int:
        """Return the index of the first folded character printed at `offset` or behind it."""
        return bisect_left(self.offsets, offset, 0, len(self.text))


def fold(printed: str) -> Folded:
    """Return `printed` in the one form that all patterns expect."""
    text = _simplified(printed.translate(TRANSLATION))
    parts: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in DROPPED.finditer(text):
        parts.append(text[last : match.start()])
        offsets.extend(range(last, match.start()))
        last = match.end()
    parts.append(text[last:])
    offsets.extend(range(last, len(text) + 1))
    return Folded("".join(parts), tuple(offsets), printed)


@lru_cache(maxsize=1 << 15)
def fold_words(words: str) -> str:
    """Return the folded characters alone, for comparing labels and names."""
    return fold(words).text


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _simplified_character(character: str) -> str:
    if character < "\u3400" or character in KEPT_SCRIPT:
        return character
    simple: str = _converter().convert(character)
    return simple if len(simple) == 1 else character


def _simplified(text: str) -> str:
    """Return the text in simplified script, character by character, so that offsets hold."""
    changed = {ord(c): s for c in set(text) if (s := _simplified_character(c)) != c}
    return text.translate(changed) if changed else text
