"""Scores printed as lists, where a number stands away from its name or without a word.

One list of names and one of numbers: `决策、过程、产出三个板块，权重依次为15分、20分、40分，依次计15分、18分、38分`.
Or numbers without a word that add up to the total of their sentence: `自评总分97分，其中：投入17分、产出80分`.

>>> [(n.name, n.maximum, n.score) for n in listed("决策、过程两部分，分值分别为40分、60分，分别得38分、57分。")]
[('决策', 40.0, 38.0), ('过程', 60.0, 57.0)]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.structure.score_labels import LONGEST_SENTENCE, label_before, sentence_around
from pipeline.structure.score_phrases import NUMBER, Phrase
from pipeline.structure.score_words import holds

SENTENCE = regex.compile(r"[^。！？\n\x00]+")
NUMBERS = regex.compile(
    rf"(?P<before>[^，,。；;、]{{0,14}}?)(?P<numbers>{NUMBER}分?(?:(?:、|，|,|和|及){NUMBER}分?)*(?:、|，|,|和|及){NUMBER}分)"
)
IN_ORDER = regex.compile(r"依次|分别|各")
NAMES = regex.compile(r"(?P<names>[\u4e00-\u9fff“”]{2,12}(?:(?:、|和|及|与)[\u4e00-\u9fff“”]{2,12})+)")
GROUPS = "板块|方面|部分|环节|类|项|维度|指标|一级指标"
COUNTED = regex.compile(rf"(?:[一二两三四五六七八九十\d]+(?:个|大)?)?(?:{GROUPS})+.*$")
LEAD = regex.compile(r"^.*(?:从|设|分为|分|包括|其中|即|为)(?=[\u4e00-\u9fff]{2})")


SAME = regex.compile(rf"(?:均|都|各)(?:为|是|占)?(?P<maximum>{NUMBER})分")
GOES_ON = regex.compile(r"\s*(?:其中|具体|各部分|分项|分别)")
# The word 满分 stands at most so far before 均为10分.
SAME_REACH = 6
TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class Listed:
    """One of the names with its numbers; where the name, and where the list of numbers stands."""

    name: str
    name_start: int
    maximum: float | None
    score: float | None
    start: int
    end: int


def listed(text: str) -> tuple[Listed, ...]:
    """Return the nodes of all paired lists in a folded text."""
    paired = (s for s in SENTENCE.finditer(text) if len(s[0]) <= LONGEST_SENTENCE and IN_ORDER.search(s[0]))
    return tuple(node for s in paired for node in _in_sentence(s[0], s.start()))


def _in_sentence(sentence: str, offset: int) -> Iterator[Listed]:
    names = _names(sentence)
    maxima: list[float] = []
    scores: list[float] = []
    start, end = len(sentence), 0
    for found in NUMBERS.finditer(sentence):
        values = [float(v) for v in regex.findall(NUMBER, found["numbers"])]
        if len(values) != len(names) or not IN_ORDER.search(found["before"]) or holds("deduction", found["before"]):
            continue
        context = sentence[max(0, found.start() - 8) : found.start("numbers")]
        if holds("maximum", context) and not maxima and not regex.search("得|自评|计", found["before"]):
            maxima = values
        else:
            scores = scores or values
        start, end = min(start, found.start()), max(end, found.end())
    same = SAME.search(sentence) if scores and not maxima else None
    if same is not None:
        # 三项指标均为10分
        maxima, start = [float(same["maximum"])] * len(names), min(start, same.start())
    for i, name in enumerate(names if maxima or scores else ()):
        maximum, score = (values[i] if values else None for values in (maxima, scores))
        yield Listed(name, offset + sentence.index(name), maximum, score, offset + start, offset + end)


def _names(sentence: str) -> list[str]:
    match = NAMES.search(sentence)
    if match is None:
        return []
    parts = regex.split("、|和|及|与", match["names"])
    parts[0] = LEAD.sub("", parts[0])
    parts[-1] = COUNTED.sub("", parts[-1])
    return parts if all(1 < len(p) < 10 for p in parts) else []


def in_order_of(text: str, found: tuple[Phrase, ...]) -> tuple[Listed, ...]:
    """Return the scores of a list whose names stand with their maxima: 决策占40分、过程占60分，自评分别为39分、58分."""
    return tuple(node for s in SENTENCE.finditer(text) for node in _in_order_of(s[0], s.start(), text, found))


def _in_order_of(sentence: str, offset: int, text: str, found: tuple[Phrase, ...]) -> Iterator[Listed]:
    if len(sentence) > LONGEST_SENTENCE or not IN_ORDER.search(sentence) or len(_names(sentence)) > 1:
        return
    first = bisect_left(found, offset, key=lambda p: p.start)
    last = bisect_left(found, offset + len(sentence), key=lambda p: p.start)
    for numbers in NUMBERS.finditer(sentence):
        values = [float(v) for v in regex.findall(NUMBER, numbers["numbers"])]
        if not IN_ORDER.search(numbers["before"]) or holds("deduction", numbers["before"]):
            continue
        before = [p for p in found[first:last] if p.start < offset + numbers.start("numbers")]
        named = [(p, lab) for p in before if p.maximum is not None and (lab := label_before(text, p.start)).name]
        if len(named) == len(values) and all(v <= (p.maximum or 0) for v, (p, _) in zip(values, named, strict=True)):
            for value, (phrase, label) in zip(values, named, strict=True):
                yield Listed(label.name, label.start, phrase.maximum, value, phrase.start, phrase.end)
            yield Listed("", 0, None, None, offset + numbers.start("numbers"), offset + numbers.end())


def adding_up(text: str, found: tuple[Phrase, ...], totals: tuple[Phrase, ...]) -> tuple[Listed, ...]:
    """Return named numbers without a word whose sum is the total score, or the maximum, of their sentence."""
    return tuple(node for total in totals for node in _parts_of(text, found, total))


def _parts_of(text: str, found: tuple[Phrase, ...], total: Phrase) -> Iterator[Listed]:
    start, end = sentence_around(text, total.start)
    if GOES_ON.match(text, end + 1):
        # 自评总分96分。其中：投入20分，…
        end = sentence_around(text, end + 1)[1]
    named = [(p, label_before(text, p.start)) for p in found if start <= p.start < end and p is not total]
    parts = [(p, lab) for p, lab in named if p.bare and p.score is None and p.maximum is not None and lab.name]
    values = [p.maximum or 0.0 for p, _ in parts]
    if len(parts) < 2:
        return
    is_score = total.score is not None and abs(sum(values) - total.score) < TOLERANCE
    is_maximum = total.maximum is not None and abs(sum(values) - total.maximum) < TOLERANCE
    if is_score == is_maximum:
        return
    same = SAME.search(text, start, end)
    shared = float(same["maximum"]) if same is not None and holds("maximum", text[start : same.start()]) else None
    if shared is not None and is_score and all(v <= shared for v in values):
        # 满分均为10分: what all of them are out of.
        at = start + text[start:end].index(same[0] if same is not None else "")
        yield Listed("", 0, None, None, at - SAME_REACH, at + len(same[0] if same is not None else ""))
    else:
        shared = None
    for (phrase, label), value in zip(parts, values, strict=True):
        maximum, score = (value, None) if is_maximum else (shared, value)
        yield Listed(label.name, label.start, maximum, score, phrase.start, phrase.end)
