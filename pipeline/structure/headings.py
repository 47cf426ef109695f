"""One line of a report as a heading or a numbered item: where its name ends, or that it has none.

`（一）资金到位情况。2021年，…` is a heading run in with its paragraph: the name is 资金到位情况. A paragraph
such as `1. 县民政局联合县扶贫办印发了…` is numbered, but has no name; it goes by its number.

>>> name_of("资金到位情况。2021年，全县共到位资金12万元。", numbered=True)
Name(text='资金到位情况', start=0, end=6)
>>> name_of("县民政局印发了《办法》，明确了各方责任（得2分）。", numbered=True) is None
True
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.structure.score_phrases import phrases
from pipeline.structure.score_words import words

LONGEST_NAME = 40
# A name with a paragraph behind it is shorter than one that fills its line.
LONGEST_RUN_IN = 26
# A sentence that only earns points, (得2分), is longer than the names of indicators are.
LONGEST_SCORED = 13
SENTENCE_END = regex.compile(r"[。；;！？:|]")
# A year or an age belongs to a name; other numbers say that a line states facts.
HARMLESS_NUMBERS = regex.compile(r"(?:20|19)\d{2}(?:[-—~至]20\d{2})?年度?|\d+[-—~至]\d+(?:周?岁)|\d+(?:周?岁)")
VERBS = regex.compile(r"了(?!解)|已|未(?!成年)|并|进行|印发|均|没有|组织召开|召开")
DENIAL = regex.compile("没有|未(?!成年)|无(?!人抚养|障碍)")
AROUND_NAMES = " \u3000\t([,，、。:;；—-….·•→>/|~_"
LEVEL = "(?:[一二三四]级指标[，,、:])?"
OPENED = regex.compile(rf"[(\[]{LEVEL}[^()\[\]\d，,]{{0,10}}$")
BETWEEN = regex.compile(rf"[\s。:，,、|()\[\]—….·•→>/~_-]*(?:[(\[]{LEVEL}[^()\[\]\d，,]{{0,10}})?")
NAME_BEHIND = regex.compile(r"[)\]]\s*(?=[\u3400-\u9fffA-Za-z])")
LETTERS = regex.compile(r"[\u3400-\u9fffA-Za-z]")


@dataclass(frozen=True, slots=True)
class Name:
    """A heading's name (folded), where it begins in the line, and where the heading part ends, its score included."""

    text: str
    start: int
    end: int


def name_of(line: str, numbered: bool) -> Name | None:
    """Return the name at the beginning of a folded line (its number already taken off), or None.

    An unnumbered line has a name only where the format declares a heading; then the whole line is one.
    """
    line = line.rstrip()
    if before := _score_before(line):
        name = name_of(line[before:], numbered)
        return None if name is None else Name(name.text, name.start + before, name.end + before)
    return _name_in_front(line, numbered)


def _score_before(line: str) -> int:
    """Return where the bracket of scores ends that stands before a name: 一、【满8·得8】到位情况。"""
    found = phrases(line) if line[:1] in ("(", "[") else ()
    if not found or found[0].start != 1 or found[0].maximum is None:
        return 0
    behind = NAME_BEHIND.match(line, found[0].end)
    return behind.end() if behind is not None else 0


def _name_in_front(line: str, numbered: bool) -> Name | None:
    score = _first_score(line)
    cut = min(score, _sentence_end(line))
    name = line[:cut].strip(AROUND_NAMES)
    broken = regex.search(r"[(\[][^)\]]*$", name) is not None
    if not LETTERS.search(name) or len(name) > LONGEST_NAME or broken:
        return None
    whole = cut >= len(line.rstrip("。:：;；"))
    if numbered and not _reads_as_name(name, line, whole, score < len(line)):
        return None
    return Name(name, line.index(name), _heading_end(line, cut) if score < len(line) else cut)


def _reads_as_name(name: str, line: str, whole: bool, scored: bool) -> bool:
    if scored and (only_points := _only_points(line)) is not None:
        return len(name) <= LONGEST_SCORED and not VERBS.search(name) and only_points and _plain(name)
    if whole:
        ends_as_sentence = line.endswith(("。", "；", ";"))
        plain = _plain(name)
        if regex.search(r"\d", HARMLESS_NUMBERS.sub("", name)) and regex.search(r"[，,]", name):
            return False
        return (plain or not VERBS.search(name)) and not (ends_as_sentence and (VERBS.search(name) or not plain))
    # 未完成的绩效目标（40分） is named although it denies.
    return len(name) <= LONGEST_RUN_IN and _plain(name) and (scored or not DENIAL.match(name))


def _plain(name: str) -> bool:
    """Tell whether a text states nothing: no comma, no book title, no number but years and ages."""
    return not regex.search(r"[，,；;]|《", name) and not regex.search(r"\d", HARMLESS_NUMBERS.sub("", name))


def _only_points(line: str) -> bool | None:
    """Return None where the line's first phrase is more than points, else whether nothing follows points given."""
    found = phrases(line)
    first = found[0]
    if any(p.maximum is not None and not p.bare for p in found):
        return None
    if first.maximum is None and first.score is None:
        return False
    if first.maximum is not None or first.word not in words("point"):
        return None
    return not LETTERS.search(line[first.end :].lstrip("分"))


def _first_score(line: str) -> int:
    found = phrases(line)
    if not found:
        return len(line)
    start = found[0].start
    # （本项20分，自评19分）: the bracket opens before the words that lead to the number.
    opened = OPENED.search(line, 0, start)
    start = opened.start() if opened is not None else start
    while start and line[start - 1] in "([，, 、:·•→>/|~_":
        start -= 1
    return start


def _sentence_end(line: str) -> int:
    match = SENTENCE_END.search(line)
    return match.start() if match else len(line)


def _heading_end(line: str, cut: int) -> int:
    """Return the end of the score that stands directly behind the name, or of the name."""
    end = cut
    for phrase in phrases(line):
        if not BETWEEN.fullmatch(line, end, phrase.start):
            break
        end = phrase.end
        while end < len(line) and line[end] in ")]":
            end += 1
    return end
