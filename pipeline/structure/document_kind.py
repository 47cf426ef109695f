"""What kind of document it is: how it is written (`kind`) and what it is for (`genre`).

A form is mostly its table of indicators; an outline prints scores beside its headings, items or points; a
report on a department's whole spending is a kind of its own, and so is a disclosure, which assesses nothing.

>>> read_genre("青山县2020年度低保资金绩效自评报告", "")
'self_assessment'
>>> read_genre("青山县2018年8月低保金发放公示", "")
'disclosure'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import regex

from pipeline.model import Block, Document, ScoreNode
from pipeline.normalise.fold import fold
from pipeline.vocabulary import Words, read

# Share of a form's characters that stand in its tables of indicators.
FORM_SHARE = 0.5
# Share of all tables where a form comes with annex tables or is split into several.
TABLES_SHARE = 0.75
# An outline prints scores in many places; a narrative may give three or four sums in a sentence.
FEWEST_SCORES = 6
INDICATOR_HEADER = regex.compile(
    r"[一二三]级(?:指标)?(?=\s)|指标名称|指标值|目标值|绩效指标|评价指标|考核指标|年度指标值|评分标准|考核内容|自评得?分|执行率"
)
INLINE_SCORE = regex.compile(
    r"[(\[【][^()\[\]]{0,14}?\d+(?:\.\d+)?分[^()\[\]]{0,16}[)\]】]|(?:应得|实得|自扣|扣)\d+(?:\.\d+)?[｜|\]]|(?:得|扣|自评|权重|计)\d+(?:\.\d+)?分"
)
DEPARTMENT = regex.compile(r"部门整体|整体支出|整体绩效|单位整体")
BODY_BEGINNING = 1500


class GenreWords(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A genre by words of the title, else by words of the body; `without` are words that rule it out."""

    body: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def read_kind(document: Document, title: str | None, genre: str, nodes: Sequence[ScoreNode]) -> str:
    """Return form, department, disclosure, outline or narrative."""
    if DEPARTMENT.search(fold(title or "").text):
        return "department"
    if genre == "disclosure":
        return "disclosure"
    if _is_form(document):
        return "form"
    return "outline" if _printed_scores(document, nodes) >= FEWEST_SCORES else "narrative"


def read_genre(title: str, text: str) -> str:
    """Return what the document is for, by its title or the beginning of its body; `other` where neither tells."""
    wanted, beginning = fold(title).text, fold(text[:BODY_BEGINNING]).text
    for genre in _genres():
        if any(w in wanted for w in genre.words) and not any(w in wanted for w in genre.without):
            return genre.name
        if any(w in beginning for w in genre.body) and not any(w in wanted for w in genre.without):
            return genre.name
    return "other"


def _is_form(document: Document) -> bool:
    """Return whether most of the text is a table of indicators, or nearly all is tables and one is of indicators."""
    total = _letters(document, document.blocks)
    tables = tuple(document.tables())
    indicators = [t for t in tables if _has_indicators(document, t)]
    if not total or not indicators:
        return False
    return _letters(document, indicators) >= FORM_SHARE * total or _letters(document, tables) >= TABLES_SHARE * total


def _letters(document: Document, blocks: Iterable[Block]) -> int:
    return sum(len("".join(document.text_of(b).split())) for b in blocks)


def _has_indicators(document: Document, block: Block) -> bool:
    return len(set(INDICATOR_HEADER.findall(fold(document.text_of(block)).text))) >= 2


def _printed_scores(document: Document, nodes: Sequence[ScoreNode]) -> int:
    """Return how many places outside tables print a score."""
    if nodes:
        return sum(1 for n in nodes if n.source != "table")
    prose = "\n".join(document.text_of(b) for b in document.blocks if b.table is None)
    return len(INLINE_SCORE.findall(fold(prose).text))


@cache
def _genres() -> tuple[GenreWords, ...]:
    return read("genres", GenreWords)
