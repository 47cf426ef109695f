"""Places in a sentence, seen from the report's own region: itself, above, below, or another.

>>> relation(Region("410100", "郑州市", "prefecture"), Region("410122", "中牟县", "county", parent_adcode="410100"))
'below'
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.linking.sentences import Sentence
from pipeline.model import Region
from pipeline.normalise.fold import Folded
from pipeline.normalise.places import PlaceMention

Relation = Literal["own", "above", "below", "other"]


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A place at its place in the folded text of a sentence."""

    start: int
    end: int
    region: Region
    relation: Relation


def relation(own: Region | None, other: Region) -> Relation:
    """Return how a region stands to the report's own one."""
    if own is None or own.adcode is None or other.adcode is None:
        return "other"
    if own.adcode == other.adcode or own.name == other.name:
        return "own"
    if _covers(other.adcode, own.adcode) or own.parent_adcode == other.adcode:
        return "above"
    if _covers(own.adcode, other.adcode) or other.parent_adcode == own.adcode:
        return "below"
    return "other"


def _covers(upper: str, lower: str) -> bool:
    stem = upper[:2] if upper.endswith("0000") else upper[:4] if upper.endswith("00") else upper
    return lower != upper and lower.startswith(stem)


def places_in(
    sentence: Sentence, folded: Folded, found: Sequence[PlaceMention], own: Region | None
) -> tuple[PlaceWord, ...]:
    """Return the places of a sentence; `found` are those of the whole document, in reading order."""
    first = bisect_left(found, sentence.printed.start, key=lambda p: p.span.start)
    out: list[PlaceWord] = []
    for place in found[first:]:
        if place.span.start >= sentence.printed.end:
            break
        if place.region is None:
            continue
        start, end = (folded.position(at) - sentence.offset for at in (place.span.start, place.span.end))
        out.append(PlaceWord(start, end, place.region, relation(own, place.region)))
    return tuple(out)
