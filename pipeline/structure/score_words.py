"""The words of patterns/score_words.yaml as pieces of regular expressions.

>>> "权重" in words("maximum")
True
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline import vocabulary


@cache
def _entries() -> dict[str, tuple[str, ...]]:
    return {e.name: e.words for e in vocabulary.read("score_words", vocabulary.Words)}


def words(name: str) -> tuple[str, ...]:
    """Return the words of an entry, the longest first, so that an alternation takes the whole word."""
    return tuple(sorted(_entries()[name], key=len, reverse=True))


def either(*names: str) -> str:
    """Return an alternation of the words of several entries, the longest first."""
    together = sorted({w for n in names for w in words(n)}, key=lambda w: (-len(w), w))
    return "|".join(regex.escape(w) for w in together)


def holds(name: str, text: str) -> bool:
    """Tell whether any word of an entry stands in the text."""
    return any(w in text for w in words(name))
