"""Score tables that arrived as lines of text become tables again, their characters left where they are.

Where a heading (一级指标 … 得分) and cells that fit its columns follow each other in running text, the lines
are made one table block; where the cells do not tell their columns, the lines stay and a warning says so.

>>> from pipeline.loaders.builder import DocumentBuilder
>>> builder = DocumentBuilder("txt")
>>> for line in ("评价内容", "分值", "得分", "投入", "20", "19", "产出", "80", "78"):
...     builder.paragraph(line)
>>> document = with_tables(builder.build())
>>> [(b.kind, b.table.rows, b.table.columns) for b in document.blocks]
[('table', 3, 3)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Block, Cell, Document, Span, Table
from pipeline.structure.outline import is_prose
from pipeline.structure.score_flat_cells import NUMBER, Heading, Piece, headings, pieces_of
from pipeline.structure.score_flat_columns import tables_by_column, tables_of_pairs
from pipeline.structure.score_flat_rows import FlatRow, read_rows

FEWEST_ROWS = 2
# No score exceeds its maximum by more than a bonus does.
LARGEST_EXCESS = 1.3
# A heading without numbers near it heads no table (评价内容 … 得分 in a rule for scoring).
NUMBERS_NEAR = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A table found in lines: where it stands, and its cells."""

    span: Span
    table: Table


def with_tables(document: Document) -> Document:
    """Return the document with its flattened score tables as tables."""
    blocks: list[Block] = []
    warnings: list[str] = []
    run: list[Block] = []
    for block in (*document.blocks, None):
        if block is not None and (is_prose(block) or _shifted(document, block)):
            run.append(block)
            continue
        blocks += _restored(document, run, warnings)
        run = []
        if block is not None:
            blocks.append(block)
    if not warnings and tuple(blocks) == document.blocks:
        return document
    return replace(document, blocks=tuple(blocks), warnings=(*document.warnings, *dict.fromkeys(warnings)))


def _restored(document: Document, run: list[Block], warnings: list[str]) -> list[Block]:
    if not run:
        return []
    pieces = tuple(_as_printed(document, p) for p in pieces_of(_lines(document, run)))
    found = list(_tables(document.text, pieces, warnings))
    for table in found:
        run = list(_with(document, run, table))
    return run


def _as_printed(document: Document, piece: Piece) -> Piece:
    return replace(piece, text=document.text[piece.start : piece.end])


def _lines(document: Document, run: list[Block]) -> Iterator[tuple[int, str]]:
    for block in run:
        start = block.span.start
        for line in document.text_of(block).splitlines(keepends=True):
            yield start, line.rstrip("\r\n")
            start += len(line)


def _shifted(document: Document, block: Block) -> bool:
    """Tell whether a table of text lines has cells that left their columns: numbers among names, names for scores."""
    table = block.table
    if table is None or document.format != "txt" or any(c.row_span > 1 or c.column_span > 1 for c in table.cells):
        return False
    rows: list[list[Cell]] = [[c for c in table.cells if c.row == r] for r in range(table.rows)]
    pieces = tuple(p for row in rows for p in _row_pieces(row))
    heading = next(headings(document.text, pieces), None)
    if heading is None or None in heading.pieces:
        return False
    starts = {c.span.start: c for c in table.cells}
    columns = [starts[p.start].column if p is not None else -1 for p in heading.pieces]
    below = rows[starts[heading.pieces[0].start].row + 1 :] if heading.pieces[0] else []
    return any(
        _misfits(row, dict(zip(columns, heading.roles, strict=True)), columns[heading.names[-1]]) for row in below
    )


def _row_pieces(row: list[Cell]) -> Iterator[Piece]:
    filled = [c for c in row if c.text.strip()]
    for i, cell in enumerate(filled):
        yield Piece(cell.text, cell.span.start, cell.span.end, cell.row, i == 0)


def _misfits(row: list[Cell], roles: dict[int, str], name: int) -> bool:
    filled = {c.column: c.text.strip() for c in row if c.text.strip()}
    numbers = {c: NUMBER.fullmatch(t) is not None for c, t in filled.items()}
    wrong = any(roles.get(c) in ("maximum", "score") and not n and len(filled[c]) > 1 for c, n in numbers.items())
    return wrong or numbers.get(name, False)


def _tables(text: str, pieces: Sequence[Piece], warnings: list[str]) -> Iterator[Found]:
    by_column = next(tables_by_column(pieces), None)
    if by_column is not None:
        yield _found(*by_column)
        return
    found = list(headings(text, pieces))
    for rows in tables_of_pairs(pieces) if not found else ():
        yield _found(None, rows)
    ends = (*(h.first for h in found[1:]), len(pieces))
    for heading, end in zip(found, ends, strict=False):
        behind = pieces[heading.behind : end]
        rows = read_rows(heading, behind, text)
        good = [r for r in rows if not r.stray]
        if len(good) >= _fewest(heading) and len(good) * 2 >= len(rows) and not _impossible(heading, good):
            yield _found(heading, rows)
        elif "score" in heading.roles and any(NUMBER.fullmatch(p.folded) for p in behind[:NUMBERS_NEAR]):
            names = " ".join(p.text for p in heading.pieces if p is not None)
            warnings.append(
                f"a table was flattened into lines and its columns cannot be told ({names}): "
                "compare the scores with the printed table"
            )


def _fewest(heading: Heading) -> int:
    return 1 if heading.is_money else FEWEST_ROWS


def _impossible(heading: Heading, rows: list[FlatRow]) -> bool:
    """Tell whether a score lies above its maximum, so that columns must have been mistaken."""
    for row in rows:
        numbers = {heading.roles[c]: _value(p) for c, p in row.cells if heading.roles[c] in ("maximum", "score")}
        maximum, score = numbers.get("maximum"), numbers.get("score")
        if maximum is not None and score is not None and 0 < maximum * LARGEST_EXCESS < score:
            return True
    return False


def _value(piece: Piece) -> float | None:
    return float(piece.folded.rstrip("分%")) if NUMBER.fullmatch(piece.folded) else None


def _found(heading: Heading | None, rows: tuple[FlatRow, ...]) -> Found:
    named = [(0, c, p) for c, p in enumerate(heading.pieces) if p is not None] if heading is not None else []
    first = 1 if heading is not None else 0
    filled = [*named, *((r + first, c, p) for r, row in enumerate(rows) for c, p in row.cells)]
    cells = tuple(Cell(r, c, 1, 1, Span(p.start, p.end), p.text) for r, c, p in filled)
    span = Span(min(c.span.start for c in cells), max(c.span.end for c in cells))
    return Found(span, Table(len(rows) + first, len(heading.roles) if heading is not None else 2, cells))


def _with(document: Document, run: list[Block], found: Found) -> Iterator[Block]:
    """Yield the blocks with those of a table put together, and what stands before and behind it on its lines."""
    done = False
    for block in run:
        if block.span.end <= found.span.start or block.span.start >= found.span.end or block.table is found.table:
            yield block
            continue
        if block.span.start < found.span.start:
            yield from _cut(document, block, Span(block.span.start, found.span.start))
        if not done:
            yield Block("table", found.span, page=block.page, table=found.table)
            done = True
        if block.span.end > found.span.end:
            yield from _cut(document, block, Span(found.span.end, block.span.end))


def _cut(document: Document, block: Block, span: Span) -> Iterator[Block]:
    """Yield what is left of a block, without the white space and bars around it."""
    text = span.of(document.text)
    body = text.strip(" \t\n\r\u3000|｜│┃║")
    if body:
        start = span.start + text.index(body)
        yield replace(block, span=Span(start, start + len(body)))
