"""Paragraphs of plain text whose lines were broken at a fixed width.

Text saved from a terminal, a mail or a PDF breaks every line after 30 to 80 columns (a Chinese
character takes two). A line goes on in the next one where the next one's first word would not have
fitted; headings, list items, indented lines, signatures and dates begin a paragraph of their own.

>>> unwrapped(["资金全部通过一卡通按月发放到户，", "没有发现截留挪用。", "", "特此报告。"], Wrap(34, columns))
['资金全部通过一卡通按月发放到户，没有发现截留挪用。', '特此报告。']
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# A page holds 30 to 80 columns; wider lines are paragraphs, narrower ones cells or verse.
NARROWEST = 30
WIDEST = 120

# Lines this close to the width are full: a word or a stop that must not begin a line leaves a gap.
RAGGED = 6
# Of the lines over half the width; headings, cells and the signature are shorter.
FULL_SHARE = 0.5
FULL_LINES = 3
# Lines over the width show that nothing was wrapped there.
OVERLONG_SHARE = 0.05
# Lines that end a sentence although full would be paragraphs of equal length.
UNFINISHED_SHARE = 0.6

INDENT = re.compile(r"[ \t\u3000\xa0]*")
# Narrower indents are ragged copies of the margin.
INDENT_COLUMNS = 2

# No line of print ends a paragraph with these.
OPEN_END = "，、（《〈〔【“‘("
SENTENCE_END = "。！？；：!?;:"
CLOSING = "，。、；：！？）》」』】〕”’…,.;:!?)]}%％"
FIRST_WORD = re.compile(rf"(?:[A-Za-z0-9][A-Za-z0-9.,%]*|.)[{re.escape(CLOSING)}]*")

CHINESE_NUMBER = "[一二三四五六七八九十百]{1,4}"
HEADING = re.compile(
    rf"(?:{CHINESE_NUMBER}、|[（(]{CHINESE_NUMBER}[)）]|第{CHINESE_NUMBER}[部章节条项]|附件?\s?\d*[:：]|表\s?\d+\s|【)"
)
LIST_ITEM = re.compile(r"(?:\d{1,2}(?:[、．]|\.(?!\d))|[（(]\d{1,2}[)）]|[①-⑳]|[—-]{2,})")

# 保障人数 ≥1200人 1236人 10 10: cells between spaces, numbers among them; no line of a paragraph.
ROW = re.compile(r"(?:^|\s)\S+(?:\s+\S+){0,4}(?:\s+[\d.]+分?){2}(?:\s|$)")

# 得19分 and （满分20分） close a line of a list of scores; so does a second line that begins with a name and a colon.
SCORE_END = re.compile(r"\d分[)）\]】]?[。；;]?$")
LABELLED = re.compile(r"[^，。；：:\s]{2,14}[：:]\S")

Measure = Callable[[str], int]


def columns(text: str) -> int:
    """Return the width of a text in columns: Chinese characters and their punctuation take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


@dataclass(frozen=True, slots=True)
class Wrap:
    """The width at which lines were broken, and whether it counts columns or characters."""

    width: int
    measure: Measure

    def full(self, line: str, following: str) -> bool:
        """Tell whether the first word of the following line would not have fitted on this one."""
        word = FIRST_WORD.match(following.strip())
        return self.measure(line.rstrip()) + self.measure(word[0] if word else "") > self.width - 2


def joined_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs of lines that may or may not have been wrapped."""
    wrap = wrap_of(lines)
    return tuple(unwrapped(lines, wrap)) if wrap else tuple(line for line in lines if line.strip())


def wrap_of(lines: Sequence[str]) -> Wrap | None:
    """Return how lines were wrapped; None where each line is a paragraph of its own."""
    filled = [line.rstrip() for line in lines if line.strip()]
    options = [(_full_lines(filled, measure, factor), measure) for measure, factor in ((columns, 1), (len, 2))]
    (count, width), measure = max(options, key=lambda o: o[0][0])
    long = sum(2 * measure(line) > width for line in filled)
    if width == 0 or count < max(FULL_LINES, FULL_SHARE * long):
        return None
    if sum(measure(line) > width + 2 for line in filled) > OVERLONG_SHARE * len(filled):
        return None
    full = [line for line in filled if measure(line) > width - RAGGED]
    unfinished = sum(line[-1] not in "。！？" and SCORE_END.search(line) is None for line in full)
    return Wrap(width, measure) if unfinished >= UNFINISHED_SHARE * len(full) else None


def unwrapped(lines: Sequence[str], wrap: Wrap) -> list[str]:
    """Return the paragraphs of wrapped lines; a blank line always ends one."""
    margin = min((_indent(line) for line in lines if line.strip()), default=0)
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        if not line.strip():
            previous = ""
        elif previous and not _begins(line, margin) and _goes_on(previous, line, wrap):
            paragraphs[-1] = _join(paragraphs[-1], line)
            previous = line
        else:
            paragraphs.append(line.rstrip())
            previous = line
    return paragraphs


def _full_lines(lines: Sequence[str], measure: Measure, columns_each: int) -> tuple[int, int]:
    """Return how many lines are about as wide as the commonest width, and the widest of these."""
    widths = Counter(measure(line) for line in lines)
    allowed = [w for w in widths if NARROWEST <= w * columns_each <= WIDEST]
    ragged = RAGGED // columns_each
    counts = [(sum(widths[v] for v in range(w - ragged, w + 1)), w) for w in allowed]
    return max(counts, default=(0, 0))


def _indent(line: str) -> int:
    found = INDENT.match(line)
    return columns(found[0].expandtabs(4)) if found else 0


def _begins(line: str, margin: int) -> bool:
    return _indent(line) >= margin + INDENT_COLUMNS or HEADING.match(line.strip()) is not None


def _goes_on(previous: str, line: str, wrap: Wrap) -> bool:
    if ROW.search(line.strip()) or ROW.search(previous.strip()):
        return False
    first, last = line.strip()[0], previous.rstrip()[-1]
    if first in CLOSING or last in OPEN_END:
        return True
    closed = last in SENTENCE_END or SCORE_END.search(previous.rstrip()) is not None
    if LIST_ITEM.match(line.strip()) and closed:
        return False
    if LABELLED.match(line.strip()) and LABELLED.match(previous.strip()):
        return False
    return wrap.full(previous, line)


def _join(before: str, after: str) -> str:
    """Put two parts of a line together, with a space only between Latin words."""
    before, after = before.rstrip(), after.strip()
    latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after
