"""Lists that claim to be the whole by their words: 按致困原因分，因病…; 由甲和乙两块构成; 三个年龄段分别花费….

The total stands before the list, in its sentence or a few lines above. Counts and money may take turns in
one list, so that each unit is added by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.audit.case import Case, spans
from pipeline.audit.causes import likely_cause
from pipeline.audit.intervals import Interval, total
from pipeline.audit.parts import RULE
from pipeline.model import Check, Mention

COUNT = r"(?P<count>[两二三四五六七八九])个?(?:年龄段|项|类|档|块|部分|级|方面)"
OPENS = regex.compile(
    r"(?:"
    r"按[^，,。；;:：、\d]{1,10}(?:分|划分|看|统计)[，,:：]?"
    rf"|由{COUNT}(?:资金)?(?:拼成|构成|组成)[，,:：]"
    rf"|{COUNT}(?:分别|依次)(?:为|是|花费|发放|支出)?[:：]?"
    r"|(?:支出|资金|经费)?(?:构成|去向)(?:是|为|如下)?[:：]"
    r"|分(?:段|项|类|档|年龄段)(?:(?:为|看)[:：]?|[:：])"
    r")"
)
MADE_OF = regex.compile(r"[，,]?由[^，,。；;:：、\d]{0,16}$")
JOINS = regex.compile(r"[、，,和及与加]?[^，,。；;:：、\d]{0,16}$")
BUILT = regex.compile(r"[^，,。；;:：\d]{0,10}?(?:构成|组成|拼成)")
CLOSED = regex.compile(
    r"没有(?:别的|其他|其它)|别无(?:其他|其它)|除此(?:以外|之外)|再无(?:其他|其它)|无(?:其他|其它)(?:开支|支出)"
)
# Behind these words stands no further part of the same list.
ENDS = regex.compile(
    r"其中|含|合计|共计|总计|累计|比|较|上年(?!结)|去年|目标|任务|另|不含|(?<!上年)结余|人均|平均|每人|次均|增|减"
)
COUNTS = {word: number for number, word in enumerate("三四五六七八九", start=3)} | {"两": 2, "二": 2}
ADDED = frozenset({"money", "persons", "households", "person_times", "household_times"})
# How far before its list a total may stand.
REACH = 260
# Beyond, the total is another one; nearer where it does not stand in the list's own words.
LARGEST_DIFFERENCE, LARGEST_BUILT = 0.05, 0.2
FEWEST_PARTS = 2


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every list whose words claim that it is the whole."""
    for mentions in case.by_sentence.values():
        if mentions[0].source == "table":
            continue
        yield from _built(case, mentions)
        for parts in _opened(case, mentions):
            yield from _against_earlier(case, parts)
        for parts in _closed(case, mentions):
            yield from _against_earlier(case, parts)


def split(case: Case, mention: Mention) -> bool:
    """Tell whether a quantity is a part in a list by kinds (按户籍分，本县2069人次)."""
    sentence = case.by_sentence.get(mention.quote, [])
    return any(mention in parts for parts in _opened(case, sentence))


def _opened(case: Case, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the like quantities behind the words that open a whole list, one list for each unit."""
    if not mentions:
        return
    start = mentions[0].quote.start
    sentence = case.report.document.text[start : mentions[0].quote.end]
    for opening in OPENS.finditer(sentence):
        behind = [m for m in mentions if m.quantity.span.start >= start + opening.end()]
        behind = behind[: _end(case, start + opening.end(), behind)]
        behind = [m for m in behind if not _nested(case, start + opening.end(), m)]
        count = COUNTS.get(opening.groupdict().get("count") or "")
        for parts in _by_unit(behind):
            if count is None or len(parts) >= count:
                yield parts[:count]


def _closed(case: Case, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the like quantities of a sentence that says that there is nothing else."""
    closing = CLOSED.search(case.report.document.text, mentions[0].quote.start, mentions[0].quote.end)
    if closing is not None:
        before = [m for m in mentions if m.quantity.span.end <= closing.start()]
        if _end(case, mentions[0].quote.start, before) == len(before):
            yield from _by_unit([m for m in before if not _nested(case, m.quote.start, m)])


def _nested(case: Case, start: int, mention: Mention) -> bool:
    """Tell whether a quantity stands in brackets that were opened inside the list."""
    before = case.text(start, mention.quantity.span.start)
    return before.count("(") > before.count(")")


def _end(case: Case, start: int, behind: Sequence[Mention]) -> int:
    """Return how many quantities belong to a list that begins at `start`."""
    for index, mention in enumerate(behind):
        if ENDS.search(case.text(start, mention.quantity.span.start)):
            return index
        start = mention.quantity.span.end
    return len(behind)


def _by_unit(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    for kind, unit in dict.fromkeys((m.quantity.kind, m.quantity.unit) for m in mentions):
        parts = [m for m in mentions if (m.quantity.kind, m.quantity.unit) == (kind, unit)]
        if kind in ADDED and len(parts) >= FEWEST_PARTS and all(p.quantity.comparator == "=" for p in parts):
            yield parts


def _against_earlier(case: Case, parts: Sequence[Mention]) -> Iterator[Check]:
    """Yield the check of a list against the totals before it; the nearest in value is the one reported."""
    first, like = parts[0], (parts[0].quantity.kind, parts[0].quantity.unit)
    wholes = [
        m
        for m in case.quantities
        if (m.quantity.kind, m.quantity.unit) == like
        and first.quantity.span.start - m.quantity.span.end >= 0
        and m.role == "actual"
        and m.year == first.year
        and m.quantity.value > max(p.quantity.value for p in parts)
    ]
    computed = total(Interval.of(p.quantity) for p in parts)
    subject = first.indicator or f"list {first.quantity.raw}"
    if any(computed.meets(Interval.of(m.quantity)) for m in wholes):
        yield RULE.passed(subject)
        return
    wholes = [m for m in wholes if first.quantity.span.start - m.quantity.span.end <= REACH]
    value = sum(p.quantity.value for p in parts)
    near = [m for m in wholes if abs(m.quantity.value - value) <= LARGEST_DIFFERENCE * m.quantity.value]
    if near:
        yield _failed(min(near, key=lambda m: abs(m.quantity.value - value)), parts)
    else:
        yield RULE.not_applicable(subject, "no total near the list is close to the sum of its parts")


def _built(case: Case, mentions: Sequence[Mention]) -> Iterator[Check]:
    """Yield the check of a total that is made of the quantities behind it: 共甲万元，由乙万元和丙万元构成."""
    for index, whole in enumerate(mentions[:-FEWEST_PARTS]):
        if whole.quantity.kind not in ADDED or not MADE_OF.fullmatch(case.between(whole, mentions[index + 1])):
            continue
        parts = [mentions[index + 1]]
        for mention in mentions[index + 2 :]:
            if mention.quantity.unit != whole.quantity.unit or not JOINS.fullmatch(case.between(parts[-1], mention)):
                break
            parts.append(mention)
        behind = case.text(parts[-1].quantity.span.end, whole.quote.end)
        if len(parts) < FEWEST_PARTS or not BUILT.match(behind):
            continue
        value = sum(p.quantity.value for p in parts)
        if total(Interval.of(p.quantity) for p in parts).meets(Interval.of(whole.quantity)):
            yield RULE.passed(whole.indicator or f"total {whole.quantity.raw}")
        elif abs(value - whole.quantity.value) <= LARGEST_BUILT * whole.quantity.value:
            yield _failed(whole, parts)


def _failed(whole: Mention, parts: Sequence[Mention]) -> Check:
    value = sum(p.quantity.value for p in parts)
    terms = "+".join(p.quantity.raw for p in parts)
    return RULE.failed(
        whole.indicator or f"total {whole.quantity.raw}",
        whole.quantity.value,
        round(value, 6),
        spans((whole, *parts)),
        tolerance=total(Interval.of(p.quantity) for p in parts).width / 2,
        suggestion=likely_cause(whole.quantity.value, value),
        words=(terms, terms),
    )
