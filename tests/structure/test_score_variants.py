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


# Whole short reports, in the manners of as many provinces: total, maximum, grade and every node must be right.
REPORTS: list[tuple[str, tuple[float | None, float | None, str | None], list[Node]]] = [
    (
        """
关于2020年度临时救助补助资金绩效自评情况的报告
县财政局：
现将2020年度临时救助补助资金绩效自评情况报告如下。
一、决策指标→权重20分→自我打分20分
二、过程指标→权重20分→自我打分18分
支出进度未达到序时要求，扣2分。
三、产出指标→权重35分→自我打分33分
临时救助1215人次，目标1300人次。
四、效益指标→权重25分→自我打分25分
本项目满分为100分，自我打分96分，评价档次属于“优”。
""",
        (96, 100, "优"),
        [("决策指标", 20, 20), ("过程指标", 20, 18), ("产出指标", 35, 33), ("效益指标", 25, 25)],
    ),
    (
        """
岷县2018年城乡医疗救助资金绩效自评报告
根据《自评指标体系》，分为五个方面打分，合计得分92.6分，按百分制计算，结论为“优”。
（一）制度建设【10分】，赋分10分。县政府出台医疗救助实施办法。
（二）资金筹集【15分】，赋分15分。全年筹集资金4200万元。
（三）资金使用【25分】，赋分22.6分。全年支出3796万元，结余404万元。
（四）救助成效【30分】，赋分27分。全年救助18650人次。
（五）群众评议【20分】，赋分18分。满意度90%。
""",
        (92.6, 100, "优"),
        [
            ("制度建设", 10, 10),
            ("资金筹集", 15, 15),
            ("资金使用", 25, 22.6),
            ("救助成效", 30, 27),
            ("群众评议", 20, 18),
        ],
    ),
    (
        """
石泉县2022年度残疾人两项补贴绩效自评报告
一是预算安排。该指标满分十分，自评得十分。县级预算足额安排。
二是资金拨付。该指标满分二十分，自评得十九分。因系统故障延迟一次。
三是对象管理。该指标满分三十分，自评得二十八分。
四是补贴发放。该指标满分四十分，自评得四十分。
综上所述，我县2022年度残疾人两项补贴项目自评得分九十七分，等级为优。
""",
        (97, 100, "优"),
        [("预算安排", 10, 10), ("资金拨付", 20, 19), ("对象管理", 30, 28), ("补贴发放", 40, 40)],
    ),
    (
        """
铜鼓县高龄津贴发放项目自评报告（2023年）
我局成立自评小组，对项目实施情况进行核定，核定总分93.8分，自评等级“优秀”。
第一部分 项目决策【满分20】【核定20】
第二部分 项目过程【满分20】【核定17.8】
预算执行率89%，未达到95%，核减2.2分。
第三部分 项目产出【满分40】【核定38】
80周岁以上老年人4215人。
第四部分 项目效益【满分20】【核定18】
""",
        (93.8, 100, "优"),
        [("项目决策", 20, 20), ("项目过程", 20, 17.8), ("项目产出", 40, 38), ("项目效益", 20, 18)],
    ),
    (
        """
民乐县2021年困难群众救助资金绩效自评报告
一、投入（20分）
1.资金到位率（10分）：到位率100%，10分。
2.到位及时率（10分）：及时拨付，10分。
二、产出（50分）
1.低保人数（25分）：年末6234人，25分。
2.特困人数（25分）：年末412人，24分。
三、效果（30分）
1.政策知晓率（10分）：知晓率91%，9分。
2.满意度（20分）：满意率95%，20分。
自评总分98分。
""",
        (98, 100, None),
        [
            ("投入", 20, None),
            ("资金到位率", 10, 10),
            ("到位及时率", 10, 10),
            ("产出", 50, None),
            ("低保人数", 25, 25),
            ("特困人数", 25, 24),
            ("效果", 30, None),
            ("政策知晓率", 10, 9),
            ("满意度", 20, 20),
        ],
    ),
    (
        """
安龙县2020年困难群众救助补助资金绩效自评报告
经综合评定，我县2020年困难群众救助补助资金自评得分为97.2分，评定为“优”等级。
指标得分情况：
（一）项目决策情况。该部分权重为18分，包括立项依据（6分）、绩效目标（6分）、预算编制（6分），均得满分，自评18分。
（二）项目过程情况。该部分权重为22分，自评20.2分。其中资金执行率92%，扣1.8分。
（三）项目产出情况。该部分权重为35分，自评35分。
（四）项目效益情况。该部分权重为25分，自评24分。
""",
        (97.2, 100, "优"),
        [
            ("项目决策情况", 18, 18),
            ("立项依据", 6, 6),
            ("绩效目标", 6, 6),
            ("预算编制", 6, 6),
            ("项目过程情况", 22, 20.2),
            ("项目产出情况", 35, 35),
            ("项目效益情况", 25, 24),
        ],
    ),
    (
        """
西峡县2018年度高龄津贴绩效自评
评价得分/满分：95/100
项目立项/10/10
资金落实/10/10
业务管理/15/13
财务管理/15/14
项目产出/25/25
项目效果/25/23
评价等级：优
""",
        (95, 100, "优"),
        [
            ("项目立项", 10, 10),
            ("资金落实", 10, 10),
            ("业务管理", 15, 13),
            ("财务管理", 15, 14),
            ("项目产出", 25, 25),
            ("项目效果", 25, 23),
        ],
    ),
    (
        """
隆德县城市低保资金2019年度自评报告
第一项，预算资金管理。本项总分20分，经自评，得20分。
第二项，保障对象管理。本项总分30分，经自评，扣2分，得28分。
第三项，补助资金发放。本项总分30分，经自评，得30分。
第四项，社会效果。本项总分20分，经自评，扣1分，得19分。
四项合计，本年度自评得97分，自评等次优秀。
""",
        (97, 100, "优"),
        [("预算资金管理", 20, 20), ("保障对象管理", 30, 28), ("补助资金发放", 30, 30), ("社会效果", 20, 19)],
    ),
    (
        """
泾源县2021年孤儿保障绩效自评表
项目名称：孤儿基本生活保障
一级指标：产出指标
二级指标：数量指标
三级指标：孤儿保障人数 年度指标值：35人 实际完成值：33人 分值：20 得分：19
三级指标：发放月数 年度指标值：12个月 实际完成值：12个月 分值：10 得分：10
二级指标：质量指标
三级指标：认定准确率 年度指标值：100% 实际完成值：100% 分值：20 得分：20
一级指标：效益指标
三级指标：生活改善 年度指标值：明显 实际完成值：明显 分值：30 得分：30
三级指标：满意度 年度指标值：90% 实际完成值：95% 分值：10 得分：10
预算执行率 分值：10 得分：9.8
总分：100 得分：98.8
""",
        (98.8, 100, None),
        [
            ("孤儿保障人数", 20, 19),
            ("发放月数", 10, 10),
            ("认定准确率", 20, 20),
            ("生活改善", 30, 30),
            ("满意度", 10, 10),
            ("预算执行率", 10, 9.8),
        ],
    ),
    (
        """
泸溪县农村低保2016年绩效考核自查报告
根据湘民发〔2016〕12号文件，我县认真开展自查，自查得分100.5分（含加分2分）。
一、对象认定规范（40分）
自查得分：39分
扣分原因：个别档案不全，扣1分。
二、资金发放规范（30分）
自查得分：29.5分
扣分原因：一个季度发放推迟，扣0.5分。
三、监督管理（30分）
自查得分：30分
四、加分项（5分）
自查得分：2分
在省级会议作经验交流。
""",
        (100.5, 100, None),
        [("对象认定规范", 40, 39), ("资金发放规范", 30, 29.5), ("监督管理", 30, 30), ("加分项", 5, 2)],
    ),
    (
        """
乡城县农村低保2019年绩效目标自评报告
按照十个方面自评，满分均为10分，得分情况为：政策制定10分、宣传培训10分、对象审核9分、信息录入10分、资金预算10分、资金拨付9分、按时发放10分、动态管理9.5分、档案管理9分、群众满意10分，共计96.5分，属优秀等次。
全县农村低保3120人。
""",
        (96.5, 100, "优"),
        [
            ("政策制定", 10, 10),
            ("宣传培训", 10, 10),
            ("对象审核", 10, 9),
            ("信息录入", 10, 10),
            ("资金预算", 10, 10),
            ("资金拨付", 10, 9),
            ("按时发放", 10, 10),
            ("动态管理", 10, 9.5),
            ("档案管理", 10, 9),
            ("群众满意", 10, 10),
        ],
    ),
    (
        """
吴起县2020年度高龄老人生活保健补贴绩效自评报告
一、项目决策〔15分，核14分〕
立项程序规范，绩效指标不够细化，扣1分。
二、项目过程〔25分，核25分〕
三、项目产出〔35分，核35分〕
全年发放80岁以上老人3605人。
四、项目效益〔25分，核23分〕
合计核分97分，列优等。
""",
        (97, 100, "优"),
        [("项目决策", 15, 14), ("项目过程", 25, 25), ("项目产出", 35, 35), ("项目效益", 25, 23)],
    ),
    (
        """
皮山县流浪乞讨人员救助资金2022年度绩效自评报告
项目自评综合得分：玖拾陆分，即96分，自评档次：优。
（一）成本指标。权重占20%，得20分。
（二）产出指标。权重占40%，得38分。
（三）效益指标。权重占30%，得28分。
（四）满意度指标。权重占10%，得10分。
""",
        (96, 100, "优"),
        [("成本指标", 20, 20), ("产出指标", 40, 38), ("效益指标", 30, 28), ("满意度指标", 10, 10)],
    ),
    (
        """
留坝县2023年低保资金绩效自评报告
自评表（摘录）：
绩效指标    指标分值    自评得分
产出-数量-低保人数    20    20
产出-质量-认定准确率    15    14
产出-时效-发放及时率    15    15
效益-社会-应保尽保    30    30
满意度-对象满意度    10    9
预算执行率    10    9.9
得分合计    100    97.9
""",
        (97.9, 100, None),
        [
            ("产出-数量-低保人数", 20, 20),
            ("产出-质量-认定准确率", 15, 14),
            ("产出-时效-发放及时率", 15, 15),
            ("效益-社会-应保尽保", 30, 30),
            ("满意度-对象满意度", 10, 9),
            ("预算执行率", 10, 9.9),
            ("得分合计", 100, 97.9),
        ],
    ),
    (
        """
兴海县2019年度困难群众救助资金绩效自评报告
我县自评得分为95分，绩效级别评定为优。
产出指标完成情况（50分）：
1.数量指标（20分）：城乡低保、特困、孤儿人数均达到目标，得20分。
2.质量指标（15分）：救助对象准确率98%，低于目标1个百分点，扣1分，得14分。
3.时效指标（15分）：资金发放及时，得15分。
效益指标完成情况（40分）：
1.社会效益（30分）：保障水平稳步提高，得28分。
2.可持续影响（10分）：机制健全，得10分。
满意度指标完成情况（10分）：满意度89%，得8分。
""",
        (95, 100, "优"),
        [
            ("产出指标完成情况", 50, None),
            ("数量指标", 20, 20),
            ("质量指标", 15, 14),
            ("时效指标", 15, 15),
            ("效益指标完成情况", 40, None),
            ("社会效益", 30, 28),
            ("可持续影响", 10, 10),
            ("满意度指标完成情况", 10, 8),
        ],
    ),
    (
        """
泸水市2020年城乡低保资金绩效自评报告
全市自评等次“良”，综合得分88.6分，详见下文。
◆ 资金筹措（10）：10
◆ 资金支付（20）：18.6
◆ 对象精准（30）：26
◆ 发放及时（20）：18
◆ 群众评价（20）：16
泸水市民政局
""",
        (88.6, 100, "良"),
        [
            ("资金筹措", 10, 10),
            ("资金支付", 20, 18.6),
            ("对象精准", 30, 26),
            ("发放及时", 20, 18),
            ("群众评价", 20, 16),
        ],
    ),
    (
        """
会东县2023年度残疾人两项补贴项目支出绩效自评
预算执行情况（10分）：全年预算820万元，执行806万元，执行率98.29%，自评9.83分。
产出指标完成情况（50分）：
数量指标（25分）：补贴发放人数6510人，完成目标，自评25分。
质量指标（25分）：补贴对象准确率99%，自评24分。
效益指标完成情况（30分）：残疾人生活改善，自评30分。
满意度指标完成情况（10分）：满意度96%，自评10分。
自评总分98.83分，等次“优”。
""",
        (98.83, 100, "优"),
        [
            ("预算执行情况", 10, 9.83),
            ("产出指标完成情况", 50, None),
            ("数量指标", 25, 25),
            ("质量指标", 25, 24),
            ("效益指标完成情况", 30, 30),
            ("满意度指标完成情况", 10, 10),
        ],
    ),
    (
        """
隆林县2019年困难群众基本生活救助补助资金自评报告
绩效自评分值100分，自评得分94分，其中投入指标分值30分，自评得分29分；产出指标分值40分，自评得分37分；效果指标分值30分，自评得分28分。自评等次为优。
扣分原因：一是资金支出进度慢，扣1分；二是动态管理不及时，扣3分；三是满意度低，扣2分。
""",
        (94, 100, "优"),
        [("投入指标", 30, 29), ("产出指标", 40, 37), ("效果指标", 30, 28)],
    ),
    (
        """
某县困难群众救助补助资金绩效自评报告
我县补助资金自评满分100分，实得98.58分，等次拟定为“优”。
第一板块 项目决策｜满分40分｜实得40分
第二板块 项目产出｜满分60分｜实得58.58分
""",
        (98.58, 100, "优"),
        [("项目决策", 40, 40), ("项目产出", 60, 58.58)],
    ),
]


@pytest.mark.parametrize(("text", "total", "expected"), REPORTS)
def test_whole_reports(text: str, total: tuple[float | None, float | None, str | None], expected: list[Node]) -> None:
    document = load_text(text.strip().encode())
    found = reading(document)
    grade = found.grade if total[2] is None or len(total[2]) > 1 else (found.grade or "")[:1]
    assert (found.self_score, found.max_score, grade) == total
    assert nodes(document) == expected


def test_roman_numbers_and_scores_without_unit() -> None:
    document = prose(
        "某县特困供养绩效自评报告",
        "经打分，得98.5分，评定等级：优秀。",
        "I.投入类（权重15，评分14.5）",
        "I-1.目标管理（权重5，评分5）",
        "I-2.资金保障（权重10，评分9.5）",
        "II.产出类（权重85，评分84）",
    )
    found = reading(document)
    assert (found.self_score, found.max_score, found.grade) == (98.5, 100, "优秀")
    assert nodes(document) == [
        ("投入类", 15, 14.5),
        ("目标管理", 5, 5),
        ("资金保障", 10, 9.5),
        ("产出类", 85, 84),
    ]
    assert [n.parent for n in found.nodes] == [None, 0, 0, None]


MANNERS: dict[str, tuple[list[str], list[Node]]] = {
    "a bracket of scores before the name": (
        ["【满20·得19】决策", "【满10·得10】立项依据。依据充分。", "【满10·得9】目标设定。不够细。"],
        [("决策", 20, 19), ("立项依据", 10, 10), ("目标设定", 10, 9)],
    ),
    "a bracket of scores between number and name": (
        ["一、【满20·得19】决策", "依据充分。", "二、（满分80分，得分80分）产出", "救助120人。"],
        [("决策", 20, 19), ("产出", 80, 80)],
    ),
    "shares before, scores behind arrows": (
        [
            "1 决策：占比20%",
            "1.1 立项：占比10%。依据充分。⇒10.00",
            "1.2 目标：占比10%。不够细。⇒9.50",
            "2 产出：占比50%",
            "2.1 数量：占比50%。全年发放率100%。⇒50.00",
        ],
        [("决策", 20, None), ("立项", 10, 10), ("目标", 10, 9.5), ("产出", 50, None), ("数量", 50, 50)],
    ),
    "the total of a part in a line that closes it": (
        [
            "一、组织保障　满分20分",
            "（一）部门协调　满分10分",
            "到12月底开会三次。（计10分）",
            "（二）工作力量　满分10分",
            "到12月底有专干5人。（计9分）",
            "以上各项，第一部分共计19分。",
        ],
        [("组织保障", 20, 19), ("部门协调", 10, 10), ("工作力量", 10, 9)],
    ),
    "names that are called indicators": (
        ["审批时限这一指标满分8分，5件超时，少给1分，自评7分。主动发现这一指标满分5分，上报及时，自评5分。"],
        [("审批时限", 8, 7), ("主动发现", 5, 5)],
    ),
    "a heading that begins with 关于": (
        [
            "一、关于产出",
            "产出方面满分30分，自评28分。",
            "二、关于效果",
            "这一部分设20分，有3人漏报，主动扣去1分，得19分。",
        ],
        [("产出", 30, 28), ("关于效果", 20, 19)],
    ),
    "a part added up behind its items": (
        [
            "过程环节权重20分，其中预算执行10分，按97.71%的水平扣去1分，得9分；"
            "制度执行10分，扣1分，得9分，过程环节小计得18分。"
        ],
        [("过程环节", 20, 18), ("预算执行", 10, 9), ("制度执行", 10, 9)],
    ),
    "telegraphic": (
        ["投入：满15，得15。立项规范。", "过程：满25，得24。扣1：台账不全。"],
        [("投入", 15, 15), ("过程", 25, 24)],
    ),
    "counted out of": (
        ["一、项目决策（计20分，自评20分）", "二、项目产出（计80分，自评78分）"],
        [("项目决策", 20, 20), ("项目产出", 80, 78)],
    ),
    "Chinese numerals only": (
        ["己、评定之分数", "投入一项，十五分，得十五分，以到款及时故也。过程一项，二十五分，得二十三分，减二分。"],
        [("投入", 15, 15), ("过程", 25, 23)],
    ),
    "shares of a hundred before, scores at the end": (
        ["一、决策：占15%。依据充分，本项得分15分。", "二、过程：占25%。本项得24分。", "三、产出：占60%。本项得60分。"],
        [("决策", 15, 15), ("过程", 25, 24), ("产出", 60, 60)],
    ),
    "shares of something else": (["农村：占60%。全年发放12万元。", "城市：占40%。全年发放8万元。"], []),
    "full marks behind a comma": (
        ["决策部分15分，全拿。关于过程，我们给自己打24分（满25分）。"],
        [("决策部分", 15, 15), ("过程", 25, 24)],
    ),
    "a deed for a name": (["按月到户［权重4］：由银行代发，按时发放率100%。"], [("按月到户", 4, None)]),
    "a bonus named with its word": (
        ["（17）创新加分", "分值：5", "得分：2", "自评结果", "综上，基本指标得97分；创新加分2分。合计自评得分99分。"],
        [("创新加分", 5, 2)],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), MANNERS.values(), ids=MANNERS.keys())
def test_manners(lines: list[str], expected: list[Node]) -> None:
    assert nodes(prose("某县困难群众救助绩效自评报告", *lines)) == expected


def test_points_beside_the_total_are_no_item() -> None:
    lines = ("伍、加分与结论", "经验被省厅刊发，按细则加1分。以上共扣5分，加1分，自评总分96分。")
    found = reading(prose("某县自评报告", *lines))
    assert ([n.label for n in found.nodes if n.label == "以上"], found.self_score) == ([], 96)


def test_rows_that_a_row_before_them_adds_up_stand_under_it() -> None:
    body = [("投入", 20, 20), ("预算", 5, 5), ("到位", 15, 15), ("产出", 80, 78), ("人数", 40, 39), ("标准", 40, 39)]
    rows = [["指标", "权数", "计分"], *([name, str(maximum), str(score)] for name, maximum, score in body)]
    found = reading(table(rows))
    assert [n.parent for n in found.nodes] == [None, 0, 0, None, 3, 3]
    assert found.max_score == 100


def test_the_total_that_the_unit_gave_itself() -> None:
    lines = ("以100分为满分，最后给自己打了97.5分。", "四项相加，100分的总盘子里得到97分，比上年高2分。")
    assert [reading(prose("某县自评报告", line)).self_score for line in lines] == [97.5, 97]


@pytest.mark.xfail(reason="cells parted by commas alone are read as prose", strict=True)
def test_cells_parted_by_commas() -> None:
    document = load_text("指标,权重,得分\n预算编制,40,39\n救助人数,60,60\n合计,100,99".encode())
    assert nodes(document) == [("预算编制", 40, 39), ("救助人数", 60, 60), ("合计", 100, 99)]


def test_a_bonus_below_the_total_that_leaves_it_out() -> None:
    rows = [
        ["序号", "考评指标", "标准分", "自评分"],
        ["一、资金保障", "", "40", "39"],
        ["1", "预算安排", "40", "39"],
        ["二、对象管理", "", "60", "58.5"],
        ["2", "入户核查", "60", "58.5"],
        ["合计（不含加分）", "", "100", "97.5"],
        ["三、加分项", "", "3", ""],
        ["3", "创新工作", "3", "2"],
        ["总得分（含加分）", "", "", "99.5"],
    ]
    cells = [
        SourceCell.of(r, c, text, column_span=2 if row[1] == "" and c == 0 else 1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if not (c == 1 and row[1] == "")
    ]
    builder = DocumentBuilder("xls")
    builder.table(cells)
    found = reading(builder.build())
    assert (found.self_score, found.max_score) == (99.5, 100)
    assert ("创新工作", 3, 2) in [(n.label, n.max_score, n.self_score) for n in found.nodes]
    assert [n.parent for n in found.nodes if n.label == "入户核查"] == [2]


def test_the_heading_of_a_money_grid_says_what_its_execution_is_out_of() -> None:
    head = ["预算执行情况（万元）（20分）", "预算数", "执行数", "执行率", "得分（20分×执行率）"]
    money = table(
        [head, ["年度资金总额", "830.00", "819.46", "98.73%", "19.75"], ["其中：省级", "412", "412", "100%", ""]]
    )
    assert nodes(money) == [("预算执行情况", 20, None), ("年度资金总额", 20, 19.75)]


def test_the_forms_of_two_projects_have_groups_of_their_own() -> None:
    builder = DocumentBuilder("docx")
    for score in ("48", "50"):
        rows = [
            ["一级指标", "三级指标", "分值", "得分"],
            ["产出指标(50分)", "人数", "50", score],
            ["效益指标(50分)", "满意度", "50", "50"],
            ["总分", "", "100", str(int(score) + 50)],
        ]
        builder.table(SourceCell.of(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
        builder.paragraph("以上为一个项目的自评表。")
    found = reading(builder.build())
    assert [n.label for n in found.nodes].count("产出指标") == 2


def test_the_total_in_a_cell_with_its_maximum() -> None:
    found = reading(table([["绩效自评综合得分", "93分（满分100分）"], ["评价等次", "良好"]]))
    assert (found.self_score, found.max_score, found.grade) == (93, 100, "良好")


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
