"""Scores stated in words: 得满分, 全部得分, 不扣分; 未得分, 不得分.

The words are those of patterns/score_words.yaml. In a rule for scoring (达到90%得满分，未达标的不得分) they score
nothing.

>>> mark_between("全部按时拨付，得满分。", 0, 11), mark_between("未建制度，不得分。", 0, 9)
(1.0, 0.0)
>>> mark_between("达到90%得满分，未达标的不得分。", 0, 16) is None
True
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.structure.score_labels import CLAUSE_BOUNDARY, is_rubric, label_before
from pipeline.structure.score_words import either

# 得满分10分 prints its number.
NUMBER_BEHIND = r"(?![:为]?\d|的|值|标准)"
FORMULA = regex.compile(r"[，,;。]?(?:该项|本项)?(?:实际)?(?:自评)?得分(?:=|:|为|按)[^\d，。;\n]{2,}")
RULE = regex.compile(r"达到|以上|以下|(?:的|者|则|时|如|若|可)$|得\d")


@cache
def marks() -> regex.Pattern[str]:
    """Return what matches the words for full marks and for none."""
    return regex.compile(rf"(?:(?P<all>{either('full_marks')})|(?P<none>{either('no_marks')})){NUMBER_BEHIND}")


def mark_between(text: str, start: int, end: int) -> float | None:
    """Return 1 where a folded text states full marks between two offsets, 0 where none, None where it does not tell."""
    found = {1.0 if m["all"] else 0.0 for m in marks().finditer(text, start, end) if not _is_rule(text, m)}
    return found.pop() if len(found) == 1 else None


def is_formula(text: str, end: int) -> bool:
    """Tell whether a clause behind a maximum reckons the score instead of stating it: 分值10分，得分=执行率×10."""
    return FORMULA.match(text, end) is not None


def _is_rule(text: str, match: regex.Match[str]) -> bool:
    begin = max(text.rfind(c, 0, match.start()) for c in CLAUSE_BOUNDARY) + 1
    return RULE.search(text[begin : match.start()]) is not None or is_rubric(label_before(text, match.start()))
