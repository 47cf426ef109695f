"""Standards and averages: year and month, units, floors, and what money over people gives."""

import pytest

from pipeline.audit import above_standard, annual_monthly, average, floor, unit
from tests.audit.builders import findings, numbers, results, told

TWELVE = [
    (
        "off by a month",
        "农村低保[5520元|rural_dibao.standard|per=year]（每月[480元|rural_dibao.standard]）。",
        [(5520, 5760)],
    ),
    ("by the factor", "农村低保[5520元|rural_dibao.standard|per=year]（每月[460元|rural_dibao.standard]）。", []),
    ("rounded to the yuan", "农村低保[5500元|rural_dibao.standard|per=year]（每月[458元|rural_dibao.standard]）。", []),
    (
        "month first",
        "农村低保每月[480元|rural_dibao.standard]，每年[5520元|rural_dibao.standard|per=year]。",
        [(5520, 5760)],
    ),
    (
        "a year that was read as a month",
        "散居孤儿[1600元/人/月|orphans_home.standard]，折合全年[18200元|orphans_home.standard]。",
        [(18200, 19200)],
    ),
    (
        "two of each",
        "一级、二级分别为每人每月[120元|disability_nursing.standard_level_1]、"
        "[100元|disability_nursing.standard_level_2]（折合每年1440元、1080元）。",
        [(1080, 1200)],
    ),
    ("two areas", "城市低保每月[620元|urban_dibao.standard]、农村每年[5520元|rural_dibao.standard|per=year]。", []),
    (
        "two sentences may be two standards",
        "农村低保每年[5520元|rural_dibao.standard|per=year]。明年起每月[480元|rural_dibao.standard]。",
        [],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), TWELVE, ids=[c[0] for c in TWELVE])
def test_annual_monthly(why: str, text: str, expected: list[tuple[float, float]]) -> None:
    assert numbers(annual_monthly.check, told(text)) == expected


UNITS = [
    ("a year's standard by month", "城市低保标准每月[6480元|urban_dibao.standard]。", [(6480, 540)]),
    ("a month's allowance by year", "全护理每年[1300元|tekun.care_standard_full|per=year]。", [(108.33, 1300)]),
    (
        "a converted year is no misprint",
        "[50元/人/月|elderly_allowance.standard_80]，即年[600元|elderly_allowance.standard_80]。",
        [],
    ),
    ("an age's year by month", "年满100周岁每人每月[3600元|elderly_allowance.standard_100]。", [(3600, 300)]),
    (
        "ten thousand lost beside the money received",
        "到位[2010万元|temporary_assistance.funds_received]，支出[1986.42元|temporary_assistance.spending]。",
        [(1986.42, 19_864_200)],
    ),
    ("the highest line of a city", "城市低保标准每月[1595元|urban_dibao.standard]。", []),
    ("the lowest rural line", "农村低保标准每年[2000元|rural_dibao.standard|per=year]。", []),
    ("implausible in every unit", "城市低保标准每月[3元|urban_dibao.standard]。", []),
    (
        "yuan for ten thousand yuan",
        "农村低保[1000人|rural_dibao.persons]，全年支出[325.6元|rural_dibao.spending]。",
        [(325.6, 3_256_000)],
    ),
    ("money that fits", "农村低保[1000人|rural_dibao.persons]，全年支出[325.6万元|rural_dibao.spending]。", []),
]


@pytest.mark.parametrize(("why", "text", "expected"), UNITS, ids=[c[0] for c in UNITS])
def test_unit(why: str, text: str, expected: list[tuple[float, float]]) -> None:
    assert numbers(unit.check, told(text)) == expected


AVERAGES = [
    (
        "over person-times",
        "救助[1742人次|temporary_assistance.person_times]，支出[338.60万元|temporary_assistance.spending]，"
        "人均[2143元|temporary_assistance.average_benefit]。",
        [(2143, 1943.74, "error")],
    ),
    (
        "over household-times",
        "救助[800户次|temporary_assistance.household_times][1742人次|temporary_assistance.person_times]，"
        "支出[338.60万元|temporary_assistance.spending]，次均[4232元|temporary_assistance.average_benefit]。",
        [],
    ),
    (
        "over a monthly average of people",
        "月均[1000人|dibao.persons|basis=monthly_average]，支出[360万元|dibao.spending]，月人均[320元|dibao.average_benefit].",
        [(320, 300, "error")],
    ),
    (
        "the average of the whole city beside it",
        "救助[1386人次|temporary_assistance.person_times]，支出[236.17万元|temporary_assistance.spending]，"
        "次均[1704元|temporary_assistance.average_benefit]，而全市同期次均为[1580元|temporary_assistance.average_benefit]。",
        [],
    ),
    (
        "the roll moved in the year",
        "年末[1000人|dibao.persons], 支出[360万元|dibao.spending], 人均[310元|dibao.average_benefit]",
        [],
    ),
    (
        "further from the roll than it moves",
        "年末[1000人|dibao.persons], 支出[360万元|dibao.spending], 人均[240元|dibao.average_benefit]",
        [(240, 300, "warning")],
    ),
    (
        "far from the roll",
        "年末[1000人|dibao.persons], 支出[360万元|dibao.spending], 人均[150元|dibao.average_benefit]",
        [(150, 300, "error")],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), AVERAGES, ids=[c[0] for c in AVERAGES])
def test_average(why: str, text: str, expected: list[tuple[float, float, str]]) -> None:
    found = findings(average.check, told(text))
    assert [(f.stated, round(f.computed or 0, 2), f.severity) for f in found] == expected


def test_an_average_without_money_cannot_be_checked() -> None:
    assert results(average.check, told("低保月人均补助[310元|dibao.average_benefit]。")) == ["not_applicable"]


LINES = [
    ("above", "标准[877元|rural_tekun.standard]，月人均实发[902元|rural_tekun.average_benefit]。", [(902, 877)]),
    ("a top-up below", "标准[600元|dibao.standard]，月人均[310元|dibao.average_benefit]。", []),
    ("equal", "标准[877元|rural_tekun.standard]，月人均[877元|rural_tekun.average_benefit]。", []),
    ("another area", "标准[300元|rural_dibao.standard]，城市月人均[310元|urban_dibao.average_benefit]。", []),
]


@pytest.mark.parametrize(("why", "text", "expected"), LINES, ids=[c[0] for c in LINES])
def test_above_standard(why: str, text: str, expected: list[tuple[float, float]]) -> None:
    assert numbers(above_standard.check, told(text)) == expected


FLOORS = [
    ("below", "农村低保[694元|rural_dibao.standard]，农村特困[888元|rural_tekun.standard]。", [(888, 902.2)]),
    ("just", "农村低保[360元|rural_dibao.standard]，农村特困[468元|rural_tekun.standard]。", []),
    ("another area", "城市低保[700元|urban_dibao.standard]，农村特困[500元|rural_tekun.standard]。", []),
    (
        "without area, by the rural line",
        "农村低保[350元|rural_dibao.standard]，特困[420元|tekun.standard]。",
        [(420, 455)],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), FLOORS, ids=[c[0] for c in FLOORS])
def test_floor(why: str, text: str, expected: list[tuple[float, float]]) -> None:
    assert numbers(floor.check, told(text)) == expected
