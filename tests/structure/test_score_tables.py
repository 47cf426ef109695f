"""Rows of forms as nodes: headings in any order, merged and blank cells, totals; invented figures."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.model import ScoreNode
from pipeline.structure.outline import read_outline
from pipeline.structure.scores import ScoreReading, read_scores

Place = str | tuple[str, int, int] | None
"""A cell's text, or text with rows and columns spanned, or None where another cell reaches."""


def reading(*tables: Sequence[Sequence[Place]]) -> ScoreReading:
    builder = DocumentBuilder("xlsx")
    for rows in tables:
        builder.table(cell(r, c, p) for r, row in enumerate(rows) for c, p in enumerate(row) if p is not None)
    source = builder.build()
    return read_scores(source, read_outline(source))


def cell(row: int, column: int, place: str | tuple[str, int, int]) -> SourceCell:
    text, rows, columns = (place, 1, 1) if isinstance(place, str) else place
    return SourceCell.of(row, column, text, rows, columns)


def scored(found: ScoreReading) -> list[tuple[str, float | None, float | None]]:
    return [(n.label, n.max_score, n.self_score) for n in found.nodes if (n.max_score, n.self_score) != (None, None)]


def named(found: ScoreReading, label: str) -> ScoreNode:
    return next(n for n in found.nodes if n.label == label)


HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]


@pytest.mark.parametrize(
    "rows",
    [
        # Merged, left blank, and repeated: three ways to print one group over several rows.
        [
            [("产出指标（20分）", 2, 1), ("数量指标", 2, 1), "救助人次", "≥100", "120", "12", "12", ""],
            [None, None, "救助户数", "≥50", "45", "8", "7", "人数减少"],
        ],
        [
            ["产出指标（20分）", "数量指标", "救助人次", "≥100", "120", "12", "12", ""],
            ["", "", "救助户数", "≥50", "45", "8", "7", "人数减少"],
        ],
        [
            ["产出指标（20分）", "数量指标", "救助人次", "≥100", "120", "12", "12分", ""],
            ["产出指标（20分）", "数量指标", "救助户数", "≥50", "45", "8", "7分", "人数减少"],
        ],
    ],
)
def test_rows_inherit_their_group(rows: list[list[Place]]) -> None:
    found = reading([HEAD, *rows])
    assert scored(found) == [("产出指标", 20, None), ("救助人次", 12, 12), ("救助户数", 8, 7)]
    last, group = named(found, "救助户数"), named(found, "数量指标")
    assert (last.parent, group.parent, last.depth) == (group.node, named(found, "产出指标").node, 3)
    assert (last.target_text, last.actual_text, last.reason) == ("≥50", "45", "人数减少")
    assert named(found, "产出指标").self_inferred == 19


def test_columns_are_known_by_their_headings_not_their_place() -> None:
    found = reading([["三级指标", "得分", "完成值", "权重", "目标值"], ["救助人次", "9", "98", "10", "≥100"]])
    assert scored(found) == [("救助人次", 10, 9)]


def test_headings_merged_over_columns_and_two_rows() -> None:
    head: list[list[Place]] = [
        [("评价指标", 1, 2), None, ("评分（分）", 1, 3), None, None, ("扣减原因", 2, 1)],
        ["一级指标", "二级指标", "权数", "自评", "复核", None],
    ]
    found = reading([*head, ["投入", "到位率", "5", "4.5", "4", "晚到"]])
    assert scored(found) == [("到位率", 5, 4.5)]
    assert named(found, "到位率").reason == "晚到"


def test_the_first_of_score_and_weighted_score_counts() -> None:
    head = ["三级指标", "指标分值", "单项指标得分", "权重占比(%)", "单项指标折算得分"]
    assert scored(reading([head, ["人数", "25.00", "25.00", "25.00", "6.25"]])) == [("人数", 25, 25)]


def test_every_level_may_have_its_own_maximum() -> None:
    head: list[Place] = ["一级指标", "分值", "二级指标", "分值", "得分"]
    rows: list[list[Place]] = [[("决策", 2, 1), ("20", 2, 1), "目标", "8", "8"], [None, None, "依据", "12", "11"]]
    assert scored(reading([head, *rows])) == [("决策", 20, None), ("目标", 8, 8), ("依据", 12, 11)]


def test_a_subtotal_row_scores_its_group() -> None:
    found = reading(
        [["维度", "评价内容", "标准分", "自查分"], [("投入", 2, 1), "分项合计", "20", "19"], [None, "预算", "20", "19"]]
    )
    assert scored(found) == [("投入", 20, 19), ("预算", 20, 19)]
    assert named(found, "预算").parent == named(found, "投入").node


def test_the_money_grid_and_the_total() -> None:
    found = reading(
        [
            [("项目资金（万元）", 3, 1), "", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
            [None, "年度资金总额：", "120", "108", "10", "90%", "9"],
            [None, "其中：省级资金", "60", "60", "—", "100%", "—"],
            [*HEAD[:3], *HEAD[5:7], "", ""],
            ["产出指标", "数量指标", "救助人次", "90", "89", "", ""],
            [("总 分", 1, 3), None, None, "100", "98", "", ""],
            ["自评等级", "优", "", "", "", "", ""],
        ]
    )
    assert scored(found) == [("年度资金总额", 10, 9), ("救助人次", 90, 89), ("总分", 100, 98)]
    assert named(found, "总分").kind == "total"
    assert (found.self_score, found.max_score, found.grade) == (98, 100, "优")


def test_a_table_cut_by_a_page_goes_on_under_its_heading() -> None:
    head = ["一级指标", "二级指标", "分值", "得分"]
    found = reading([head, ["产出", "人次", "10", "9"]], [["", "户数", "10", "10"]])
    assert scored(found) == [("人次", 10, 9), ("户数", 10, 10)]
    assert named(found, "户数").parent == named(found, "产出").node


def test_a_summary_and_the_table_of_details_share_their_groups() -> None:
    summary = [["一级指标", "标准分", "得分"], ["决策", "20", "19"]]
    details = [["一级指标", "三级指标", "标准分", "得分", "说明"], ["决策", "目标", "20", "19", ""]]
    found = reading(summary, details)
    assert scored(found) == [("决策", 20, 19), ("目标", 20, 19)]
    assert named(found, "目标").parent == named(found, "决策").node


def test_numbering_in_one_column_of_names_makes_the_tree() -> None:
    found = reading(
        [["考核项目", "标准分", "自评分", "扣分"], ["一、组织领导", "10", "9", "1"], ["1.机构", "10", "9", "1"]]
    )
    parent, child = found.nodes
    assert (parent.label, parent.ordinal, child.parent, child.deducted) == ("组织领导", "一、", parent.node, 1)


def test_rows_without_a_score_are_kept() -> None:
    found = reading([["一级指标", "三级指标", "指标值", "全年实际完成值"], ["产出指标", "救助人次", "≥100", "120"]])
    assert named(found, "救助人次").actual_text == "120"
    assert scored(found) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["县区", "低保人数", "补助资金"], ["东县", "12", "13"], ["合计", "12", "13"]],
        [["项目", "调整前", "调整后"], ["低保", "600", "640"]],
    ],
)
def test_other_tables_score_nothing(rows: list[list[Place]]) -> None:
    found = reading(rows)
    assert found.nodes == ()
    assert found.self_score is None
