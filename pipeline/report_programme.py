"""Which programme a report is about: the narrowest that covers what its title, or its beginning, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import regex

from pipeline.codebook import ancestors, common
from pipeline.linking.lexicon import Token, programme, scan
from pipeline.linking.subjects import Subject, subject_of
from pipeline.model import Document, Particulars
from pipeline.normalise.fold import fold
from pipeline.structure.grids import read_grids
from pipeline.structure.table_headings import is_project_field

# How much of a report says what it is about where its title does not.
OPENING = 1500
# A title may be broken over the first lines of a page; longer lines are no part of one.
TITLE_BLOCKS = 4
TITLE_LENGTH = 40
# 困难群众救助及价格补贴资金 is about both.
BESIDE = regex.compile(r"(?:资金|工作)?[及和与、]")
NOT_TOPICS = frozenset({"report", "none"})


def report_subject(document: Document, particulars: Particulars) -> Subject:
    """Return the subject of a report; its family is None where the document does not tell."""
    for text in _texts(document, particulars):
        subject = _subject(fold(text).text)
        if subject is not None:
            return subject
    return _by_count(fold(document.text).text)


def _texts(document: Document, particulars: Particulars) -> Iterable[str]:
    if particulars.title:
        yield particulars.title
    lines = [document.text_of(b) for b in document.blocks[:TITLE_BLOCKS] if b.table is None]
    yield "".join(line for line in lines if len(line) <= TITLE_LENGTH)
    yield from (h.value for h in document.hints if h.label == "title")
    yield "、".join(_projects(document))


def _projects(document: Document) -> Iterable[str]:
    """Yield what the forms of a document give as the names of their projects."""
    for grid in read_grids(document):
        yield from (value.text for name, value in grid.fields if is_project_field(name.text))


def _subject(text: str) -> Subject | None:
    tokens = [t for t in scan(text) if t.category in ("programme", "group")]
    named = [t for t in tokens if t.category == "programme" and programme(t.name).family not in NOT_TOPICS]
    if not named:
        return None
    families = list(dict.fromkeys(programme(t.name).family for t in named))
    # 困难群众救助补助资金(儿童福利方向) is about the narrower one; of several side by side, what covers them.
    wider = {programme(t.name).family for t in named if BESIDE.match(text, t.end)}
    families = [f for f in families if f in wider or not any(f in ancestors(other) for other in families if other != f)]
    if len(families) == 1 and families[0] == programme(named[-1].name).family:
        subject = subject_of(_together(tokens, named), Subject())
        return subject.only("area", "place") if subject.get("area") != "both" else Subject(families[0])
    return Subject(families[0] if len(families) == 1 else common(families))


def _together(tokens: list[Token], named: list[Token]) -> list[Token]:
    """Return the words of one programme; two areas named side by side are both, that is none."""
    areas = {t.name for t in tokens if t.category == "group" and t.name in ("urban", "rural")}
    return [t for t in tokens if t in named or (t.category == "group" and len(areas) < 2)]


def _by_count(text: str) -> Subject:
    """Return the programme that the opening names most often, several as what covers them."""
    counts = Counter(
        programme(t.name).family
        for t in scan(text[:OPENING])
        if t.category == "programme" and programme(t.name).family not in NOT_TOPICS
    )
    if not counts:
        return Subject()
    if counts["department"]:
        return Subject("department")
    most = counts.most_common()
    leading = [family for family, n in most if n * 3 >= most[0][1]]
    subject = Subject(common(leading))
    return subject.but("area", area) if len(leading) == 1 and (area := _area_by_count(text[:OPENING])) else subject


def _area_by_count(text: str) -> str | None:
    """Return the one area that a text's beginning names, None where it names both or seldom any."""
    counts = Counter(t.name for t in scan(text) if t.category == "group" and t.name in ("urban", "rural", "both"))
    name, n = counts.most_common(1)[0] if counts else ("both", 0)
    return name if name != "both" and n > 2 and n * 5 >= sum(counts.values()) * 4 else None
