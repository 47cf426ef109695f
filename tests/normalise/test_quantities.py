"""Quantities: kinds and units, rates of money, comparators, intervals; and numbers that are none."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Quantity
from pipeline.normalise.fold import fold
from pipeline.normalise.quantities import find_quantities


def fails(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a known failure."""
    return pytest.mark.xfail(strict=True, reason=reason)


def only(text: str) -> Quantity:
    """Return the one quantity of a text."""
    (quantity,) = find_quantities(fold(text))
    return quantity


KINDS = [
    ("保障4986人", "persons", 4986, "人"),
    ("特困人员873名", "persons", 873, "人"),
    ("家庭3127户", "households", 3127, "户"),
    ("救助2873人次", "person_times", 2873, "人次"),
    ("救助2873人（次）", "person_times", 2873, "人次"),
    ("救助1216户次", "household_times", 1216, "户次"),
    ("共1.43万人", "persons", 14300, "人"),
    ("共11.52万户", "households", 115200, "户"),
    ("11万人次", "person_times", 110000, "人次"),
    ("发放2318.4万元", "money", 23184000, "元"),
    ("发放9.06亿元", "money", 906000000, "元"),
    ("发放2,387万元", "money", 23870000, "元"),
    ("发放9265.353442万元", "money", 92653534.42, "元"),
    ("发放46,021,800.00元", "money", 46021800, "元"),
    ("到位86万。", "money", 860000, "元"),
    ("到位3359.62万，", "money", 33596200, "元"),
    ("执行率98.82%", "percent", 98.82, "%"),
    ("执行率９８．８２％", "percent", 98.82, "%"),
    ("满意率百分之九十八", "percent", 98, "%"),
    ("满意率百分之九十六点五", "percent", 96.5, "%"),
    ("发生率千分之三", "percent", 0.3, "%"),
    ("自评得分97.5分", "points", 97.5, "分"),
    ("低保标准的1.3倍", "multiple", 1.3, "倍"),
    ("乡镇13个", "other", 13, "个"),
    ("床位412张", "other", 412, "个"),
    ("高3.5个百分点", "other", 3.5, "百分点"),
    ("困难群众三千二百人", "persons", 3200, "人"),
    ("发放十二万元", "money", 120000, "元"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "value", "unit"), KINDS)
def test_kinds(text: str, kind: str, value: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.kind, quantity.unit) == (kind, unit)
    assert quantity.value == pytest.approx(value, rel=1e-12)


PERSON_MONTH, PERSON_YEAR = {"person", "month"}, {"person", "year"}
RATES = [
    ("410元/月", {"month"}),
    ("410元/人·月", PERSON_MONTH),
    ("410元/人*月", PERSON_MONTH),
    ("410元/人•月", PERSON_MONTH),
    ("410元/人/月", PERSON_MONTH),
    ("410元/月/人", PERSON_MONTH),
    ("410元/月·人", PERSON_MONTH),
    ("410元∕人、月", PERSON_MONTH),
    ("410元／人．月", PERSON_MONTH),
    ("410元（人/月）", PERSON_MONTH),
    pytest.param("410元/人月", PERSON_MONTH),
    ("410元每人每月", PERSON_MONTH),
    ("每人每月410元", PERSON_MONTH),
    ("每月每人410元", PERSON_MONTH),
    ("月人均410元", PERSON_MONTH),
    ("人均每月410元", PERSON_MONTH),
    ("每人每月达到410元", PERSON_MONTH),
    ("4560元/年", {"year"}),
    ("4560元/人/年", PERSON_YEAR),
    ("4560元/人·年", PERSON_YEAR),
    ("每人每年4560元", PERSON_YEAR),
    ("年人均4560元", PERSON_YEAR),
    ("每人每学年9000元", PERSON_YEAR),
    ("5300元/户·年", {"household", "year"}),
    ("1692元/人次", {"case"}),
    ("次均1692元", {"case"}),
    ("户均2141元", {"household"}),
    ("人均1727元", {"person"}),
    # the unit is lost
    ("630/人/月", PERSON_MONTH),
    ("1350/人·月", PERSON_MONTH),
    ("503/月", {"month"}),
    ("4500/年", {"year"}),
    ("每人每年8112。", PERSON_YEAR),
]  # fmt: skip


@pytest.mark.parametrize(("text", "per"), RATES)
def test_rates_of_money(text: str, per: set[str]) -> None:
    quantity = only(text)
    assert (quantity.kind, set(quantity.per), quantity.unit) == ("rate_of_money", per, "元")


INFINITE = math.inf
INTERVALS = [
    # whole counts are exact
    ("4986人", "=", 4986, 4986),
    ("4，986人", "=", 4986, 4986),
    ("共1873户", "=", 1873, 1873),
    # rounded ones reach half a digit to either side
    ("11.52万户", "=", 115150, 115250),
    ("17.73万人", "=", 177250, 177350),
    ("11万人次", "=", 105000, 115000),
    ("9.06亿元", "=", 905500000, 906500000),
    ("2318.4万元", "=", 23183500, 23184500),
    ("25.90万元", "=", 258950, 259050),
    ("98.8%", "=", 98.75, 98.85),
    ("100%", "=", 99.5, 100.5),
    ("412元/月", "=", 411.5, 412.5),
    # 以上 is open above
    ("95%以上", ">=", 95, INFINITE),
    ("95%及以上", ">=", 95, INFINITE),
    ("≥95%", ">=", 95, INFINITE),
    (">=95%", ">=", 95, INFINITE),
    ("不低于95%", ">=", 95, INFINITE),
    ("不少于447户", ">=", 447, INFINITE),
    ("大于等于95%", ">=", 95, INFINITE),
    ("大于92%", ">", 92, INFINITE),
    ("超过3000人", ">", 3000, INFINITE),
    ("≤5300元/户", "<=", -INFINITE, 5300),
    ("不超过8000元", "<=", -INFINITE, 8000),
    ("8000元以内", "<=", -INFINITE, 8000),
    ("1500元以下", "<=", -INFINITE, 1500),
    # 余 and 多 reach to the next printed unit
    ("200余人", ">", 200, 300),
    ("5000多人", ">", 5000, 6000),
    ("20余万份", ">", 200000, 300000),
    ("180多万元", ">", 1800000, 1900000),
    # 近 is below the value
    ("近4万人", "~", 30000, 40000),
    ("将近3000人次", "~", 2000, 3000),
    # around
    ("约350人次", "~", 345, 355),
    ("1.4万人左右", "~", 13500, 14500),
]  # fmt: skip


@pytest.mark.parametrize(("text", "comparator", "low", "high"), INTERVALS)
def test_what_a_print_allows(text: str, comparator: str, low: float, high: float) -> None:
    quantity = only(text)
    assert quantity.comparator == comparator
    assert quantity.low == pytest.approx(low)
    assert quantity.high == pytest.approx(high)


SEVERAL = [
    ("1204户1873人", ["1204户", "1873人"]),
    ("1204户、1873人", ["1204户", "1873人"]),
    ("1204/1873人", ["1204", "1873人"]),
    ("1204/1873（户/人）", ["1204", "1873"]),
    ("1216户次2873人次", ["1216户次", "2873人次"]),
    ("64人92.16万元", ["64人", "92.16万元"]),
    ("由375元提高到412元", ["375元", "412元"]),
    ("6708元和4096元", ["6708元", "4096元"]),
    ("53人次,发放助学金49万元", ["53人次", "49万元"]),
    ("270万元省级86万元", ["270万元", "86万元"]),
    ("中央3120万元，省级986万元", ["3120万元", "986万元"]),
    ("1389 万 元", ["1389 万 元"]),
    ("48 名 孤儿", ["48 名"]),
    ("4 986 人", ["4 986 人"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "raws"), SEVERAL)
def test_several_in_one_text(text: str, raws: list[str]) -> None:
    assert [q.raw for q in find_quantities(fold(text))] == raws


STATED = [
    ("11.52万户", "11.52", "万户"),
    ("2,387万元", "2,387", "万元"),
    ("98.8%", "98.8", "%"),
    ("4986人", "4986", "人"),
]


@pytest.mark.parametrize(("text", "value", "unit"), STATED)
def test_value_and_unit_as_printed(text: str, value: str, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value_stated, quantity.unit_stated) == (value, unit)


NONE = [
    # documents
    "民发〔2021〕21号",
    "民发[2021]21号",
    "民发﹝2021﹞21号",
    "民发（2021）21号",
    "平民发2020〔71〕号",
    "国务院令第649号",
    "会计凭证42、43号",
    # dates and times
    "2020年12月31日",
    "2020-12-31",
    "2020.12.31",
    "2020/12/31",
    "2017年 7月 15日",
    "7月1日起",
    "1-12月，",
    "1—12月累计",
    "1至11月，",
    "12月底，",
    "2016年1月起至2016年12月止",
    "2019-2021年",
    "2022-01-04 14:41",
    # people's and other numbers
    "联系电话：0952-6012345",
    "手机13912345678",
    "80周岁以上老人",
    "0-6岁残疾儿童",
    "60-99周岁",
    "QQ群12345678",
    "身份证号640221196503120018",
    # ordinals, ratios, cost sharing
    "第48次会议",
    "第三条规定",
    "1:0.4:0.6",
    "8+1+3体系",
    "按40%、30%、30%的比例分担",
    # words that begin with a numeral
    "一户一档",
    "万一",
    "统一标准",
    pytest.param("十分困难"),
    "一律公示",
    "四查四补",
    "三无人员",
    "百分百",
    "一类对象",
    "千方百计",
]


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_are_none(text: str) -> None:
    assert [q.raw for q in find_quantities(fold(text)) if q.kind not in ("bare", "other")] == []


PIECES = st.sampled_from(
    ["低保", "特困", "户", "人", "人次", "万元", "元", "元/月", "每人每月", "%", "分", "约", "近", "余", "多", "以上",
     "≥", "不低于", "，", "。", "、", "（", "）", "〔2020〕", "号", "年", "月", "日", "/", "-", " ", "\n", "百分之",
     "点"]
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(0, 10**9).map(lambda n: f"{n:,}"),
    st.decimals(0, 10**6, places=2).map(str),
    st.sampled_from(["三千二百人", "十二万元", "４１０", "一档", "1 234"]),
)
TEXTS = st.one_of(st.lists(st.one_of(PIECES, NUMBERS), max_size=14).map("".join), st.text(max_size=40))


@given(TEXTS)
def test_every_quantity_lies_where_it_says(text: str) -> None:
    quantities = find_quantities(fold(text))
    for quantity in quantities:
        assert quantity.span.of(text) == quantity.raw != ""
        assert quantity.low <= quantity.value <= quantity.high
    starts = [q.span.start for q in quantities]
    assert starts == sorted(starts)
    assert all(a.span.end <= b.span.start for a, b in pairwise(quantities))


UNITS = st.sampled_from([("人", "persons"), ("户", "households"), ("人次", "person_times"), ("元", "money")])


@given(st.integers(10, 10**8), UNITS, st.sampled_from(["{}", "{:,}"]))
def test_a_count_reads_back(value: int, unit: tuple[str, str], form: str) -> None:
    quantity = only(f"共{form.format(value)}{unit[0]}。")
    assert (quantity.value, quantity.kind) == (value, unit[1])
