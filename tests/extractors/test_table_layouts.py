"""Layouts of tables beside those of known reports, each drawn anew; cells that tell are read with the sentences.

The tables were written for these tests after the faults of reports that had not been seen before: the
ways of tabulating are theirs, the counties and figures are not. For drawing: see conftest.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.table_rows import prose_cells
from pipeline.linking.subjects import Subject
from pipeline.mentions import find_mentions
from pipeline.model import Document, Outline, Particulars
from pipeline.normalise.places import region_by_code
from pipeline.structure.grids import read_grids

Draw = Callable[..., Document]
YEAR = 2020

LAYOUTS = [
    pytest.param(
        (
            "我局对两个项目自评，金额单位均为万元。",
            """
            项目名称|城市居民最低生活保障金|<|<|<
            资金情况|<|全年预算数（A）|全年执行数（B）|执行率（B/A）
            ^|年度资金总额|1845.00|1802.57|97.70%
            ^|其中：上级补助|1310.00|1310.00|—
            """,
            """
            项目名称|特困人员救助供养资金|<|<|<
            资金情况|<|全年预算数（A）|全年执行数（B）|执行率（B/A）
            ^|年度财政资金总额|1024.80|985.65|96.18%
            """,
        ),
        "assistance",
        {
            ("urban_dibao.budget", 18450000.0),
            ("urban_dibao.spending", 18025700.0),
            ("urban_dibao.execution_rate", 97.7),
            ("urban_dibao.funds_superior", 13100000.0),
            ("tekun.budget", 10248000.0),
            ("tekun.spending", 9856500.0),
            ("tekun.execution_rate", 96.18),
        },
        id="unit declared once for the forms of several projects",
    ),
    pytest.param(
        (
            "表一 城市低保资金绩效自评表",
            "一级指标|三级指标|指标值|实际完成值\n产出|保障人数|2300人|2418人\n满意度|低保对象满意度|90%|88.6%",
            "表二 特困人员救助供养绩效自评表",
            "一级指标|三级指标|指标值|实际完成值\n产出|保障人数|630人|641人",
        ),
        "assistance",
        {
            ("urban_dibao.persons", 2300.0, "target"),
            ("urban_dibao.persons", 2418.0),
            ("urban_dibao.satisfaction", 90.0, "target"),
            ("urban_dibao.satisfaction", 88.6),
            ("tekun.persons", 630.0, "target"),
            ("tekun.persons", 641.0),
        },
        id="project named by the form's title alone",
    ),
    pytest.param(
        (
            "项目名称：农村低保资金",
            "一级指标|三级指标|指标值|实际完成值\n产出|低保标准|5100元/年|5160元/年",
        ),
        "dibao",
        {("rural_dibao.standard", 425.0, "target"), ("rural_dibao.standard", 430.0)},
        id="project named in a line above, narrower than the report",
    ),
    pytest.param(
        (
            """
            收支情况（万元）|年初预算|9,865.40|调整预算|12,430.75
            ^|本年收入合计|12,118.40|本年支出合计|12,182.14
            ^|其中：基本支出|786.32|其中：项目支出|11,395.82
            """,
        ),
        "department",
        {
            ("department.budget_initial", 98654000.0),
            ("department.budget", 124307500.0),
            ("department.revenue", 121184000.0),
            ("department.spending", 121821400.0),
            ("department.spending_basic", 7863200.0),
            ("department.spending_project", 113958200.0),
        },
        id="labels and amounts by turns: a label that names its money takes nothing from the one above",
    ),
    pytest.param(
        (
            """
            一级指标|三级指标|年度指标值|完成情况
            产出|特困人员供养人数|5,000人|5,126人（集中1,288人，分散3,838人）
            ^|城乡低保提标|按时提标|城市低保每人每月580元提高到640元，农村340元提高到385元
            ^|农村低保保障人数|≥6300人|年末6418人，其中新增302人，退出411人
            ^|临时救助支出|≤300万元|284.16万元（2,960人次，次均960元）
            ^|孤儿基本生活费|≥1300元/月|机构养育1900元、社会散居1400元
            """,
        ),
        "assistance",
        {
            ("tekun.persons", 5000.0, "target"),
            ("tekun.persons", 5126.0),
            ("tekun_institutional.persons", 1288.0),
            ("tekun_home.persons", 3838.0),
            ("urban_dibao.standard", 580.0, "previous"),
            ("urban_dibao.standard", 640.0),
            ("rural_dibao.standard", 340.0, "previous"),
            ("rural_dibao.standard", 385.0),
            ("rural_dibao.persons", 6300.0, "target"),
            ("rural_dibao.persons", 6418.0),
            ("rural_dibao.persons_added", 302.0),
            ("rural_dibao.persons_removed", 411.0),
            ("temporary_assistance.spending", 3000000.0, "target"),
            ("temporary_assistance.spending", 2841600.0),
            ("temporary_assistance.person_times", 2960.0),
            ("temporary_assistance.average_benefit", 960.0),
            ("orphans.standard", 1300.0, "target"),
            ("orphans_institutional.standard", 1900.0),
            ("orphans_home.standard", 1400.0),
        },
        id="results that are told: parts, changes, several kinds of figures",
    ),
    pytest.param(
        (
            """
            三级指标|指标值|实际完成值
            机构养育孤儿生活费|≥1450元/人·月|1450元/人·月
            散居孤儿|1050元/人·月|1050元/人·月
            城市低保补助|≥400元/人·月|412元/人·月
            """,
        ),
        "assistance",
        {
            ("orphans_institutional.standard", 1450.0, "target"),
            ("orphans_institutional.standard", 1450.0),
            ("orphans_home.standard", 1050.0, "target"),
            ("orphans_home.standard", 1050.0),
        },
        id="what is paid named without 标准; of 低保 it may be the average",
    ),
    pytest.param(
        (
            """
            支出项目|享受人数|标准|支出金额（万元）
            集中供养基本生活费|612|5000元/人/年|302.4
            分散供养基本生活费|2602|4300元/人/年|1112.6
            """,
        ),
        "tekun",
        {
            ("tekun_institutional.persons", 612.0),
            ("tekun_institutional.standard", 416.6667),
            ("tekun_institutional.spending", 3024000.0),
            ("tekun_home.persons", 2602.0),
            ("tekun_home.standard", 358.3333),
            ("tekun_home.spending", 11126000.0),
        },
        id="a column of counts beside rows on a standard",
    ),
    pytest.param(
        ("项目|在册户数/人数|支出（万元）\n城市低保|1200/2300|320\n农村低保|3962/6418|500",),
        "dibao",
        {
            ("urban_dibao.households", 1200.0),
            ("urban_dibao.persons", 2300.0),
            ("urban_dibao.spending", 3200000.0),
            ("rural_dibao.households", 3962.0),
            ("rural_dibao.persons", 6418.0),
            ("rural_dibao.spending", 5000000.0),
        },
        id="two counts in one column",
    ),
    pytest.param(
        (
            "资金来源|下达文号|单位|金额\n中央|吉财社〔2019〕12号|万元|800\n省级|吉财社〔2020〕2号|万元|200\n合计||万元|1000",
        ),
        "assistance",
        {
            ("assistance.funds_central", 8000000.0),
            ("assistance.funds_provincial", 2000000.0),
            ("assistance.funds_received", 10000000.0),
        },
        id="document numbers and units between a label and its figure",
    ),
    pytest.param(
        ("项目|金额（万元）|项目|金额（万元）\n年初预算|100|调整后预算|120\n城市低保支出|60|农村低保支出|50",),
        "dibao",
        {
            ("dibao.budget_initial", 1000000.0),
            ("dibao.budget", 1200000.0),
            ("urban_dibao.spending", 600000.0),
            ("rural_dibao.spending", 500000.0),
        },
        id="two lists side by side under headings of their own",
    ),
    pytest.param(
        ("补贴项目|享受人次|发放标准（元/人·月）|金额（元）\n生活补贴|51408|70|3598600\n护理补贴|45960|100|4596000",),
        "disability",
        {
            ("disability_living.person_times", 51408.0),
            ("disability_living.standard", 70.0),
            ("disability_living.spending", 3598600.0),
            ("disability_nursing.person_times", 45960.0),
            ("disability_nursing.standard", 100.0),
            ("disability_nursing.spending", 4596000.0),
        },
        id="a count that only its last word names",
    ),
    pytest.param(
        (
            """
            年度总体目标|保障困难残疾人的基本生活，按月发放生活补贴。
            年度目标完成概述|全年为困难残疾人发放生活补贴51,408人次、359.86万元。
            """,
        ),
        "disability",
        {
            ("disability_living.person_times", 51408.0),
            ("disability_living.spending", 3598600.0),
        },
        id="what became of a target is a result",
    ),
    pytest.param(
        (
            "项目名称|农村低保资金|<|<\n年初设定目标|保障6300人，支出1800万元。|全年完成情况|年末保障6418人，发放1802.57万元。",
        ),
        "rural_dibao",
        {
            ("rural_dibao.persons", 6300.0, "target"),
            ("rural_dibao.spending", 18000000.0, "target"),
            ("rural_dibao.persons", 6418.0),
            ("rural_dibao.spending", 18025700.0),
        },
        id="goal and result beside their labels in one row",
    ),
]


@pytest.mark.parametrize(("parts", "family", "expected"), LAYOUTS)
def test_layout(draw: Draw, parts: tuple[str, ...], family: str, expected: set[tuple[object, ...]]) -> None:
    report = Subject("dibao", (("area", "rural"),)) if family == "rural_dibao" else Subject(family)
    particulars = Particulars(region=region_by_code("220422", YEAR), year=YEAR)
    found = {
        (m.indicator, round(m.value, 4), *(() if m.role == "actual" else (m.role,)))
        for m in find_mentions(draw(*parts), Outline(()), particulars, report)
        if m.indicator is not None
    }
    assert found == expected


def test_told_cells_are_read_once(draw: Draw) -> None:
    text = draw("三级指标|指标值|完成情况\n特困人员供养人数|5,000人|5,126人（集中1,288人）\n低保人数|300人|312人")
    assert [(c.role, c.heads) for c in prose_cells(text, read_grids(text))] == [("actual", "完成情况 特困人员供养人数")]


def test_cells_of_several_projects_name_their_own(draw: Draw) -> None:
    form = "项目名称|{}|<|<\n年初设定目标|保障对象应保尽保|全年完成情况|年末保障2714人，应保尽保。"
    text = draw("一", form.format("城市低保资金"), "二", form.format("特困供养资金"))
    assert [c.heads for c in prose_cells(text, read_grids(text))] == ["城市低保资金", "特困供养资金"]
