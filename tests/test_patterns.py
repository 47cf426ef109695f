"""Every vocabulary file: read by its own Struct, shown by its examples, without words that two entries claim."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from pipeline.linking.lexicon import Group, Measure, Programme
from pipeline.linking.table_heads import ShortName
from pipeline.normalise.fold import fold_words
from pipeline.normalise.place_changes import PlaceChange
from pipeline.normalise.units import Rate, Unit
from pipeline.structure.document_kind import GenreWords
from pipeline.vocabulary import Entry, Words, read

PATTERNS = Path(__file__).resolve().parent.parent / "patterns"
STRUCTS: dict[str, type[Entry]] = {
    "genres": GenreWords,
    "groups": Group,
    "measures": Measure,
    "place_changes": PlaceChange,
    "programmes": Programme,
    "rates": Rate,
    "table_short_names": ShortName,
    "units": Unit,
}
NAMES = sorted(path.stem for path in PATTERNS.glob("*.yaml"))
OF_WORDS = [name for name in NAMES if issubclass(STRUCTS.get(name, Words), Words)]
# Files whose words are compared with what a page holds as it is, before any folding.
OF_PAGES = ("html_containers", "html_lines", "page_particulars", "place_aliases")

# Words that stand in two entries of one file, and why that is right.
DOUBLED = {
    "score_words": "an entry is a list for one purpose; 自评 is a word for a score, for one's own, and for a grade",
    "rates": "人 stands before a number in one way and behind a unit in another",
}


def entries(name: str) -> tuple[Words, ...]:
    """Return the entries of a file."""
    found = read(name, STRUCTS.get(name, Words))
    return tuple(e for e in found if isinstance(e, Words))


def words(name: str) -> list[tuple[str, str]]:
    """Return entry and word of every word of a file."""
    return [(e.name, w) for e in entries(name) for w in e.words]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_fits_its_struct(name: str) -> None:
    assert read(name, STRUCTS.get(name, Words))


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_shows_examples(name: str) -> None:
    assert [e.name for e in read(name, STRUCTS.get(name, Words)) if not any(x.strip() for x in e.examples)] == []


def _holds(entry: Words, name: str) -> list[str]:
    """Return the examples of an entry that hold none of its words."""
    shown = entry.words or (entry.body if isinstance(entry, GenreWords) else ())
    folded = [w.lower() if name in OF_PAGES else fold_words(w) for w in shown]
    examples = [(x, x.lower() if name in OF_PAGES else fold_words(x)) for x in entry.examples]
    return [x for x, text in examples if not any(w in text for w in folded)]


@pytest.mark.parametrize("name", OF_WORDS)
def test_every_example_holds_a_word_of_its_entry(name: str) -> None:
    assert {e.name: missing for e in entries(name) if (missing := _holds(e, name))} == {}


@pytest.mark.parametrize("name", OF_WORDS)
def test_no_word_stands_twice_in_an_entry(name: str) -> None:
    assert [pair for pair, count in Counter(words(name)).items() if count > 1] == []


@pytest.mark.parametrize("name", [n for n in OF_WORDS if n not in DOUBLED])
def test_no_word_stands_in_two_entries(name: str) -> None:
    claimed: dict[str, set[str]] = {}
    for entry, word in words(name):
        claimed.setdefault(fold_words(word), set()).add(entry)
    assert {word: sorted(by) for word, by in claimed.items() if len(by) > 1} == {}


@pytest.mark.parametrize("name", [n for n in OF_WORDS if n not in OF_PAGES])
def test_words_are_in_folded_form(name: str) -> None:
    assert [(entry, word) for entry, word in words(name) if fold_words(word) != word] == []


@pytest.mark.parametrize("name", OF_WORDS)
def test_no_word_is_empty_or_padded(name: str) -> None:
    assert [(entry, word) for entry, word in words(name) if word != word.strip() or not word] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_in_canonical_form(name: str) -> None:
    """Comment first, entries that begin with their name, no tabs, no space at a line's end, one line feed at the end."""
    text = (PATTERNS / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert [line for line in text.splitlines() if line != line.rstrip() or "\t" in line] == []
    assert [entry for entry in yaml.safe_load(text) if next(iter(entry)) != "name"] == []


def test_groups_and_families_name_each_other() -> None:
    groups = {e.name for e in read("groups", Group)}
    named = {g for p in read("programmes", Programme) for g in (*p.groups, *p.sets)}
    named |= {g for m in read("measures", Measure) for g in m.by_group}
    assert named <= groups


def test_families_of_measures_are_families_of_programmes() -> None:
    families = {p.family for p in read("programmes", Programme)}
    assert {f for m in read("measures", Measure) for f in m.families} <= families
    assert {f for p in read("programmes", Programme) for f in p.within} <= families
