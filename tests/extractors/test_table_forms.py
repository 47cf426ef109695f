"""The rows of a 自评表 as figures, in the layouts that bureaus use; how tables are drawn: see conftest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.table_rows import prose_cells
from pipeline.model import Document
from pipeline.structure.grids import read_grids

Facts = Callable[..., set[tuple[object, ...]]]

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
            ^|^|全年救助情况|2000人次|全年共救助2264人次|
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


@pytest.mark.parametrize(("parts", "family", "expected"), FORMS)
def test_figures_of_a_form(
    facts_of: Facts, parts: tuple[str, ...], family: str, expected: set[tuple[object, ...]]
) -> None:
    assert facts_of(*parts, family=family) == expected


def test_heading_repeated_on_a_new_page(facts_of: Facts) -> None:
    rows = "三级指标|指标值|完成值\n城市低保人数|≥300人|312人\n三级指标|指标值|完成值\n农村低保人数|≥900人|911人"
    assert ("rural_dibao.persons", 911.0) in facts_of(rows, family="dibao")


def test_table_goes_on_without_heading(facts_of: Facts) -> None:
    first, second = "三级指标|指标值|完成值\n城市低保人数|≥300人|312人", "农村低保人数|≥900人|911人"
    assert ("rural_dibao.persons", 900.0, "target") in facts_of(first, second, family="dibao")


def test_prose_cells_of_a_form(draw: Callable[..., Document]) -> None:
    text = draw(FORM_2020)
    cells = [(c.role, c.span.of(text.text)[:4]) for c in prose_cells(text, read_grids(text))]
    assert cells == [("target", "全年保障"), ("actual", "年末在册")]
