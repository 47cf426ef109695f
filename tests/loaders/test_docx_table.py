"""The grid of Word tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from pipeline.loaders.docx_package import WORD
from pipeline.loaders.docx_table import MOST_COLUMNS, read_grid


def cell(properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p/></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def grid(*rows: str) -> list[tuple[int, int, int, int]]:
    """Return row, column, row span and column span of each cell."""
    found = read_grid(etree.fromstring(f'<w:tbl xmlns:w="{WORD}">{"".join(rows)}</w:tbl>'))
    return [(c.row, c.column, c.row_span, c.column_span) for c in found]


def span(width: object) -> str:
    return f'<w:gridSpan w:val="{width}"/>'


ACROSS, ACROSS_ON = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
BEGIN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([row(cell(), cell())], [(0, 0, 1, 1), (0, 1, 1, 1)], id="plain"),
        pytest.param([row(cell(span(3)), cell())], [(0, 0, 1, 3), (0, 3, 1, 1)], id="across"),
        pytest.param(
            [row(cell(BEGIN), cell()), row(cell(GO_ON), cell()), row(cell(), cell())],
            [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1)],
            id="downwards",
        ),
        pytest.param(
            [row(cell(BEGIN + span(2)), cell()), row(cell(GO_ON + span(2)), cell())],
            [(0, 0, 2, 2), (0, 2, 1, 1), (1, 2, 1, 1)],
            id="both ways",
        ),
        pytest.param(
            [row(cell(BEGIN)), row(cell(BEGIN)), row(cell(GO_ON))], [(0, 0, 1, 1), (1, 0, 2, 1)], id="one below another"
        ),
        pytest.param([row(cell(GO_ON))], [(0, 0, 1, 1)], id="going on with nothing above"),
        pytest.param(
            [row(cell(BEGIN), cell()), row(cell(), cell()), row(cell(GO_ON), cell())],
            [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1)],
            id="an interrupted merge is two cells",
        ),
        pytest.param(
            [row(cell(), cell()), row(cell(), properties='<w:gridBefore w:val="1"/>')],
            [(0, 0, 1, 1), (0, 1, 1, 1), (1, 1, 1, 1)],
            id="a row that begins later",
        ),
        pytest.param(
            [row(cell(ACROSS), cell(ACROSS_ON), cell())],
            [(0, 0, 1, 2), (0, 2, 1, 1)],
            id="the old way across",
        ),
        pytest.param(
            [row(cell(ACROSS + BEGIN), cell(ACROSS_ON + BEGIN)), row(cell(ACROSS + GO_ON), cell(ACROSS_ON + GO_ON))],
            [(0, 0, 2, 2)],
            id="the old way both ways",
        ),
        pytest.param(
            [row(cell(BEGIN + span(2))), row(cell(GO_ON), cell())],
            [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)],
            id="other edges do not merge",
        ),
        pytest.param(
            [row(cell()), row(cell(), properties="<w:del/>"), row(cell(), properties="<w:ins/>")],
            [(0, 0, 1, 1), (1, 0, 1, 1)],
            id="a deleted row",
        ),
        pytest.param(
            [
                f"<w:sdt><w:sdtContent>{row(f'<w:sdt><w:sdtContent>{cell()}</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>"
            ],
            [(0, 0, 1, 1)],
            id="content controls",
        ),
        pytest.param([row(cell(span(0)), cell(span("x")))], [(0, 0, 1, 1), (0, 1, 1, 1)], id="spans that are none"),
    ],
)
def test_grids(rows: list[str], expected: list[tuple[int, int, int, int]]) -> None:
    assert grid(*rows) == expected


def test_an_absurd_span_is_bounded() -> None:
    assert grid(row(cell(span(10**9)), cell())) == [(0, 0, 1, MOST_COLUMNS), (0, MOST_COLUMNS, 1, 1)]


CELLS = st.builds(cell, st.sampled_from(["", BEGIN, GO_ON, span(2), BEGIN + span(2), GO_ON + span(2)]))


@given(st.lists(st.lists(CELLS, max_size=5).map(lambda cells: row(*cells)), max_size=6))
def test_cells_never_overlap(rows: list[str]) -> None:
    taken = [
        (r, c)
        for top, left, height, width in grid(*rows)
        for r in range(top, top + height)
        for c in range(left, left + width)
    ]
    assert len(taken) == len(set(taken))
