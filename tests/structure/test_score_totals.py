"""The stated total, its maximum and the grade among other numbers of 分; invented sentences."""

from __future__ import annotations

import pytest

from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.structure.outline import read_outline
from pipeline.structure.scores import ScoreReading, read_scores


def reading(*lines: str) -> ScoreReading:
    builder = DocumentBuilder("txt")
    for line in lines:
        builder.paragraph(line)
    source = builder.build()
    return read_scores(source, read_outline(source))


@pytest.mark.parametrize(
    ("text", "score", "maximum"),
    [
        ("综上，2021年度项目自评得96分。", 96, None),
        ("自评总分96.5分。", 96.5, None),
        ("总评 96 分", 96, None),
        ("满分100分 自评96分", 96, 100),
        ("满分100分，自评得分96分。", 96, 100),
        ("自评采用百分制，自评分数为96分。", 96, 100),
        ("项目自评总分为96.5/100。", 96.5, 100),
        ("自评标准分值100分，创新工作加分5分，自评得分103分。", 103, 100),
        ("本次自评基础分100分、加分项3分，自评总得分99分（基础分得97分，加分得2分）。", 99, 100),
        ("基础项权重100分，自查计95分；附加项计2分；总计97分。", 97, 100),
        ("扣分合计3.7分，实得96.3分。", 96.3, None),
        ("四类相加96.5分。", 96.5, None),
        ("上年自评得分90分，本年自评得分96分。", 96, None),
        ("2020年自评得分93分，2021年自评得分96分。", 96, None),
        ("自评得分96分，上级再评价得分91分。", 96, None),
        ("全年救助96户，发放补贴120万元，业务测试平均86分。", None, None),
    ],
)
def test_totals(text: str, score: float | None, maximum: float | None) -> None:
    found = reading("某县临时救助绩效自评报告", text)
    assert (found.self_score, found.max_score) == (score, maximum)


def test_an_evaluation_states_its_own_result_not_the_self_score() -> None:
    found = reading("某市供养资金绩效评价报告", "项目评价得分86.5分，等级为“良”。", "主管部门报送的自评分为95.2分。")
    assert (found.self_score, found.grade) == (86.5, "良")


def test_a_maximum_that_is_not_printed_is_the_sum_of_the_parts_without_bonus() -> None:
    found = reading(
        "一、投入（40分，得39分）", "二、产出（60分，得58分）", "三、加分项（5分，得2分）", "综上，自评得99分。"
    )
    assert (found.self_score, found.max_score) == (99, 100)


def test_parts_that_print_no_maximum_leave_it_open() -> None:
    found = reading("一、投入（40分，得39分）", "二、产出（得58分）", "综上，自评得97分。")
    assert found.max_score is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("评价等次为“良”。", "良"),
        ("自评得分96分，等级：优。", "优"),
        ("自评结果为优秀。", "优秀"),
        ("绩效等级为(良)。", "良"),
        ("自评96分，达到优秀等次。", "优秀"),
        ("综合得分96分，评定等次：合格。", "合格"),
        ("90分以上为优，80至90分为良，60分以下为差。自评得96分，等次为“优”。", "优"),
        ("连续6年获评优秀等次。", None),
        ("上年等次为优秀。", None),
        ("等级划分为：90分以上为优，80至90分为良。", None),
        ("残疾等级为一级的120人。", None),
        ("结论中肯，评价为优先办理事项。", None),
    ],
)
def test_grades(text: str, grade: str | None) -> None:
    assert reading("某县临时救助绩效自评报告", text).grade == grade


@pytest.mark.parametrize(
    ("row", "score", "grade"),
    [
        (["自评得分", "96.5", "自评等级", "优（90分以上）"], 96.5, "优"),
        (["自评等级：良"], None, "良"),
        (["合计", "96"], None, None),
        (["等级", "90分以上为优秀，80分～90分为良好"], None, None),
    ],
)
def test_cells_that_print_total_and_grade(row: list[str], score: float | None, grade: str | None) -> None:
    builder = DocumentBuilder("docx")
    builder.table([*(SourceCell.of(0, c, text) for c, text in enumerate(row)), SourceCell.of(1, 1, "填表人")])
    source = builder.build()
    found = read_scores(source, read_outline(source))
    assert (found.self_score, found.grade) == (score, grade)
