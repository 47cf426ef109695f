"""A report as the audit reads it: its mentions in reading order, its tree of scores, its text between two places.

>>> from pipeline.model import Document, Outline, Particulars, Report
>>> case = Case.of(Report(Document("txt", "城市低保 12 人", ()), Outline(()), Particulars()))
>>> case.text(0, 7)
'城市低保12'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.model import Block, Mention, PointsGiven, Report, ScoreNode, Span
from pipeline.normalise.fold import fold

# A link less sure than this is no ground for an accusation.
LEAST_CONFIDENCE = 0.7


@dataclass(frozen=True)
class Case:
    """What is audited, with the orders in which the rules look at it."""

    report: Report

    @classmethod
    def of(cls, report: Report) -> Case:
        """Return the case of a report."""
        return cls(report)

    @cached_property
    def quantities(self) -> tuple[Mention, ...]:
        """One mention for each printed quantity, in reading order, linked ones before unlinked."""
        first: dict[Span, Mention] = {}
        for mention in sorted(self.report.mentions, key=_reading_order):
            first.setdefault(mention.quantity.span, mention)
        return tuple(first.values())

    @cached_property
    def linked(self) -> tuple[Mention, ...]:
        """The mentions of an indicator as fact for the whole region, in reading order."""
        return tuple(m for m in sorted(self.report.mentions, key=_reading_order) if is_fact(m))

    @cached_property
    def by_indicator(self) -> dict[str, list[Mention]]:
        """The same, by indicator."""
        groups: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in self.linked:
            groups[mention.indicator or ""].append(mention)
        return groups

    @cached_property
    def by_sentence(self) -> dict[Span, list[Mention]]:
        """One mention for each quantity, by the sentence or cell that it stands in."""
        groups: defaultdict[Span, list[Mention]] = defaultdict(list)
        for mention in self.quantities:
            groups[mention.quote].append(mention)
        return groups

    def of_own_region(self, mentions: Iterable[Mention]) -> list[Mention]:
        """Return the mentions of the report's own region."""
        return [m for m in mentions if m.region == self.report.particulars.region]

    def text(self, start: int, end: int) -> str:
        """Return a part of the text, folded for matching."""
        return fold(self.report.document.text[max(0, start) : max(0, end)]).text

    def between(self, first: Mention, second: Mention) -> str:
        """Return the folded text between two quantities, the earlier one first."""
        return self.text(first.quantity.span.end, second.quantity.span.start)

    def block_of(self, offset: int) -> Block | None:
        """Return the block that an offset stands in."""
        return next((b for b in self.report.document.blocks if b.span.start <= offset < b.span.end), None)

    @cached_property
    def children(self) -> dict[int | None, list[ScoreNode]]:
        """The nodes of the tree of scores under each parent, points and totals left out."""
        groups: defaultdict[int | None, list[ScoreNode]] = defaultdict(list)
        for node in self.report.scores:
            if node.kind not in ("point", "total"):
                groups[node.parent].append(node)
        return groups

    def points_of(self, node: ScoreNode) -> tuple[list[ScoreNode], list[PointsGiven]]:
        """Return the points given inside an item: paragraphs that are nodes, and points that are none."""
        nodes = [n for n in self.report.scores if n.parent == node.node and n.kind == "point"]
        return nodes, [p for p in self.report.points if p.node == node.node]

    def items(self) -> Iterator[ScoreNode]:
        """Yield the nodes that are items, bonus or deduction blocks."""
        return (n for n in self.report.scores if n.kind not in ("point", "total"))

    def body(self, node: ScoreNode) -> Span:
        """Return the text of a node: from its place to the next node's."""
        later = [n.span.start for n in self.report.scores if n.span.start > node.span.start and n.kind != "point"]
        return Span(node.span.start, min(later, default=len(self.report.document.text)))


def is_fact(mention: Mention) -> bool:
    """Tell whether a mention states an indicator as fact for the whole region, surely enough."""
    return (
        mention.indicator is not None
        and mention.role == "actual"
        and mention.scope == "whole"
        and mention.confidence >= LEAST_CONFIDENCE
        and mention.quantity.comparator == "="
    )


def _reading_order(mention: Mention) -> tuple[int, int, bool]:
    span = mention.quantity.span
    return (span.start, span.end, mention.indicator is None)


def spans(mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """Return the places of mentions, as evidence."""
    return tuple(m.quantity.span for m in mentions)
