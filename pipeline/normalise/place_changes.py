"""Changes of administrative units after approval by the State Council, as read from patterns/place_changes.yaml.

>>> changes = read_changes()
>>> [c.after[0].name for c in changes if c.before and c.before[0].name == "太谷县"]
['太谷区']
"""

from __future__ import annotations

import msgspec

from pipeline.vocabulary import Entry, read


class NamedUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit as an approval names it."""

    code: str
    name: str


class PlaceChange(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What took the place of what; several units `after` one `before` are a split."""

    year: int
    before: tuple[NamedUnit, ...]
    after: tuple[NamedUnit, ...]
    source: str


def read_changes() -> tuple[PlaceChange, ...]:
    """Return all changes in the order of their years."""
    return tuple(sorted(read("place_changes", PlaceChange), key=lambda c: c.year))
