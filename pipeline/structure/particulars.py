"""Who reports, on what, for which year: the particulars of a document, put together from its frame and its body.

>>> from pipeline.loaders.builder import DocumentBuilder
>>> from pipeline.model import Outline
>>> builder = DocumentBuilder("docx")
>>> for line in ("娄烦县2020年度农村低保资金绩效自评报告", "我县2020年保障120人。", "娄烦县民政局", "2021年3月5日"):
...     builder.paragraph(line)
>>> about = read_particulars(builder.build(), Outline(()), NO_SCORES)
>>> about.region.adcode, about.year, about.agency, about.signed.isoformat(), about.genre
('140123', 2020, '娄烦县民政局', '2021-03-05', 'self_assessment')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

import regex

from pipeline.model import Document, Outline, Particulars, ScoreNode
from pipeline.normalise.dates import read_date
from pipeline.normalise.fold import fold
from pipeline.structure.agency import Signature, is_firm, page_agencies, read_agency, read_signature
from pipeline.structure.document_kind import read_genre, read_kind
from pipeline.structure.frame import Frame, read_frame
from pipeline.structure.report_region import Evidence, RegionReading, read_region
from pipeline.structure.report_year import read_years
from pipeline.structure.title import read_title
from pipeline.vocabulary import Words, read

OWN_NUMBER = regex.compile(r"^(?P<number>[\p{Han}]{2,12}(?:[\[(]\d{4}[\])]\s*(?:第)?\d+号|[\[(]\d{4}[\])]\s*\d+号?))$")
NO_YEAR = "the document does not tell the year that it assesses"
# Reports on longer spans than this are plans; only the last years are then assessed.
LATE_REPORT = 3


class ScoreReading(Protocol):
    """What the reading of scores tells of the whole document."""

    @property
    def nodes(self) -> tuple[ScoreNode, ...]:
        """The nodes of the tree of scores."""

    @property
    def self_score(self) -> float | None:
        """The stated total."""

    @property
    def max_score(self) -> float | None:
        """What the total is out of."""

    @property
    def grade(self) -> str | None:
        """The grade as printed."""


@dataclass(frozen=True, slots=True)
class NoScores:
    """Stands for a document without scores."""

    nodes: tuple[ScoreNode, ...] = ()
    self_score: float | None = None
    max_score: float | None = None
    grade: str | None = None


NO_SCORES = NoScores()


def read_particulars(document: Document, outline: Outline, scores: ScoreReading) -> Particulars:
    """Return what the document tells about itself; what it does not tell is None, with a warning where it matters."""
    frame = read_frame(document)
    title = read_title(document, frame)
    signature = read_signature(frame)
    published = _hinted_date(document, "published")
    years = read_years(document, frame, title, _year_before(published, signature))
    reading = read_region(document, _evidence(document, frame, title, signature), years[-1] if years else None)
    genre = read_genre(title or "", document.text)
    return Particulars(
        title=title,
        agency=read_agency(document, frame, signature, title),
        document_number=_document_number(document, frame),
        published=published,
        signed=signature.signed or _hinted_date(document, "written"),
        year=years[-1] if years else None,
        years=years,
        region=reading.region,
        kind=read_kind(document, title, genre, scores.nodes),
        genre=genre,
        self_score=scores.self_score,
        max_score=scores.max_score,
        grade=scores.grade,
        warnings=tuple(_warnings(reading, years, signature)),
    )


def _evidence(document: Document, frame: Frame, title: str | None, signature: Signature) -> Evidence:
    titles = tuple(h.value for h in document.hints if h.label == "title")
    cover = tuple(line.text for line in frame.head if ":" not in line.text)
    return Evidence(
        title=title,
        signatures=(*(a for a in signature.agencies if not is_firm(a)), *(c for c in cover if not is_firm(c))),
        reporters=frame.values("reporter"),
        authorities=frame.values("authority"),
        page=(*page_agencies(document), *titles),
    )


def _year_before(published: date | None, signature: Signature) -> int | None:
    """Return the last year that can be assessed: that of publication, or of the signature where it is later."""
    dates = [d.year for d in (published, signature.signed) if d is not None]
    return max(dates, default=None)


def _hinted_date(document: Document, kind: str) -> date | None:
    labels = {*_labels(kind), kind}
    values = (h.value for h in document.hints if h.label in labels)
    return next((d for v in values if (d := read_date(v)) is not None), None)


def _document_number(document: Document, frame: Frame) -> str | None:
    """Return the report's own number: alone in a line above the title, or given by the page."""
    for line in frame.head:
        if OWN_NUMBER.match(line.text.strip()):
            return line.span().of(document.text).strip()
    labels = {*_labels("document_number"), "document_number"}
    return next(
        (h.value for h in document.hints if h.label in labels and regex.search(r"\d", fold(h.value).text)), None
    )


def _warnings(reading: RegionReading, years: tuple[int, ...], signature: Signature) -> Iterable[str]:
    if reading.warning:
        yield reading.warning
    if not years:
        yield NO_YEAR
    elif signature.signed is not None and signature.signed.year - years[-1] > LATE_REPORT:
        yield f"signed in {signature.signed.year}, years after the assessed year {years[-1]}: check the year"


@cache
def _labels(kind: str) -> tuple[str, ...]:
    return next((e.words for e in read("page_particulars", Words) if e.name == kind), ())
