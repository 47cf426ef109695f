"""Plain text: paragraphs, lines broken at a width, flattened tables, page numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import NoText
from pipeline.loaders.text import load_text
from pipeline.loaders.text_wrap import columns, wrap_of
from pipeline.model import Document

SENTENCE = (
    "本县民政局对照考核细则逐项自查，全年到位资金若干，支出进度百分之九十八，"
    "群众满意度较高，社会化发放率达到百分之百，没有发现截留挪用。"
)


def load(*lines: str) -> Document:
    return load_text("\n".join(lines).encode())


def blocks(document: Document) -> list[str]:
    return [document.text_of(b) for b in document.blocks]


def wrapped(text: str, width: int = 40) -> list[str]:
    lines = [""]
    for character in text:
        if columns(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def test_each_line_is_a_paragraph() -> None:
    document = load("一、基本情况", "", "　　全县低保对象12人。", "县民政局\r")
    assert blocks(document) == ["一、基本情况", "全县低保对象12人。", "县民政局"]


@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_broken_lines_are_joined(indent: str) -> None:
    lines = [*wrapped(indent + SENTENCE), "（一）资金管理", *wrapped(indent + SENTENCE), "某县民政局", "2020年1月2日"]
    assert blocks(load(*lines)) == [SENTENCE, "（一）资金管理", SENTENCE, "某县民政局", "2020年1月2日"]


def test_a_number_that_did_not_fit_goes_on() -> None:
    lines = [
        "　　全年到位农村低保资金一千余万元，县级配套资金",
        "1312.55万元，全部通过一卡通系统按月发放到户",
        "，资金使用合规，没有截留挪用的情况，受到群众好",
        "评。",
    ]
    assert len(blocks(load(*lines))) == 1
    assert "县级配套资金1312.55万元，全部" in load(*lines).text


@pytest.mark.parametrize("number", ["- 3 -", "—3—", "第3页", "  第 3 页 共 12 页", "3/12页"])
def test_page_numbers_are_dropped_and_the_sentence_goes_on(number: str) -> None:
    broken = wrapped(SENTENCE)
    document = load(*broken[:2], "", number, "", *broken[2:])
    assert blocks(document) == [SENTENCE]


@pytest.mark.parametrize("line", ["3", "-3分", "第3页表", "2020"])
def test_other_numbers_stay(line: str) -> None:
    assert line in blocks(load("得分", line, "满分"))


def test_a_signature_at_the_right_is_told() -> None:
    lines = [*wrapped("　　" + SENTENCE), "", "　" * 13 + "某县民政局", "　" * 13 + "2020年1月2日"]
    assert [b.align for b in load(*lines).blocks] == [None, "right", "right"]


@pytest.mark.parametrize(
    "lines",
    [
        ["项目\t金额\t备注", "低保\t12\t", "特困\t3\t结余"],
        ["项目|金额|备注", "低保|12|", "特困|3|结余"],
        ["|项目|金额|备注|", "|---|---|---|", "|低保|12||", "|特困|3|结余|"],
        ["┌──┬──┬──┐", "│项目│金额│备注│", "├──┼──┼──┤", "│低保│12 │ │", "│特困│3 │结余│", "└──┴──┴──┘"],
        ["项目|金额|备注|||", "低保|12||||", "特困|3|结余|||"],
    ],
    ids=["tabs", "bars", "framed", "drawn", "padded"],
)
def test_rows_of_constant_length_are_a_table(lines: list[str]) -> None:
    document = load("资金情况", *lines, "说明：无")
    assert [b.kind for b in document.blocks] == ["paragraph", "table", "paragraph"]
    table = document.blocks[1].table
    assert table is not None
    texts = [c.text for c in table.cells]
    assert texts == ["项目", "金额", "备注", "低保", "12", "", "特困", "3", "结余"]


def test_a_drawn_row_of_two_lines_is_one_row() -> None:
    lines = ["┌──┬─┐", "│项目│数│", "├──┼─┤", "│特困│3│", "│供养│ │", "├──┼─┤", "│低保│5│", "└──┴─┘"]
    table = load(*lines).blocks[0].table
    assert table is not None
    assert [c.text for c in table.cells] == ["项目", "数", "特困供养", "3", "低保", "5"]


@pytest.mark.parametrize(
    "lines",
    [
        ["投入指标：分值20分，自评19分", "过程指标：分值20分，自评18分", "产出指标：分值60分，自评58分"],
        ["1、投入情况....20分，得20分", "2、过程情况....20分，得19分", "3、产出情况....60分，得58分"],
        ["【投入指标】满分20，得分19.5", "【过程指标】满分20，得分18.5", "【产出指标】满分60，得分58.5"],
        ["保障低保对象人数 ≥1200人 1236人 10 10", "保障特困对象人数 ≥1200人 1236人 10 10"] * 2,
    ],
    ids=["labelled", "leaders", "brackets", "rows"],
)
def test_lines_of_equal_length_are_not_wrapped(lines: list[str]) -> None:
    assert blocks(load(*lines)) == lines


def test_rows_that_end_in_empty_cells_are_not_framed() -> None:
    table = load("项目|金额|备注|", "低保|12||", "|3|结余|").blocks[0].table
    assert table is not None
    assert [c.text for c in table.cells] == ["项目", "金额", "备注", "低保", "12", "", "", "3", "结余"]


@pytest.mark.parametrize(
    "lines",
    [
        ["项目名称", "低保资金", "得分", "10"],
        ["项目|金额", "低保|12|3", "其他"],
        ["首页 | 公开", "正文。"],
        ["1.\t加强管理", "2.\t规范发放"],
        ["\t一、情况", "\t二、问题"],
    ],
    ids=["one cell per line", "ragged", "one row", "numbered", "indented"],
)
def test_everything_else_stays_lines(lines: list[str]) -> None:
    assert blocks(load(*lines)) == [line.strip() for line in lines]


def test_the_particulars_of_a_saved_page_are_hints_and_text() -> None:
    document = load("某县自评报告", "信息来源: 县民政局发布时间:2022-01-04 浏览次数:", "全县低保对象12人。")
    assert [(h.label, h.value) for h in document.hints] == [("信息来源", "县民政局"), ("发布时间", "2022-01-04")]
    assert "信息来源: 县民政局" in document.text


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "　　\n".encode()])
def test_blank_text_raises(data: bytes) -> None:
    with pytest.raises(NoText):
        load_text(data)


def test_a_damaged_file_is_read_with_a_warning() -> None:
    data = (SENTENCE * 2).encode("gbk")
    assert load_text(data[:10] + b"\xff\xff" + data[12:]).warnings


@given(st.lists(st.text(alphabet="县低保人万元，。|\t0123 -", max_size=30), max_size=12))
def test_no_visible_character_of_lines_is_lost_but_bars(lines: list[str]) -> None:
    kept = [line for line in lines if "-" not in line]
    if not any(line.strip() for line in kept):
        return
    text = load(*kept).text if any(set(line) - set(" \t|") for line in kept) else None
    if text is not None:
        dropped = str.maketrans("", "", " \t\n|")
        assert text.translate(dropped) == "".join(kept).translate(dropped)


def test_paragraphs_of_differing_lengths_are_not_wrapped() -> None:
    assert wrap_of(["甲" * n for n in (3, 40, 55, 12, 70, 33)]) is None
