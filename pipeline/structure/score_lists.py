"""Scores printed as two lists: `决策、过程、产出三个板块，权重依次为15分、20分、40分，依次计15分、18分、38分`.

>>> [(n.name, n.maximum, n.score) for n in listed("决策、过程两部分，分值分别为40分、60分，分别得38分、57分。")]
[('决策', 40.0, 38.0), ('过程', 60.0, 57.0)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.structure.score_phrases import NUMBER
from pipeline.structure.score_words import holds

SENTENCE = regex.compile(r"[^。！？\n\x00]+")
NUMBERS = regex.compile(rf"(?P<before>[^，,。；;、]{{0,14}}?)(?P<numbers>{NUMBER}分?(?:(?:、|，|,|和|及){NUMBER}分)+)")
IN_ORDER = regex.compile(r"依次|分别|各")
NAMES = regex.compile(r"(?P<names>[\u4e00-\u9fff“”]{2,12}(?:(?:、|和|及|与)[\u4e00-\u9fff“”]{2,12})+)")
COUNTED = regex.compile(r"(?:[一二两三四五六七八九十\d]+(?:个|大)?)?(?:板块|方面|部分|环节|类|项|维度|指标|一级指标)+.*$")
LEAD = regex.compile(r"^.*(?:从|设|分为|分|包括|其中|即|为)(?=[\u4e00-\u9fff]{2})")


@dataclass(frozen=True, slots=True)
class Listed:
    """One of the names with its numbers, and where the list of numbers stands."""

    name: str
    maximum: float | None
    score: float | None
    start: int
    end: int


def listed(text: str) -> tuple[Listed, ...]:
    """Return the nodes of all paired lists in a folded text."""
    return tuple(node for s in SENTENCE.finditer(text) if IN_ORDER.search(s[0]) for node in _in_sentence(s[0], s.start()))


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
    for i, name in enumerate(names if maxima or scores else ()):
        yield Listed(name, maxima[i] if maxima else None, scores[i] if scores else None, offset + start, offset + end)


def _names(sentence: str) -> list[str]:
    match = NAMES.search(sentence)
    if match is None:
        return []
    parts = regex.split("、|和|及|与", match["names"])
    parts[0] = LEAD.sub("", parts[0])
    parts[-1] = COUNTED.sub("", parts[-1])
    return parts if all(1 < len(p) < 10 for p in parts) else []
