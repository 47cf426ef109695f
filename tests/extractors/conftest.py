"""Tables drawn as text: `|` between cells, `<` for a cell merged with its left, `^` with its upper neighbour."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.table_rows import read_tables
from pipeline.linking.subjects import Subject
from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.model import Document, Mention, Particulars
from pipeline.normalise.places import region_by_code
from pipeline.structure.grids import read_grids

COUNTY, PREFECTURE, YEAR = "220422", "220400", 2020
MERGED = ("<", "^")


def drawn(text: str) -> list[SourceCell]:
    """Return the cells of a drawn table."""
    rows = [[c.strip() for c in line.split("|")] for line in text.strip().splitlines()]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    return [
        SourceCell.of(i, j, text, _run([r[j] for r in rows[i + 1 :]], "^"), _run(row[j + 1 :], "<"))
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
        if text not in MERGED
    ]


def _run(texts: list[str], mark: str) -> int:
    return 1 + next((i for i, t in enumerate(texts) if t != mark), len(texts))


def document(*parts: str) -> Document:
    """Return a document of paragraphs and drawn tables."""
    builder = DocumentBuilder("html")
    for part in parts:
        if "|" in part:
            builder.table(drawn(part))
        else:
            builder.paragraph(part)
    return builder.build()


def read(*parts: str, family: str = "assistance", code: str = COUNTY) -> tuple[Mention, ...]:
    """Return the mentions of a report on a family of programmes."""
    region = region_by_code(code, YEAR)
    text = document(*parts)
    return read_tables(text, read_grids(text), Particulars(region=region, year=YEAR), Subject(family))


def facts(mentions: tuple[Mention, ...], code: str = COUNTY) -> set[tuple[object, ...]]:
    """Return indicator and value of each mention with one, with what differs from a plain actual of the report."""
    return {
        (
            m.indicator,
            round(m.value, 4),
            *(e for e, plain in ((m.role, "actual"), (m.scope, "whole"), (m.year, YEAR)) if e != plain),
            *((m.region.adcode,) if m.region is not None and m.region.adcode != code else ()),
            *((m.basis,) if m.basis in ("one_month", "part_year", "monthly_average") else ()),
        )
        for m in mentions
        if m.indicator is not None
    }


@pytest.fixture
def draw() -> Callable[..., Document]:
    """Return what makes a document of paragraphs and drawn tables."""
    return document


@pytest.fixture
def read_drawn() -> Callable[..., tuple[Mention, ...]]:
    """Return what reads drawn tables as those of a report on a family of programmes."""
    return read


@pytest.fixture
def facts_of() -> Callable[..., set[tuple[object, ...]]]:
    """Return what reads drawn tables and gives indicator and value of each mention, with what is not plain."""
    return lambda *parts, family="assistance", code=COUNTY: facts(read(*parts, family=family, code=code), code)
