"""Word boundaries: a short cue counts only where it is a word (出 in 进3107人、出5218人, not in 抽出11人).

jieba cuts the sentence with its own dictionary and all words of patterns/, so that 城市 in 聊城市民政局,
计 in 计算 or 市级 in 县市级 are seen to be parts of other words.

>>> sorted(boundaries("从中抽出11人"))
[0, 2, 4, 6, 7]
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache

import jieba  # type: ignore[import-untyped]

# More frequent than any word of jieba's dictionary, so that a word of ours is never cut.
FREQUENCY = 10_000_000


@cache
def _cutter() -> jieba.Tokenizer:
    from pipeline.linking.lexicon import all_words

    jieba.setLogLevel(logging.WARNING)
    cutter = jieba.Tokenizer()
    cutter.initialize()
    for word in _longer(all_words()):
        cutter.add_word(word, FREQUENCY)
    return cutter


def _longer(words: Iterable[str]) -> list[str]:
    """Return the words that are added: those of one and two characters must find their place among jieba's own."""
    return sorted(w for w in words if len(w) > 2)


def boundaries(text: str) -> frozenset[int]:
    """Return the places in a folded text at which a word begins or ends."""
    places, at = {0}, 0
    for word in _cutter().cut(text, HMM=False):
        at += len(word)
        places.add(at)
    return frozenset(places)
