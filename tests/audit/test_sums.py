"""parts_sum: totals and their parts in prose, lists and tables; and lists that claim nothing."""

from collections.abc import Sequence

import pytest

from pipeline.audit import parts_sum
from tests.audit.builders import findings, numbers, results, tabled, told

PROSE = [
    (
        "one of two partitions is wrong",
        "特困人员[6905人|tekun.persons]，其中城市[318人|urban_tekun.persons]、农村[6587人|rural_tekun.persons]；"
        "集中供养[812人|tekun_institutional.persons]，分散供养[6103人|tekun_home.persons]。",
        [(6905, 6915)],
    ),
    ("one part alone", "低保对象[900人|dibao.persons]，其中城市[300人|urban_dibao.persons]。", []),
    (
        "rounded parts",
        "低保对象[1.23万人|dibao.persons]，其中城市[0.31万人|urban_dibao.persons]、农村[9163人|rural_dibao.persons]。",
        [],
    ),
    (
        "the roll and its monthly average",
        "低保对象[900人|dibao.persons|basis=monthly_average]，城市[300人|urban_dibao.persons]、"
        "农村[610人|rural_dibao.persons]。",
        [],
    ),
    (
        "another year",
        "低保对象[900人|dibao.persons|year=2020]，今年城市[300人|urban_dibao.persons]、农村[610人|rural_dibao.persons]。",
        [],
    ),
    (
        "far apart: parts of something else",
        "低保对象[900人|dibao.persons]，新增城市[30人|urban_dibao.persons]、农村[61人|rural_dibao.persons]。",
        [],
    ),
    (
        "all levels of government",
        "到位资金[7126.4万元|assistance.funds_received]：中央[4610万元|assistance.funds_central]、"
        "省[1474.4万元|assistance.funds_provincial]、县[1022万元|assistance.funds_county]。",
        [(71_264_000, 71_064_000)],
    ),
    (
        "the county's own money is not named",
        "到位资金[7126.4万元|assistance.funds_received]，其中中央[4610万元|assistance.funds_central]、"
        "省[1474.4万元|assistance.funds_provincial]。",
        [],
    ),
    (
        "money without indicator among the levels",
        "到位资金[7126.4万元|assistance.funds_received]：中央[4610万元|assistance.funds_central]、"
        "彩票公益金20万元、省[1474.4万元|assistance.funds_provincial]、县[1022万元|assistance.funds_county]。",
        [],
    ),
    (
        "levels above the total are wrong even if some are missing",
        "到位资金[500万元|assistance.funds_received]，其中中央[400万元|assistance.funds_central]、"
        "省[140万元|assistance.funds_provincial]。",
        [(5_000_000, 5_400_000)],
    ),
    (
        "tiers of ability against the roll",
        "在册[1168人|tekun.persons]。全护理96人，半护理187人，全自理895人。",
        [(1168, 1178)],
    ),
    ("tiers that fit", "在册[1178人|tekun.persons]。全护理96人，半护理187人，全自理895人。", []),
    (
        "spending by programme, introduced as all of it",
        "支出[900万元|assistance.spending]。按用途分，依次为农村低保[400万元|rural_dibao.spending]，"
        "城市低保[300万元|urban_dibao.spending]，特困[190万元|tekun.spending]。",
        [(9_000_000, 8_900_000)],
    ),
    (
        "a list that its total closes",
        "生活费[4222.55万元|tekun.spending]、护理费512.3万元，两项共4743.85万元。",
        [(47_438_500, 47_348_500)],
    ),
    (
        "parts above their total, some unnamed",
        "支出[3000万元|tekun.spending]，其中基本生活费2493.68万元、照料护理费517.32万元。",
        [(30_000_000, 30_110_000)],
    ),
    ("a list behind its total that is not complete", "支出[3000万元|tekun.spending]，其中甲2400万元、乙500万元。", []),
    ("two lists in a row", "特困[486人|tekun.persons]，其中养老院142人、居家344人、城市21人。", []),
    (
        "in one sentence even a part far off",
        "孤儿[159人|orphans.persons]（机构[11人|orphans_institutional.persons]、散居[418人|orphans_home.persons]）。",
        [(159, 429)],
    ),
    (
        "money received is money spent and money left",
        "到位[1860万元|dibao.funds_received]，支出[1785.6万元|dibao.spending]，结余[47.4万元|dibao.balance]。",
        [(18_600_000, 18_330_000)],
    ),
    (
        "money carried over",
        "到位[1860万元|dibao.funds_received]，上年结转20万元，支出[1785.6万元|dibao.spending]，结余[94.4万元|dibao.balance]。",
        [],
    ),
    (
        "a fall that does not lead here",
        "城市低保[26181人|urban_dibao.persons]，由上年底的26894人减少776人。",
        [(26181, 26118)],
    ),
    ("a fall that does", "城市低保[26118人|urban_dibao.persons]，由上年底的26894人减少776人。", []),
    ("a rise in rounded money", "配套[1.28亿元|dibao.funds_county]，比上年1.19亿元增加880万元。", []),
    ("two heads together", "集中21人，每人每月1340元；散居291人，每人每月820元；两头合共321人。", [(321, 312)]),
    ("a list closed by the right total", "甲项40万元，乙项2.75万元，丙项36万元，共计78.75万元。", []),
    (
        "by cause, all of them",
        "实施临时救助[2076人次|temporary_assistance.person_times]。按致困原因分，因病1102人次，因学286人次，"
        "因灾和意外401人次，其他原因277人次。按户籍分，本县户籍2069人次，外来7人次。",
        [(2076, 2066)],
    ),
    (
        "by kind, of the year and not of the year before",
        "住院和门诊救助[13246人次|medical_assistance.person_times]，上年[13346人次|medical_assistance.person_times|year=2020]。"
        "按类别分，住院10982人次，门诊2364人次。",
        [(13246, 13346)],
    ),
    ("counts and money in turn, by kind", "共100人次8万元。按类型分，急难型40人次、3万元，支出型60人次、5万元。", []),
    (
        "brackets inside a list",
        "总支出100万元。按性质分，基本支出40万元（人员30万元、公用10万元），项目支出60万元。",
        [],
    ),
    (
        "made of two",
        "共支出[6004.8万元|tekun.spending]，由生活费5418.6万元和护理费486.2万元两块构成。",
        [(60_048_000, 59_048_000)],
    ),
    (
        "nothing else",
        "全年支出[128.64万元|vagrants.spending]。用掉的钱里，伙食62.35万元，车票31.08万元，送医18.96万元，安置17.25万元，没有别的开销。",
        [(1_286_400, 1_296_400)],
    ),
    (
        "four levels, far off",
        "中央6905万元，省8214.6万元，市1560万元，县5500.4万元，四级合计28180万元。",
        [(281_800_000, 221_800_000)],
    ),
    (
        "three blocks, one of them left from the year before",
        "资金总量5912万元，由三块构成：上级补助5238万元，县级500万元，上年结余74万元。",
        [(59_120_000, 58_120_000)],
    ),
    ("by tier", "兑付1669.8万元，分档为一级591.6万元、二级1038.2万元。", [(16_698_000, 16_298_000)]),
    ("a grade is no count of levels", "一级6743人，二级2958人，三级3785人。", []),
    ("both areas", "城市低保12126人（6449户），农村低保119977人（47269户），城乡合计162103人。", [(162103, 132103)]),
    (
        "a total of households behind that of people",
        "城市51人、34户，农村79人、48户，两项合并130人、87户。",
        [(87, 82)],
    ),
    ("the end of a list", "到位900万元，其中甲项40万元、乙项36万元，共计76万元。", []),
    ("a total of other things", "甲项40万元，乙项36万元，共900万元。", []),
    ("counts and money in turn", "城市12人3万元，农村20人5万元，合计33人8万元。", [(33, 32)]),
    (
        "a list that does not claim to be all",
        "支出[900万元|assistance.spending]。其中农村低保[400万元|rural_dibao.spending]，"
        "城市低保[300万元|urban_dibao.spending]，特困[190万元|tekun.spending]。",
        [],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), PROSE, ids=[c[0] for c in PROSE])
def test_in_prose(why: str, text: str, expected: list[tuple[float, float]]) -> None:
    """Two ways of stating a sum may find the same two numbers; the audit keeps one."""
    assert list(dict.fromkeys(numbers(parts_sum.check, told(text)))) == expected


TABLES = [
    (
        "a row of totals",
        ["县|下达资金|支出金额", "甲县|1089.30|1075.22", "乙县|3548.60|3479.18", "合计|4637.90|4564.40"],
        "单位：万元",
        [(45_644_000, 45_544_000)],
    ),
    ("sums that agree", ["县|集中|分散", "甲|61|925", "乙|212|3002", "全市|273|3927"], "", []),
    (
        "a column of totals",
        ["县|合计|集中|分散", "甲|986|61|925", "乙|3214|212|3002", "丙|2057|118|1929", "丁|5308|247|5061"],
        "",
        [(2057, 2047)],
    ),
    (
        "averages and rates are not added",
        ["县|人数|标准|执行率", "甲|10|500|98", "乙|20|520|97", "合计|30|510|97.5"],
        "",
        [],
    ),
    (
        "a total over a subtotal",
        ["类|人数|支出", "机构|23|62.48", "散居|41|80.64", "小计|64|143.12", "事孤|168|325.92", "合计|232|469.04"],
        "",
        [],
    ),
    ("a row of which", ["类|人数|支出", "城市|30|5", "其中：重残|8|2", "农村|70|9", "合计|100|14"], "", []),
    (
        "a form's money by level",
        [
            "资金|全年预算数|全年执行数",
            "年度资金总额|508.60|471.35",
            "其中：中央补助资金|186.00|186.00",
            "省级补助资金|142.60|142.60",
            "县级配套资金|190.00|142.75",
        ],
        "（万元）",
        [(5_086_000, 5_186_000)],
    ),
    ("words in a column", ["县|人数|备注", "甲|10|新", "乙|20|旧", "合计|30|共"], "", []),
    ("a scored form", ["一级指标|分值|得分", "甲|20|19", "乙|30|30", "合计|100|95"], "", []),
]


@pytest.mark.parametrize(("why", "rows", "before", "expected"), TABLES, ids=[c[0] for c in TABLES])
def test_in_tables(why: str, rows: Sequence[str], before: str, expected: list[tuple[float, float]]) -> None:
    assert numbers(parts_sum.check, tabled(rows, before)) == expected


def test_the_evidence_is_the_total_and_its_parts() -> None:
    report = told("低保对象[900人|dibao.persons]，城市[300人|urban_dibao.persons]、农村[610人|rural_dibao.persons]。")
    (finding,) = findings(parts_sum.check, report)
    assert [s.of(report.document.text) for s in finding.evidence] == ["900人", "300人", "610人"]


def test_a_table_that_nowhere_adds_up_is_read_wrongly() -> None:
    report = tabled(["县|甲项|乙项|丙项", "一|10|20|30", "二|10|20|30", "合计|90|95|88"])
    assert set(results(parts_sum.check, report)) == {"not_applicable"}
