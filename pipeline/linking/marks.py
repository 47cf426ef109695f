"""What a way of stating says about one figure, over and above the words beside it.

Extractors read a sentence and return marks; `merged` joins those of several extractors, the first
to speak of something being heard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from pipeline.linking.lexicon import Token
from pipeline.model import Role


@dataclass(frozen=True, slots=True)
class Mark:
    """Marks of one figure.

    `like` is the index of a figure whose subject it shares, `rate_like` of one whose measure and rate it
    shares; `tokens` stand in for words of its own; `shared` are those of several subjects that one
    value holds for, `shared_by` the figures whose subjects they are; `earlier` is its place in a list, and the
    list's length, whose subjects the sentence before named; `skip` says why it is no indicator.
    """

    role: Role | None = None
    year: int | None = None
    like: int | None = None
    rate_like: int | None = None
    tokens: tuple[Token, ...] | None = None
    earlier: tuple[int, int] | None = None
    shared: tuple[tuple[Token, ...], ...] | None = None
    shared_by: tuple[int, ...] | None = None
    skip: str | None = None
    rule: str | None = None


Marks = Mapping[int, Mark]


def merged(all_marks: Iterable[Marks]) -> dict[int, Mark]:
    """Return one mark for each figure, earlier marks going before later ones field by field."""
    out: dict[int, Mark] = {}
    for marks in all_marks:
        for index, mark in marks.items():
            known = out.get(index)
            out[index] = mark if known is None else _joined(known, mark)
    return out


def _joined(first: Mark, second: Mark) -> Mark:
    missing = {f.name: getattr(second, f.name) for f in fields(Mark) if getattr(first, f.name) is None}
    return replace(first, **missing)
