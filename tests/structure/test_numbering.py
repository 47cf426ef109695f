"""Numbers before headings and items, and numbers that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.structure.numbering import candidates, chinese_number, roman_number

DIGITS = "零一二三四五六七八九"


def chinese(value: int) -> str:
    """Write a number below 100 as headings do."""
    tens, ones = divmod(value, 10)
    head = {0: "", 1: "十"}.get(tens, DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "")


@pytest.mark.parametrize(
    ("line", "style", "values", "rest"),
    [
        ("一、资金投入", "一、", (1,), "资金投入"),
        ("十二、工作建议", "一、", (12,), "工作建议"),
        ("（三）对象认定", "(一)", (3,), "对象认定"),
        ("﹙二﹚对象认定", "(一)", (2,), "对象认定"),
        ("（ 四 ） 对象认定", "(一)", (4,), "对象认定"),
        ("五）对象认定", "(一)", (5,), "对象认定"),
        ("㈡对象认定", "(一)", (2,), "对象认定"),
        ("3.制度建设", "1.", (3,), "制度建设"),
        ("３．制度建设", "1.", (3,), "制度建设"),
        ("4、制度建设", "1.", (4,), "制度建设"),
        ("⒋制度建设", "1.", (4,), "制度建设"),
        ("（2）时效", "(1)", (2,), "时效"),
        ("⑵时效", "(1)", (2,), "时效"),
        ("2）时效", "1)", (2,), "时效"),
        ("③时效", "①", (3,), "时效"),
        ("第二部分  过程", "第部分", (2,), "过程"),
        ("第三章 产出", "第章", (3,), "产出"),
        ("乙、钱用到哪里", "甲、", (2,), "钱用到哪里"),
        ("Ⅱ、过程", "I.", (2,), "过程"),
        ("IV. 效果", "I.", (4,), "效果"),
        ("2.1 资金到位", "1.1", (2, 1), "资金到位"),
        ("1.1.2 资金到位", "1.1.1", (1, 1, 2), "资金到位"),
        ("2-3  发放时效", "1-1", (2, 3), "发放时效"),
        ("B 过程", "A", (2,), "过程"),
        ("C12 照料协议", "A11", (3, 1, 2), "照料协议"),
        ("★ 一、资金投入", "一、", (1,), "资金投入"),
        ("、绩效情况", "一、", (), "绩效情况"),
        ("）总体目标", "(一)", (), "总体目标"),
    ],
)
def test_a_number_is_read(line: str, style: str, values: tuple[int, ...], rest: str) -> None:
    first = candidates(line)[0]
    assert (first.style, first.values, first.sure, line[first.end :].strip()) == (style, values, True, rest)


@pytest.mark.parametrize(
    "line",
    [
        "一是健全机制。",
        "一、二级残疾人共30人",
        "三无人员9名",
        "第三方机构",
        "第一季度到位12万元",
        "2021年度资金",
        "2021.3启动",
        "1-12月累计",
        "12万元",
        "A类40人",
        "（平政办发）",
    ],
)
def test_other_characters_are_no_number(line: str) -> None:
    assert candidates(line) == ()


@pytest.mark.parametrize(
    "line", ["1.3倍的标准", "3.5万元用于", "5.14个乡镇", "9.2021年共救助", "24 县财政", "7使困难群众"]
)
def test_what_may_be_a_quantity_is_not_sure(line: str) -> None:
    found = candidates(line)
    assert found
    assert not any(c.sure for c in found)


def test_an_item_that_begins_with_a_quantity_has_both_readings() -> None:
    assert [(c.style, c.values) for c in candidates("33.1家敬老院")] == [("1.1", (33, 1)), ("1.", (33,))]


def test_following_is_the_next_number_under_the_same_head() -> None:
    second = candidates("2.2 支出")[0]
    assert second.follows((2, 1))
    assert not second.follows((1, 1))
    assert not second.follows((2,))
    assert not second.follows(None)


@given(st.integers(1, 99))
def test_chinese_numerals_are_read_as_written(value: int) -> None:
    assert chinese_number(chinese(value)) == value


def test_roman_numerals() -> None:
    assert [roman_number(n) for n in ("I", "IV", "IX", "XII")] == [1, 4, 9, 12]


@given(st.text(max_size=40))
def test_a_number_lies_inside_its_line(line: str) -> None:
    for found in candidates(line):
        assert 0 <= found.start <= found.end <= len(line)
