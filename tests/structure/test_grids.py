"""Headed cells: headings of several rows, merged and unmerged, repeated, carried on; stubs, captions, fields."""

from __future__ import annotations

import pytest

from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.structure.grids import HeadedGrid, read_grids
from pipeline.structure.table_cells import is_figure, is_value
from pipeline.structure.table_headings import column_role, holds_no_data, row_role


def grids(*tables: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> list[HeadedGrid]:
    """Return the grids of tables given as rows of texts; None of `spans` merges nothing, `x` marks a covered place."""
    builder = DocumentBuilder("html")
    for rows in tables:
        builder.table(
            SourceCell.of(i, j, text, *(spans or {}).get((i, j), (1, 1)))
            for i, row in enumerate(rows)
            for j, text in enumerate(row)
            if text != "x"
        )
    return list(read_grids(builder.build()))


def headed(grid: HeadedGrid) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Return each value with the texts that head its row and its column."""
    return [(tuple(h.text for h in v.row_heads), tuple(h.text for h in v.column_heads), v.text) for v in grid.values()]


def test_heading_of_two_rows_with_merged_cells() -> None:
    rows = [["县区", "临时救助", "x"], ["x", "人次", "资金"], ["甲县", "12", "3.5"]]
    (grid,) = grids(rows, spans={(0, 0): (2, 1), (0, 1): (1, 2)})
    assert headed(grid) == [(("甲县",), ("临时救助", "人次"), "12"), (("甲县",), ("临时救助", "资金"), "3.5")]


def test_heading_of_two_rows_whose_merging_was_lost() -> None:
    rows = [["县区", "城市低保", "", "特困"], ["", "户", "人", "人"], ["甲县", "12", "18", "5"]]
    (grid,) = grids(rows)
    assert [h for _, h, _ in headed(grid)] == [("城市低保", "户"), ("城市低保", "人"), ("特困", "人")]


def test_stub_of_two_columns_merged_or_left_empty() -> None:
    rows = [["类别", "对象", "人数"], ["低保", "城市", "12"], ["x", "农村", "30"]]
    rows += [["特困", "城市", "1"], ["", "农村", "2"]]
    (grid,) = grids(rows, spans={(1, 0): (2, 1)})
    assert [h for h, _, _ in headed(grid)] == [("低保", "城市"), ("低保", "农村"), ("特困", "城市"), ("特困", "农村")]


def test_serial_numbers_and_years_are_no_figures_of_the_stub() -> None:
    (grid,) = grids([["序号", "县区", "人数"], ["1", "甲县", "12"], ["2", "乙县", "13"], ["3", "丙县", "2"]])
    assert [h for h, _, _ in headed(grid)] == [("甲县",), ("乙县",), ("丙县",)]
    (years,) = grids([["年份", "低保人数"], ["2019", "12"], ["2020", "13"]])
    assert headed(years)[0] == (("2019",), ("低保人数",), "12")


def test_grids_of_a_form_stand_one_under_another() -> None:
    rows = [
        ["项目名称", "临时救助资金", "x", "x"],
        ["资金（万元）", "", "全年预算数", "全年执行数"],
        ["x", "年度资金总额", "420", "410"],
        ["年度总体目标", "预期目标", "x", "实际完成情况"],
        ["x", "应救尽救，全年不少于九百人次。", "x", "全年救助966人次。"],
        ["一级指标", "三级指标", "指标值", "完成值"],
        ["产出指标", "救助人次", "≥900", "966"],
    ]
    spans = {(0, 1): (1, 3), (1, 0): (2, 1), (3, 0): (2, 1), (3, 1): (1, 2), (4, 1): (1, 2)}
    money, goals, indicators = grids(rows, spans=spans)
    assert [(a.text, b.text) for a, b in money.fields] == [("项目名称", "临时救助资金")]
    assert headed(money)[0] == (("资金（万元）", "年度资金总额"), ("全年预算数",), "420")
    assert goals.roles() == {"target", "actual"}
    assert headed(indicators) == [
        (("产出指标", "救助人次"), ("指标值",), "≥900"),
        (("产出指标", "救助人次"), ("完成值",), "966"),
    ]


def test_lines_across_a_table_are_its_captions() -> None:
    rows = [["附表：救助情况", "x"], ["单位：人", "x"], ["县区", "低保"], ["甲县", "12"], ["注：不含托管乡镇。", "x"]]
    spans = {(0, 0): (1, 2), (1, 0): (1, 2), (4, 0): (1, 2)}
    first, last = grids(rows, spans=spans)
    assert [c.text for c in first.captions] == ["附表：救助情况", "单位：人"]
    assert [c.text for c in last.captions] == ["注：不含托管乡镇。"]


def test_repeated_heading_begins_a_grid_with_the_same_columns() -> None:
    first, second = grids(
        [["三级指标", "指标值", "完成值"], ["甲", "1", "1"], ["三级指标", "指标值", "完成值"], ["乙", "2", "2"]]
    )
    assert [c.role for c in first.columns] == [c.role for c in second.columns]


def test_table_without_heading_goes_on_under_the_one_before() -> None:
    _, second = grids([["三级指标", "指标值", "完成值"], ["甲", "1", "1"]], [["乙", "2", "3"]])
    assert headed(second) == [(("乙",), ("指标值",), "2"), (("乙",), ("完成值",), "3")]


def test_table_of_another_width_does_not_go_on() -> None:
    _, second = grids([["三级指标", "指标值", "完成值"], ["甲", "1", "1"]], [["乙", "2"]])
    assert headed(second) == [(("乙",), (), "2")]


@pytest.mark.parametrize(
    ("text", "value", "figure"),
    [
        ("1,089.30", True, True), ("≥95%", True, True), ("213/322", True, True), ("410元/人·月", True, True),
        ("95 %(百分比)", True, True), ("9364人次", True, True), ("1904", True, False), ("2020", True, False),
        ("2020年", False, False), ("12月", False, False), ("80—89周岁", False, False), ("—", False, False),
        ("应保尽保", False, False), ("全年救助12人", False, False), ("", False, False),
    ],
)  # fmt: skip
def test_what_a_cell_states(text: str, value: bool, figure: bool) -> None:
    assert is_value(text) is value
    assert is_figure(text) is figure


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("年度指标值", "target"), ("全年实际完成值", "actual"), ("预算执行率（B/A×100%）", "execution_rate"),
        ("全年预算数（A）", "budget"), ("2020年预算数", "budget"), ("实 际 支 出", "spending"), ("度量单位", "unit"),
        ("县（市、区）", "region"), ("各旗县市区民政局", None), ("低保（户）", None), ("城市低保", None), ("", None),
    ],
)  # fmt: skip
def test_role_of_a_column(text: str, role: str | None) -> None:
    assert column_role(text) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [("合　计", "total_row"), ("年度资金总额：", "funds_total_row"), ("市本级", "own_level_row"),
     ("其中：地方资金", "local_row"), ("城市低保小计", None)],
)  # fmt: skip
def test_role_of_a_row(text: str, role: str | None) -> None:
    assert row_role(text) == role


def test_lists_of_vouchers_and_names_hold_no_data() -> None:
    assert holds_no_data("会计凭证号")
    assert holds_no_data("姓名")
    assert not holds_no_data("项目名称")
