"""Whose form a table is: the project that its field, a line or its title names, one of several in a report.

A bureau binds the forms of its projects together; 保障人数 in the form on 农村低保资金 counts those of 农村低保.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.linking.subjects import PROGRAMME_DIMENSIONS, Subject
from pipeline.linking.table_heads import heading, joined
from pipeline.model import Document
from pipeline.normalise.fold import fold_words
from pipeline.structure.grids import HeadedGrid
from pipeline.structure.table_headings import is_project_field

# 项目名称：农村低保资金, as a line of its own.
PROJECT_LINE = regex.compile(
    r"\s*(?:专项|资金|转移支付)?(?:\(项目\))?(?:项目|专项|资金|转移支付)名称\s*:\s*(?P<name>.{2,40})"
)
# 表二 特困人员救助供养绩效自评表: a form's title may be all that names its project.
FORM_TITLE = regex.compile(r"(?:自评|评分|评价|考核|自查)(?:情况|打分|指标)*表\s*(?:[(（].*)?$")
LONGEST_TITLE = 60
# How many lines over a table a form's head may take.
LINES_OF_HEAD = 4


@dataclass(frozen=True, slots=True)
class ProjectName:
    """What names a form's project; `titled` where that is only the form's title, which may name none."""

    text: str
    titled: bool = False


def project_name(document: Document, grid: HeadedGrid) -> ProjectName | None:
    """Return what names the project of the form that begins with a grid, None where it goes on with another's."""
    fields = [value.text for name, value in grid.fields if is_project_field(name.text)]
    lines = [*(c.text for c in grid.captions), *(_lines_above(document, grid) if grid.order == 0 else ())]
    said = [m["name"] for line in lines if (m := PROJECT_LINE.match(fold_words(line)))]
    if fields or said:
        return ProjectName((*fields, *said)[0])
    titles = [line for line in lines if len(line) <= LONGEST_TITLE and FORM_TITLE.search(line)]
    return ProjectName(titles[-1], titled=True) if titles else None


def project_subject(name: ProjectName, report: Subject) -> Subject | None:
    """Return the one programme that a name holds, the report's own where that says more of its family."""
    named = joined((heading(name.text),), Subject())
    if not named.named or named.several or named.subject.programme(None) is None:
        return None
    divided = named.subject.only(*PROGRAMME_DIMENSIONS).groups
    return report if report.family == named.subject.family and not divided else named.subject


def _lines_above(document: Document, grid: HeadedGrid) -> Sequence[str]:
    """Return the lines between a table and the one before it, as many as a form's head may take."""
    at = next(i for i, b in enumerate(document.blocks) if b.span == grid.block.span)
    lines: list[str] = []
    for block in reversed(document.blocks[max(0, at - LINES_OF_HEAD) : at]):
        if block.table is not None:
            break
        lines.insert(0, document.text_of(block).strip())
    return lines
