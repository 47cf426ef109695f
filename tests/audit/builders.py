"""Small reports for the audit's tests: sentences with marked figures, tables, and trees of scores.

A figure is marked where it stands: `[1903人|tekun.persons]`, with fields that differ from the usual behind
it: `[5200元|rural_dibao.standard|per=year]`, `[12人|dibao.persons|year=2019|basis=year_end]`. Figures
without mark are read too, and linked to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.audit.case import Case
from pipeline.audit.rules import CheckCase
from pipeline.codebook import INDICATORS
from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.model import (
    Document,
    Finding,
    Mention,
    Outline,
    Particulars,
    PointsGiven,
    Quantity,
    Region,
    Report,
    ScoreNode,
    Span,
)
from pipeline.normalise.fold import fold
from pipeline.normalise.quantities import find_quantities
from pipeline.observe import observe

YEAR = 2021
COUNTY = Region("350524", "安溪县", "county", "福建省", "泉州市", "安溪县", "350500", "350524")
ABOUT = Particulars(year=YEAR, region=COUNTY, programme="assistance")
MARK = re.compile(r"\[([^|\]]+)\|([^\]]*)\]")
MONTHS = 12


def told(*lines: str, about: Particulars = ABOUT) -> Report:
    """Return a report of these paragraphs with the mentions that their marks name."""
    builder, marks = DocumentBuilder("txt"), {}
    at = 0
    for line in lines:
        plain = ""
        rest = 0
        for mark in MARK.finditer(line):
            plain += line[rest : mark.start()]
            marks[at + len(plain)] = mark[2]
            plain += mark[1]
            rest = mark.end()
        plain += line[rest:]
        builder.paragraph(plain)
        at += len(plain) + 1
    document = builder.build()
    mentions = tuple(_mention(document, q, marks.get(q.span.start, "")) for q in find_quantities(fold(document.text)))
    assert set(marks) <= {m.quantity.span.start for m in mentions}, "a marked figure was not read as a quantity"
    return Report(document, Outline(()), about, mentions=mentions, observations=observe(mentions))


def _mention(document: Document, quantity: Quantity, mark: str) -> Mention:
    indicator, *fields = mark.split("|")
    changes = dict(f.split("=", 1) for f in fields)
    per = changes.pop("per", None)
    year = int(changes.pop("year", YEAR))
    factor = MONTHS if per == "year" else 1
    start = max(document.text.rfind(c, 0, quantity.span.start) for c in "。\n") + 1
    ends = [e for c in "。\n" if (e := document.text.find(c, quantity.span.start)) >= 0]
    mention = Mention(
        quantity=quantity,
        indicator=indicator or None,
        role="actual",
        basis="unspecified",
        scope="whole",
        region=COUNTY,
        year=year,
        value=quantity.value / factor,
        low=quantity.low / factor,
        high=quantity.high / factor,
        unit=INDICATORS[indicator].unit if indicator else quantity.unit,
        quote=Span(start, min(ends, default=len(document.text))),
        source="prose",
        rule="test",
        confidence=float(changes.pop("confidence", 0.95)),
    )
    return replace(mention, **changes)  # type: ignore[arg-type]


def tabled(rows: Sequence[str], before: str = "") -> Report:
    """Return a report that is one table; cells are parted by `|`."""
    builder = DocumentBuilder("txt")
    if before:
        builder.paragraph(before)
    builder.table(SourceCell.of(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|")))
    return Report(builder.build(), Outline(()), ABOUT)


SIGNS = {"+": "bonus", "-": "deduction", "*": "point", "=": "total"}


def scored(*lines: str, total: float | None = None, maximum: float | None = 100.0, **points: Sequence[float]) -> Report:
    """Return a report with a tree of scores: one line per node, two spaces per depth, `label maximum score`.

    `+`, `-`, `*` and `=` in front mark bonus, deduction, point and total; `_` stands for what is not printed;
    `target=`, `actual=`, `deducted=` follow. `points` are those given inside the item of that name.
    """
    text = "\n".join(lines) + "\n"
    nodes: list[ScoreNode] = []
    path: list[int] = []
    start = 0
    for number, line in enumerate(lines):
        depth = (len(line) - len(line.lstrip())) // 2
        kind = SIGNS.get(line.strip()[0], "item")
        label, most, own, *rest = line.strip().lstrip("".join(SIGNS)).split()
        fields = dict(f.split("=", 1) for f in rest)
        path = [*path[:depth], number]
        nodes.append(
            ScoreNode(
                node=number,
                parent=path[depth - 1] if depth else None,
                depth=depth + 1,
                ordinal=label if kind == "point" else "",
                label=label,
                kind=kind,  # type: ignore[arg-type]
                span=Span(start, start + len(line)),
                source="table" if "target" in fields or "row" in fields else "heading",
                max_score=None if most == "_" else float(most),
                self_score=None if own == "_" else float(own),
                deducted=float(fields["deducted"]) if "deducted" in fields else None,
                target_text=fields.get("target"),
                actual_text=fields.get("actual"),
            )
        )
        start += len(line) + 1
    given = tuple(
        PointsGiven(n.node, Span(n.span.start, n.span.start + 1), p) for n in nodes for p in points.get(n.label, ())
    )
    about = replace(ABOUT, self_score=total, max_score=maximum)
    return Report(Document("txt", text, ()), Outline(()), about, scores=tuple(nodes), points=given)


def findings(check: CheckCase, report: Report) -> list[Finding]:
    """Return what a rule finds in a report."""
    return [c.finding for c in check(Case.of(report)) if c.finding is not None]


def numbers(check: CheckCase, report: Report) -> list[tuple[float | None, float | None]]:
    """Return the numbers of what a rule finds, rounded to two places."""
    return [(rounded(f.stated), rounded(f.computed)) for f in findings(check, report)]


def results(check: CheckCase, report: Report) -> list[str]:
    """Return the result of every check of a rule."""
    return [c.result for c in check(Case.of(report))]


def rounded(value: float | None) -> float | None:
    """Return a number as the tables of cases print it."""
    return None if value is None else round(value, 2)
