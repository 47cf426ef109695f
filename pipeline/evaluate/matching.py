"""Matches what a dataset says of one document with its gold.

Values match within a millionth, findings within 0.2 %, labels without numbering, bracketed scores,
spaces and punctuation.

>>> label("（一）资金 到位率（5分）") == label("资金到位率") == label("1.1 资金到位率")
True
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from pipeline.evaluate.gold import GoldFinding, GoldIndicator, GoldScore, Key, Meta, Numbers

SAME_VALUE = 1e-6
SAME_FINDING = 0.002
SCORE_PLACES = 4
META_FIELDS = ("adcode", "year", "programme", "self_score", "max_score", "grade")
ACROSS = frozenset({"contradiction_across", "jump", "outlier", "hierarchy", "reused_text"})

# The ways of numbering that a label is compared without, from a star before it to a circled figure.
NUMERALS = "一二三四五六七八九十"
NUMBERING = re.compile(
    rf"^[\s★☆*●■◆▲]*(?:[（(﹙【\[]?[{NUMERALS}百\d]+[)）﹚】\]]"
    rf"|第[{NUMERALS}\d]+(?:部分|章|节|项|条|款)[、:：]?"
    rf"|[{NUMERALS}]+[、.．]"
    r"|[甲乙丙丁戊己庚辛壬癸][、.．]"
    r"|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[、.．]?"
    r"|\d+(?:[-.．]\d+)+[、.．]?"
    r"|\d+[、.．:：]?"
    r"|[①-⑳])\s*"
)
BRACKETED_SCORE = re.compile(r"[（(【〔\[][^（）()【】〔〕\[\]]*分[^（）()【】〔〕\[\]]*[)）】〕\]]")
JUNK = re.compile(r"[\W_]+")

Node = tuple[str, float | None, float | None]
Wrong = TypeVar("Wrong")
Missed = TypeVar("Missed")


class GivenMeta(Meta, frozen=True, kw_only=True):
    """What `documents` says of a document."""

    doc_id: str
    path: str


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `observations` or `indicators`."""

    doc_id: str | None
    indicator: str
    value: float
    year: int | None
    adcode: str | None
    target: float | None = None
    confidence: float | None = None
    quote: str | None = None

    @property
    def key(self) -> Key:
        """The indicator, year and region that the figure is of."""
        return self.indicator, self.year, self.adcode


class GivenScore(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `scores`."""

    doc_id: str | None
    label: str | None
    max_score: float | None
    self_score: float | None


class GivenFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `findings`; rows with a `result` other than fail are no findings."""

    doc_id: str | None
    rule: str
    severity: str | None = None
    stated: float | None = None
    computed: float | None = None
    result: str = "fail"


@dataclass(frozen=True, slots=True)
class Matched(Generic[Wrong, Missed]):
    """How many are right, what was given and is wrong, what was owed and is missed."""

    right: int
    wrong: tuple[Wrong, ...]
    missed: tuple[Missed, ...]

    @property
    def perfect(self) -> bool:
        """Whether nothing is wrong and nothing missed."""
        return not self.wrong and not self.missed


@dataclass(frozen=True, slots=True)
class Pairing:
    """A given figure and the gold that it was matched with, if any."""

    given: Given
    gold: GoldIndicator | None


def label(text: str) -> str:
    """Return a label as it is compared; a label that is nothing but digits keeps them."""
    text = BRACKETED_SCORE.sub("", unicodedata.normalize("NFKC", text))
    previous = None
    while previous != text and not text.strip().isdigit():
        previous, text = text, NUMBERING.sub("", text, count=1) or text
    return JUNK.sub("", text)


def close(one: float | None, other: float | None, tolerance: float = SAME_VALUE) -> bool:
    """Return whether two values are the same within a share of the larger; null equals only null."""
    if one is None or other is None:
        return one is None and other is None
    return abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-9)


def match_meta(gold: Meta, given: Meta | None) -> Matched[dict[str, object], dict[str, object]]:
    """Match the particulars field by field; a null that gold shares is neither right nor wrong."""
    right, wrong, missed = 0, [], []
    for name in META_FIELDS:
        want, have = getattr(gold, name), getattr(given, name, None)
        same = _same_particular(name, want, have)
        right += same and want is not None
        if not same and have is not None:
            wrong.append({name: have})
        if not same and want is not None:
            missed.append({name: want})
    return Matched(right, tuple(wrong), tuple(missed))


def _same_particular(name: str, want: object, have: object) -> bool:
    if name == "grade":
        want, have = (str(v)[:1] if v else None for v in (want, have))
    if name in ("self_score", "max_score"):
        return close(want, have)  # type: ignore[arg-type]
    return want == have


def match_indicators(
    gold: Iterable[GoldIndicator], given: Iterable[Given], meta: Meta
) -> tuple[Matched[Given, GoldIndicator], tuple[Pairing, ...]]:
    """Match one to one by indicator, year, region and value; optional gold is neither owed nor wrong."""
    listed: defaultdict[Key, list[GoldIndicator]] = defaultdict(list)
    for entry in gold:
        listed[entry.key(meta)].append(entry)
    used: set[int] = set()
    right, wrong, pairs = 0, [], []
    for row in given:
        here = listed.get(row.key, [])
        free = (g for g in here if id(g) not in used)
        hit = next((g for g in free if any(close(row.value, v) for v in g.values())), None)
        if hit is not None:
            used.add(id(hit))
            right += not hit.optional
        elif here and all(g.optional for g in here):
            continue
        else:
            wrong.append(row)
        pairs.append(Pairing(row, hit))
    missed = (g for entries in listed.values() for g in entries if id(g) not in used and not g.optional)
    return Matched(right, tuple(wrong), tuple(missed)), tuple(pairs)


def match_scores(gold: Sequence[GoldScore], given: Iterable[GivenScore]) -> Matched[Node, Node]:
    """Match nodes by label, maximum and self score; rows that print no score are left out."""
    owed = Counter(_node(g.label, g.max, g.self) for g in gold if not g.optional)
    free = Counter(_node(g.label, g.max, g.self) for g in gold if g.optional)
    have = Counter(
        _node(x.label or "", x.max_score, x.self_score) for x in given if (x.max_score, x.self_score) != (None, None)
    )
    for entry in gold:
        mine = _node(entry.label, entry.max, entry.self)
        for other in (_node(also, entry.max, entry.self) for also in entry.label_also):
            if have[other] and not owed[other] and have[mine] < owed[mine] + free[mine]:
                have[mine] += 1
                have[other] -= 1
    have = +have
    wrong, missed = have - owed - free, owed - have
    return Matched((owed & have).total(), tuple(wrong.elements()), tuple(missed.elements()))


def _node(text: str, max_score: float | None, self_score: float | None) -> Node:
    maximum, own = (None if v is None else round(v, SCORE_PLACES) for v in (max_score, self_score))
    return label(text), maximum, own


def match_findings(
    gold: Iterable[GoldFinding], given: Iterable[GivenFinding], across: bool = False
) -> Matched[GivenFinding, GoldFinding]:
    """Match findings inside one document, or those across documents; only errors can be false alarms."""
    got = [x for x in given if x.result == "fail" and (x.rule in ACROSS) == across]
    used: set[int] = set()
    right, missed = 0, []
    for entry in sorted((g for g in gold if (g.rule in ACROSS) == across), key=lambda g: g.optional):
        hit = next((i for i, x in enumerate(got) if i not in used and _same_finding(entry, x)), None)
        if hit is not None:
            used.add(hit)
        if entry.optional:
            continue
        right += hit is not None
        if hit is None:
            missed.append(entry)
    alarms = (x for i, x in enumerate(got) if i not in used and x.severity == "error")
    return Matched(right, tuple(alarms), tuple(missed))


def _same_finding(gold: GoldFinding, given: GivenFinding) -> bool:
    """Return whether a finding has gold's numbers, in either order, each by a number of its own."""
    if given.rule != gold.rule:
        return False
    numbers_differ = gold.stated is not None and not close(gold.stated, gold.computed)
    if numbers_differ and close(given.stated, given.computed):
        return False
    orders = ((given.stated, given.computed), (given.computed, given.stated))
    return any(_near(r.stated, a) and _near(r.computed, b) for r in _readings(gold) for a, b in orders)


def _near(want: float | None, have: float | None) -> bool:
    return want is None or (have is not None and close(want, have, SAME_FINDING))


def _readings(gold: GoldFinding) -> list[Numbers]:
    """Return the numbers as given and as listed under `alt`; a month against a year in either unit."""
    readings = [Numbers(stated=gold.stated, computed=gold.computed), *gold.alt]
    if gold.rule == "annual_monthly":
        readings += [_scaled(r, factor) for r in readings for factor in (12, 1 / 12)]
    return readings


def _scaled(numbers: Numbers, factor: float) -> Numbers:
    stated, computed = (None if v is None else v * factor for v in (numbers.stated, numbers.computed))
    return Numbers(stated=stated, computed=computed)
