"""Where the name of a heading ends, and lines that have no name."""

from __future__ import annotations

import pytest

from pipeline.normalise.fold import fold_words
from pipeline.structure.headings import name_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("资金投入", "资金投入"),
        ("资金投入情况：", "资金投入情况"),
        ("资金投入（20分，自评得分19分）", "资金投入"),
        ("资金投入20分,自评得分19分)", "资金投入"),
        ("资金投入。（指标分值3分，自评得3分）", "资金投入"),
        ("发放数量，分值10分，自评10分。", "发放数量"),
        ("组织保障【满分15分 得14分】", "组织保障"),
        ("协调机制｜7－0＝7", "协调机制"),
        ("发放及时率：权重6分，计5分。全年12个月按时发放。", "发放及时率"),
        ("资金到位情况。2021年，到位12万元。", "资金到位情况"),
        ("2021年度目标完成情况。年初定下8条目标。", "2021年度目标完成情况"),
        ("80—89周岁老人津贴。全年发放30人。", "80—89周岁老人津贴"),
        ("严格程序，确保公平公正", "严格程序，确保公平公正"),
        ("社会满意（得5分）", "社会满意"),
    ],
)
def test_names(line: str, name: str) -> None:
    found = name_of(fold_words(line), numbered=True)
    assert found is not None
    assert found.text == name


@pytest.mark.parametrize(
    "line",
    [
        "县民政局印发了《实施办法》，明确了责任分工。（得2分）",
        "全年举办培训班4次。参训120人。",
        "制定专项方案并召开动员会（得1分）；下发通知9份（得2分）。",
        "档案资料规范完整，随机抽查无缺项。（得1分）",
        "因培训覆盖不全，扣1分。",
        "没有发生安全事故。（不扣分）",
        "年终结余资金2070元。扣1分。",
    ],
)
def test_sentences_have_no_name(line: str) -> None:
    assert name_of(fold_words(line), numbered=True) is None


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("资金投入(20分,自评得分19分)后文", "资金投入(20分,自评得分19分)"),
        ("资金到位。全年到位12万元。", "资金到位"),
    ],
)
def test_the_heading_ends_with_its_score_or_name(line: str, heading: str) -> None:
    found = name_of(line, numbered=True)
    assert found is not None
    assert line[: found.end] == heading
