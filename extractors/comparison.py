"""比上年减少676人, 高于自治区规定的444元, 较目标85%高: figures that are there to be compared with.

A change (增加, 减少, 高出) is no figure of its own; what a figure is compared with is an earlier
year's value, a target, or a norm of others.

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("比2020年的25986人减少676人"))
>>> marks = read(sentence)
>>> (marks[0].year, marks[1].skip)
(2020, 'change')
"""

from __future__ import annotations

import regex

from pipeline.linking.marks import Mark
from pipeline.linking.sentences import Figure, Sentence

CHANGE = regex.compile(
    r"(?<![最不新至过减核清])(?:增加|减少|增长|下降|上涨|提高|降低|净增|净减|上升|高出|多出|提升|缩减|上调|下调|回落|扩大|超出|提标"
    r"|增|减|降|涨|多|少|高|低)(?:了|约|近)?(?:约|近)?$|超额(?:完成)?[^,，。;]{0,8}$|(?:涨幅|增幅|降幅|幅度|增长率|增长额)(?:为|达|是|约)?(?:约|近)?$"
)
COMPARED = regex.compile(
    r"(?:(?<![占对同])比(?![例率重值对照较])|较|相比|对比|相较|相对|与|同)(?<phrase>[^,，。;:()]{0,32})$"
)
EXCEEDED = regex.compile(
    r"(?:高于|低于|超过|超出|高出|不低于|优于|多于|少于|达到|接近|等于|相当于|占)(?<phrase>[^,，。;:()\d]{1,24})$"
)
FROM_YEAR = regex.compile(r"(?:由|从|自)(?<phrase>[^,，。;:()]{0,4}(?:19|20)\d\d[^,，。;:()\d]{0,14})$")
YEAR = regex.compile(r"(?:19|20)\d\d(?=年|末|底)")
TARGETS = regex.compile(r"目标|计划|任务|指标值|预期")
EARLIER = regex.compile(r"上年|去年|上一年|同期|年初|原(?!因)|上期|前年|往年|调整前")
NORMS = regex.compile(
    r"省|国家|全国|自治区|规定|要求|底线|最低|平均|标准线|指导|同类|周边|部|市定|全市|全区|邻|其他|工资|收入"
)
OF_TARGET = regex.compile(
    r"^(?:以上|以内|左右)?(?:的|这一)?(?:年度|年初|绩效|预期|既定|设定|考核)*(?:目标|任务|计划|指标|考核要求)"
)
OF_NORM = regex.compile(r"^(?:以上|左右)?的(?:省|国家|市|全省|最低|平均|规定|要求|底线|标准线|指导|上限|下限|红线)")
GROUND = regex.compile(r"^(?:/人·月|标准)?的?基础上")
DONE_OF = regex.compile(
    r"(?:完成|达到?|占|为)(?:了)?(?:全年|年度|年初|当年|本年|绩效|预期|既定|下达)*(?:目标任务|目标|任务|计划)数?(?:值)?的?$"
)


def read(sentence: Sentence) -> dict[int, Mark]:
    """Return marks for the figures of a sentence that others are compared with, and for changes."""
    marks: dict[int, Mark] = {}
    for index, figure in enumerate(sentence.figures):
        mark = _mark(sentence, index, figure)
        if mark is not None:
            marks[index] = mark
    return marks


def _mark(sentence: Sentence, index: int, figure: Figure) -> Mark | None:
    previous_end = sentence.figures[index - 1].end if index else 0
    begin = max(sentence.clause_start(figure.start), previous_end)
    left, right = sentence.text[begin : figure.start], sentence.text[figure.end : figure.end + 16]
    if figure.quantity.kind == "percent" and DONE_OF.search(left):
        return Mark(skip="share of a target", rule="comparison")
    if CHANGE.search(left):
        return Mark(skip="change", rule="comparison")
    for pattern in (COMPARED, EXCEEDED, FROM_YEAR):
        found = pattern.search(left)
        if found:
            mark = _compared(found["phrase"], right, strict=pattern is not COMPARED or left[found.start()] in "与同")
            if mark is not None:
                return mark
    if GROUND.match(right):
        year = YEAR.search(left)
        return Mark(role="actual" if year else "previous", year=int(year.group()) if year else None, rule="comparison")
    if OF_TARGET.match(right):
        return Mark(role="target", rule="comparison")
    if OF_NORM.match(right):
        return Mark(role="reference", rule="comparison")
    return None


def _compared(phrase: str, right: str, strict: bool) -> Mark | None:
    """Return the mark that the words between 比 and the figure call for; a `strict` word needs a reason in them."""
    year = YEAR.search(phrase)
    if year:
        return Mark(year=int(year.group()), role="actual", rule="comparison")
    if TARGETS.search(phrase) or OF_TARGET.match(right):
        return Mark(role="target", rule="comparison")
    if EARLIER.search(phrase):
        return Mark(role="previous", rule="comparison")
    if NORMS.search(phrase) or not strict:
        return Mark(role="reference", rule="comparison")
    return None
