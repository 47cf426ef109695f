"""Figures in tables, by their headings: forms of all families, funds, standards, regions, programmes by measure.

Tables are drawn as text: `|` between cells, `<` for a cell merged with its left, `^` with its upper neighbour.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.table_rows import prose_cells, read_tables
from pipeline.linking.subjects import Subject
from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.model import Document, Mention, Outline, Particulars
from pipeline.normalise.places import region_by_code

COUNTY, PREFECTURE, YEAR = "220422", "220400", 2020
MERGED = ("<", "^")


def drawn(text: str) -> list[SourceCell]:
    """Return the cells of a drawn table."""
    rows = [[c.strip() for c in line.split("|")] for line in text.strip().splitlines()]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    return [
        SourceCell.of(i, j, text, _run([r[j] for r in rows[i + 1 :]], "^"), _run(row[j + 1 :], "<"))
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
        if text not in MERGED
    ]


def _run(texts: list[str], mark: str) -> int:
    return 1 + next((i for i, t in enumerate(texts) if t != mark), len(texts))


def document(*parts: str) -> Document:
    """Return a document of paragraphs and drawn tables."""
    builder = DocumentBuilder("html")
    for part in parts:
        if "|" in part:
            builder.table(drawn(part))
        else:
            builder.paragraph(part)
    return builder.build()


def read(*parts: str, family: str = "assistance", code: str = COUNTY) -> tuple[Mention, ...]:
    """Return the mentions of a report on a family of programmes."""
    region = region_by_code(code, YEAR)
    return read_tables(document(*parts), Outline(()), Particulars(region=region, year=YEAR), Subject(family))


def facts(mentions: tuple[Mention, ...], code: str = COUNTY) -> set[tuple[object, ...]]:
    """Return indicator and value of each mention with one, with what differs from a plain actual of the report."""
    return {
        (
            m.indicator,
            round(m.value, 4),
            *(e for e, plain in ((m.role, "actual"), (m.scope, "whole"), (m.year, YEAR)) if e != plain),
            *((m.region.adcode,) if m.region is not None and m.region.adcode != code else ()),
            *((m.basis,) if m.basis in ("one_month", "part_year", "monthly_average") else ()),
        )
        for m in mentions
        if m.indicator is not None
    }


FORM_2020 = """
项目名称|城乡居民最低生活保障金|<|<|<|<|<|<
项目资金（万元）||年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分
^|年度资金总额|1,300.00|1,420.50|1,391.20|10|97.94%|9.8
^|其中：中央财政补助|900.00|980.00|980.00|—|100%|—
^|县级财政配套|400.00|440.50|411.20|—|93.35%|—
^|其他资金|0.00|0.00|0.00|—|—|—
年度总体目标|预期目标|<|<|实际完成情况|<|<|<
^|全年保障城乡低保对象不少于2900人，按月足额发放。|<|<|年末在册1812户2950人，全年发放低保金1391.2万元。|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
产出指标|数量指标|★★城市低保发放人数(按月平均)(≥**人)|>=620人|611人|6|6|
^|^|农村低保对象人数|≥2200人|2339人|6|6|较上年减少120人
^|质量指标|应保尽保率|100%|100%|6|6|
^|成本指标|城乡低保标准|≥560元/人*月|575元/人*月|6|6|
满意度指标|服务对象满意度|社会公众满意度|≥90%|92.5%|6|6|
总分|<|<|<|<|100|98|
"""

FORMS = [
    pytest.param(
        (FORM_2020,),
        "dibao",
        {
            ("dibao.budget_initial", 13000000.0),
            ("dibao.budget", 14205000.0),
            ("dibao.spending", 13912000.0),
            ("dibao.execution_rate", 97.94),
            ("dibao.funds_central", 9800000.0),
            ("dibao.funds_county", 4405000.0),
            ("urban_dibao.persons", 620.0, "target", "monthly_average"),
            ("urban_dibao.persons", 611.0, "monthly_average"),
            ("rural_dibao.persons", 2200.0, "target"),
            ("rural_dibao.persons", 2339.0),
            ("dibao.coverage_rate", 100.0, "target"),
            ("dibao.coverage_rate", 100.0),
            *((f"{a}_dibao.standard", 560.0, "target") for a in ("urban", "rural")),
            *((f"{a}_dibao.standard", 575.0) for a in ("urban", "rural")),
            ("dibao.public_satisfaction", 90.0, "target"),
            ("dibao.public_satisfaction", 92.5),
        },
        id="form of 2020",
    ),
    pytest.param(
        (
            """
            一级指标|二级指标|三级指标|分值|年度指标值|全年实际值|得分|未完成原因
            产出指标(50分)|数量指标|临时救助人次数(≥**人次)|5|≥1200人次|1268人次|5|
            ^|^|急难型救助户次数|5|≥60户次|66户次|5|
            ^|质量指标|救助档案规范率|3|≥95 %(百分比)|96|3|
            ^|^|救助对象认定准确率|3|≥95 %(百分比)|97.5|3|
            ^|成本指标|临时救助水平|3|<=2000元/人次|1860元/人次|3|
            ^|^|单次救助最高限额|3|≤7000元|7000元|3|
            """,
        ),
        "temporary_assistance",
        {
            ("temporary_assistance.person_times", 1200.0, "target"),
            ("temporary_assistance.person_times", 1268.0),
            ("temporary_assistance.household_times", 60.0, "target", "part"),
            ("temporary_assistance.household_times", 66.0, "part"),
            ("temporary_assistance.accuracy_rate", 95.0, "target"),
            ("temporary_assistance.accuracy_rate", 97.5),
            ("temporary_assistance.average_benefit", 2000.0, "target"),
            ("temporary_assistance.average_benefit", 1860.0),
        },
        id="form of 2019: score before the values, unit in the neighbour, template tails",
    ),
    pytest.param(
        (
            """
            一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分
            产出指标|数量指标|特困人员救助供养人数|≥|330|人|341|20|20
            |成本指标|农村特困供养标准|≥|7800|元/人·年|8112|10|10
            |时效指标|资金发放及时率|定性|按月发放|-|已完成|10|10
            满意度指标|服务对象满意度|特困人员满意度|≥|90|%|96.5|10|10
            """,
        ),
        "tekun",
        {
            ("tekun.persons", 330.0, "target"),
            ("tekun.persons", 341.0),
            ("rural_tekun.standard", 650.0, "target"),
            ("rural_tekun.standard", 676.0),
            ("tekun.satisfaction", 90.0, "target"),
            ("tekun.satisfaction", 96.5),
        },
        id="Sichuan: sign and unit in columns of their own",
    ),
    pytest.param(
        (
            """
            一级指标|二级指标|三级指标|指标分值|预期指标值|<|<|单项指标实际完成值|自评得分|<|<
            ^|^|^|^|符号|值|单位(文字描述)|^|单项指标得分|权重占比(%)|单项指标折算得分
            产出指标|数量指标|临时救助人次|25|≥|1200|人次|1268|25|25|6.25
            效果指标|社会效益|政策知晓率|10|≥|85|%(百分比)|88|10|10|1
            """,
        ),
        "temporary_assistance",
        {
            ("temporary_assistance.person_times", 1200.0, "target"),
            ("temporary_assistance.person_times", 1268.0),
            ("temporary_assistance.awareness_rate", 85.0, "target"),
            ("temporary_assistance.awareness_rate", 88.0),
        },
        id="Hebei: target in three columns under one heading",
    ),
    pytest.param(
        ("二、预算执行情况（万元）|预算数|820|到位数|810|执行数|801.5|预算执行进度(%)|97.74",),
        "temporary_assistance",
        {
            ("temporary_assistance.budget", 8200000.0),
            ("temporary_assistance.funds_received", 8100000.0),
            ("temporary_assistance.spending", 8015000.0),
            ("temporary_assistance.execution_rate", 97.74),
        },
        id="Hebei: labels and values side by side",
    ),
    pytest.param(
        (
            """
            计划安排资金(万元)|330|实际到位资金(万元)|320|实际支出(万元)|310.5|结余(万元)|9.5
            其中：中央财政|205|其中：中央财政|200|其中：中央财政|195|其中：中央财政|5
            省财政|85|省财政|80|省财政|75.5|省财政|4.5
            县财政|40|县财政|40|县财政|40|县财政|0
            """,
        ),
        "dibao",
        {
            ("dibao.budget", 3300000.0),
            ("dibao.funds_received", 3200000.0),
            ("dibao.spending", 3105000.0),
            ("dibao.balance", 95000.0),
            ("dibao.funds_central", 2000000.0),
            ("dibao.funds_provincial", 800000.0),
            ("dibao.funds_county", 400000.0),
        },
        id="Hunan: the level repeated for each of four amounts",
    ),
    pytest.param(
        (
            """
            一级指标|二级指标|三级指标|指标值|全年实际完成值|未完成原因和改进措施
            产出指标|数量指标|城乡低保对象|8000户/12000人|8120户/12055人|
            ^|^|全年救助情况|2000人次|全年共救助2264人次，支出463.18万元|
            ^|成本指标|城乡低保标准|不低于上年|城市610元/月、农村4704元/年|
            ^|^|孤儿基本生活标准|不低于2019年|集中1500元/人·月，散居1100元/人·月|
            ^|质量指标|补助经办人员培训|≥30人|36人|
            """,
        ),
        "dibao",
        {
            ("dibao.households", 8000.0, "target"),
            ("dibao.persons", 12000.0, "target"),
            ("dibao.households", 8120.0),
            ("dibao.persons", 12055.0),
            ("dibao.person_times", 2000.0, "target"),
            ("dibao.person_times", 2264.0),
            ("dibao.spending", 4631800.0),
            ("urban_dibao.standard", 610.0),
            ("rural_dibao.standard", 392.0),
            ("orphans_institutional.standard", 1500.0),
            ("orphans_home.standard", 1100.0),
        },
        id="several figures in a cell",
    ),
    pytest.param(
        (
            """
            三级指标|单位|目标值|完成值
            新纳入低保|户/人|据实|213/322
            动态退出|户/人|据实|371/559
            城市月人均补差|元|≥450|468
            """,
        ),
        "dibao",
        {
            ("dibao.households_added", 213.0),
            ("dibao.persons_added", 322.0),
            ("dibao.households_removed", 371.0),
            ("dibao.persons_removed", 559.0),
            ("urban_dibao.average_benefit", 450.0, "target"),
            ("urban_dibao.average_benefit", 468.0),
        },
        id="households and persons in one cell",
    ),
    pytest.param(
        (
            """
            一级指标|二级指标|三级指标|标准分|评价得分|评分说明
            过程|资金管理|资金到位率|4|4|应到281万元，实到281万元，到位率100%。
            产出|产出时效|资金发放及时率|6|5|及时率91.67%，扣1分。
            """,
        ),
        "tekun",
        {("tekun.arrival_rate", 100.0), ("tekun.timeliness_rate", 91.67)},
        id="rates in the notes of a score table",
    ),
]

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


@pytest.mark.parametrize(("parts", "family", "expected"), [*FORMS, *TABLES])
def test_figures_of_a_table(parts: tuple[str, ...], family: str, expected: set[tuple[object, ...]]) -> None:
    assert facts(read(*parts, family=family)) == expected


REGIONS = """
县区|城市低保（人）|临时救助|<
^|^|人次|资金（万元）
东丰县|4602|264|63.18
东辽县|3274|195|42.90
辽源经济开发区|120|12|2.2
市本级|—|—|5.5
合计|7996|471|113.78
"""


def test_rows_of_a_prefecture_are_its_counties() -> None:
    found = facts(read(REGIONS, code=PREFECTURE), PREFECTURE)
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


def test_another_county_is_quoted_for_comparison() -> None:
    found = read("县区|城市低保（人）\n东丰县|4602\n东辽县|3274")
    assert [(m.region.adcode if m.region else None, m.role) for m in found] == [
        ("220421", "reference"),
        ("220422", "actual"),
    ]


def test_towns_state_no_indicator() -> None:
    found = facts(read("镇街|低保（户）|低保（人）\n白泉镇|120|180\n渭津镇|130|190\n全县|250|370"))
    assert found == {("dibao.households", 250.0), ("dibao.persons", 370.0)}


def test_heading_repeated_on_a_new_page() -> None:
    rows = "三级指标|指标值|完成值\n城市低保人数|≥300人|312人\n三级指标|指标值|完成值\n农村低保人数|≥900人|911人"
    assert ("rural_dibao.persons", 911.0) in facts(read(rows, family="dibao"))


def test_table_goes_on_without_heading() -> None:
    first, second = "三级指标|指标值|完成值\n城市低保人数|≥300人|312人", "农村低保人数|≥900人|911人"
    found = facts(read(first, second, family="dibao"))
    assert ("rural_dibao.persons", 900.0, "target") in found


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [("金额（万元）", "12.5", 125000.0), ("金额（万元）", "12.5万", 125000.0), ("金额（万元）", "12.5万元", 125000.0),
     ("金额（元）", "125,000", 125000.0), ("金额（亿元）", "1.25", 125000000.0)],
)  # fmt: skip
def test_unit_is_applied_once(header: str, cell: str, value: float) -> None:
    found = read(f"项目|{header}\n临时救助支出|{cell}")
    assert [m.value for m in found] == [value]


def test_prose_cells_of_a_form() -> None:
    text = document(FORM_2020)
    cells = [(c.role, c.span.of(text.text)[:4]) for c in prose_cells(text)]
    assert cells == [("target", "全年保障"), ("actual", "年末在册")]


CELLS = st.sampled_from(
    ["", "—", "城市低保", "合计", "县区", "东丰县", "金额（万元）", "三级指标", "实际完成值", "指标值", "12",
     "≥9.5%", "1,204", "12/30", "2020年", "人数（人）", "其中：城镇", "序号", "单位：万元", "执行率", "213户322人", "年度资金总额",
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
    for mention in read_tables(text, Outline(()), particulars, Subject("assistance")):
        assert mention.quantity.span.of(text.text) == mention.quantity.raw
        assert mention.quantity.span in mention.quote
    prose_cells(text)
