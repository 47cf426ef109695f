"""Numbers: digits, thousands, 万 and 亿, Chinese numerals, and how finely they are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.fold import fold
from pipeline.normalise.numbers import find_numbers, hanzi_value, read_number

VALUES = [
    ("0", "0"),
    ("7", "7"),
    ("4986", "4986"),
    ("4,986", "4986"),
    ("4，986", "4986"),
    ("46,021,800.00", "46021800"),
    ("1,387.50", "1387.5"),
    ("9265.353442", "9265.353442"),
    ("25.90", "25.9"),
    ("1.43万", "14300"),
    ("160.5942万", "1605942"),
    ("9.06亿", "906000000"),
    ("1.2万亿", "1200000000000"),
    ("3千万", "30000000"),
    ("5百万", "5000000"),
    ("十", "10"),
    ("十二", "12"),
    ("三百零六", "306"),
    ("三千一百二十七", "3127"),
    ("一万二千", "12000"),
    ("两万", "20000"),
    ("四千九百八十六", "4986"),
    ("二〇二〇", "2020"),
    ("一点五万", "15000"),
    ("壹佰贰拾叁", "123"),
    ("叁仟伍佰", "3500"),
    ("３１２７", "3127"),
    ("1２，3４５．6", "12345.6"),
]


@pytest.mark.parametrize(("printed", "value"), VALUES)
def test_a_number_by_itself(printed: str, value: str) -> None:
    assert read_number(fold(printed).text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "元", "12元", "12 34", "低保", "1.2.3", "点", "12,34,56,"])
def test_no_number(text: str) -> None:
    assert read_number(text) is None


STEPS = [
    ("4986", "1"),
    ("11.52万", "100"),
    ("11万", "10000"),
    ("2318.4", "0.1"),
    ("25.90", "0.01"),
    ("9.06亿", "1000000"),
]


@pytest.mark.parametrize(("printed", "step"), STEPS)
def test_the_last_digit_has_a_size(printed: str, step: str) -> None:
    (number,) = find_numbers(printed)
    assert number.step == Decimal(step)


RUNS = [
    ("城市1204户1873人，农村5310户", ["1204", "1873", "5310"]),
    ("A类380元、B类290元", ["380", "290"]),
    ("1,204户，5310人", ["1,204", "5310"]),
    ("1204，1873，5310", ["1204", "1873", "5310"]),
    ("80-89周岁", ["80", "89"]),
    ("保障了三千二百人", ["三千二百"]),
    ("1.43万人9.06亿元", ["1.43万", "9.06亿"]),
    ("5000余人", ["5000余"]),
    ("10余万份", ["10余万"]),
]


@pytest.mark.parametrize(("text", "raws"), RUNS)
def test_numbers_in_a_run(text: str, raws: list[str]) -> None:
    found = list(find_numbers(text))
    assert [n.raw for n in found] == raws
    assert [text[n.start : n.end] for n in found] == raws


@pytest.mark.parametrize(("text", "value"), [("增减：-12人", -12), ("（-20分", -20), ("80-89", 89), ("1-12", 12)])
def test_the_sign(text: str, value: int) -> None:
    assert list(find_numbers(text))[-1].value == value


WHOLE = st.integers(0, 10**12)


@given(WHOLE)
def test_thousands_read_back(value: int) -> None:
    assert read_number(f"{value:,}") == value


@given(st.decimals(0, 10**9, places=2))
def test_decimals_read_back(value: Decimal) -> None:
    assert read_number(f"{value:,}") == value
    assert read_number(str(value)) == value


@given(WHOLE)
def test_full_width_reads_back(value: int) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in str(value))
    assert read_number(fold(wide).text) == value


@given(st.decimals(0, 10**6, places=4), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_wan_and_yi_read_back(value: Decimal, unit: tuple[str, int]) -> None:
    assert read_number(f"{value}{unit[0]}") == value * unit[1]


DIGITS = "零一二三四五六七八九"


def numeral(value: int) -> str:
    """Return a whole number below 10000 in Chinese numerals."""
    parts, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            parts += ("零" if gap and parts else "") + DIGITS[digit] + unit
        gap = not digit
    return parts or "零"


@given(st.integers(1, 9999))
def test_chinese_numerals_read_back(value: int) -> None:
    assert hanzi_value(numeral(value)) == value


@given(st.integers(1, 9999))
def test_chinese_numerals_of_wan_read_back(value: int) -> None:
    assert hanzi_value(f"{numeral(value)}万") == value * 10**4


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    for number in find_numbers(fold(text).text):
        assert number.step >= 0


@pytest.mark.parametrize("numeral", ["三十零", "一亿一", "万十二"])
def test_a_numeral_out_of_order_is_none(numeral: str) -> None:
    assert hanzi_value(numeral) is None
