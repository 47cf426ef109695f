"""Every vocabulary file: read by its own Struct, shown by its examples, without words that two entries claim."""

from __future__ import annotations

import ast
import importlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipeline.linking.lexicon import FILES, Group, Measure, Programme
from pipeline.normalise.fold import fold_words
from pipeline.vocabulary import Entry, Words, read

ROOT = Path(__file__).resolve().parent.parent
PATTERNS = ROOT / "patterns"
NAMES = sorted(path.stem for path in PATTERNS.glob("*.yaml"))
# Files whose words are compared with what a page holds as it is, before any folding.
OF_PAGES = ("html_containers", "html_lines", "page_particulars", "place_aliases")


def _readings() -> Iterator[tuple[str, type[Entry]]]:
    """Yield the files that modules read, each with its Struct: read("units", Unit)."""
    for path in sorted(ROOT.glob("pipeline/**/*.py")):
        source = path.read_text(encoding="utf-8")
        if "vocabulary" not in source:
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("read", "vocabulary.read"):
                file, struct = [*node.args, None, None][:2]
                if isinstance(file, ast.Constant) and struct is not None:
                    yield file.value, getattr(module, ast.unparse(struct).split(".")[-1], Words)
    yield from ((file, struct) for _, file, struct in FILES)


STRUCTS = dict(_readings())
OF_WORDS = [name for name in NAMES if issubclass(STRUCTS.get(name, Words), Words)]

# Files whose entries are lists for different questions, so that a word may stand in several.
LISTS = {
    "agencies": "general names are offices too, which need a place",
    "html_lines": "a line may end an article and be a button",
    "score_words": "自评 is a word for a score, for one's own, and for the label of a grade",
    "titles": "自评 may end a title and be what it is about",
}
# Entries that are no columns: asked for by themselves.
OF_ROWS = ("_row", "_field", "_label", "not_data")


def fails(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a known failure."""
    return pytest.mark.xfail(strict=True, reason=reason)


def listed(names: list[str], known: dict[str, str]) -> list[object]:
    """Return the names as parameters, those of known failures marked."""
    return [pytest.param(n, marks=fails(known[n])) if n in known else n for n in names]


def entries(name: str) -> tuple[Words, ...]:
    """Return the entries of a file of words."""
    return tuple(e for e in read(name, STRUCTS.get(name, Words)) if isinstance(e, Words))


def words(name: str) -> list[tuple[str, str]]:
    """Return entry and word of every word of a file."""
    return [(e.name, w) for e in entries(name) for w in e.words]


def test_every_file_is_read() -> None:
    assert set(NAMES) - set(STRUCTS) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_fits_its_struct(name: str) -> None:
    assert read(name, STRUCTS.get(name, Words))


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_shows_examples(name: str) -> None:
    assert [e.name for e in read(name, STRUCTS.get(name, Words)) if not any(x.strip() for x in e.examples)] == []


def _without_words(entry: Words, name: str) -> list[str]:
    """Return the examples of an entry that hold none of its words."""
    shown = (*entry.words, *getattr(entry, "body", ()))
    if name in OF_PAGES:
        return [x for x in entry.examples if not any(w.lower() in (x + fold_words(x)).lower() for w in shown)]
    return [x for x in entry.examples if not any(fold_words(w) in fold_words(x) for w in shown)]


NO_EXAMPLE: dict[str, str] = {}


@pytest.mark.parametrize("name", listed(OF_WORDS, NO_EXAMPLE))
def test_every_example_holds_a_word_of_its_entry(name: str) -> None:
    assert {e.name: missing for e in entries(name) if (missing := _without_words(e, name))} == {}


@pytest.mark.parametrize("name", listed(OF_WORDS, {}))
def test_no_word_stands_twice_in_an_entry(name: str) -> None:
    assert [pair for pair, count in Counter(words(name)).items() if count > 1] == []


def _question(name: str, entry: Words) -> str:
    """Return for what an entry's words are looked up together: rates by side, columns apart from rows."""
    if entry.name.endswith(OF_ROWS):
        return entry.name
    return str(getattr(entry, "where", name))


CLAIMED_TWICE = {
    "table_columns": "单位 is place and unit",
}


@pytest.mark.parametrize("name", listed([n for n in OF_WORDS if n not in LISTS], CLAIMED_TWICE))
def test_no_word_stands_in_two_entries(name: str) -> None:
    claimed: dict[tuple[str, str], set[str]] = {}
    for entry in entries(name):
        for word in entry.words:
            claimed.setdefault((_question(name, entry), fold_words(word)), set()).add(entry.name)
    twice = {word: sorted(by) for (_, word), by in claimed.items() if len(by) > 1}
    # 上限 and 工资 are no measure of money and none of a rate: two entries, one answer.
    unmeasured = {e.name for e in entries(name) if getattr(e, "measure", "") is None}
    assert {word: by for word, by in twice.items() if not set(by) <= unmeasured} == {}


UNFOLDED: dict[str, str] = {}


@pytest.mark.parametrize("name", listed([n for n in OF_WORDS if n not in OF_PAGES], UNFOLDED))
def test_words_are_in_folded_form(name: str) -> None:
    assert [(entry, word) for entry, word in words(name) if fold_words(word) != word] == []


@pytest.mark.parametrize("name", OF_WORDS)
def test_no_word_is_empty_or_padded(name: str) -> None:
    assert [(entry, word) for entry, word in words(name) if word != word.strip() or not word] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_in_canonical_form(name: str) -> None:
    """A comment first, entries that begin with their name, no tabs, no space at a line's end, one line feed last."""
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
