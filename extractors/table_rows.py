"""Figures in tables: every cell is read from its headings, never from its position.

Four kinds of grids: indicators with target and actual (自评表), figures by source, programme, group or
region, score tables whose notes state rates, and lists of vouchers, staff or names, which state nothing.

>>> from pipeline.linking.subjects import Subject
>>> from pipeline.loaders.builder import DocumentBuilder, SourceCell
>>> from pipeline.model import Particulars
>>> from pipeline.structure.grids import read_grids
>>> builder = DocumentBuilder("html")
>>> rows = [["三级指标", "指标值", "完成值"], ["城市低保人数", "≥300人", "312人"]]
>>> builder.table(SourceCell.of(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
>>> document = builder.build()
>>> found = read_tables(document, read_grids(document), Particulars(year=2021), Subject("dibao"))
>>> [(m.indicator, m.role, m.value) for m in found]
[('urban_dibao.persons', 'target', 300.0), ('urban_dibao.persons', 'actual', 312.0)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.linking.subjects import Subject
from pipeline.linking.table_figures import read_figures
from pipeline.linking.table_indicators import is_indicator_grid, read_indicators, read_notes
from pipeline.linking.table_links import TableContext
from pipeline.linking.table_projects import project_name, project_subject
from pipeline.linking.table_prose import ProseCell, prose_cells
from pipeline.linking.table_units import declared_unit
from pipeline.linking.table_values import units_in
from pipeline.model import Block, Document, Mention, Particulars
from pipeline.structure.grids import HeadedGrid
from pipeline.structure.table_headings import LEVELS, holds_no_data

__all__ = ["ProseCell", "prose_cells", "read_tables"]

# A line above a table is its title where it is short, or begins as titles do.
LONGEST_TITLE = 60
TITLE = regex.compile(
    r"^(?:附?表|附件)\s*[\d一二三四五六七八九十]*[:：\s\u3000]?"
    r"|(?:情况|一览|统计|明细|汇总|对照|构成)表?(?:[(（].*)?[:：]?$"
)
UNIT_LINE = regex.compile(r"单位[:：][^。；;\n\t]{1,20}")
# How many lines above a table may hold its title and its unit.
LINES_ABOVE = 2


@dataclass(slots=True)
class Project:
    """The form's project as its field 项目名称 names it, in force until another form names its own."""

    subject: Subject


def read_tables(
    document: Document, grids: Sequence[HeadedGrid], particulars: Particulars, report: Subject
) -> tuple[Mention, ...]:
    """Return the mentions of a document's tables in reading order; `report` is what the report is about."""
    programme = report.programme(None) or particulars.programme
    context = TableContext(document.text, particulars, report, programme)
    project = Project(report)
    found: list[Mention] = []
    for grid in grids:
        found.extend(_read_grid(document, context, grid, project))
    return tuple(sorted(found, key=lambda m: (m.quantity.span, m.indicator or "")))


def _read_grid(document: Document, context: TableContext, grid: HeadedGrid, project: Project) -> Iterator[Mention]:
    project.subject = _project(document, grid, context, project.subject)
    roles = grid.roles()
    if not grid.rows or any(holds_no_data(h.text) for c in grid.columns for h in c.heads):
        return
    if is_indicator_grid(grid):
        yield from read_indicators(context, grid, project.subject)
    elif roles & {*LEVELS, "name"} and roles & {"score", "weight"}:
        yield from read_notes(context, grid, project.subject)
    elif not (roles & {"score"} and not roles & {"budget", "initial", "spending", "received", "amount", "current"}):
        declared = declared_unit(document.text, grid.block.span.start)
        yield from read_figures(context, grid, project.subject, _above(document, grid), declared)


def _project(document: Document, grid: HeadedGrid, context: TableContext, before: Subject) -> Subject:
    """Return the subject of the form: the one programme that its project is named after, else the report's."""
    name = project_name(document, grid)
    if name is None:
        return before
    return project_subject(name, context.report) or (before if name.titled else context.report)


def _above(document: Document, grid: HeadedGrid) -> Sequence[str]:
    """Return the lines over a grid that can be its title or print its unit, the nearest last."""
    at = next(i for i, b in enumerate(document.blocks) if b.span == grid.block.span)
    lines = [document.text_of(b).strip() for b in document.blocks[max(0, at - LINES_ABOVE) : at] if _is_line(b)]
    first = next((c.span.start for c in (*(c for r in grid.columns for c in r.heads),)), grid.block.span.start)
    inside = document.text[grid.block.span.start : first]
    kept = [line for line in lines if _is_title(line)]
    if not units_in(" ".join(kept)):
        kept = [*(u for u in UNIT_LINE.findall("\n".join([*lines, inside])) if units_in(u)), *kept]
    return kept


def _is_line(block: Block) -> bool:
    return block.table is None


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and ("。" not in line) and bool(TITLE.search(line) or UNIT_LINE.search(line))
