"""Numbers and dates as a spreadsheet prints them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.number_formats import BUILT_IN, displayed, displayed_text

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '

CASES = [
    (0.9895, "0.0%", "99.0%"),
    (0.97472, "0.00%", "97.47%"),
    (2.675, "0.00", "2.68"),
    (1.005, "0.00", "1.01"),
    (-0.001, "0.00", "0.00"),
    (1 / 3, "General", "0.333333333"),
    (906000000000.0, "General", "906000000000"),
    (12, "G/通用格式", "12"),
    (12, 'General"人"', "12人"),
    (-5.5, "0.0;(0.0)", "(5.5)"),
    (0, ACCOUNTING, "-"),
    (7, ACCOUNTING, "7.00"),
    (-3, "#,##0.00_);[Red]\\(#,##0.00\\)", "(3.00)"),
    (12345, '0!.0,"万元"', "1.2万元"),
    (123456, "#,##0.00,", "123.46"),
    (5, "0.##", "5"),
    (7, "000", "007"),
    (1500, '[>=1000]0.0,"千";0', "1.5千"),
    (500, '[>=1000]0.0,"千";0', "500"),
    (12.5, "[$¥-804]#,##0.00", "¥12.50"),
    (5, ";;;", ""),
    (5, "@", "5"),
    (45714, "yyyy/m/d", "2025/2/26"),
    (45714, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二五年二月二十六日"),
    (45714.75, '上午/下午h"时"mm"分"', "下午6时00分"),
    (45714.5, "yyyy-mm-dd hh:mm:ss", "2025-02-26 12:00:00"),
    (45714, "aaaa", "星期三"),
    (59, "yyyy-m-d", "1900-2-28"),
    (61, "yyyy-m-d", "1900-3-1"),
    (1.5, "[h]:mm", "36:00"),
    (-1, "yyyy/m/d", "-1"),
]


@pytest.mark.parametrize(("value", "code", "expected"), CASES)
def test_a_number_stands_as_its_format_shows_it(value: float, code: str, expected: str) -> None:
    assert displayed(value, code) == expected


def test_files_of_old_macintoshes_begin_four_years_later() -> None:
    assert displayed(0, "yyyy/m/d", from_1904=True) == "1904/1/1"


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [("张某", ACCOUNTING, "张某"), ("3", '"第"@"批"', "第3批"), ("x", ";;;", ""), ("—", "0.0%", "—")],
)
def test_a_text_stands_as_its_format_shows_it(text: str, code: str, expected: str) -> None:
    assert displayed_text(text, code) == expected


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_two_decimals_and_groups_lose_nothing(value: object) -> None:
    number = float(str(value))
    assert float(displayed(number, "#,##0.00").replace(",", "")) == pytest.approx(number, abs=1e-9)


@given(
    st.floats(),
    st.one_of(st.sampled_from(sorted(BUILT_IN.values())), st.text('0#?.,%;[]"\\_*@ymdhs年E+-', max_size=12)),
)
def test_any_number_and_any_format_give_a_text(value: float, code: str) -> None:
    assert isinstance(displayed(value, code), str)
    assert displayed(math.nan, code) == ""
