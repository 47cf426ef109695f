"""The subject of a figure: a programme's family and the groups inside it, put together word by word.

>>> rural = Subject("dibao", (("area", "rural"),))
>>> rural.programme(report=None)
'rural_dibao'
>>> rural.but("area", "urban").but("place", "institution").programme(report=None) is None
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.linking.lexicon import Token, families, group, programme

# Dimensions that make a programme of their own; the others divide its standards.
PROGRAMME_DIMENSIONS = ("area", "place")
BOTH = "both"


@dataclass(frozen=True, slots=True)
class Subject:
    """A family of programmes (or `report` for the report's own, None for unknown) and its groups."""

    family: str | None = None
    groups: tuple[tuple[str, str], ...] = ()

    def get(self, dimension: str) -> str | None:
        """Return the group named in a dimension."""
        return dict(self.groups).get(dimension)

    def but(self, dimension: str, name: str) -> Subject:
        """Return the subject with one group set."""
        return replace(self, groups=tuple(sorted({**dict(self.groups), dimension: name}.items())))

    def without(self, *dimensions: str) -> Subject:
        """Return the subject with these dimensions open."""
        return replace(self, groups=tuple(g for g in self.groups if g[0] not in dimensions))

    def only(self, *dimensions: str) -> Subject:
        """Return the subject with no other dimensions than these."""
        return replace(self, groups=tuple(g for g in self.groups if g[0] in dimensions))

    def programme(self, report: str | None) -> str | None:
        """Return the codebook's programme, None where the groups make none; `report` is the report's own."""
        if self.family in (None, "none"):
            return None
        if self.family == "report":
            return report if not self.only(*PROGRAMME_DIMENSIONS).groups else None
        names = [n for d in PROGRAMME_DIMENSIONS if (n := self.get(d)) not in (None, BOTH)]
        if names[:1] == ["rural"]:
            names = names[-1:]  # tekun in institutions and at home are nearly all rural: the place tells more
        if not names:
            return self.family
        entry = families().get(self.family or "")
        if len(names) > 1 or entry is None:
            return None
        return entry.groups.get(names[0])

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return the groups that make no programme: classes, care levels, ages, a part."""
        return tuple(g for g in self.groups if g[0] not in PROGRAMME_DIMENSIONS)


NOBODY = Subject()


def subject_of(tokens: Sequence[Token], base: Subject) -> Subject:
    """Return the subject that words name; what they leave open is taken from `base`.

    A programme begins a new subject, to which all groups given with it belong.
    """
    family_at = max((i for i, t in enumerate(tokens) if t.category == "programme"), default=None)
    if family_at is None:
        subject, groups = base, [t for t in tokens if t.category == "group"]
    else:
        token = tokens[family_at]
        entry = programme(token.name)
        subject = Subject(entry.family)
        for name in entry.sets:
            subject = subject.but(group(name).dimension, name)
        groups = [t for t in tokens if t.category == "group"]
    for token in groups:
        subject = subject.but(group(token.name).dimension, token.name)
    return subject
