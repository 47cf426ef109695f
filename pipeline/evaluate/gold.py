"""Gold files: what a person found in a document, as `NAME.gold.json` beside it.

>>> gold = msgspec.convert({"indicator": "dibao.persons", "value": 12, "accept": [10]}, GoldIndicator)
>>> gold.values(), gold.key(Meta(adcode="350524", year=2020))
((12.0, 10.0), ('dibao.persons', 2020, '350524'))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from pipeline.errors import UsageError

ENDING = ".gold.json"
# A gold folder with this file is an examination: of it only total figures may be seen.
LOCKED = "LOCKED"

Key = tuple[str, int | None, str | None]


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """Who reports on what, as the document tells."""

    adcode: str | None = None
    year: int | None = None
    programme: str | None = None
    self_score: float | None = None
    max_score: float | None = None
    grade: str | None = None
    kind: str | None = "?"
    scan: bool | None = False


class GoldIndicator(msgspec.Struct, frozen=True, kw_only=True):
    """A figure; `adcode` and `year` stand only where they are not the document's."""

    indicator: str
    value: float
    accept: tuple[float, ...] = ()
    target: float | None = None
    year: int | msgspec.UnsetType | None = msgspec.UNSET
    adcode: str | msgspec.UnsetType | None = msgspec.UNSET
    optional: bool = False
    quote: str | None = None

    def values(self) -> tuple[float, ...]:
        """Return every value that is right."""
        return (self.value, *self.accept)

    def key(self, meta: Meta) -> Key:
        """Return the indicator, year and region that the figure is of."""
        year = meta.year if self.year is msgspec.UNSET else self.year
        adcode = meta.adcode if self.adcode is msgspec.UNSET else self.adcode
        return self.indicator, year, adcode


class GoldScore(msgspec.Struct, frozen=True, kw_only=True):
    """A node of the tree of scores; `label_also` lists other labels that are right."""

    label: str
    max: float | None = None
    self: float | None = None
    label_also: tuple[str, ...] = ()
    optional: bool = False


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """The two numbers of a finding."""

    stated: float | None = None
    computed: float | None = None


class GoldFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A check that fails; `alt` lists other numbers that are right."""

    rule: str
    stated: float | None = None
    computed: float | None = None
    alt: tuple[Numbers, ...] = ()
    optional: bool = False


class GoldDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A gold file of one document."""

    document: str
    meta: Meta
    scores: tuple[GoldScore, ...] = ()
    indicators: tuple[GoldIndicator, ...] = ()
    findings: tuple[GoldFinding, ...] = ()


class GoldPanel(msgspec.Struct, frozen=True, kw_only=True):
    """A gold file of several documents together: resolved rows, and findings across documents."""

    indicators: tuple[GoldIndicator, ...]
    findings: tuple[GoldFinding, ...]


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """All gold that was asked for, in the order of the files; panels by the name of their file."""

    documents: tuple[GoldDocument, ...]
    panels: dict[str, GoldPanel]
    locked: bool


def read_gold(given: Sequence[Path]) -> Gold:
    """Return the gold of files and folders; raise UsageError where there is none or one is malformed."""
    paths = sorted(_gold_files(given))
    if not paths:
        raise UsageError(f"no gold files (*{ENDING}) in {', '.join(map(str, given))}")
    read = [(path, _read(path)) for path in paths]
    return Gold(
        documents=tuple(gold for _, gold in read if isinstance(gold, GoldDocument)),
        panels={path.name: gold for path, gold in read if isinstance(gold, GoldPanel)},
        locked=any(is_locked(path) for path in paths),
    )


def is_locked(path: Path) -> bool:
    """Return whether a file lies in a locked folder, however deep."""
    return any((folder / LOCKED).exists() for folder in path.resolve().parents)


def _gold_files(given: Iterable[Path]) -> list[Path]:
    for path in given:
        if not path.exists():
            raise UsageError(f"no such file or folder: {path}")
    return [file for path in given for file in ([path] if path.is_file() else path.rglob(f"*{ENDING}"))]


def _read(path: Path) -> GoldDocument | GoldPanel:
    try:
        raw = msgspec.json.decode(path.read_bytes())
        if isinstance(raw, dict) and "document" in raw:
            return msgspec.convert(raw, GoldDocument)
        return msgspec.convert(raw, GoldPanel)
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError(f"{path}: {error}") from error
