"""The year that a report assesses, which is neither that of its publication nor the one named most often.

The title tells it (2020年度), else the lines under it, else a form's cell, else the sentences that say up to
when the work was counted (截至2020年12月底) or what was assessed (对2020年度…开展自评). Years inside the
numbers of documents are no evidence. A report on several years counts for the latest.

>>> from pipeline.loaders.builder import DocumentBuilder
>>> from pipeline.structure.frame import read_frame
>>> builder = DocumentBuilder("txt")
>>> for line in ("青山县低保资金自评报告", "截至2020年12月底，保障120人，比2019年多3人。", "2021年3月2日"):
...     builder.paragraph(line)
>>> document = builder.build()
>>> read_years(document, read_frame(document), "青山县低保资金自评报告", None)
(2020,)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from pipeline.model import Document
from pipeline.normalise.dates import find_dates, find_periods, find_years
from pipeline.normalise.fold import Folded, fold
from pipeline.structure.frame import Frame

# Cues in prose, each with the weight that one occurrence has against plain mentions of a year.
CUES = (
    (regex.compile(r"(?:截至|截止|至|到)(?P<year>20\d\d)年(?:12月|年?底|年?末)"), 4),
    (regex.compile(r"(?P<year>20\d\d)年(?:12月31日|12月底|12月末|年?底|年?末)"), 3),
    (regex.compile(r"(?P<year>20\d\d)年度.{0,30}?(?:自评|自查|绩效评价|考核|考评)"), 3),
    (regex.compile(r"(?P<year>20\d\d)年,?(?:我[县区市旗省州]|全[县区市旗省州]|各级|共|全年|累计)"), 2),
    (regex.compile(r"(?P<year>20\d\d)年(?:1月)?(?:-|至|到|~|—)12月"), 3),
    (regex.compile(r"(?P<year>20\d\d)年度"), 1),
    (regex.compile(r"(?P<year>20\d\d)年"), 1),
)
PLANS = regex.compile(
    r"(?:计划|拟|力争|预计|将于|下一步|提前下达的?)[^。；]{0,12}(?P<year>20\d\d)年|(?P<year>20\d\d)年(?:拟|将|计划|力争|起)"
)
# The best year must have this many times the evidence of the next, or prose tells nothing.
CLEARLY = 1.25
NUMBERED = regex.compile(r"[\[(]\d{4}[\])]\s*(?:第)?\d+号")
TITLE_HINTS = ("title", "名称", "标题", "文件名称", "信息名称")


def read_years(document: Document, frame: Frame, title: str | None, published: int | None) -> tuple[int, ...]:
    """Return the years assessed in their order; empty where the document does not tell."""
    for source in _stated(document, frame, title):
        years = tuple(y for y in source if published is None or y <= published)
        if years:
            return years
    year = _from_prose(document, published)
    return () if year is None else (year,)


def _stated(document: Document, frame: Frame, title: str | None) -> Iterator[tuple[int, ...]]:
    """Yield the years by the places that state them, in order of trust."""
    yield _years_of(title or "")
    # A cover's date or a document's number is no year assessed: only lines that say 年度, or lines of a title.
    yield tuple(
        sorted({y for line in frame.head for y in _years_of(line.text) if "年度" in line.text and ":" not in line.text})
    )
    yield tuple(sorted({y for value in frame.values("year") for y in _period_years(value)}))
    yield tuple(sorted({y for block in document.tables() for y in _form_years(document.text_of(block)[:300])}))
    yield tuple(sorted({y for value in frame.values("project") for y in _years_of(value)}))
    for hint in document.hints:
        if hint.label in TITLE_HINTS:
            yield _years_of(hint.value)


def _years_of(printed: str) -> tuple[int, ...]:
    """Return the years of a title, without those inside document numbers."""
    folded = fold(NUMBERED.sub(" ", fold(printed).text))
    years = {y for m in find_years(folded) for y in m.years}
    return tuple(sorted(years))


def _form_years(text: str) -> tuple[int, ...]:
    """Return the year that a form prints in brackets or in its first line (（2020年度）)."""
    match = regex.search(r"\(?(?P<year>20\d\d)\s*年度\)?", fold(text).text)
    return (int(match["year"]),) if match is not None else ()


def _period_years(value: str) -> tuple[int, ...]:
    """Return the years that a period covers; of a period that only closes in January, the year before."""
    folded = fold(value)
    periods = find_periods(folded)
    if not periods:
        dates = [m.year for m in find_dates(folded) if m.year is not None]
        return _years_of(value) or tuple(sorted(set(dates)))[-1:] or _bare_year(folded)
    first, last = periods[0].first.year, periods[0].last.year
    return tuple(range(first, last + 1)) if first is not None and last is not None and last - first <= 10 else ()


def _bare_year(folded: Folded) -> tuple[int, ...]:
    return (int(folded.text),) if regex.fullmatch(r"20\d\d", folded.text.strip()) else ()


def _from_prose(document: Document, published: int | None) -> int | None:
    """Return the year with by far the most evidence in the text."""
    text = NUMBERED.sub("", fold(document.text).text)
    weights: Counter[int] = Counter()
    for cue, weight in CUES:
        for match in cue.finditer(text):
            weights[int(match["year"])] += weight
    for match in PLANS.finditer(text):
        weights[int(match["year"])] -= 3
    ranked = [(w, y) for y, w in weights.items() if w > 0 and (published is None or y <= published)]
    ranked.sort(reverse=True)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] < CLEARLY * ranked[1][0]:
        return None
    return ranked[0][1]
