"""Measures a dataset against gold files, over all and in groups.

>>> Counts(right=3, wrong=1, missed=0).precision
0.75
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, TypeVar

import msgspec

from pipeline.dataset.folder import read_table
from pipeline.errors import OutputError
from pipeline.evaluate.causes import MentionRead, given_because, missed_because
from pipeline.evaluate.gold import Gold, GoldDocument, GoldFinding, GoldIndicator, GoldPanel
from pipeline.evaluate.matching import (
    Given,
    GivenFinding,
    GivenMeta,
    GivenScore,
    Matched,
    Node,
    Pairing,
    close,
    match_findings,
    match_indicators,
    match_meta,
    match_scores,
)

SORTS = ("meta", "scores", "indicators", "findings")
# Findings are left out: a document may be read without a fault and audited with one.
JUDGED_FOR_PERFECT = ("meta", "scores", "indicators")
# From here on a figure counts as given with confidence.
CONFIDENT = 0.9


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are right, wrongly given and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 1 where nothing was."""
        given = self.right + self.wrong
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """The share of what is owed that was given; 1 where nothing is."""
        owed = self.right + self.missed
        return self.right / owed if owed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """How one document compares with its gold."""

    document: str
    groups: tuple[str, ...]
    meta: Matched[dict[str, object], dict[str, object]]
    scores: Matched[Node, Node]
    indicators: Matched[Given, GoldIndicator]
    findings: Matched[GivenFinding, GoldFinding]
    pairs: tuple[Pairing, ...]
    missed_because: tuple[str, ...]
    given_because: tuple[str, ...]

    def matched(self, sort: str) -> Matched[Any, Any]:
        """Return the match of one of SORTS."""
        return getattr(self, sort)  # type: ignore[no-any-return]

    def counts(self, sort: str) -> Counts:
        """Return the counts of one of SORTS."""
        matched = self.matched(sort)
        return Counts(matched.right, len(matched.wrong), len(matched.missed))

    @property
    def perfect(self) -> bool:
        """Whether everything that was read is right and nothing is missed."""
        return all(self.matched(sort).perfect for sort in JUDGED_FOR_PERFECT)


@dataclass(frozen=True, slots=True)
class PanelResult:
    """Recall over several documents together: [found, owed] of resolved rows and of findings."""

    rows: tuple[int, int]
    findings: tuple[int, int]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that was measured; `locked` says that only totals may be shown."""

    results: tuple[DocumentResult, ...]
    panels: Mapping[str, PanelResult]
    offsets: Share
    locked: bool
    totals: Mapping[str, Counts] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "totals", {sort: _sum(self.results, sort) for sort in SORTS})

    @property
    def perfect(self) -> int:
        """How many documents have everything right."""
        return sum(r.perfect for r in self.results)

    @property
    def targets(self) -> Share:
        """Of the right figures for which gold has a target, how many have it too."""
        both = [(p.given.target, p.gold.target) for p in self._pairs() if p.gold and p.gold.target is not None]
        return Share(sum(close(have, want) for have, want in both), len(both))

    @property
    def confident(self) -> Share:
        """Of the figures given with confidence, how many are right."""
        sure = [p.gold is not None for p in self._pairs() if (p.given.confidence or 0) >= CONFIDENT]
        return Share(sum(sure), len(sure))

    @property
    def given(self) -> int:
        """How many figures were given that are judged."""
        return len(self._pairs())

    def groups(self) -> dict[str, dict[str, Counts]]:
        """Return the counts by scan or digital, kind and format, each by sort."""
        names = sorted({g for r in self.results for g in r.groups})
        members = {name: [r for r in self.results if name in r.groups] for name in names}
        return {name: {sort: _sum(results, sort) for sort in SORTS} for name, results in members.items()}

    def by_programme(self) -> dict[str, Counts]:
        """Return the counts of indicators by programme."""
        return self._indicators_by(0)

    def by_measure(self) -> dict[str, Counts]:
        """Return the counts of indicators by measure."""
        return self._indicators_by(2)

    def causes_of_missed(self) -> dict[str, int]:
        """Return how many figures were missed for each cause, the most frequent first."""
        return dict(Counter(c for r in self.results for c in r.missed_because).most_common())

    def causes_of_wrong(self) -> dict[str, int]:
        """Return how many figures were wrongly given for each cause, the most frequent first."""
        return dict(Counter(c for r in self.results for c in r.given_because).most_common())

    def _pairs(self) -> list[Pairing]:
        return [p for r in self.results for p in r.pairs]

    def _indicators_by(self, part: int) -> dict[str, Counts]:
        """Return counts by one part of the indicator's name: 0 its programme, 2 its measure."""
        sums: defaultdict[str, Counts] = defaultdict(Counts)
        for result in self.results:
            for pair in result.pairs:
                if pair.gold is not None and not pair.gold.optional:
                    sums[pair.gold.indicator.partition(".")[part]] += Counts(right=1)
            for row in result.indicators.wrong:
                sums[row.indicator.partition(".")[part]] += Counts(wrong=1)
            for gold in result.indicators.missed:
                sums[gold.indicator.partition(".")[part]] += Counts(missed=1)
        return dict(sorted(sums.items()))


def _sum(results: Iterable[DocumentResult], sort: str) -> Counts:
    return sum((r.counts(sort) for r in results), Counts())


def evaluate(gold: Gold, output: Path) -> Evaluation:
    """Measure the dataset in `output` against gold; raise OutputError where there is no dataset."""
    if read_table(output, "documents") is None:
        raise OutputError(f"no dataset in {output}")
    given = _GivenDataset(output)
    return Evaluation(
        results=tuple(_document_result(document, given) for document in gold.documents),
        panels={name: _panel_result(panel, output) for name, panel in gold.panels.items()},
        offsets=_offsets(output),
        locked=gold.locked,
    )


class _GivenDataset:
    """The rows of a dataset that gold is compared with, by document."""

    def __init__(self, output: Path) -> None:
        self.documents = {PurePath(d.path).name: d for d in _rows(output, "documents", GivenMeta)}
        self.observations = _by_document(_rows(output, "observations", Given))
        self.scores = _by_document(_rows(output, "scores", GivenScore))
        self.findings = _by_document(_rows(output, "findings", GivenFinding))
        self.mentions = _by_document(_rows(output, "mentions", MentionRead))


def _document_result(gold: GoldDocument, given: _GivenDataset) -> DocumentResult:
    meta = gold.meta
    row = given.documents.get(gold.document)
    doc_id = row.doc_id if row else None
    indicators, pairs = match_indicators(gold.indicators, given.observations.get(doc_id, []), meta)
    mentions = given.mentions.get(doc_id, [])
    ending = PurePath(gold.document).suffix.lstrip(".").lower()
    return DocumentResult(
        document=gold.document,
        groups=("scan" if meta.scan else "digital", str(meta.kind), ending),
        meta=match_meta(meta, row),
        scores=match_scores(gold.scores, given.scores.get(doc_id, [])),
        indicators=indicators,
        findings=match_findings(gold.findings, given.findings.get(doc_id, [])),
        pairs=pairs,
        missed_because=tuple(missed_because(g, meta, mentions) for g in indicators.missed),
        given_because=tuple(given_because(w, gold.indicators, meta) for w in indicators.wrong),
    )


def _panel_result(gold: GoldPanel, output: Path) -> PanelResult:
    resolved = {row.key: row.value for row in _rows(output, "indicators", Given)}
    owed = [g for g in gold.indicators if not g.optional]
    right = sum(close(resolved.get((g.indicator, g.year or None, g.adcode or None)), g.value) for g in owed)
    found = match_findings(gold.findings, _rows(output, "findings", GivenFinding), across=True)
    missed = tuple(g.rule for g in found.missed)
    return PanelResult((right, len(owed)), (found.right, found.right + len(missed)), missed)


def _offsets(output: Path) -> Share:
    """Return how many mentions stand in the text where they say."""
    texts = {t["doc_id"]: t["text"] for t in _dicts(output, "texts", ("doc_id", "text"))}
    if not texts:
        return Share(0, 0)
    spans = _dicts(output, "mentions", ("doc_id", "start", "end", "raw"))
    return Share(sum(texts.get(m["doc_id"], "")[m["start"] : m["end"]] == m["raw"] for m in spans), len(spans))


RowKind = TypeVar("RowKind", bound=msgspec.Struct)


def _rows(output: Path, name: str, kind: type[RowKind]) -> list[RowKind]:
    columns = tuple(f.name for f in msgspec.structs.fields(kind))
    return msgspec.convert(_dicts(output, name, columns), list[kind], strict=False)  # type: ignore[valid-type]


def _dicts(output: Path, name: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    table = read_table(output, name)
    if table is None:
        return []
    rows: list[dict[str, Any]] = table.select([c for c in columns if c in table.column_names]).to_pylist()
    return rows


Row = TypeVar("Row", Given, GivenScore, GivenFinding, MentionRead)


def _by_document(rows: Iterable[Row]) -> dict[str | None, list[Row]]:
    grouped: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.doc_id].append(row)
    return grouped
