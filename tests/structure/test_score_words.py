"""The words of scoring: every entry is met in its own example, every column word has one meaning."""

from __future__ import annotations

import pytest

from pipeline import vocabulary
from pipeline.normalise.fold import fold_words
from pipeline.structure.score_columns import role_of

WORDS = vocabulary.read("score_words", vocabulary.Words)
COLUMNS = vocabulary.read("score_columns", vocabulary.Words)


@pytest.mark.parametrize("entry", [*WORDS, *COLUMNS], ids=lambda e: e.name)
def test_every_example_holds_a_word_of_its_entry(entry: vocabulary.Words) -> None:
    assert entry.examples
    for example in entry.examples:
        assert any(word in example for word in entry.words)


def test_a_column_word_has_one_meaning() -> None:
    words = [w for e in COLUMNS for w in e.words]
    rows = {w for e in COLUMNS if e.name.endswith("_row") for w in e.words}
    assert {w for w in words if words.count(w) > 1} <= rows


@pytest.mark.parametrize("entry", [e for e in COLUMNS if not e.name.endswith("_row")], ids=lambda e: e.name)
def test_a_heading_cell_has_the_meaning_of_its_entry(entry: vocabulary.Words) -> None:
    for example in entry.examples:
        assert role_of(fold_words(example)) == entry.name
