"""Headings and their levels by the order in which a document opens its styles of numbering."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.model import Document, Outline
from pipeline.structure.outline import read_outline

BODY = "全县按照要求落实各项政策，资金按月发放到户，群众反映较好，没有发现问题。"


def document(*lines: str) -> Document:
    builder = DocumentBuilder("txt")
    for line in lines:
        builder.paragraph(line)
    return builder.build()


def labels(outline: Outline) -> list[tuple[int, str]]:
    return [(s.level, s.label) for s in outline.sections]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["一、投入", "（一）立项", "1.目标", "（二）资金", "二、产出"],
            [(1, "投入"), (2, "立项"), (3, "目标"), (2, "资金"), (1, "产出")],
        ),
        (
            ["1.概况", "（一）基本情况", "2.绩效", "（一）产出"],
            [(1, "概况"), (2, "基本情况"), (1, "绩效"), (2, "产出")],
        ),
        (["一、概况", "1.人员", "2.资金", "二、绩效"], [(1, "概况"), (2, "人员"), (2, "资金"), (1, "绩效")]),
        (
            ["第一部分 投入", "一、立项", "第二部分 产出", "一、数量"],
            [(1, "投入"), (2, "立项"), (1, "产出"), (2, "数量")],
        ),
        (["1  概况", "1.1  目标", "1.2  资金", "2  绩效"], [(1, "概况"), (2, "目标"), (2, "资金"), (1, "绩效")]),
        (["A 决策", "A1 立项", "A11 依据", "B 过程"], [(1, "决策"), (2, "立项"), (3, "依据"), (1, "过程")]),
        (["、概况", "(一)目标", "）资金", "三、问题"], [(1, "概况"), (2, "目标"), (2, "资金"), (1, "问题")]),
        (["一、概况", "1、人员", "2.资金"], [(1, "概况"), (2, "人员"), (2, "资金")]),
        (
            ["1.按时报送", "2.逐项核对", "一、投入", "（一）立项"],
            [(1, "按时报送"), (1, "逐项核对"), (1, "投入"), (2, "立项")],
        ),
    ],
)
def test_levels_follow_the_order_of_styles(lines: list[str], expected: list[tuple[int, str]]) -> None:
    assert labels(read_outline(document(*lines))) == expected


def test_a_long_item_goes_by_its_number_and_runs_on_through_sections() -> None:
    outline = read_outline(
        document(
            "（一）制度",
            "4.县民政局印发了《操作办法》，明确了分工（得2分）。",
            "（二）机构",
            "5.14个乡镇全部建立备用金，每个乡镇1万元。（得3分）",
            "6 县财政安排经费8万元，专款专用。（得1分）",
            "7.2021年共举办培训3期，参训90人。",
            "8.1家敬老院未通过消防验收，正在整改。",
        )
    )
    assert labels(outline) == [(1, "制度"), (2, "4"), (1, "机构"), (2, "5"), (2, "6"), (2, "7"), (2, "8")]


@pytest.mark.parametrize(
    "line",
    [
        "1.3倍的标准已经落实。",
        "3.5万元用于慰问。",
        "2021.3起执行新标准。",
        "一、二级残疾人共30人。",
        "一是健全机制。",
        "12万元",
    ],
)
def test_quantities_and_lists_in_text_are_no_headings(line: str) -> None:
    assert labels(read_outline(document("一、资金", line, "二、产出"))) == [(1, "资金"), (1, "产出")]


def test_contents_and_annexed_lists_are_no_headings() -> None:
    outline = read_outline(
        document(
            "目  录",
            "一、概况……1",
            "二、问题……9",
            "一、概况",
            BODY,
            "二、问题",
            BODY,
            "附件",
            "佐证材料清单",
            "1.关于印发实施办法的通知",
            "2.会议纪要",
        )
    )
    assert labels(outline) == [(1, "概况"), (1, "问题")]


def test_declared_headings_need_no_number_and_the_title_is_none() -> None:
    builder = DocumentBuilder("docx")
    builder.paragraph("某县2021年度临时救助资金绩效自评报告", level=1)
    builder.paragraph("项目概况", level=2)
    builder.paragraph(BODY)
    builder.paragraph("立项背景", level=3)
    builder.paragraph(BODY)
    builder.paragraph("自评结论", level=2)
    assert labels(read_outline(builder.build())) == [(1, "项目概况"), (2, "立项背景"), (1, "自评结论")]


def test_a_habit_of_bare_headings_is_recognised() -> None:
    lines = ["项目决策", BODY, "项目过程", BODY, "项目产出", BODY, "某县民政局"]
    assert [s.label for s in read_outline(document(BODY, *lines)).sections] == ["项目决策", "项目过程", "项目产出"]
    assert read_outline(document(BODY, "项目决策", BODY)).sections == ()


def test_span_and_body_cover_the_section() -> None:
    source = document("一、资金到位情况。全年到位12万元。", "（一）时效", "按月发放。", "二、产出")
    text = source.text
    first, second, third = read_outline(source).sections
    assert (first.span.of(text), first.numbering, first.ordinal) == ("一、资金到位情况", "一、", "一")
    assert second.body.of(text) == "\n按月发放。\n"
    assert first.body.end == third.span.start
    assert (first.parent, second.parent, third.parent) == (None, 0, None)


def test_tables_hold_no_sections_but_a_frame_of_one_column_does() -> None:
    builder = DocumentBuilder("html")
    builder.table([SourceCell.of(0, 0, "一、指标"), SourceCell.of(0, 1, "10")])
    builder.table([SourceCell.of(0, 0, "一、投入\n全年投入12万元。\n二、产出")])
    assert labels(read_outline(builder.build())) == [(1, "投入"), (1, "产出")]


PIECES = st.sampled_from(
    ["一、", "（二）", "3.", "1.1 ", "①", "投入", "（10分，得9分）", "。", "12万元", "\n", "第一部分 ", "、", "）"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_sections_are_nested_and_in_order(text: str) -> None:
    source = document(*text.split("\n"))
    sections = read_outline(source).sections
    for index, section in enumerate(sections):
        assert section.span.end <= section.body.start <= section.body.end <= len(source.text)
        if section.parent is not None:
            parent = sections[section.parent]
            assert section.parent < index
            assert parent.level < section.level
            assert section.body in parent.body
