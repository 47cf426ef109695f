"""由A提高到B: a figure that replaces another; the second holds, the first is what held before.

Also without 由 (630元调整为659元), with an arrow, and in two lists (分别从503元和228元提高至554元和251元).

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("标准由每人每月560元提高到600元"))
>>> marks = read(sentence)
>>> marks[0].role, marks[1].like, marks[1].rate_like
('previous', 0, 0)
"""

from __future__ import annotations

import regex

from pipeline.linking.marks import Mark
from pipeline.linking.sentences import Figure, Sentence

RISE = (
    r"(?:提高|提升|调整|上调|增加|增长|上升|升|下调|调|涨|上涨|扩大|提标|提|降|降低|减少|下降|压缩|缩短|变更|变|改|增|减|扩|统一|翻)+"
    r"(?:了)?(?:到|至|为|成)|→|->|—>|⇒"
)
BETWEEN = regex.compile(rf"^[^。;]{{0,24}}(?:{RISE})[^。;\d]{{0,12}}$")
FROM = regex.compile(r"(?:由|从|自|原来?的?|原为)(?<phrase>[^,，。;由从]{0,24})$")
YEAR = regex.compile(r"(?:19|20)\d\d(?=年|末|底)")
INCREMENT = regex.compile(r"^(?:的?基础上)?(?:每人每?月?)?(?:提高|增加|上调|提标|上浮|增长|调高|上涨)了?$")
# 拟由615元调整到660元: what is still to come.
PLANNED = regex.compile(r"拟(?=由|从|将|把|调|提)|争取|(?:计划|预计|力争)(?=由|从|将|把)")
REACHED = regex.compile(
    r"^[,，、]?(?:达到|达|为|至|到|提高到|提高至|升至|升到|调整为|增加到|增至)(?:了)?(?:每人每[月年]|月人均|年人均)?$"
)
LIST = regex.compile(r"^(?:[、,，和与及]|以及|[、,，]?(?:每人)?每[月年])$")


def read(sentence: Sentence) -> dict[int, Mark]:
    """Return marks for the figures of a sentence that replace others and those that are replaced."""
    marks: dict[int, Mark] = {}
    for index in range(len(sentence.figures) - 1):
        if BETWEEN.match(_gap(sentence, index)) and not _other_subject(sentence, index):
            marks.update(_pair_of_lists(sentence, index))
        if (
            INCREMENT.match(_gap(sentence, index))
            and index + 2 < len(sentence.figures)
            and REACHED.match(_gap(sentence, index + 1))
        ):
            marks.update(_stepped(sentence, index))
    return marks


def _stepped(sentence: Sentence, index: int) -> dict[int, Mark]:
    """Return marks for a figure, its increment and the level that it reaches (830元提高90元，达到920元)."""
    if not all(_comparable(sentence.figures[index], sentence.figures[index + n]) for n in (1, 2)):
        return {}
    year = _year(sentence, index)
    return {
        index: Mark(role="previous" if year is None else "actual", year=year, rule="from_to"),
        index + 1: Mark(skip="change", rule="from_to"),
        index + 2: Mark(role="actual", like=index, rate_like=index, rule="from_to"),
    }


def _pair_of_lists(sentence: Sentence, last: int) -> dict[int, Mark]:
    """Return marks for the list that ends at figure `last` and the one that begins behind it."""
    before, behind = _run(sentence, last, -1), _run(sentence, last + 1, +1)
    if len(before) != len(behind):
        before, behind = [last], [last + 1]
    out: dict[int, Mark] = {}
    for old, new in zip(before, behind, strict=True):
        if not _comparable(sentence.figures[old], sentence.figures[new]):
            return {}
        year = _year(sentence, before[0])
        planned = _planned(sentence, old)
        known = planned or year is not None
        out[old] = Mark(role="actual" if known else "previous", year=year, rate_like=new, rule="from_to")
        out[new] = Mark(role="target" if planned else "actual", like=old, rate_like=old, rule="from_to")
    return out


def _planned(sentence: Sentence, index: int) -> bool:
    start = sentence.figures[index].start
    return PLANNED.search(sentence.text, sentence.clause_start(start), start) is not None


def _other_subject(sentence: Sentence, index: int) -> bool:
    """Tell whether another programme or group is named between two figures."""
    return bool(
        sentence.within(sentence.figures[index].end, sentence.figures[index + 1].start, "programme", "group", "roll")
    )


def _run(sentence: Sentence, start: int, step: int) -> list[int]:
    run = [start]
    while 0 <= run[-1] + step < len(sentence.figures):
        here, there = run[-1], run[-1] + step
        if not LIST.match(_gap(sentence, min(here, there))):
            break
        if not _comparable(sentence.figures[here], sentence.figures[there]):
            break
        run.append(there)
    return sorted(run)


def _comparable(first: Figure, second: Figure) -> bool:
    money = ("money", "rate_of_money")
    kinds = (first.quantity.kind, second.quantity.kind)
    return kinds[0] == kinds[1] or all(k in money for k in kinds)


def _year(sentence: Sentence, index: int) -> int | None:
    """Return the year printed between 由 and the first figure (由2015年的374元升到421元)."""
    begin = sentence.figures[index - 1].end if index else 0
    found = FROM.search(sentence.text, begin, sentence.figures[index].start)
    year = YEAR.search(found["phrase"]) if found else None
    return int(year.group()) if year else None


def _gap(sentence: Sentence, index: int) -> str:
    return sentence.text[sentence.figures[index].end : sentence.figures[index + 1].start]
