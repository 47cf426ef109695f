"""Which rows of a sheet are lines, and what damaged ranges do to a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.builder import DocumentBuilder
from pipeline.loaders.sheet_cells import FilledCell, Merge, Sheet
from pipeline.loaders.sheets import add_sheets
from pipeline.model import Document


def read(sheet: Sheet) -> Document:
    builder = DocumentBuilder("xlsx")
    add_sheets(builder, [sheet])
    return builder.build()


def cells(*rows: str) -> tuple[FilledCell, ...]:
    """Return the cells of rows whose columns are separated by bars."""
    parts = [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))]
    return tuple(FilledCell(r, c, text) for r, c, text in parts if text)


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (("某县自评表", "（2021年度）", "指标|得分", "人数|5"), "ppt"),
        (("填报单位：甲局||单位：万元", "指标|目标|得分", "人数|3|5"), "pt"),
        (("指标|得分", "人数|5", "注：得分由第三方复核。"), "tp"),
        (("指标|得分", "人数|5", "填报人：王某|电话：123"), "tp"),
        (("指标|得分", "人数|5", "合计"), "t"),
        (("第一段。", "第二段。"), "pp"),
        (("指标|得分",), "p"),
    ],
)
def test_lines_stand_above_and_below_a_table(rows: tuple[str, ...], kinds: str) -> None:
    assert "".join(b.kind[0] for b in read(Sheet("Sheet1", cells(*rows))).blocks) == kinds


def test_a_label_merged_over_rows_is_no_title() -> None:
    sheet = Sheet("Sheet1", cells("产出", "|人数|5"), (Merge(0, 0, 1, 0),))
    assert [b.kind for b in read(sheet).blocks] == ["table"]


PLACES = st.tuples(st.integers(0, 6), st.integers(0, 6))
RANGES = st.builds(
    lambda a, b: Merge(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), PLACES, PLACES
)
HIDDEN = st.frozensets(st.integers(0, 6), max_size=3)


@given(st.sets(PLACES, min_size=1), st.lists(RANGES, max_size=5), HIDDEN, HIDDEN, HIDDEN)
def test_every_place_of_a_table_belongs_to_one_cell(
    places: set[tuple[int, int]],
    merges: list[Merge],
    rows: frozenset[int],
    columns: frozenset[int],
    framed: frozenset[int],
) -> None:
    filled = tuple(FilledCell(r, c, f"{r},{c}") for r, c in sorted(places))
    document = read(Sheet("Sheet1", filled, tuple(merges), rows, columns, framed))
    for table in (b.table for b in document.tables()):
        assert table is not None
        covered = [
            (r, c)
            for cell in table.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(covered) == [(r, c) for r in range(table.rows) for c in range(table.columns)]
        assert all(cell.span.of(document.text) == cell.text for cell in table.cells)
