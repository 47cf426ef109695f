"""The name that stands before a score in running text, and what kind of statement the clause is.

>>> label_before("对照指标体系，决策类满分15分", 10).name
'决策类'
>>> label_before("合计；资金管理这一项权重14分", 10).name
'资金管理'
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import regex

from pipeline.structure.score_columns import LEVELS, column_words
from pipeline.structure.score_words import either, holds, words

BOUNDARY = "。；;！？\n，,:：、\x00|()[]》《+=…→>"
SENTENCE_BOUNDARY = "。；;！？\n\x00"
CLAUSE_BOUNDARY = "。；;！？\n\x00，,"
NAME = regex.compile(r"(?=[^\u3400-\u9fffA-Za-z]*[\u3400-\u9fffA-Za-z])[\u3400-\u9fffA-Za-z“”‘’\"·—\-与和及]{2,20}")
LONGEST_SCORE_ONLY = 12
# Garbage without a stop is not searched to its end for every number in it.
LONGEST_SENTENCE = 600
# 该项, 故本指标, 该一级指标 stand for the section in which they are printed.
THIS_ITEM = regex.compile(
    r"(?:故|因此|因而|所以|综上|则|据此|经自评|我单位|我局|对照标准|按标准)*(?:本|该|此|这一|这个|这)"
    r"(?:大|小|分|单|一级|二级|三级|四级|评分|考核|评价)*(?:项|指标|部分|内容|方面|条|节|类|环节|维度|块)(?:指标|内容|工作|评分|得分)?"
)
# 根据评分标准，得9分 applies the rule, it is none.
APPLIED = regex.compile(r"(?:根据|按照?|对照|依据|参照|结合)[^，,。;]{0,14}?(?:标准|细则|办法|方法|规则)")
# 一是预算安排。该指标满分10分: the clause that counts names what 该指标 stands for.
COUNTED = regex.compile(
    r"(?:^|(?<=[\n\x00。;；:]))\s*(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[，,、是:]?|首先|其次|再次|最后)[，,]?"
    r"(?P<name>[\u3400-\u9fff“”、]{2,14})[。，,:;；]"
)
NUMBERED = regex.compile(r"^(?:\d{1,2}[.、]?|[①-⑳]|[一二三四五六七八九十]+是|[▲★●◆■])")
# 主动发现（5分）, 按月到户（4分）: as names these words do not make a statement of so few characters.
NAMED_DEED = regex.compile(r"(?:按[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,4}发现)")
# 资金未及时下达 states a fact, it names nothing.
FACT = regex.compile(
    r"^(?:主动|自行|相应|适当|自愿)$|了|已|未|没有|因|由于|由|被|按|予以|进行|获|有\d|达到|低于|高于|超过|不足|酌情|发现|问题|标准不|不单独"
)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a score: a name (or empty), whether a bracket opens between, and the whole clause."""

    name: str
    start: int
    bracketed: bool
    clause: str
    distant: bool = False
    """The name is the clause before, not what the score directly follows."""

    @property
    def states_fact(self) -> bool:
        """Tell whether the clause is a statement rather than a name."""
        return FACT.search(self.name) is not None

    @property
    def names_deed(self) -> bool:
        """Tell whether what would be a fact before a score alone is a name before a maximum."""
        return not self.distant and NAMED_DEED.fullmatch(self.name) is not None

    @property
    def this_item(self) -> bool:
        """Tell whether the name stands for the section around it."""
        return self.name in words("this_item") or THIS_ITEM.fullmatch(self.name) is not None


def label_before(text: str, position: int) -> Label:
    """Return the label of a phrase that starts at `position` of a folded text."""
    end = position
    while end and text[end - 1] in "([=… \t|·•→>/~_":
        end -= 1
    bracketed = "(" in text[end:position] or "[" in text[end:position]
    start = _after_last(text, BOUNDARY, end)
    clause = text[_after_last(text, CLAUSE_BOUNDARY, end) : position]
    segment = text[start:end]
    distant = False
    if not segment.strip() and start and text[start - 1] in "，,:：":
        # 产出数量，分值10分: the name is the clause before.
        before = start - 1
        segment_start = _after_last(text, BOUNDARY, before)
        at_sentence = segment_start == 0 or text[segment_start - 1] in SENTENCE_BOUNDARY + ":"
        start, segment = (segment_start, text[segment_start:before]) if at_sentence else (start, "")
        distant = bool(segment)
    if not segment.strip() and text[start - 1 : start] == "]":
        # 【决策】满分20，得分20
        opened = text.rfind("[", max(0, start - LONGEST_SENTENCE), start)
        start, segment = (opened + 1, text[opened + 1 : start - 1]) if opened >= 0 else (start, segment)
    name = _cleaned(segment)
    return Label(name if NAME.fullmatch(name) else "", start, bracketed, clause, distant)


def counted_before(text: str, label: Label) -> Label | None:
    """Return the name of the last clause in the line that is counted by words: 一是, 第二, 最后."""
    start = max(text.rfind(c, max(0, label.start - LONGEST_SENTENCE), label.start) for c in "\n\x00") + 1
    found = list(COUNTED.finditer(text, start, label.start))
    if not found or FACT.search(found[-1]["name"]):
        return None
    return replace(label, name=found[-1]["name"], start=found[-1].start("name"))


@cache
def _field() -> regex.Pattern[str]:
    """Return what matches the name of a line of fields, up to the next field."""
    names = "|".join(regex.escape(w) for w, role in column_words() if role in (*LEVELS, "name") and len(w) > 1)
    columns = "|".join(regex.escape(w) for w, role in column_words() if role not in (*LEVELS, "name"))
    name = r"\s*(?P<name>[^:\n\x00]{2,24}?)[\s，,;；|]*"
    return regex.compile(rf"[^\w\n]*(?:{names}):{name}(?:{columns})(?:\([^()]*\))?:")


def named_by_field(text: str, label: Label) -> Label | None:
    """Return the name in a line of fields: 三级指标：救助人数 年度指标值：35人 分值：20 得分：19."""
    start = max(text.rfind(c, max(0, label.start - LONGEST_SENTENCE), label.start) for c in "\n\x00") + 1
    match = _field().match(text, start)
    if match is None:
        return None
    return replace(label, name=match["name"].strip(), start=match.start("name"), distant=False)


def sentence_around(text: str, position: int) -> tuple[int, int]:
    """Return the bounds of the sentence at a position, semicolons not counted as ends."""
    ends = "。！？\n\x00"
    start = _after_last(text, ends, position)
    limit = min(len(text), position + LONGEST_SENTENCE)
    found = [i for i in (text.find(e, position, limit) for e in ends) if i >= 0]
    return start, min(found, default=limit)


def is_rubric(label: Label) -> bool:
    """Tell whether the clause is a rule for scoring (每少1%扣0.5分), not a score."""
    return holds("rubric", APPLIED.sub("", label.clause))


def _after_last(text: str, characters: str, end: int) -> int:
    start = max(0, end - LONGEST_SENTENCE)
    return max(start, *(text.rfind(c, start, end) + 1 for c in characters))


@cache
def _lead_in() -> regex.Pattern[str]:
    return regex.compile(rf"^(?!及时)(?:{either('lead_in')})(?=[\u3400-\u9fff“]{{2}})")


@cache
def _tail() -> regex.Pattern[str]:
    return regex.compile(rf"(?<=[\u3400-\u9fff”]{{2}})(?:{either('tail')})$")


def _cleaned(segment: str) -> str:
    segment = NUMBERED.sub("", segment.strip())
    for pattern in (_lead_in(), _tail(), _tail()):
        segment = pattern.sub("", segment)
    return segment.strip()
