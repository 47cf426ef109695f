"""Finds the page and the boxes of a run of characters in a document's map of places.

>>> from pipeline.model import Box
>>> places = PlaceMap([Place(Span(0, 10), 2, Box(2, 100.0, 50.0, 200.0, 62.0))])
>>> places.page(Span(3, 5)), places.boxes(Span(3, 5))
(2, (Box(page=2, x0=130.0, y0=50.0, x1=150.0, y1=62.0),))
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pipeline.model import Box, Place, Span


class PlaceMap:
    """The places of one document, looked up by span."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = sorted((p for p in places if len(p.span)), key=lambda p: p.span)
        self._starts = [p.span.start for p in self._places]

    def page(self, span: Span) -> int | None:
        """Return the page of the first character that has one."""
        return next((p.page for p in self._overlapping(span)), None)

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Return one box per place that the span touches, cut in proportion to the characters."""
        return tuple(_cut(p.box, p.span, span) for p in self._overlapping(span) if p.box is not None)

    def _overlapping(self, span: Span) -> Iterator[Place]:
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        for place in self._places[first:]:
            if place.span.start >= span.end:
                return
            if place.span.end > span.start:
                yield place


def _cut(box: Box, whole: Span, part: Span) -> Box:
    """Return the part of a box that holds the characters of `part`, all taken as equally wide."""
    start, end = max(part.start, whole.start), min(part.end, whole.end)
    step = (box.x1 - box.x0) / len(whole)
    return Box(
        box.page,
        box.x0 + (start - whole.start) * step,
        box.y0,
        box.x0 + (end - whole.start) * step,
        box.y1,
    )
