"""Who signs a report, and when: the agency and the date under the body, on the cover, or in a form's cells.

Signatures stand on lines of their own (青山县民政局 / 2021年3月5日), two bureaus side by side or, where a page
lost its line breaks, at the end of the last sentence (…办得更实。青山县民政局2021年3月5日).

>>> from pipeline.loaders.builder import DocumentBuilder
>>> from pipeline.structure.frame import read_frame
>>> builder = DocumentBuilder("txt")
>>> for line in ("青山县自评报告", "一、情况", "我局工作扎实。青山县民政局2021年1231"):
...     builder.paragraph(line)
>>> signature = read_signature(read_frame(builder.build()))
>>> signature.agencies, signature.signed.isoformat()
(('青山县民政局',), '2021-12-31')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from pipeline.model import Document
from pipeline.normalise.dates import find_dates
from pipeline.normalise.fold import fold
from pipeline.normalise.places import find_places
from pipeline.structure.frame import Frame, Line
from pipeline.vocabulary import Words, read

SOURCE_LABELS = ("agency", "source")
SALUTATION_OR_LABEL = regex.compile(r"[:。；;]$")
CONTACT = regex.compile(r"^\(?(?:联系|附件|抄送|此件|公开|监督|电话|传真)")
LIST_MARKS = regex.compile(r"[\s、，,]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """The agencies and the date under a report or on its cover, as far as printed."""

    agencies: tuple[str, ...] = ()
    signed: date | None = None


def read_signature(frame: Frame) -> Signature:
    """Return who signed and when: at the end, else on the cover, else in the cells of a form."""
    found = [s for s in (_at_end(frame.tail), _on_cover(frame.head)) if s is not None]
    agencies = next((s.agencies for s in found if s.agencies), ())
    signed = next((s.signed for s in found if s.signed), None)
    labelled = [d for value in frame.values("signed") if (d := _date(value)) is not None]
    return Signature(agencies, signed or next(iter(labelled), None))


def read_agency(document: Document, frame: Frame, signature: Signature, title: str | None) -> str | None:
    """Return the agency that reports: by signature, by a form's cells, by the page, by the title."""
    options = (
        " ".join(signature.agencies),
        next((v for v in frame.values("reporter") if _is_office(v) and not _is_general(v)), ""),
        next((v for v in frame.values("authority") if _is_office(v)), ""),
        *(v for v in page_agencies(document) if not _is_general(v)),
        leading_agency(title or ""),
        *page_agencies(document),
    )
    return next((o for o in options if o), None)


def page_agencies(document: Document) -> tuple[str, ...]:
    """Return what the page prints as its source (信息来源, 发布机构), agencies only."""
    labels = _source_labels()
    values = (fold(h.value).text.strip() for h in document.hints if h.label in labels)
    return tuple(v for v in values if _is_office(v))


def is_firm(agency: str) -> bool:
    """Return whether the name is that of a firm, which evaluates by order of another."""
    return any(word in agency for word in _firm_words())


@cache
def _source_labels() -> frozenset[str]:
    words = (w for e in read("page_particulars", Words) if e.name in SOURCE_LABELS for w in e.words)
    return frozenset((*words, *SOURCE_LABELS))


@cache
def _firm_words() -> frozenset[str]:
    return frozenset(w for e in read("agencies", Words) if e.name == "firm" for w in e.words)


def leading_agency(title: str) -> str:
    """Return the agency before 关于 or before the year of a title."""
    match = regex.match(r"^(?P<agency>[\p{Han}]{3,25}?)(?:关于|\d{4}\s*年)", fold(title).text)
    return match["agency"] if match is not None and _is_office(match["agency"]) else ""


def _at_end(tail: tuple[Line, ...]) -> Signature | None:
    """Return the last signature; lines of contacts and copies may follow it."""
    for number in range(len(tail) - 1, -1, -1):
        text = tail[number].text.strip()
        if CONTACT.match(text):
            continue
        agencies = _agencies_of(text) or _behind_sentence(text)
        if agencies:
            near = [tail[n].text for n in range(number, min(number + 4, len(tail)))]
            return Signature(agencies, next((d for t in near if (d := _last_date(t)) is not None), None))
    return None


def _on_cover(head: tuple[Line, ...]) -> Signature | None:
    agencies = next((a for line in head if (a := _agencies_of(line.text.strip(" ()")))), ())
    dated = (d for line in head if len(line.text) < 40 and not _labelled(line.text) and (d := _date(line.text)))
    signed = next(dated, None)
    return Signature(agencies, signed) if agencies or signed else None


def _labelled(text: str) -> bool:
    """Return whether the line is a page's own (发布时间：…), whose date is that of publication."""
    return ":" in text


def _agencies_of(line: str) -> tuple[str, ...]:
    """Return the agencies where the line holds nothing but them and perhaps a date."""
    text = line
    for mention in reversed(find_dates(fold(line))):
        text = text.replace(mention.text, " ")
    if SALUTATION_OR_LABEL.search(text):
        return ()
    joined = regex.sub(r"\s+", "", text)
    return _split(joined) if _office().fullmatch(joined) else ()


def _behind_sentence(text: str) -> tuple[str, ...]:
    match = regex.search(r"[。；;)”](?P<signed>[^。；;:，,]{3,60})$", text)
    return _agencies_of(match["signed"]) if match is not None and find_dates(fold(match["signed"])) else ()


def _split(joined: str) -> tuple[str, ...]:
    """Return the agencies of a joint signature (青山县民政局青山县财政局) one by one."""
    parts = regex.findall(
        r"[\p{Han}·()]{2,}?(?:民政局|财政局|民政厅|财政厅|残疾人联合会|残联)(?!\p{Han}{0,4}(?:科|股|中心|[所站]$))",
        joined,
    )
    return tuple(parts) if len(parts) > 1 and "".join(parts) == joined else (joined,)


def _date(text: str) -> date | None:
    return next((m.date for m in find_dates(fold(text)) if m.date is not None), None)


def _last_date(text: str) -> date | None:
    return next((m.date for m in reversed(find_dates(fold(text))) if m.date is not None), None)


def _is_office(value: str) -> bool:
    plain = regex.sub(r"\([^()]*\)$", "", value)
    return _office().fullmatch(regex.sub(r"\s+", "", plain)) is not None


def _is_general(value: str) -> bool:
    """Return whether the agency is named without its place (县民政局, 社会救助股)."""
    folded = fold(value)
    return not any(folded.position(m.span.start) == 0 for m in find_places(folded))


@cache
def _office() -> regex.Pattern[str]:
    words = [w for e in read("agencies", Words) if e.name in ("office", "firm") for w in e.words]
    ends = "|".join(sorted(map(regex.escape, words), key=len, reverse=True))
    return regex.compile(
        rf"[\p{{Han}}·()、]{{2,40}}?(?:{ends})(?:\([^()]{{1,12}}\))?(?:[\p{{Han}}·()]{{2,40}}?(?:{ends}))*"
    )
