"""reused_text: two reports share most of their wording, with a place's name or figures left over from the other.

Texts are compared without their figures, by runs of characters; of all runs a fixed sample is kept, so
that ten thousand reports can be compared with each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

import regex

from pipeline.audit.across.found import About, Result, failed, passed
from pipeline.audit.rule import Rule
from pipeline.dataset.tables import DocumentRow, Evidence, MentionRow, Rows
from pipeline.normalise.place_names import names_of

RULE = Rule(
    "reused_text",
    "warning",
    "报告文字为本地本年所写，不照搬他处",
    "a report is written for its own region and year",
    "{subject}：两份报告大部分文字相同，并留有对方的内容：{words}",
    "{subject}: two reports share most of their wording, with left over from the other: {words}",
)
RUN = 10
SAMPLE = 8
# What so many reports share is the form, not the writing.
COMMON = 40
# The smaller report shares this much of its sampled runs with the other.
SHARED = 0.5
FEWEST_RUNS = 20
FIGURES = regex.compile(r"[\d,.%％]+|\s+")
# A figure of three digits that is no round one, with what stands before and behind it, is no coincidence.
TELLING = regex.compile(
    r"[\u4e00-\u9fff]{0,4}(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d{3,})(?:\.\d+)?(?![\d.,年])[\u4e00-\u9fff]{1,6}"
)
ROUND = regex.compile(r"\d*[1-9]0{2,}(?![\d.])|(?:19|20)\d\d")
FEWEST_FIGURES = 2
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Writing:
    """A report with its text and the sample of its runs of characters."""

    document: DocumentRow
    text: str
    runs: frozenset[int]


def check(rows: Rows, mentions: dict[str, MentionRow]) -> Iterator[Result]:
    """Yield a check for every two reports of different regions that share most of their wording."""
    texts = {t.doc_id: t.text for t in rows.texts}
    writings = {d.doc_id: _writing(d, texts[d.doc_id]) for d in rows.documents if d.doc_id in texts}
    for one, other in _alike(writings):
        yield from _checked(one, other)


def _writing(document: DocumentRow, text: str) -> Writing:
    plain = FIGURES.sub("", text)
    hashes = (crc32(plain[i : i + RUN].encode("utf-8", "replace")) for i in range(len(plain) - RUN + 1))
    return Writing(document, text, frozenset(h for h in hashes if h % SAMPLE == 0))


def _alike(writings: dict[str, Writing]) -> Iterator[tuple[Writing, Writing]]:
    """Yield the pairs of reports that share enough of their runs."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for doc_id in sorted(writings):
        for run in writings[doc_id].runs:
            holders[run].append(doc_id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        if 1 < len(ids) <= COMMON:
            shared.update(combinations(ids, 2))
    for (one, other), count in sorted(shared.items()):
        smaller = min(len(writings[one].runs), len(writings[other].runs))
        if smaller >= FEWEST_RUNS and count >= SHARED * smaller:
            yield writings[one], writings[other]


def _checked(one: Writing, other: Writing) -> Iterator[Result]:
    """Yield the check of each of two like reports for what it has left over from the other."""
    left = {w.document.doc_id: _names_left(w, o) for w, o in ((one, other), (other, one))}
    figures = _figures_shared(one, other) if one.document.adcode != other.document.adcode else []
    blamed = _later(one, other)
    for writing, source in ((one, other), (other, one)):
        about = _about(writing.document, source.document)
        found = left[writing.document.doc_id]
        if writing is blamed and (found or len(figures) >= FEWEST_FIGURES):
            found = [*found, *figures]
        if not found:
            yield passed(RULE, about)
            continue
        places = [_place(writing, words) for words in found]
        words = "、".join(found[:SHOWN])
        yield failed(RULE, about, None, None, places, None, (words, words))


def _about(document: DocumentRow, source: DocumentRow) -> About:
    return About(document.doc_id, document.adcode, document.year, f"{document.region} / {source.region}")


def _later(one: Writing, other: Writing) -> Writing:
    """Return the report that has the other's names in it, else the one that was made later."""
    if bool(_names_left(one, other)) != bool(_names_left(other, one)):
        return one if _names_left(one, other) else other
    dated = [(w.document.signed or w.document.published, w) for w in (one, other)]
    if dated[0][0] is None or dated[1][0] is None:
        return other
    return one if dated[0][0] > dated[1][0] else other


def _names_left(writing: Writing, source: Writing) -> list[str]:
    """Return the other region's names in a report, where that region is not above or below its own."""
    own, region = writing.document, source.document
    if region.region is None or own.adcode is None or region.adcode is None or own.adcode == region.adcode:
        return []
    if own.adcode[:4] + "00" == region.adcode or region.adcode[:4] + "00" == own.adcode:
        return []
    names = names_of(region.county or region.prefecture or region.region)
    return [name for name in names if name in writing.text][:1]


def _figures_shared(one: Writing, other: Writing) -> list[str]:
    """Return the telling figures, with the words around them, that both texts hold."""
    found = [{m[0]: None for m in TELLING.finditer(w.text) if not ROUND.search(m[0])} for w in (one, other)]
    return [words for words in found[0] if words in found[1]]


def _place(writing: Writing, words: str) -> Evidence:
    start = writing.text.find(words)
    return Evidence(writing.document.doc_id, None, None, None, max(start, 0), max(start, 0) + len(words), words)
