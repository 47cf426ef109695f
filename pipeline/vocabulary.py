"""The only reader of patterns/: each file is a YAML list whose entries fit one frozen Struct.

A wrong file stops the run, with the file, the entry and the reason in the message.

>>> from pipeline.vocabulary import Entry, Words
>>> issubclass(Words, Entry)
True
"""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

from pipeline.errors import PatternError


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every entry has: a name that is its key, examples as a report would print them, a note."""

    name: str
    examples: tuple[str, ...]
    note: str = ""


class Words(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry that is known by its words alone."""

    words: tuple[str, ...]


E_ = TypeVar("E_", bound=Entry)


def read(name: str, entry: type[E_]) -> tuple[E_, ...]:
    """Return the entries of `patterns/{name}.yaml` in the order of the file.

    Raises PatternError where the file is missing, is no YAML, does not fit `entry`, or names one entry twice.
    """
    source = files("patterns").joinpath(f"{name}.yaml")
    try:
        raw = yaml.load(source.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        entries: tuple[E_, ...] = msgspec.convert(raw, tuple[entry, ...])  # type: ignore[valid-type]
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise PatternError(f"patterns/{name}.yaml: {error}") from error
    names = [e.name for e in entries]
    doubled = sorted({n for n in names if names.count(n) > 1})
    if doubled:
        raise PatternError(f"patterns/{name}.yaml: stated twice: {', '.join(doubled)}")
    return entries
