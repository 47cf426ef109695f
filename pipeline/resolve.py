"""Chooses one value for each region, year and indicator among what all documents say.

Several reports state the same figure: the county's own, its prefecture's table, the next year's
report that looks back. They are ranked by what they are, never by what they say; where they differ
beyond rounding, the row says so.

>>> is_draft("2021年低保自评报告（征求意见稿）", "附件1.docx"), is_draft("2021年低保自评报告", "定稿.docx")
(True, False)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date

from pipeline.codebook import breadth
from pipeline.dataset.tables import DocumentRow, IndicatorRow, ObservationRow, Rows
from pipeline.vocabulary import Words, read

DRAFT_WORDS: tuple[str, ...] = tuple(word for entry in read("drafts", Words) for word in entry.words)
# Two prints of one fact may differ by this much for reasons of arithmetic alone (4560 / 12).
SAME_VALUE = 1e-9
DUPLICATE = "duplicate"
UNDATED = date.min

Rank = tuple[bool, bool, bool, int, int, str]


def resolve(rows: Rows) -> tuple[IndicatorRow, ...]:
    """Return the rows of `indicators`; observations without region code or year make none."""
    documents = {d.doc_id: d for d in rows.documents if d.status != DUPLICATE}
    groups: defaultdict[tuple[str, int, str], list[ObservationRow]] = defaultdict(list)
    for observation in rows.observations:
        if observation.adcode is not None and observation.year is not None:
            groups[observation.adcode, observation.year, observation.indicator].append(observation)
    return tuple(_chosen(group, documents) for group in groups.values())


def rank(observation: ObservationRow, document: DocumentRow) -> Rank:
    """Return what an observation is sorted by: the one that counts stands first."""
    published = document.published or document.signed or UNDATED
    return (
        observation.report_year != observation.year,
        document.adcode != observation.adcode,
        is_draft(document.title, document.path),
        breadth(document.programme),
        -published.toordinal(),
        document.doc_id,
    )


def is_draft(title: str | None, path: str) -> bool:
    """Return whether the title or the file's own name calls the report a draft."""
    name = path.rsplit("/", 1)[-1]
    return any(word in text for text in (title or "", name) for word in DRAFT_WORDS)


def disagree(one: ObservationRow, other: ObservationRow) -> bool:
    """Return whether no value fits both prints; figures of different bases or scopes do not disagree."""
    bases = {one.basis, other.basis} - {"unspecified"}
    if len(bases) > 1 or one.scope != other.scope:
        return False
    margin = SAME_VALUE * max(abs(one.value), abs(other.value))
    return one.low > other.high + margin or other.low > one.high + margin


def _chosen(group: Iterable[ObservationRow], documents: dict[str, DocumentRow]) -> IndicatorRow:
    ranked = sorted(group, key=lambda o: rank(o, documents[o.doc_id]))
    return _indicator(ranked[0], ranked, documents[ranked[0].doc_id].published)


def _indicator(best: ObservationRow, group: Sequence[ObservationRow], published: date | None) -> IndicatorRow:
    doc_ids = tuple(sorted({o.doc_id for o in group}))
    return IndicatorRow(
        **{f.name: getattr(best, f.name) for f in fields(ObservationRow)},
        documents=len(doc_ids),
        doc_ids=doc_ids,
        conflict_across=any(disagree(best, other) for other in group),
        published=published,
    )
