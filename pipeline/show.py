"""Shows on a terminal what is understood of one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from pipeline.errors import UsageError
from pipeline.model import Mention, Observation, Report, ScoreNode
from pipeline.run import read_report

# What is printed of a list unless all is asked for.
LIST_LENGTH = 60
# A quote is cut to a line, so that the quantity and a few words before it are seen.
QUOTE_LENGTH = 36
WORDS_BEFORE = 16


def show_file(file: Path, console: Console, everything: bool = False) -> None:
    """Print a report's particulars, scores, indicators, unmapped quantities and warnings.

    Raises UsageError where there is no such file and UnreadableDocument where it cannot be read.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    report = read_report(data, file.name)
    limit = None if everything else LIST_LENGTH
    console.print(_particulars(report))
    if report.scores:
        console.print(_score_tree(report.scores))
    if report.observations:
        console.print(_indicators(report, limit))
    unmapped = [m for m in report.mentions if m.indicator is None]
    if unmapped:
        console.print(_unmapped(report, unmapped, limit))
    for warning in (*report.document.warnings, *report.particulars.warnings):
        console.print(Text(f"! {warning}", style="yellow"))


def _particulars(report: Report) -> Table:
    document, about = report.document, report.particulars
    region = about.region
    facts: Iterable[tuple[str, object]] = (
        ("title", about.title),
        ("agency", about.agency),
        ("number", about.document_number),
        ("region", f"{region.name} ({region.adcode or 'no code'})" if region else None),
        ("year", about.year),
        ("programme", about.programme),
        ("kind", " ".join(filter(None, (about.kind, about.genre))) or None),
        ("score", _points(about.self_score, about.max_score)),
        ("grade", about.grade),
        ("published", about.published),
        ("signed", about.signed),
        ("format", f"{document.format}{', by character recognition' if document.ocr else ''}"),
        ("extent", f"{len(document.text)} characters{f', {document.pages} pages' if document.pages else ''}"),
    )
    table = Table(show_header=False, box=None, pad_edge=False)
    for label, value in facts:
        table.add_row(Text(label, style="dim"), Text("—" if value is None else str(value)))
    return table


def _points(self_score: float | None, max_score: float | None) -> str | None:
    if self_score is None and max_score is None:
        return None
    return " / ".join("—" if v is None else f"{v:g}" for v in (self_score, max_score))


def _score_tree(nodes: Iterable[ScoreNode]) -> Tree:
    root = Tree(Text("scores", style="bold"))
    branches: dict[int, Tree] = {}
    for node in nodes:
        points = _points(node.self_score, node.max_score)
        line = Text(node.label) + Text(f"  {points}" if points else "", style="cyan")
        above = root if node.parent is None else branches.get(node.parent, root)
        branches[node.node] = above.add(line)
    return root


def _indicators(report: Report, limit: int | None) -> Table:
    table = Table(title="indicators", title_justify="left", title_style="bold", box=None, pad_edge=False)
    for heading in ("indicator", "year", "value", "unit", "target", "sure"):
        table.add_column(heading, justify="right" if heading in ("value", "target", "sure") else "left", no_wrap=True)
    table.add_column("as printed")
    for observation in report.observations[:limit]:
        table.add_row(*map(Text, _cells(report, observation)))
    return _with_rest(table, len(report.observations), limit)


def _cells(report: Report, observation: Observation) -> Iterator[str]:
    chosen, region = observation.chosen, observation.region
    elsewhere = region is not None and region != report.particulars.region
    yield f"{observation.indicator} {region.name}" if elsewhere and region else observation.indicator
    yield "—" if observation.year is None else str(observation.year)
    yield f"{chosen.value:,.10g}{' ⚠' if observation.conflict else ''}"
    yield chosen.unit
    yield "" if observation.target is None else f"{observation.target:,.10g}"
    yield f"{observation.confidence:.2f}"
    yield _excerpt(report, chosen)


def _unmapped(report: Report, mentions: list[Mention], limit: int | None) -> Table:
    table = Table(title="quantities without an indicator", title_justify="left", title_style="bold", box=None)
    table.add_column("quantity", no_wrap=True)
    table.add_column("as printed")
    for mention in mentions[:limit]:
        table.add_row(Text(mention.quantity.span.of(report.document.text)), Text(_excerpt(report, mention)))
    return _with_rest(table, len(mentions), limit)


def _with_rest(table: Table, count: int, limit: int | None) -> Table:
    if limit is not None and count > limit:
        table.caption = f"{count - limit} more: --all"
    return table


def _excerpt(report: Report, mention: Mention) -> str:
    """Return a line of the quote that holds the quantity."""
    quote = mention.quote
    start = max(quote.start, mention.quantity.span.start - WORDS_BEFORE)
    end = min(quote.end, start + QUOTE_LENGTH)
    before, after = ("…" if start > quote.start else ""), ("…" if end < quote.end else "")
    return before + " ".join(report.document.text[start:end].split()) + after
