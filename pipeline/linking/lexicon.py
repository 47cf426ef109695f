"""All words of patterns/ in one automaton: where a text names a programme, a group, a measure, a role.

The longest word that begins at a place wins, so that 集中供养率 is no 集中供养, and a word of one
character counts only where a number follows (余494万元, 省2186万).

>>> [(t.category, t.name) for t in scan("城市低保月人均补差475元")]
[('group', 'urban'), ('programme', 'dibao'), ('measure', 'average_benefit')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import ahocorasick  # type: ignore[import-not-found]

from pipeline.model import QuantityKind
from pipeline.normalise.fold import fold_words
from pipeline.vocabulary import Words, read

Category = Literal[
    "programme", "group", "measure", "roll", "level", "role", "basis", "not_recipient", "respondent", "stop"
]


NO_GROUPS: Mapping[str, str] = {}


class Programme(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A programme of patterns/programmes.yaml; its words count only in reports on the families of `within`, if any."""

    family: str
    groups: Mapping[str, str] = NO_GROUPS
    sets: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    in_department: str = ""
    parts: tuple[str, ...] = ()


class Group(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group inside a programme, of patterns/groups.yaml."""

    dimension: str


class Measure(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A measure of patterns/measures.yaml; `weak` words give way to any other of the same sentence."""

    measure: str | None
    kinds: tuple[QuantityKind, ...]
    by_group: Mapping[str, str] = NO_GROUPS
    families: tuple[str, ...] = ()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the vocabulary in a text; `start` and `end` count its characters."""

    category: Category
    name: str
    start: int
    end: int
    word: str


# 进3107人, 低保进3107人, but not 抽出11人.
BEFORE_ROLL = ("", "、", "，", ",", ";", "(", "保", "内", "年", "。")
LIST_MARKS = ("、", "和", "与", "及")
LEVEL_ENDINGS = ("央", "级", "省", "区", "市", "政", "县")
BEFORE_PRONOUN = ("我", "全", "本", "该", "各", "贵", "邻")
YEAR = re.compile(r"(?:19|20)\d\d年")
FILES: tuple[tuple[Category, str, type[Words]], ...] = (
    ("stop", "stop_words", Words),
    ("programme", "programmes", Programme),
    ("group", "groups", Group),
    ("measure", "measures", Measure),
    ("roll", "changes_of_roll", Words),
    ("level", "levels", Words),
    ("role", "roles", Words),
    ("basis", "bases", Words),
    ("not_recipient", "not_recipients", Words),
    ("respondent", "respondents", Words),
)


@cache
def entries(category: Category) -> dict[str, Words]:
    """Return the entries of one category by name."""
    (name, kind), *_ = [(n, k) for c, n, k in FILES if c == category]
    return {e.name: e for e in read(name, kind)}


@cache
def programme(name: str) -> Programme:
    """Return a programme entry by name."""
    found = entries("programme")[name]
    assert isinstance(found, Programme)
    return found


@cache
def group(name: str) -> Group:
    """Return a group entry by name."""
    found = entries("group")[name]
    assert isinstance(found, Group)
    return found


@cache
def measure(name: str) -> Measure:
    """Return a measure entry by name."""
    found = entries("measure")[name]
    assert isinstance(found, Measure)
    return found


@cache
def families() -> dict[str, Programme]:
    """Return for each family the entry that names its groups."""
    return {e.family: e for e in map(programme, reversed(entries("programme"))) if e.name == e.family}


def all_words() -> frozenset[str]:
    """Return every word of the vocabulary, folded."""
    return frozenset(fold_words(w) for c, _, _ in FILES for e in entries(c).values() for w in e.words)


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    senses: dict[str, list[tuple[Category, str]]] = {}
    for category, _, _ in FILES:
        for entry in entries(category).values():
            for word in entry.words:
                senses.setdefault(fold_words(word), []).append((category, entry.name))
    for word, meanings in senses.items():
        automaton.add_word(word, (word, tuple(meanings)))
    automaton.make_automaton()
    return automaton


def scan(text: str) -> Iterator[Token]:
    """Yield the vocabulary's words in a folded text from left to right, one token for each of their senses."""
    for last, (word, meanings) in _automaton().iter_long(text):
        start, end = last - len(word) + 1, last + 1
        for category, name in meanings:
            if category != "stop" and (len(word) > 1 or _may_stand_alone(category, text, start, end)):
                yield Token(category, name, start, end, word)


def _may_stand_alone(category: Category, text: str, start: int, end: int) -> bool:
    """Tell whether a word of one character counts where it stands: before a figure, and no part of a longer word."""
    following = text[end : end + 1]
    if category == "role":
        return True
    if category == "level" and text[start - 1 : start] in LIST_MARKS and text[start - 2 : start - 1] in LEVEL_ENDINGS:
        return True
    if category == "roll" and text[start - 1 : start] not in BEFORE_ROLL:
        return False
    if YEAR.match(text, end) or (category == "level" and text[start - 1 : start] in BEFORE_PRONOUN):
        return False
    return following.isdigit() or (
        category == "group" and following in ("、", "，", ",", "类", "档", "和", "/", "三", "两", "四", "二")
    )
