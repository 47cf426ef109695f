"""A node of the tree of scores before its parent and number are known, and how drafts of one node merge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import regex

from pipeline.model import Span
from pipeline.normalise.fold import fold_words
from pipeline.structure.score_words import holds

Kind = Literal["total", "item", "bonus", "deduction", "point"]
Source = Literal["heading", "inline", "table"]

WHOLE = 100
EXACT = 0.005
# A group of a table has more than one row.
FEWEST_ROWS = 2
NOT_COMPARED = regex.compile(r"[\W_]+")
# 决策类, 决策环节 and 决策 name one group.
GROUP_WORDS = regex.compile(r"(?:指标|环节|部分|方面|板块|类|项)$")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is printed of one node; `section` is the section whose own score it is, `within` the one around it.

    `table` counts the document's tables; `points` are those that the text of a scored item gives it.
    """

    label: str
    span: Span
    source: Source
    maximum: float | None = None
    score: float | None = None
    deducted: float | None = None
    kind: Kind | None = None
    ordinal: str = ""
    section: int | None = None
    within: int | None = None
    parent: Draft | None = None
    target_text: str | None = None
    actual_text: str | None = None
    reason: str | None = None
    table: int | None = None
    points: tuple[tuple[Span, float], ...] = ()

    @property
    def key(self) -> str:
        """The label as labels are compared."""
        return compared(self.label)

    def agrees_with(self, other: Draft) -> bool:
        """Tell whether neither number of one contradicts the other's."""
        pairs = ((self.maximum, other.maximum), (self.score, other.score))
        return all(a is None or b is None or abs(a - b) < 1e-9 for a, b in pairs)

    def filled_from(self, other: Draft) -> Draft:
        """Return this draft with what it lacks and the other prints."""
        return replace(
            self,
            maximum=self.maximum if self.maximum is not None else other.maximum,
            score=self.score if self.score is not None else other.score,
            deducted=self.deducted if self.deducted is not None else other.deducted,
            target_text=self.target_text or other.target_text,
            actual_text=self.actual_text or other.actual_text,
            reason=self.reason or other.reason,
        )


def grouped_by_sums(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Return the rows of a table without levels, each group followed by the rows that its maximum is the sum of.

    Where not all rows are so, or the rows already make up a hundred, they stay beside each other.
    """
    rows = [d for d in drafts if d.kind != "total"]
    maxima = [d.maximum or 0.0 for d in rows]
    if not rows or any(d.parent is not None or not d.maximum for d in rows) or abs(sum(maxima) - WHOLE) < EXACT:
        return drafts
    parents: dict[Draft, Draft] = {}
    group = 0
    while group < len(rows):
        last = group
        while last + 1 < len(rows) and sum(maxima[group + 1 : last + 1]) < maxima[group] - EXACT:
            last += 1
        if last < group + FEWEST_ROWS or abs(sum(maxima[group + 1 : last + 1]) - maxima[group]) > EXACT:
            return drafts
        parents |= {rows[i]: rows[group] for i in range(group + 1, last + 1)}
        group = last + 1
    return tuple(replace(d, parent=parents.get(d)) for d in drafts)


@lru_cache(maxsize=4096)
def compared(label: str) -> str:
    """Return a label without spaces and punctuation, folded."""
    return NOT_COMPARED.sub("", fold_words(label))


def kind_of(label: str) -> Kind | None:
    """Return `bonus` or `deduction` where a label names such a block."""
    folded = fold_words(label)
    if holds("bonus", folded):
        return "bonus"
    return "deduction" if holds("penalty", folded) else None


def core(label: str) -> str:
    """Return a group's name without the word that only says that it is a group.

    >>> core("决策环节"), core("产出指标")
    ('决策', '产出')
    """
    short = GROUP_WORDS.sub("", compared(label))
    return short if len(short) > 1 else label
