"""Figures in tables, by their headings: funds, standards, regions, programmes by measure; for drawing: see conftest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.table_rows import prose_cells, read_tables
from pipeline.linking.subjects import Subject
from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.model import Document, Mention, Particulars
from pipeline.normalise.places import region_by_code
from pipeline.structure.grids import read_grids

Facts = Callable[..., set[tuple[object, ...]]]
Read = Callable[..., tuple[Mention, ...]]
PREFECTURE, YEAR = "220400", 2020

TABLES = [
    pytest.param(
        (
            "到位情况见下表（单位：万元）：",
            "资金来源|到位金额|到位时间|占比\n中央财政补助|4386|2019年12月|92%\n县本级安排|385|按月|8%\n合 计|4771||",
        ),
        "assistance",
        {
            ("assistance.funds_central", 43860000.0),
            ("assistance.funds_county", 3850000.0),
            ("assistance.funds_received", 47710000.0),
        },
        id="funds by source, unit in the line above",
    ),
    pytest.param(
        ("资金投向|金额（元）|比例\n城市低保|3001234.5|75%\n临时救助|1001234|25%\n工作经费|20000|0%",),
        "assistance",
        {("urban_dibao.spending", 3001234.5), ("temporary_assistance.spending", 1001234.0)},
        id="spending by programme, work expenses left out",
    ),
    pytest.param(
        (
            """
            项目|调整前|调整后|计量单位
            城乡低保|600|640|元/人·月
            特困人员集中供养|11880|12600|元/人·年
            重度残疾人护理补贴（一级）|100|120|元/人·月
            """,
        ),
        "assistance",
        {
            *((f"{a}_dibao.standard", 600.0, "previous") for a in ("urban", "rural")),
            *((f"{a}_dibao.standard", 640.0) for a in ("urban", "rural")),
            ("tekun_institutional.standard", 990.0, "previous"),
            ("tekun_institutional.standard", 1050.0),
            ("disability_nursing.standard_level_1", 100.0, "previous"),
            ("disability_nursing.standard_level_1", 120.0),
        },
        id="standards before and after",
    ),
    pytest.param(
        ("保障对象|2019年标准|2020年标准|增幅\n城市低保|560元/月|600元/月|7.1%\n孤儿（社会散居）|1000|1100|10%",),
        "assistance",
        {
            ("urban_dibao.standard", 560.0, 2019),
            ("urban_dibao.standard", 600.0),
            ("orphans_home.standard", 1000.0, 2019),
            ("orphans_home.standard", 1100.0),
        },
        id="standards by year",
    ),
    pytest.param(
        (
            """
            救助类别|户数|人数|标准|资金支出（万元）
            城市低保|1200|1800|560元/月|720.5
            特困人员||912||610
            其中：集中供养||210|900元/月|220
            分散供养||702|700元/月|390
            合计||||1330.5
            """,
        ),
        "assistance",
        {
            ("urban_dibao.households", 1200.0),
            ("urban_dibao.persons", 1800.0),
            ("urban_dibao.standard", 560.0),
            ("urban_dibao.spending", 7205000.0),
            ("tekun.persons", 912.0),
            ("tekun.spending", 6100000.0),
            ("tekun_institutional.persons", 210.0),
            ("tekun_institutional.standard", 900.0),
            ("tekun_institutional.spending", 2200000.0),
            ("tekun_home.persons", 702.0),
            ("tekun_home.standard", 700.0),
            ("tekun_home.spending", 3900000.0),
            ("assistance.spending", 13305000.0),
        },
        id="programmes by measure, rows of groups below their programme",
    ),
    pytest.param(
        ("附表 救助情况（单位：户、人、万元）", "项目|城市低保|临时救助\n户数|1200|\n人数|1800|\n支出|720.5|88.2"),
        "assistance",
        {
            ("urban_dibao.households", 1200.0),
            ("urban_dibao.persons", 1800.0),
            ("urban_dibao.spending", 7205000.0),
            ("temporary_assistance.spending", 882000.0),
        },
        id="the same, transposed",
    ),
    pytest.param(
        (
            """
            类别|2019年末|2020年末|增减
            低保户数（户）|705|712|7
            低保人数（人）|1402|1386|-16
            其中：城镇（人）|371|368|-3
            农村（人）|1031|1018|-13
            """,
        ),
        "assistance",
        {
            ("dibao.households", 705.0, 2019),
            ("dibao.households", 712.0),
            ("dibao.persons", 1402.0, 2019),
            ("dibao.persons", 1386.0),
            ("urban_dibao.persons", 371.0, 2019),
            ("urban_dibao.persons", 368.0),
            ("rural_dibao.persons", 1031.0, 2019),
            ("rural_dibao.persons", 1018.0),
        },
        id="years as columns, changes left out",
    ),
    pytest.param(
        ("年龄段|人数|每人每月（元）\n80—89周岁|1200|50\n100周岁及以上|12|300\n合　计|1212|—",),
        "elderly_allowance",
        {
            ("elderly_allowance.persons", 1200.0, "part"),
            ("elderly_allowance.standard_80", 50.0),
            ("elderly_allowance.persons", 12.0, "part"),
            ("elderly_allowance.standard_100", 300.0),
            ("elderly_allowance.persons", 1212.0),
        },
        id="age bands",
    ),
    pytest.param(
        ("月份|城市低保|<\n^|人数|金额（万元）\n1月|1200|50.1\n2月|1210|50.2\n全年合计||602.5",),
        "assistance",
        {
            ("urban_dibao.persons", 1200.0, "one_month"),
            ("urban_dibao.spending", 501000.0, "one_month"),
            ("urban_dibao.persons", 1210.0, "one_month"),
            ("urban_dibao.spending", 502000.0, "one_month"),
            ("urban_dibao.spending", 6025000.0),
        },
        id="months as rows",
    ),
    pytest.param(
        ("保障对象|一季度（人次）|资金（元）|全年（人次）|资金（元）\n城市低保|300|120000|1200|480000",),
        "assistance",
        {
            ("urban_dibao.person_times", 300.0, "part_year"),
            ("urban_dibao.spending", 120000.0, "part_year"),
            ("urban_dibao.person_times", 1200.0),
            ("urban_dibao.spending", 480000.0),
        },
        id="quarters, each with its money in the next column",
    ),
    pytest.param(
        ("项目|低保人数|特困供养人数|临时救助人次数\n2019年|1210|88|341\n2020年|1190|90|355",),
        "assistance",
        {
            ("dibao.persons", 1210.0, 2019),
            ("tekun.persons", 88.0, 2019),
            ("temporary_assistance.person_times", 341.0, 2019),
            ("dibao.persons", 1190.0),
            ("tekun.persons", 90.0),
            ("temporary_assistance.person_times", 355.0),
        },
        id="counts without units, years as rows",
    ),
    pytest.param(("姓名|住址|救助金额（元）\n张某|白泉镇|2000\n李某|白泉镇|3000",), "vagrants", set(), id="names"),
    pytest.param(
        ("支出内容|实际支出数（万元）|会计凭证号\n1月低保金|200|1月31日42号\n2月低保金|210|2月28日40号",),
        "dibao",
        set(),
        id="vouchers",
    ),
    pytest.param(
        ("评价内容|标准分|自查分|扣分缘由\n履职投入|20|19.5|\n社会救助|10|10|\n总分|100|96.5|",),
        "department",
        set(),
        id="scores alone",
    ),
    pytest.param(
        ("项目|年初预算数（万元）|决算数（万元）\n残疾人福利及儿童福利类项目|520|573.28\n办公费|12|11",),
        "department",
        set(),
        id="rows of several things, and of none of ours",
    ),
]


@pytest.mark.parametrize(("parts", "family", "expected"), TABLES)
def test_figures_of_a_table(
    facts_of: Facts, parts: tuple[str, ...], family: str, expected: set[tuple[object, ...]]
) -> None:
    assert facts_of(*parts, family=family) == expected


REGIONS = """
县区|城市低保（人）|临时救助|<
^|^|人次|资金（万元）
东丰县|4602|264|63.18
东辽县|3274|195|42.90
辽源经济开发区|120|12|2.2
市本级|—|—|5.5
合计|7996|471|113.78
"""


def test_rows_of_a_prefecture_are_its_counties(facts_of: Facts) -> None:
    found = facts_of(REGIONS, code=PREFECTURE)
    whole = {f for f in found if "part" not in f and "own_level" not in f}
    assert whole == {
        ("urban_dibao.persons", 4602.0, "220421"),
        ("temporary_assistance.person_times", 264.0, "220421"),
        ("temporary_assistance.spending", 631800.0, "220421"),
        ("urban_dibao.persons", 3274.0, "220422"),
        ("temporary_assistance.person_times", 195.0, "220422"),
        ("temporary_assistance.spending", 429000.0, "220422"),
        ("urban_dibao.persons", 7996.0),
        ("temporary_assistance.person_times", 471.0),
        ("temporary_assistance.spending", 1137800.0),
    }


def test_another_county_is_quoted_for_comparison(read_drawn: Read) -> None:
    found = read_drawn("县区|城市低保（人）\n东丰县|4602\n东辽县|3274")
    assert [(m.region.adcode if m.region else None, m.role) for m in found] == [
        ("220421", "reference"),
        ("220422", "actual"),
    ]


def test_towns_state_no_indicator(facts_of: Facts) -> None:
    found = facts_of("镇街|低保（户）|低保（人）\n白泉镇|120|180\n渭津镇|130|190\n全县|250|370")
    assert found == {("dibao.households", 250.0), ("dibao.persons", 370.0)}


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [("金额（万元）", "12.5", 125000.0), ("金额（万元）", "12.5万", 125000.0), ("金额（万元）", "12.5万元", 125000.0),
     ("金额（元）", "125,000", 125000.0), ("金额（亿元）", "1.25", 125000000.0)],
)  # fmt: skip
def test_unit_is_applied_once(read_drawn: Read, header: str, cell: str, value: float) -> None:
    found = read_drawn(f"项目|{header}\n临时救助支出|{cell}")
    assert [m.value for m in found] == [value]


CELLS = st.sampled_from(
    ["", "—", "城市低保", "合计", "县区", "东丰县", "金额（万元）", "三级指标", "实际完成值", "指标值", "12",
     "≥9.5%", "1,204", "12/30", "2020年", "人数（人）", "其中：城镇", "序号", "单位：万元", "执行率", "213户322人",
     "年度资金总额",
     "项目名称", "中央财政", "0", "-3", "12.5万", "1e5", "（）", "全年救助30人次，支出5万元"]
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> Document:
    """Return a document with a table of any cells, some of them merged."""
    width = draw(st.integers(1, 5))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=7))
    spans = draw(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=5))
    builder = DocumentBuilder("html")
    builder.table(
        SourceCell.of(i, j, text, *spans[(i * width + j) % len(spans)])
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
    )
    return builder.build()


@given(tables())
@settings(max_examples=150, deadline=None)
def test_any_table_is_read_and_every_figure_stands_where_it_says(text: Document) -> None:
    particulars = Particulars(region=region_by_code(PREFECTURE, YEAR), year=YEAR)
    for mention in read_tables(text, read_grids(text), particulars, Subject("assistance")):
        assert mention.quantity.span.of(text.text) == mention.quantity.raw
        assert mention.quantity.span in mention.quote
    prose_cells(text, read_grids(text))
