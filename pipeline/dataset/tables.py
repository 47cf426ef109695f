"""The tables of the dataset, each stated once: a row class whose fields are the Parquet columns.

A field's type gives the Arrow type; `Int32` and `Int16` are narrower than Python's `int`. A table is
sorted by its `key`; Python orders strings by code point, which is the order of their UTF-8 bytes.

>>> GAPS.schema.names[:4]
['doc_id', 'adcode', 'year', 'programme']
>>> TEXTS.schema.field("places").type.value_type.field("page").type
DataType(int32)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from types import UnionType
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa  # type: ignore[import-untyped]

Int16 = Annotated[int, pa.int16()]
Int32 = Annotated[int, pa.int32()]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One input file: what it is, who reports on what, and whether it could be read."""

    doc_id: str
    path: str
    sha256: str
    bytes: int
    format: str
    pages: Int32 | None = None
    characters: Int32 | None = None
    ocr: bool = False
    title: str | None = None
    agency: str | None = None
    document_number: str | None = None
    attachment_names: tuple[str, ...] = ()
    published: date | None = None
    signed: date | None = None
    adcode: str | None = None
    adcode_latest: str | None = None
    parent_adcode: str | None = None
    region: str | None = None
    level: str | None = None
    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    year: Int16 | None = None
    programme: str | None = None
    kind: str | None = None
    genre: str | None = None
    self_score: float | None = None
    max_score: float | None = None
    grade: str | None = None
    status: str
    error: str | None = None
    warnings: tuple[str, ...] = ()


class TextPlace(NamedTuple):
    """Where a run of characters was printed; without coordinates where only the page is known."""

    start: Int32
    end: Int32
    page: Int32
    x0: float | None
    y0: float | None
    x1: float | None
    y1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A document's text as printed, and the map from its offsets to page and box."""

    doc_id: str
    text: str
    places: tuple[TextPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """One quantity and the indicator that it states; `bbox` is a list of [page, x0, y0, x1, y1]."""

    mention_id: str
    doc_id: str
    adcode: str | None
    year: Int16 | None
    indicator: str | None
    role: str
    value: float
    unit: str
    value_stated: str
    unit_stated: str
    comparator: str
    low: float
    high: float
    basis: str
    scope: str
    restored: bool
    raw: str
    quote: str
    page: Int32 | None
    start: Int32
    end: Int32
    bbox: tuple[tuple[float, ...], ...]
    source: str
    rule: str
    confidence: float
    effective_from: date | None = None
    quote_start: Int32
    quote_end: Int32


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationRow:
    """What one document as a whole says, per region, year and indicator."""

    doc_id: str
    adcode: str | None
    adcode_latest: str | None
    province: str | None
    prefecture: str | None
    county: str | None
    region: str | None
    level: str | None
    year: Int16 | None
    report_year: Int16 | None
    programme: str
    measure: str
    indicator: str
    value: float
    unit: str
    value_stated: str
    unit_stated: str
    target: float | None
    target_comparator: str | None
    comparator: str
    basis: str
    scope: str
    low: float
    high: float
    suggested_value: float | None
    value_before: float | None
    effective_from: date | None
    mention_id: str
    quote: str
    mentions: Int32
    conflict: bool
    ocr: bool
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow(ObservationRow):
    """One region, year and indicator: the observation chosen among those of all documents."""

    documents: Int32
    doc_ids: tuple[str, ...]
    conflict_across: bool
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """A node of a document's tree of scores."""

    doc_id: str
    adcode: str | None
    year: Int16 | None
    node: Int32
    parent: Int32 | None
    depth: Int32
    ordinal: str
    label: str
    kind: str
    max_score: float | None
    self_score: float | None
    max_inferred: float | None
    self_inferred: float | None
    deducted: float | None
    target_text: str | None
    actual_text: str | None
    target: float | None
    actual: float | None
    unit: str | None
    comparator: str | None
    indicator: str | None
    reason: str | None
    source: str
    page: Int32 | None
    start: Int32
    end: Int32


class Evidence(NamedTuple):
    """A place that shows a finding: a mention, a node of the tree of scores, or a run of text."""

    doc_id: str
    mention_id: str | None
    node: Int32 | None
    page: Int32 | None
    start: Int32
    end: Int32
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A check that failed; `follows_from` names the finding whose wrong number explains this one."""

    finding_id: str
    rule: str
    severity: str
    doc_id: str | None
    adcode: str | None
    year: Int16 | None
    subject: str
    stated: float | None
    computed: float | None
    difference: float | None
    tolerance: float | None
    suggestion: str | None
    message_zh: str
    message_en: str
    waived: bool = False
    waiver_reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    follows_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A check that was made (pass, fail) or could not be made (not_applicable)."""

    rule: str
    doc_id: str | None
    subject: str
    result: str
    reason: str | None = None
    finding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A measure that a report does not give, and why."""

    doc_id: str
    adcode: str | None
    year: Int16 | None
    programme: str
    measure: str
    reason: str
    quote: str | None = None


Row = TypeVar("Row")


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A table's name, the class of its rows and the columns that it is sorted by."""

    name: str
    row: type[Row]
    key: tuple[str, ...]

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, in the order of the row's fields."""
        hints = get_type_hints(self.row, include_extras=True)
        return pa.schema([pa.field(f.name, _arrow_type(hints[f.name])) for f in fields(self.row)])  # type: ignore[arg-type]

    @property
    def file_name(self) -> str:
        """The name of the table's file in the output folder."""
        return f"{self.name}.parquet"

    def sorted(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows by key, null before any value; ties keep their order."""
        return sorted(rows, key=lambda row: [(v is not None, v) for v in (getattr(row, k) for k in self.key)])

    def arrow(self, rows: Sequence[Row]) -> pa.Table:
        """Return the rows as an Arrow table.

        Raises ValueError (also as pyarrow.ArrowInvalid or UnicodeEncodeError) or OverflowError where a
        value does not fit its column, for instance half of a surrogate pair.
        """
        columns = [pa.array([getattr(r, f.name) for r in rows], type=f.type) for f in self.schema]
        return pa.Table.from_arrays(columns, schema=self.schema)


SIMPLE_TYPES: dict[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}


def _arrow_type(hint: Any) -> pa.DataType:
    """Return the Arrow type of a field's annotation."""
    if hint in SIMPLE_TYPES:
        return SIMPLE_TYPES[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return next(a for a in arguments if isinstance(a, pa.DataType))
    if origin in (Union, UnionType):
        return _arrow_type(next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return pa.list_(_arrow_type(arguments[0]))
    hints = get_type_hints(hint, include_extras=True)
    return pa.struct([pa.field(name, _arrow_type(kind)) for name, kind in hints.items()])


DOCUMENTS = Table("documents", DocumentRow, ("doc_id", "path"))
TEXTS = Table("texts", TextRow, ("doc_id",))
MENTIONS = Table("mentions", MentionRow, ("mention_id",))
OBSERVATIONS = Table("observations", ObservationRow, ("doc_id", "adcode", "year", "indicator", "region"))
INDICATORS = Table("indicators", IndicatorRow, ("adcode", "year", "indicator", "doc_id"))
SCORES = Table("scores", ScoreRow, ("doc_id", "node"))
FINDINGS = Table("findings", FindingRow, ("finding_id", "doc_id"))
CHECKS = Table("checks", CheckRow, ("rule", "doc_id", "subject", "result", "finding_id"))
GAPS = Table("gaps", GapRow, ("doc_id", "programme", "measure"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of all tables: of one document, or of a whole run."""

    documents: tuple[DocumentRow, ...] = ()
    texts: tuple[TextRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    gaps: tuple[GapRow, ...] = ()

    def arrow(self) -> dict[str, pa.Table]:
        """Return every table by name, sorted by its key, in the order of TABLES."""
        return {t.name: t.arrow(t.sorted(getattr(self, t.name))) for t in TABLES}


TABLES: tuple[Table[Any], ...] = (
    DOCUMENTS,
    TEXTS,
    MENTIONS,
    OBSERVATIONS,
    INDICATORS,
    SCORES,
    FINDINGS,
    CHECKS,
    GAPS,
)


def joined(parts: Iterable[Rows]) -> Rows:
    """Return the rows of all parts, in their order."""
    every = list(parts)
    return Rows(**{t.name: tuple(row for part in every for row in getattr(part, t.name)) for t in TABLES})
