"""Ways of stating scores that bureaus of different provinces use; each case is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.loaders.text import load_text
from pipeline.model import Document
from pipeline.structure.outline import read_outline
from pipeline.structure.score_flat_tables import with_tables
from pipeline.structure.scores import ScoreReading, read_scores

Node = tuple[str, float | None, float | None]
Rows = list[list[str]]


def prose(*lines: str) -> Document:
    builder = DocumentBuilder("docx")
    for line in lines:
        builder.paragraph(line)
    return builder.build()


def table(rows: Rows) -> Document:
    builder = DocumentBuilder("docx")
    builder.table(SourceCell.of(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return builder.build()


def reading(document: Document) -> ScoreReading:
    document = with_tables(document)
    return read_scores(document, read_outline(document))


def nodes(document: Document) -> list[Node]:
    return [(n.label, n.max_score, n.self_score) for n in reading(document).nodes]


@pytest.mark.parametrize(
    ("heading", "maximum", "score"),
    [
        ("一、项目投入——20分，得19分", 20, 19),
        ("一、项目投入—20分—得19分", 20, 19),
        ("一、项目投入（20分）—— 19分", 20, 19),
        ("一、项目投入………20分………19分", 20, 19),
        ("一、项目投入：20分，自评：19分", 20, 19),
        ("一、项目投入 19/20", 20, 19),
        ("一、项目投入（20/19.5）", 20, 19.5),
        ("一、项目投入 得分：19/20分", 20, 19),
        ("一、项目投入　分值20　得分19", 20, 19),
        ("一、项目投入【20分】【自评19分】", 20, 19),
        ("一、项目投入［20分／19分］", 20, 19),
        ("一、项目投入｜20分｜19分", 20, 19),
        ("一、项目投入（二十分），得十九分。", 20, 19),
        ("一、项目投入（权重20%，得分19分）", 20, 19),
        ("一、项目投入（占20%，自评19分）", 20, 19),
        ("一、项目投入（自评19分，满分20分）", 20, 19),
        ("一、项目投入（得19分，总分20分）", 20, 19),
        ("一、项目投入（一级指标，20分，得19分）", 20, 19),
        ("一、项目投入（２０分，得１９．５分）", 20, 19.5),
        ("一、项目投入（20分）。该指标得满分。", 20, 20),
        ("一、项目投入（20分）。资金全部到位，得满分20分。", 20, 20),
        ("一、项目投入（20分）。已公开，全部得分。", 20, 20),
        ("一、项目投入（20分）。该项不扣分。", 20, 20),
        ("一、项目投入（20分）。未建制度，不得分。", 20, 0),
        ("一、项目投入（20分）。台账不全，扣0.5分。", 20, 19.5),
        ("一、项目投入（20分）。档案缺3份，酌情扣0.5分，自评19.5分。", 20, 19.5),
        ("一、项目投入。资金全部到位。该项满分20分，得19分。", 20, 19),
        ("一、项目投入。台账不全，扣1分。该项20分，得19分。", 20, 19),
        ("一、项目投入。程序规范，故该指标得19分（满分20分）。", 20, 19),
        ("一、项目投入。按月发放，分值20分，得19分。", 20, 19),
        ("一、项目投入。根据评分标准，该指标满分20分，得19分。", 20, 19),
        ("一、未完成的绩效目标（40分），得37.1分。", 40, 37.1),
    ],
)
def test_scores_of_a_heading(heading: str, maximum: float, score: float) -> None:
    ((_, *numbers),) = nodes(prose(heading, "全年按月足额发放。"))
    assert numbers == [maximum, score]


@pytest.mark.parametrize(
    "line",
    [
        "得分：19分",
        "（本项满分20分，自评19分）",
        "分值:20 得分:19",
        "20/19",
        "19/20",
        "满分值20分，自评得分值19分。",
        "应得20分，实得19分。",
        "标准分20 自评分19",
        "赋分20分，计19分。",
        "该指标分值为20分，根据评分标准，自评得分为19分。",
        "【分值】20分【得分】19分",
        "得分=19",
    ],
)
def test_scores_in_a_line_of_their_own(line: str) -> None:
    ((label, _, score),) = nodes(prose("（一）预算编制", line, "全年按月足额发放。"))
    assert (label, score) == ("预算编制", 19)


PARTS: list[Node] = [("决策", 15, 15), ("过程", 25, 23), ("产出", 35, 35), ("效果", 25, 24)]
SCORES: list[Node] = [(label, None, score) for label, _, score in PARTS]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("自评得分97分，其中：决策15分得15分、过程25分得23分、产出35分得35分、效果25分得24分。", PARTS),
        ("决策、过程、产出、效果四部分分值分别为15、25、35、25分，自评分别得15、23、35、24分，合计97分。", PARTS),
        ("决策占15分、过程占25分、产出占35分、效果占25分，自评分别为15分、23分、35分、24分，总分97分。", PARTS),
        ("总分100分，自评97分：决策15/15，过程23/25，产出35/35，效果24/25。", PARTS),
        (
            "决策得分15分，占该项指标总分15分的100%；过程得分23分，占该项指标总分25分的92%；"
            "产出得分35分，占该项指标总分35分的100%；效果得分24分，占该项指标总分25分的96%。最终得分97分。",
            PARTS,
        ),
        (
            "决策15分全部得到，过程25分扣2分得23分，产出35分得35分，效果25分扣1分得24分，总分97分。",
            PARTS,
        ),
        ("自评总分97分。其中：决策15分，过程23分，产出35分，效果24分。", SCORES),
        ("得分构成为：决策15分+过程23分+产出35分+效果24分=97分。", SCORES),
    ],
)
def test_sentences_that_list_groups(sentence: str, expected: list[Node]) -> None:
    found = reading(prose("二、自评结论", sentence))
    assert [(n.label, n.max_score, n.self_score) for n in found.nodes] == expected
    assert found.self_score == 97


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["决策：15分（满分15分）", "过程：24分（满分25分）"], [("决策", 15, 15), ("过程", 25, 24)]),
        (["决策=15分（满分15）", "过程=24分（满分25）"], [("决策", 15, 15), ("过程", 25, 24)]),
        (["1、决策........15分，得15分", "2、过程........25分，得24分"], [("决策", 15, 15), ("过程", 25, 24)]),
        (
            ["1.配置（10分）。（1）控制率（5分）：42/45=93%，计5分。（2）变动率（5分）：-8%，计4分。"],
            [("配置", 10, None), ("控制率", 5, 5), ("变动率", 5, 4)],
        ),
        (["产出指标：设置4个三级指标，共50分，自评得分49分。"], [("产出指标", 50, 49)]),
        (["三、结果", "预算执行率98.5%，该项10分，得9.85分。"], [("预算执行率", 10, 9.85)]),
        (
            ["投入、过程、管理三项指标均为10分，自评分别得10分、9分、8分。"],
            [("投入", 10, 10), ("过程", 10, 9), ("管理", 10, 8)],
        ),
        (["（一）产出（80分）", "自评得分：78分。"], [("产出", 80, 78)]),
        (["（一）产出情况分析（分值90分，得分87分）"], [("产出情况分析", 90, 87)]),
        (["（一）制度（10分）", "1.建立台账并按月报送，得3分。", "本项自评9分。"], [("制度", 10, 9), ("1", None, 3)]),
    ],
)
def test_items(lines: list[str], expected: list[Node]) -> None:
    assert nodes(prose("某县自评情况", *lines)) == expected


def test_parts_in_a_bracket_stand_under_the_name_before_it() -> None:
    found = reading(prose("投入15分得15分，过程45分得41分（执行25分得22分、管理20分得19分）。")).nodes
    assert [(n.label, n.parent) for n in found] == [("投入", None), ("过程", None), ("执行", 1), ("管理", 1)]


@pytest.mark.parametrize(
    "line",
    [
        "资金拨付比例占20%，农村（占87.5%）。",
        "2020/2021年度变化不大，3/4的对象为老年人。",
        "力争明年得满分。",
        "取得十分显著的成效，部分群众充分受益。",
        "达到90%得满分，未达标的不得分。",
        "扣分点：目标细化不够（-1分）。",
    ],
)
def test_no_scores(line: str) -> None:
    assert nodes(prose("一、基本情况", line)) == []


HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"]
BODY = [
    ["产出指标", "数量指标", "月均保障人数", "≥1200人", "1236人", "20", "20", ""],
    ["", "", "特困供养人数", "≥310人", "302人", "10", "9.5", "对象去世，据实调整"],
    ["", "质量指标", "认定准确率", "≥98%", "99%", "20", "20", ""],
    ["效益指标", "社会效益指标", "群众生活改善", "有效改善", "有效改善", "40", "39", "宣传不够"],
    ["满意度指标", "服务对象满意度指标", "对象满意度", "≥90%", "95%", "10", "10", ""],
    ["总分", "", "", "", "", "100", "98.5", ""],
]
ROWS = [HEAD, *BODY]
EXPECTED: list[Node] = [(r[2] or r[0], float(r[5]), float(r[6])) for r in BODY]


def printed(row: list[str]) -> list[str]:
    return [cell for cell in row if cell]


FLATTENED = {
    "bars": "\n".join("|".join(r) for r in ROWS),
    "bars, empty cells at the end": "\n".join("|".join(printed(r) + [""] * (8 - len(printed(r)))) for r in ROWS),
    "bars, no empty cells": "\n".join(" | ".join(printed(r)) + " |" for r in ROWS),
    "a cell and a bar to a line": "\n".join("\n".join(c + "|" for c in r) + "|||" for r in ROWS),
    "a cell to a line": "\n".join(c for r in ROWS for c in printed(r)),
    "a cell to a line, blank lines": "\n\n".join(c for r in ROWS for c in printed(r)),
    "single spaces": "\n".join(" ".join(printed(r)) for r in ROWS),
    "wide spaces": "\n".join("　　".join(printed(r)) for r in ROWS),
    "all on one line": " ".join(c for r in ROWS for c in printed(r)),
    "indented": "\n".join(f"        {c} |" for r in ROWS for c in r),
    "tabs": "\n".join("\t".join(r) for r in ROWS),
    "tabs, no empty cells": "\n".join("\t".join(printed(r)) for r in ROWS),
}


@pytest.mark.parametrize("text", FLATTENED.values(), ids=FLATTENED.keys())
def test_a_flattened_form_is_a_table_again(text: str) -> None:
    document = with_tables(load_text(f"某县绩效自评表\n\n现将结果公布如下。\n\n{text}\n\n某县民政局\n".encode()))
    found = reading(document)
    assert [(n.label, n.max_score, n.self_score) for n in found.nodes if n.max_score is not None] == EXPECTED
    assert (found.self_score, found.max_score) == (98.5, 100)
    cells = [c for b in document.tables() if b.table for c in b.table.cells]
    assert all(c.span.of(document.text) == c.text for c in cells)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["指标", "投入", "产出", "分值", "20", "80", "得分", "19", "78"],
            [("投入", 20, 19), ("产出", 80, 78)],
        ),
        (["投入（20分）", "19", "产出（80分）", "78"], [("投入", 20, 19), ("产出", 80, 78)]),
        (
            ["指标名称  标准分  自评分  扣分原因", "投入  20  19  到账晚", "产出  80  80"],
            [("投入", 20, 19), ("产出", 80, 80)],
        ),
        (
            ["项目资金 全年预算数 全年执行数 分值 执行率 得分", "年度资金总额 860 851.4 10 99% 9.9"],
            [("年度资金总额", 10, 9.9)],
        ),
    ],
)
def test_other_flattened_tables(lines: list[str], expected: list[Node]) -> None:
    assert nodes(load_text("\n".join(lines).encode())) == expected


def test_fused_numbers_are_left_with_a_warning() -> None:
    lines = ["三级指标 年度指标值 实际完成值 分值 得分", "人数 ≥100人 120人 66", "到位率 100% 100% 3030"]
    document = with_tables(load_text("\n".join(lines).encode()))
    assert (nodes(document), len(document.warnings)) == ([], 1)


def test_lines_of_another_table_stay_lines() -> None:
    document = load_text("县区 户数 人数\n甲县 120 230\n乙县 98 176".encode())
    assert with_tables(document) is document


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["指标", "权重", "计分"], ["产出", "60%", "58分"], ["效益", "40%", "40分"]],
            [("产出", 60, 58), ("效益", 40, 40)],
        ),
        ([["内容", "满分/得分"], ["产出", "60/58"], ["效益", "40/40"]], [("产出", 60, 58), ("效益", 40, 40)]),
        ([["指标", "产出", "效益"], ["分值", "60", "40"], ["得分", "58", "40"]], [("产出", 60, 58), ("效益", 40, 40)]),
        ([["产出（60分）", "58", "效益（40分）", "40"]], [("产出", 60, 58), ("效益", 40, 40)]),
        (
            [["指标", "自评情况"], ["产出（60分）", "任务完成，得58分。"], ["效益（40分）", "得40分"]],
            [("产出", 60, 58), ("效益", 40, 40)],
        ),
        ([["产出", "满分60分，自评58分"], ["效益", "满分40分，自评40分"]], [("产出", 60, 58), ("效益", 40, 40)]),
        (
            [["一级指标", "分值", "得分", "二级指标", "分值", "得分"], ["产出", "60", "58", "人数", "60", "58"]],
            [("产出", 60, 58), ("人数", 60, 58)],
        ),
        (
            [["内容", "分值", "自评分"], ["基础", "100", "98"], ["加分项", "5分", "+2分"]],
            [("基础", 100, 98), ("加分项", 5, 2)],
        ),
    ],
)
def test_tables(rows: Rows, expected: list[Node]) -> None:
    assert nodes(table(rows)) == expected


@pytest.mark.parametrize(
    "last", [["", "100", "98"], ["总分：98分", "", ""], ["合计（100分）", "", "98"], ["自查总得分", "100", "98"]]
)
def test_the_total_of_a_table(last: list[str]) -> None:
    found = reading(table([["指标", "分值", "得分"], ["产出", "60", "58"], ["效益", "40", "40"], last]))
    assert (found.self_score, found.max_score) == (98, 100)


@given(
    st.lists(st.sampled_from([*HEAD, "产出指标", "人数", "≥10人", "20", "19", "总分", "某县。", "", "|"]), max_size=40)
)
def test_tables_found_in_lines_keep_every_character(cells: list[str]) -> None:
    builder = DocumentBuilder("txt")
    for cell in cells:
        builder.paragraph(cell)
    before = builder.build()
    after = with_tables(before)
    assert after.text == before.text
    covered = {i for b in after.blocks for i in range(b.span.start, b.span.end)}
    assert all(i in covered for i, c in enumerate(before.text) if not c.isspace() and c != "|")
    assert [b.span.start for b in after.blocks] == sorted(b.span.start for b in after.blocks)
