"""What flows through the pipeline, in the order in which it flows.

    bytes → Document → Outline and ScoreNode → Quantity → Mention → Observation → Finding

Every value keeps its place: a `Span` counts characters of `Document.text`, and
`document.text[span.start:span.end]` is always what was printed.

>>> Span(3, 5).of("救助 12 人")
'12'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

BlockKind = Literal["heading", "paragraph", "table"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open run of characters of `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return what stands here."""
        return text[self.start : self.end]

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page (counted from 1), in points from the top left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run of characters of one width was printed: its box, or its page alone."""

    span: Span
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; merged cells stand once, at their upper left corner."""

    row: int
    column: int
    row_span: int
    column_span: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order, rows and columns counted from 0."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or table in reading order.

    `level` is the heading level that the format itself declares (h1, Word's styles), 1 to 9; most
    reports declare none and print their numbering, which `pipeline.structure.outline` reads.
    """

    kind: BlockKind
    span: Span
    page: int | None = None
    level: int | None = None
    align: Align | None = None
    bold: bool = False
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """A label and its value that the format or the page states outside the report's own text.

    Labels: `title` (page or file title), or the printed word (发布时间, 信息来源, 文号, 索引号 …).
    """

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report without its format: text, blocks in reading order, places, hints, warnings.

    `doubtful` are the characters of figures that character recognition was not sure of.
    """

    format: str
    text: str
    blocks: tuple[Block, ...]
    places: tuple[Place, ...] = ()
    pages: int | None = None
    hints: tuple[Hint, ...] = ()
    attachment_names: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    ocr: bool = False
    doubtful: tuple[Span, ...] = ()

    def text_of(self, block: Block) -> str:
        """Return the characters of a block as printed."""
        return block.span.of(self.text)

    def tables(self) -> Iterator[Block]:
        """Yield the blocks that are tables."""
        return (b for b in self.blocks if b.table is not None)


@dataclass(frozen=True, slots=True)
class Region:
    """A unit of GB/T 2260 as it was in one year; `adcode` is null for units without code."""

    adcode: str | None
    name: str
    level: Literal["province", "prefecture", "county", "other"]
    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    parent_adcode: str | None = None
    adcode_latest: str | None = None


@dataclass(frozen=True, slots=True)
class Particulars:
    """Who reports on what for which year, as far as the document tells."""

    title: str | None = None
    agency: str | None = None
    document_number: str | None = None
    published: date | None = None
    signed: date | None = None
    year: int | None = None
    years: tuple[int, ...] = ()
    region: Region | None = None
    programme: str | None = None
    kind: str | None = None
    genre: str | None = None
    self_score: float | None = None
    max_score: float | None = None
    grade: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, up to the next heading of its level or above.

    `span` covers the heading's own characters (for a heading run in with its paragraph, only the
    heading part), `body` everything from there to the section's end. `level` counts from 1.
    """

    label: str
    numbering: str
    level: int
    span: Span
    body: Span
    parent: int | None
    ordinal: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document in reading order; `parent` of each is an index into them."""

    sections: tuple[Section, ...]

    def path(self, offset: int) -> tuple[Section, ...]:
        """Return the sections that enclose an offset, outermost first."""
        return tuple(s for s in self.sections if s.body.start <= offset < s.body.end)


@dataclass(frozen=True, slots=True)
class ScoreNode:
    """A node of the tree of scores; `node` is its number in reading order, `parent` another's."""

    node: int
    parent: int | None
    depth: int
    ordinal: str
    label: str
    kind: Literal["total", "item", "bonus", "deduction", "point"]
    span: Span
    source: Literal["heading", "inline", "table"]
    max_score: float | None = None
    self_score: float | None = None
    max_inferred: float | None = None
    self_inferred: float | None = None
    deducted: float | None = None
    target_text: str | None = None
    actual_text: str | None = None
    target: float | None = None
    actual: float | None = None
    unit: str | None = None
    comparator: str | None = None
    indicator: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PointsGiven:
    """Points inside a scored item (计2分; 计1.5分), which are no nodes: the item's node, their place and number."""

    node: int
    span: Span
    score: float


QuantityKind = Literal[
    "money",  # 元
    "rate_of_money",  # 元 per person, household, case and month, year
    "persons",  # 人
    "households",  # 户
    "person_times",  # 人次
    "household_times",  # 户次
    "percent",  # %
    "points",  # 分
    "multiple",  # 倍
    "bare",  # a number without a unit that may still be a quantity
    "other",  # 个, 张, 份, 次 …: counted things that are no indicator
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as printed and in the canonical unit.

    `value`, `low`, `high` are in the unit of `unit` (万 and 亿 multiplied out, money in 元).
    [low, high) is what the print allows. `per` lists what a rate of money is per:
    person, household, case, month, year. `start` to `end` is the span in `Document.text`.
    """

    kind: QuantityKind
    span: Span
    raw: str
    value: float
    low: float
    high: float
    unit: str
    value_stated: str
    unit_stated: str
    comparator: str = "="
    per: tuple[str, ...] = ()
    restored: bool = False


Role = Literal["actual", "target", "previous", "reference"]
Basis = Literal["year_end", "monthly_average", "cumulative", "one_month", "part_year", "unspecified"]
Scope = Literal["whole", "own_level", "part"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One quantity linked to one indicator (or to none), with the evidence for the link."""

    quantity: Quantity
    indicator: str | None
    role: Role
    basis: Basis
    scope: Scope
    region: Region | None
    year: int | None
    value: float
    low: float
    high: float
    unit: str
    quote: Span
    source: Literal["prose", "table", "label", "heading"]
    rule: str
    confidence: float
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """What one document as a whole says of one region, year and indicator."""

    region: Region | None
    year: int | None
    indicator: str
    chosen: Mention
    mentions: tuple[Mention, ...]
    conflict: bool
    confidence: float
    target: float | None = None
    target_comparator: str | None = None
    value_before: float | None = None
    effective_from: date | None = None
    suggested_value: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed, with its numbers and the places that show it."""

    rule: str
    severity: Literal["error", "warning", "notice"]
    subject: str
    stated: float | None
    computed: float | None
    message_zh: str
    message_en: str
    tolerance: float | None = None
    suggestion: str | None = None
    evidence: tuple[Span, ...] = field(default=())
    follows_from: Finding | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A rule applied at one place, or the reason why it could not be; a failed one carries its finding."""

    rule: str
    subject: str
    result: Literal["pass", "fail", "not_applicable"]
    reason: str | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A measure that a report owes and does not give; `quote` is where it says why, if it does."""

    programme: str
    measure: str
    reason: Literal["not_reported", "in_attachment", "unreadable", "in_words"]
    quote: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that was understood of one document."""

    document: Document
    outline: Outline
    particulars: Particulars
    scores: tuple[ScoreNode, ...] = ()
    mentions: tuple[Mention, ...] = ()
    observations: tuple[Observation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()
    points: tuple[PointsGiven, ...] = ()
    checks: tuple[Check, ...] = ()
