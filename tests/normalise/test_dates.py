"""Dates and years, whole and damaged; the samples follow what pages print, with days of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.dates import find_dates, find_periods, find_years, read_date
from pipeline.normalise.fold import fold

DATES = [
    ("2021年12月31日", ["2021-12-31"]),
    ("2017年 7月 15日", ["2017-07-15"]),
    ("２０２１年３月２９日", ["2021-03-29"]),
    ("2021-03-29 14:41", ["2021-03-29"]),
    ("2021.07.14", ["2021-07-14"]),
    ("2021/3/29", ["2021-03-29"]),
    ("二〇二一年三月二十九日", ["2021-03-29"]),
    ("二○二二年十月三十一日", ["2022-10-31"]),
    ("二零一九年十二月一日", ["2019-12-01"]),
    ("2021年1231日", ["2021-12-31"]),
    ("青山县民政局2021年1231", ["2021-12-31"]),
    ("2021年年1231日", ["2021-12-31"]),
    ("2023228日", ["2023-02-28"]),
    ("2022513", ["2022-05-13"]),
    ("2020年12月22", ["2020-12-22"]),
    ("220211231日", ["2021-12-31"]),
    ("2021年111日", []),
    ("2019年2月29日", []),
    ("20xx年3月5日", []),
    ("保障2022513人", []),
    ("支出2020.12万元", []),
    ("2021年3月15日、2021年4月2日", ["2021-03-15", "2021-04-02"]),
]


@pytest.mark.parametrize(("printed", "expected"), DATES)
def test_dates(printed: str, expected: list[str]) -> None:
    assert [m.date.isoformat() for m in find_dates(fold(printed)) if m.date is not None] == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("815日", (None, 8, 15)),
        ("三月二十九日", (None, 3, 29)),
        ("201910月底", (2019, 10, None)),
        ("二〇二二年九月", (2022, 9, None)),
        ("2022年3月", (2022, 3, None)),
    ],
)
def test_parts_of_dates(printed: str, expected: tuple[int | None, ...]) -> None:
    (mention,) = find_dates(fold(printed))
    assert (mention.year, mention.month, mention.day) == expected
    assert mention.date is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2021年度", [(2021,)]),
        ("2019-2021年", [(2019, 2020, 2021)]),
        ("2019年-2020年度", [(2019, 2020)]),
        ("2016年至2020年", [(2016, 2017, 2018, 2019, 2020)]),
        ("2018、2019年度", [(2018, 2019)]),
        ("二〇二一年度", [(2021,)]),
        ("20211至12月", [(2021,)]),
        ("20xx年度", []),
        ("青民发〔2020〕21号", []),
        ("保障2021人", []),
    ],
)
def test_years(printed: str, expected: list[tuple[int, ...]]) -> None:
    assert [m.years for m in find_years(fold(printed))] == expected


def test_relative_years_need_a_reference() -> None:
    folded = fold("今年比上年增加，去年持平，明年提高")
    assert find_years(folded) == ()
    assert [m.years for m in find_years(folded, reference=2020)] == [(2020,), (2019,), (2019,), (2021,)]


def test_a_period_has_two_ends() -> None:
    (period,) = find_periods(fold("项目自2016年1月起至2016年12月止"))
    assert (period.first.year, period.first.month) == (2016, 1)
    assert (period.last.year, period.last.month) == (2016, 12)


def test_the_value_of_a_label() -> None:
    assert read_date("2021-03-26 10:12 浏览量：64") == date(2021, 3, 26)
    assert read_date("未注明") is None


FORMS: list[Callable[[date], str]] = [
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}-{d.month:02}-{d.day:02}",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d.year}年{d.month:02}{d.day:02}日",
    lambda d: d.strftime("%Y.%m.%d"),
]


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)), st.sampled_from(FORMS), st.text("甲乙，。 ", max_size=5))
def test_what_is_printed_is_read_back(day: date, form: Callable[[date], str], before: str) -> None:
    printed = before + form(day) + "，印发"
    (mention,) = find_dates(fold(printed))
    assert mention.date == day
    assert fold(mention.span.of(printed)).text == mention.text


@given(st.text("0123456789年月日〇一二三十-./ 至到", max_size=24))
def test_no_input_breaks_the_reading(printed: str) -> None:
    folded = fold(printed)
    spans = (
        [m.span for m in find_dates(folded)]
        + [p.span for p in find_periods(folded)]
        + [m.span for m in find_years(folded, 2020)]
    )
    assert all(0 <= span.start < span.end <= len(printed) for span in spans)
