"""Turns what was understood of a file into rows of the dataset.

>>> source = Source.of("a/b.txt", b"abc", "txt")
>>> source.doc_id, failed_rows(source, "the file is empty").documents[0].status
('ba7816bf8f01cfea', 'failed')
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.dataset.finding_rows import difference, finding_id
from pipeline.dataset.places import PlaceMap
from pipeline.dataset.tables import (
    CheckRow,
    DocumentRow,
    Evidence,
    FindingRow,
    GapRow,
    MentionRow,
    ObservationRow,
    Rows,
    ScoreRow,
    TextPlace,
    TextRow,
)
from pipeline.model import Check, Finding, Mention, Observation, Place, Region, Report, Span

# Confidence comes from a model; beyond 4 places it would differ between machines.
CONFIDENCE_PLACES = 4
# A hundredth of a point is finer than any printer.
BOX_PLACES = 2
DOC_ID_DIGITS = 16
NO_REGION = Region(adcode=None, name="", level="other")


@dataclass(frozen=True, slots=True)
class Source:
    """An input file: where it was found, which bytes it holds, what they are."""

    path: str
    sha256: str
    size: int
    format: str

    @classmethod
    def of(cls, path: str, data: bytes, format_name: str) -> Source:
        """Return the source of these bytes."""
        return cls(path, hashlib.sha256(data).hexdigest(), len(data), format_name)

    @property
    def doc_id(self) -> str:
        """The first digits of the hash: the same bytes are the same document, wherever they lie."""
        return self.sha256[:DOC_ID_DIGITS]


def failed_rows(source: Source, reason: str) -> Rows:
    """Return the row that says why a file could not be read."""
    return Rows(documents=(_bare_document(source, "failed", error=reason),))


def duplicate_rows(source: Source, first_path: str) -> Rows:
    """Return the row of a file whose bytes stand under an earlier path too."""
    return Rows(documents=(_bare_document(source, "duplicate", warnings=(f"same bytes as {first_path}",)),))


def archive_rows(source: Source, warnings: tuple[str, ...]) -> Rows:
    """Return the row of an archive whose members have rows of their own."""
    return Rows(documents=(_bare_document(source, "partial" if warnings else "ok", warnings=warnings),))


def report_rows(source: Source, report: Report) -> Rows:
    """Return the rows of a report that could be read."""
    return _RowMaker(source, report).rows()


def _bare_document(
    source: Source, status: str, error: str | None = None, warnings: tuple[str, ...] = ()
) -> DocumentRow:
    return DocumentRow(
        doc_id=source.doc_id,
        path=source.path,
        sha256=source.sha256,
        bytes=source.size,
        format=source.format,
        status=status,
        error=error,
        warnings=warnings,
    )


def _mention_id(doc_id: str, mention: Mention) -> str:
    span = mention.quantity.span
    return f"{doc_id}:{span.start}:{span.end}:{mention.indicator or ''}"


def _distinct(mentions: Iterable[Mention]) -> list[Mention]:
    """Return one mention for each span and indicator, an actual before others, then the surest."""
    best: dict[tuple[Span, str | None], Mention] = {}
    for mention in mentions:
        key = mention.quantity.span, mention.indicator
        rank = (mention.role == "actual", mention.confidence)
        held = best.get(key)
        if held is None or rank > (held.role == "actual", held.confidence):
            best[key] = mention
    return list(best.values())


def _text_place(place: Place) -> TextPlace:
    box = place.box
    corners = (None,) * 4 if box is None else tuple(round(v, BOX_PLACES) for v in (box.x0, box.y0, box.x1, box.y1))
    return TextPlace(place.span.start, place.span.end, place.page, *corners)


class _RowMaker:
    """Makes the rows of one report; holds what they share."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.doc_id = source.doc_id
        self.text = report.document.text
        self.places = PlaceMap(report.document.places)
        self.adcode = report.particulars.region.adcode if report.particulars.region else None
        self.year = report.particulars.year

    def rows(self) -> Rows:
        """Return the rows of every table but `indicators`."""
        report, document = self.report, self.report.document
        # A mention that an observation rests on comes first, so that it is the one that is kept.
        mentions = _distinct([*(o.chosen for o in report.observations), *report.mentions])
        return Rows(
            documents=(self.document(),),
            texts=(TextRow(doc_id=self.doc_id, text=self.text, places=tuple(map(_text_place, document.places))),),
            mentions=tuple(map(self.mention, mentions)),
            observations=tuple(map(self.observation, report.observations)),
            scores=self.scores(),
            findings=tuple(map(self.finding, report.findings)),
            checks=tuple(map(self.check, report.checks)),
            gaps=self.gaps(),
        )

    def document(self) -> DocumentRow:
        """Return the document's own row."""
        document, about = self.report.document, self.report.particulars
        region = about.region or NO_REGION
        return DocumentRow(
            doc_id=self.doc_id,
            path=self.source.path,
            sha256=self.source.sha256,
            bytes=self.source.size,
            format=document.format,
            pages=document.pages,
            characters=len(self.text),
            ocr=document.ocr,
            title=about.title,
            agency=about.agency,
            document_number=about.document_number,
            attachment_names=document.attachment_names,
            published=about.published,
            signed=about.signed,
            adcode=region.adcode,
            adcode_latest=region.adcode_latest,
            parent_adcode=region.parent_adcode,
            region=region.name or None,
            level=region.level if about.region else None,
            province=region.province,
            prefecture=region.prefecture,
            county=region.county,
            year=about.year,
            programme=about.programme,
            kind=about.kind,
            genre=about.genre,
            self_score=about.self_score,
            max_score=about.max_score,
            grade=about.grade,
            status="partial" if document.warnings else "ok",
            warnings=(*document.warnings, *about.warnings, *self._unplaced()),
        )

    def _unplaced(self) -> tuple[str, ...]:
        """Return the warning that the report's figures reach no row of `indicators`, where that is so."""
        unknown = [word for word, value in (("region code", self.adcode), ("year", self.year)) if value is None]
        if not unknown or not self.report.observations:
            return ()
        return (f"no {' and no '.join(unknown)} found: its figures are in observations, not in indicators",)

    def mention(self, mention: Mention) -> MentionRow:
        """Return the row of a mention."""
        quantity = mention.quantity
        return MentionRow(
            mention_id=_mention_id(self.doc_id, mention),
            doc_id=self.doc_id,
            adcode=mention.region.adcode if mention.region else None,
            year=mention.year,
            indicator=mention.indicator,
            role=mention.role,
            value=mention.value,
            unit=mention.unit,
            value_stated=quantity.value_stated,
            unit_stated=quantity.unit_stated,
            comparator=quantity.comparator,
            low=mention.low,
            high=mention.high,
            basis=mention.basis,
            scope=mention.scope,
            restored=quantity.restored,
            raw=quantity.span.of(self.text),
            quote=mention.quote.of(self.text),
            page=self.places.page(quantity.span),
            start=quantity.span.start,
            end=quantity.span.end,
            bbox=self._boxes(quantity.span),
            source=mention.source,
            rule=mention.rule,
            confidence=round(mention.confidence, CONFIDENCE_PLACES),
            effective_from=mention.effective_from,
            quote_start=mention.quote.start,
            quote_end=mention.quote.end,
        )

    def _boxes(self, span: Span) -> tuple[tuple[float, ...], ...]:
        return tuple(
            (float(b.page), *(round(v, BOX_PLACES) for v in (b.x0, b.y0, b.x1, b.y1))) for b in self.places.boxes(span)
        )

    def observation(self, observation: Observation) -> ObservationRow:
        """Return the row of an observation; its print is that of the chosen mention."""
        chosen, region = observation.chosen, observation.region or NO_REGION
        programme, _, measure = observation.indicator.partition(".")
        return ObservationRow(
            doc_id=self.doc_id,
            adcode=region.adcode,
            adcode_latest=region.adcode_latest,
            province=region.province,
            prefecture=region.prefecture,
            county=region.county,
            region=region.name or None,
            level=region.level if observation.region else None,
            year=observation.year,
            report_year=self.year,
            programme=programme,
            measure=measure,
            indicator=observation.indicator,
            value=chosen.value,
            unit=chosen.unit,
            value_stated=chosen.quantity.value_stated,
            unit_stated=chosen.quantity.unit_stated,
            target=observation.target,
            target_comparator=observation.target_comparator,
            comparator=chosen.quantity.comparator,
            basis=chosen.basis,
            scope=chosen.scope,
            low=chosen.low,
            high=chosen.high,
            suggested_value=observation.suggested_value,
            value_before=observation.value_before,
            effective_from=observation.effective_from,
            mention_id=_mention_id(self.doc_id, chosen),
            quote=chosen.quote.of(self.text),
            mentions=len(observation.mentions),
            conflict=observation.conflict,
            ocr=self.report.document.ocr,
            confidence=round(observation.confidence, CONFIDENCE_PLACES),
        )

    def scores(self) -> tuple[ScoreRow, ...]:
        """Return the rows of the tree of scores."""
        return tuple(
            ScoreRow(
                doc_id=self.doc_id,
                adcode=self.adcode,
                year=self.year,
                node=node.node,
                parent=node.parent,
                depth=node.depth,
                ordinal=node.ordinal,
                label=node.label,
                kind=node.kind,
                max_score=node.max_score,
                self_score=node.self_score,
                max_inferred=node.max_inferred,
                self_inferred=node.self_inferred,
                deducted=node.deducted,
                target_text=node.target_text,
                actual_text=node.actual_text,
                target=node.target,
                actual=node.actual,
                unit=node.unit,
                comparator=node.comparator,
                indicator=node.indicator,
                reason=node.reason,
                source=node.source,
                page=self.places.page(node.span),
                start=node.span.start,
                end=node.span.end,
            )
            for node in self.report.scores
        )

    def finding(self, finding: Finding) -> FindingRow:
        """Return the row of a finding inside this document."""
        stated, computed = finding.stated, finding.computed
        return FindingRow(
            finding_id=self.finding_id(finding),
            rule=finding.rule,
            severity=finding.severity,
            doc_id=self.doc_id,
            adcode=self.adcode,
            year=self.year,
            subject=finding.subject,
            stated=stated,
            computed=computed,
            difference=difference(stated, computed),
            tolerance=finding.tolerance,
            suggestion=finding.suggestion,
            message_zh=finding.message_zh,
            message_en=finding.message_en,
            evidence=tuple(map(self.evidence, finding.evidence)),
            follows_from=self.finding_id(finding.follows_from) if finding.follows_from else None,
        )

    def finding_id(self, finding: Finding) -> str:
        """Return the id that a finding of this document keeps wherever the document lies."""
        places = [f"{self.doc_id}:{s.start}:{s.end}" for s in finding.evidence]
        return finding_id(finding.rule, finding.subject, places, finding.stated, finding.computed)

    def evidence(self, span: Span) -> Evidence:
        """Return a place that shows a finding, with the mention or the node of the tree that stands there."""
        mentions = [m for m in self.report.mentions if m.quantity.span == span]
        mention = max(mentions, key=lambda m: m.indicator is not None, default=None)
        node = next((n.node for n in self.report.scores if n.span == span), None)
        mention_id = _mention_id(self.doc_id, mention) if mention else None
        return Evidence(self.doc_id, mention_id, node, self.places.page(span), span.start, span.end, span.of(self.text))

    def check(self, check: Check) -> CheckRow:
        """Return the row of a check made, or not to be made, in this document."""
        found = self.finding_id(check.finding) if check.finding else None
        return CheckRow(
            rule=check.rule,
            doc_id=self.doc_id,
            subject=check.subject,
            result=check.result,
            reason=check.reason,
            finding_id=found,
        )

    def gaps(self) -> tuple[GapRow, ...]:
        """Return the rows of what was not reported."""
        return tuple(
            GapRow(
                doc_id=self.doc_id,
                adcode=self.adcode,
                year=self.year,
                programme=gap.programme,
                measure=gap.measure,
                reason=gap.reason,
                quote=gap.quote.of(self.text) if gap.quote else None,
            )
            for gap in self.report.gaps
        )
