"""The tree of scores from headings, sentences and points; documents of a few invented lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.model import Document
from pipeline.structure.outline import read_outline
from pipeline.structure.scores import ScoreReading, read_scores

Node = tuple[str, float | None, float | None]


def document(*lines: str) -> Document:
    builder = DocumentBuilder("txt")
    for line in lines:
        builder.paragraph(line)
    return builder.build()


def reading(*lines: str) -> ScoreReading:
    source = document(*lines)
    return read_scores(source, read_outline(source))


def nodes(*lines: str) -> list[Node]:
    return [(n.label, n.max_score, n.self_score) for n in reading(*lines).nodes]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一、投入（满分20分，得19.5分）", "（一）立项（10分/9.5分）"], [("投入", 20, 19.5), ("立项", 10, 9.5)]),
        (["一、效果23分,自评得分22分)"], [("效果", 23, 22)]),
        (["（二）过程（25分，得24分", "1、管理 15分，得15分）"], [("过程", 25, 24), ("管理", 15, 15)]),
        (["1.依据充分，分值6分，自评6分。制度齐全。"], [("依据充分", 6, 6)]),
        (["（四）备用金。（指标分值3分，自评得3分）"], [("备用金", 3, 3)]),
        (["B2 时效：权重6分，计5分。全年按时发放。"], [("时效", 6, 5)]),
        (["三、效果（44分）"], [("效果", 44, None)]),
        (["三、效果（自评得分18分）"], [("效果", None, 18)]),
        (["一、产出数量", "（分值20分）", "年末保障12人。", "自评得分：19分"], [("产出数量", 20, 19)]),
        (["1.联席会议。全年召开会议3次。应计4分，实计3.5分。"], [("联席会议", 4, 3.5)]),
        (["（一）数量情况。该指标满分20分，实际得分19分。人数达标。"], [("数量情况", 20, 19)]),
        (["五、附加项【上限5分　申报3分】"], [("附加项", 5, 3)]),
        (["二、资金管理-30分，得29分"], [("资金管理", 30, 29)]),
        (["（一）机构（本项20分，自评19分）"], [("机构", 20, 19)]),
        (["（二）时效，总分30分，得29分"], [("时效", 30, 29)]),
        (["1.时效（5分）：全年按时发放，得3分；台账齐全，得1分。"], [("时效", 5, 4)]),
    ],
)
def test_scores_of_headings(lines: list[str], expected: list[Node]) -> None:
    assert nodes(*lines) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("投入类满分15分，自评15分；过程类满分25分，自评24分。", [("投入类", 15, 15), ("过程类", 25, 24)]),
        (
            "其中预算执行指标（20分）得19.5分，产出指标（40分）得38分。",
            [("预算执行指标", 20, 19.5), ("产出指标", 40, 38)],
        ),
        ("产出得38分（满分40分）。", [("产出", 40, 38)]),
        ("资金管理这一项权重14分。扣0.5分，资金管理计13.5分。", [("资金管理", 14, 13.5)]),
        ("设决策、产出两个板块，权重依次为40分、60分，依次计39分、57分。", [("决策", 40, 39), ("产出", 60, 57)]),
        ("自评总分97分，其中：投入17分、产出80分。", [("投入", None, 17), ("产出", None, 80)]),
        ("投入40分，产出60分，合计100分。经自评，投入得39分，产出得58分。", [("投入", 40, 39), ("产出", 60, 58)]),
        ("基础分满分100分，自查得95分，加分项得2分，自查总分97分。", []),
    ],
)
def test_groups_named_in_sentences(sentence: str, expected: list[Node]) -> None:
    assert nodes("本项目按要求完成。", sentence) == expected


@pytest.mark.parametrize(
    ("item", "score", "deducted"),
    [
        ("1.印发《办法》，建立台账（得2分）；按月报送（得1分）。", 3, None),
        ("1.印发《办法》，建立台账。拟得3分。", 3, None),
        ("1.印发《办法》，有9份未归档，扣0.5分。（得2.5分）", 2.5, 0.5),
        ("1.对象认定。自7月起执行新标准。（得5分）", 5, None),
        ("1.业务测试平均86分，人人过关，得2分。", 2, None),
        ("1.结余高于考核线，扣1分。", None, 1),
    ],
)
def test_items_that_only_earn_points(item: str, score: float | None, deducted: float | None) -> None:
    parent, point = reading("一、制度（10分，自评得9分）", item).nodes
    assert (point.kind, point.label, point.ordinal, point.max_score) == ("point", "1", "1.", None)
    assert (point.self_score, point.deducted, point.parent) == (score, deducted, parent.node)


def test_points_of_a_scored_heading_are_no_nodes() -> None:
    assert nodes("1.制度（5分，自评4分）。建立台账，计2分；按月报送，计2分。") == [("制度", 5, 4)]


@pytest.mark.parametrize(
    "line",
    [
        "1.没有发生事故。（不扣分）",
        "评分标准：每少1%扣0.5分，达到90%得满分，未达标不得分，扣完为止。",
        "拨付晚了18分钟，提高3个百分点，充分发挥作用，分别落实。",
        "业务考试成绩平均86分。",
    ],
)
def test_no_scores(line: str) -> None:
    assert nodes(line) == []


def test_parents_follow_the_outline_and_depth_counts_from_one() -> None:
    found = reading("一、投入（20分，得20分）", "（一）资金", "1.到位（5分，得5分）", "二、产出（80分，得80分）").nodes
    assert [(n.label, n.parent, n.depth) for n in found] == [("投入", None, 1), ("到位", 0, 2), ("产出", None, 1)]


def test_a_score_of_the_whole_part_stands_above_those_named_before_it() -> None:
    found = reading(
        "第一部分 投入", "（一）预算。全年安排12万元。", "（二）支出进度。执行率98%。",
        "评分：预算满分6分，计5分；支出进度满分8分，计7.5分。", "▲本部分标准分14分，核定得分12.5分。",
    ).nodes  # fmt: skip
    assert {(n.label, n.max_score, n.self_score, n.parent is None) for n in found} == {
        ("投入", 14, 12.5, True), ("预算", 6, 5, False), ("支出进度", 8, 7.5, False),
    }  # fmt: skip


def test_bonus_and_deduction_blocks_pass_their_kind_on() -> None:
    found = reading(
        "四、加分项—创新（5分，自评得3分）", "（十）创新（5分，自评得3分）",
        "五、扣分项（分值-20分，自评得-1分）", "1.被通报1次，情况属实，扣1分。",
    ).nodes  # fmt: skip
    assert [(n.kind, n.self_score) for n in found] == [("bonus", 3), ("bonus", 3), ("deduction", -1), ("point", -1)]


def test_what_a_sentence_announces_and_a_heading_repeats_is_one_node() -> None:
    found = reading(
        "满分100分，其中投入（40分）得39分，产出（60分）得60分。",
        "一、投入（40分，得39分）",
        "二、产出（60分，得60分）",
    )
    assert [(n.label, n.source) for n in found.nodes] == [("投入", "heading"), ("产出", "heading")]


def test_what_the_tree_determines_is_inferred_apart_from_print() -> None:
    parent, first, second = reading("一、效果（20分）", "（一）社会（8分，得8分）", "（二）满意（得11分）").nodes
    assert (parent.self_score, parent.self_inferred) == (None, 19)
    assert (second.max_score, second.max_inferred) == (None, 12)
    assert first.max_inferred is None


def test_a_heading_and_a_table_row_are_one_node_with_target_and_actual() -> None:
    builder = DocumentBuilder("docx")
    builder.paragraph("1.救助人次（10分，得9分）")
    rows = [["三级指标", "指标值", "完成值", "分值", "得分"], ["救助人次", "≥100", "98", "10", "9"]]
    builder.table(SourceCell.of(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    source = builder.build()
    (node,) = read_scores(source, read_outline(source)).nodes
    assert (node.source, node.target_text, node.actual_text) == ("heading", "≥100", "98")


def test_points_inside_a_scored_item_are_given_apart() -> None:
    found = reading("1.制度（4分，自评4分）。建立台账，计2分；按月报送，计1.5分。")
    assert [(p.node, p.score) for p in found.points] == [(0, 2), (0, 1.5)]


def test_a_bonus_block_without_number_stands_beside_the_parts() -> None:
    found = reading("一、成效（80分，得76分）", "群众反映较好。", "加分事项【赋分3·自查2】").nodes
    assert [(n.label, n.parent, n.kind) for n in found] == [("成效", None, "item"), ("加分事项", None, "bonus")]


def test_labels_are_printed_in_their_own_script() -> None:
    assert nodes("一、資金（10分，得９.５分）") == [("資金", 10, 9.5)]


PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "2.",
        "投入",
        "产出",
        "（10分，得9分）",
        "（得2分）",
        "扣1分",
        "自评得98分",
        "满分100分",
        "，",
        "。",
        "\n",
        "优",
        "合计",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_the_tree_is_a_tree_and_lies_in_the_text(text: str) -> None:
    source = document(*text.split("\n"))
    found = read_scores(source, read_outline(source)).nodes
    assert [n.node for n in found] == list(range(len(found)))
    for node in found:
        assert 0 <= node.span.start < node.span.end <= len(source.text)
        if node.parent is not None:
            assert found[node.parent].depth == node.depth - 1
        else:
            assert node.depth == 1
