"""The partitions that a report may print: totals with all their parts, as `patterns/partitions.yaml` lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from pipeline.codebook import INDICATORS
from pipeline.vocabulary import Entry, read

LEVELS = ("funds_central", "funds_provincial", "funds_prefecture", "funds_county", "funds_other")


class PartitionEntry(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Programmes that together make up another, and the measures for which they do."""

    total: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    measures: tuple[str, ...]


class SubgroupEntry(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Groups inside programmes, each known by the words in front of its figure."""

    programmes: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Partition:
    """The indicator of a total and those of its parts; `complete` where every part must be there."""

    name: str
    total: str
    parts: tuple[str, ...]
    complete: bool = True


SUBGROUPS = read("subgroups", SubgroupEntry)


def _of_programmes() -> Iterator[Partition]:
    for entry in read("partitions", PartitionEntry):
        for measure, total in product(entry.measures, entry.total):
            parts = tuple(f"{programme}.{measure}" for group in entry.parts for programme in group)
            if all(p in INDICATORS for p in (*parts, f"{total}.{measure}")):
                yield Partition(f"{entry.name}:{measure}", f"{total}.{measure}", parts)


def _of_money() -> Iterator[Partition]:
    """Yield money by level of government, which a report names as far as it has any, and a department's spending."""
    for programme in {i.programme: None for i in INDICATORS.values()}:
        parts = tuple(f"{programme}.{level}" for level in LEVELS)
        for whole in ("funds_received", "budget"):
            if f"{programme}.{whole}" in INDICATORS:
                yield Partition(f"levels:{whole}", f"{programme}.{whole}", parts, complete=False)
        kinds = (f"{programme}.spending_basic", f"{programme}.spending_project")
        if all(k in INDICATORS for k in kinds):
            yield Partition("spending_by_kind", f"{programme}.spending", kinds)


PARTITIONS: tuple[Partition, ...] = (*_of_programmes(), *_of_money())
