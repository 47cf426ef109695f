"""Lists of subjects in a clause: 城市、农村低保; 中央、省级和市级资金; 预算执行率和资金到位率.

Words that touch make one subject, list words separate subjects, and what only one of them names
holds for all (城市、农村低保: both are 低保).

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("城市、农村低保对象"))
>>> [[t.name for t in s.tokens] for s in varying(lists_before(sentence, 0, 9)[-1])]
[['urban', 'dibao'], ['rural', 'dibao']]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.linking.lexicon import Category, Token, group, programme
from pipeline.linking.sentences import Sentence

SUBJECTS: tuple[Category, ...] = ("programme", "group", "level", "measure", "roll")
# What may stand between two subjects of one list.
BETWEEN_SUBJECTS = regex.compile(r"^(?:[、,，/]|和|与|及|以及|、和|[、,，]?[^,，。;:、\d]{0,6}[、和与及])$")


@dataclass(frozen=True, slots=True)
class Listed:
    """The words of one subject of a list."""

    tokens: tuple[Token, ...]

    def dimensions(self) -> frozenset[str]:
        """Return what the subject names: dimensions of groups, or a category."""
        return frozenset(d for t in self.tokens for d, _ in _named(t))


def lists_before(sentence: Sentence, start: int, end: int) -> list[list[Listed]]:
    """Return the lists of subjects between two places of a sentence, from left to right."""
    return _lists(sentence, sentence.within(start, end, *SUBJECTS))


def _lists(sentence: Sentence, tokens: Sequence[Token]) -> list[list[Listed]]:
    """Return runs of subjects that only list words separate; words that touch make one subject."""
    runs: list[list[Listed]] = []
    for token in _longest(tokens):
        last = runs[-1][-1].tokens[-1] if runs else None
        gap = sentence.text[last.end : token.start] if last else None
        if gap is not None and _touching(gap):
            runs[-1][-1] = Listed((*runs[-1][-1].tokens, token))
        elif gap is not None and BETWEEN_SUBJECTS.match(gap):
            runs[-1].append(Listed((token,)))
        else:
            runs.append([Listed((token,))])
    return runs


def _longest(tokens: Sequence[Token]) -> list[Token]:
    """Return one token a place, programmes and groups going before other senses of one word."""
    order = {c: n for n, c in enumerate(SUBJECTS)}
    best: dict[int, Token] = {}
    for token in sorted(tokens, key=lambda t: order[t.category]):
        best.setdefault(token.start, token)
    return [best[k] for k in sorted(best)]


def _touching(gap: str) -> bool:
    return len(gap) <= 2 and not regex.search(r"[、,，和与及/;:。()]", gap)


def varying(run: Sequence[Listed]) -> list[Listed]:
    """Return the run's subjects with what they share spread over all (城市、农村低保: both are 低保)."""
    if len(run) < 2:
        return list(run)
    key = _key(run)
    kept = [s for s in run if key in s.dimensions()]
    shared = {_dimension(t): t for s in run for t in s.tokens if _dimension(t) != key}
    spread = []
    for subject in kept:
        own = [t for t in subject.tokens if key == "measure" or _dimension(t) != "measure"]
        missing = [t for d, t in shared.items() if d not in subject.dimensions() and d != "measure"]
        spread.append(replace(subject, tokens=tuple(sorted((*own, *missing), key=lambda t: t.start))))
    return spread


def _key(run: Sequence[Listed]) -> str:
    """Return the dimension in which the subjects of a list differ: the one that most of them name."""
    counts: dict[str, set[str]] = {}
    for subject in run:
        for token in subject.tokens:
            for dimension, name in _named(token):
                counts.setdefault(dimension, set()).add(name)
    order = (
        "care",
        "tier",
        "grade",
        "level",
        "age",
        "area",
        "place",
        "programme",
        "funding",
        "roll",
        "measure",
        "part",
    )
    return max(counts, key=lambda d: (len(counts[d]), -order.index(d)))


def _named(token: Token) -> Iterator[tuple[str, str]]:
    """Yield what a word names: its own dimension, and the groups that a programme's word implies (散居孤儿)."""
    yield _dimension(token), token.name
    if token.category == "programme":
        for name in programme(token.name).sets:
            yield group(name).dimension, name


def _dimension(token: Token) -> str:
    if token.category == "group":
        return group(token.name).dimension
    return "funding" if token.category == "level" else token.category
