"""ratio: rates, shares and growth against the two quantities beside them."""

from collections.abc import Sequence

import pytest

from pipeline.audit import ratio
from tests.audit.builders import numbers, results, tabled, told

TEXTS = [
    (
        "executed over received",
        "到位[5411.00万元|assistance.funds_received]，支出[5272.43万元|assistance.spending]，"
        "执行率[98.44%|assistance.execution_rate]。",
        [(98.44, 97.44)],
    ),
    (
        "one of two bases agrees",
        "年初预算[5600万元|assistance.budget]，到位[5411.00万元|assistance.funds_received]，"
        "支出[5272.43万元|assistance.spending]，执行率[97.44%|assistance.execution_rate]。",
        [],
    ),
    (
        "cut off instead of rounded",
        "到位[3000万元|assistance.funds_received]，支出[2000万元|assistance.spending]，"
        "执行率[66.6%|assistance.execution_rate]。",
        [],
    ),
    (
        "spending and balance together",
        "支出[450万元|assistance.spending]，执行率[90%|assistance.execution_rate]，结余[50万元|assistance.balance]。",
        [],
    ),
    (
        "all arrived, though not all was spent",
        "到位[1719万元|dibao.funds_received]，到位率[100%|dibao.arrival_rate]；支出[1684.92万元|dibao.spending]，"
        "结余[34.08万元|dibao.balance]。",
        [],
    ),
    (
        "a bound nearby is no base",
        "补差不低于180元。到位[1719万元|dibao.funds_received]，支出[1684.92万元|dibao.spending]，"
        "支出进度[90.8%|dibao.execution_rate]。",
        [(90.8, 98.02)],
    ),
    (
        "the rate in a sentence of its own",
        "共筹集[3665万元|assistance.funds_received]。发放[3546.19万元|assistance.spending]。执行率为[98.6%|assistance.execution_rate]。",
        [(98.6, 96.76)],
    ),
    (
        "a threshold in a sentence of its own",
        "到位[2246万元|assistance.funds_received]，拨付[2165.14万元|assistance.spending]。执行率未达到[98%|assistance.execution_rate]。",
        [],
    ),
    (
        "one level's plan is no base of all that arrived",
        "配套[1268万元|rural_dibao.budget_initial]，计[6204万元|rural_dibao.funds_received]到账，到位率[100%|rural_dibao.arrival_rate]。",
        [],
    ),
    (
        "a second survey in one sentence",
        "问卷300份，满意291份，满意度[97.0%|dibao.satisfaction]；对居民200人开展拦访，有177人能说出条件，知晓率[81.5%|dibao.awareness_rate]。",
        [(81.5, 88.5)],
    ),
    ("more spent than before", "比上年的11388.4万元多支出1173.41万元，增长12.3%。", [(12.3, 10.3)]),
    ("no base is stated", "支出[450万元|assistance.spending]，执行率[97%|assistance.execution_rate]。", []),
    (
        "a share",
        "护理补贴对象[6743人|disability_nursing.persons]，占全旗一、二级持证残疾人8026人的86.0%。",
        [(86.0, 84.01)],
    ),
    ("a share that fits", "护理补贴对象[6743人|disability_nursing.persons]，占持证残疾人8026人的84.0%。", []),
    ("a share among", "失能人员2316人中，在机构照护的402人，占19.36%。", [(19.36, 17.36)]),
    ("a rate beside money among money", "资金5730万元中，省级3320万元，到位率[100%|assistance.arrival_rate]。", []),
    ("a rate among those counted", "失能对象320人中有200人入院，集中供养率65.5%。", [(65.5, 62.5)]),
    (
        "the amounts behind the rate",
        "执行率[91.69%|assistance.execution_rate]。预算[3200万元|assistance.budget]，支出[3190.08万元|assistance.spending]。",
        [(91.69, 99.69)],
    ),
    ("a share of something not stated", "低保对象[900人|dibao.persons]，占农业人口的3.1%。", []),
    ("those who were satisfied", "回访1200人，表示满意的1135人，满意度[96.4%|dibao.satisfaction]。", [(96.4, 94.58)]),
    (
        "sent, returned and satisfied",
        "发放问卷300份，收回292份，评价满意的283份，满意度[99.6%|dibao.satisfaction]。",
        [(99.6, 96.92)],
    ),
    (
        "satisfied among those returned",
        "发放问卷300份，收回292份，评价满意的283份，满意度[96.9%|dibao.satisfaction]。",
        [],
    ),
    (
        "over spending and balance, where no base is stated",
        "使用[8052.37万元|dibao.spending]，使用率[98.63%|dibao.execution_rate]，剩余[263.63万元|dibao.balance]。",
        [(98.63, 96.83)],
    ),
    (
        "a level's money is no base by chance",
        "到位[1719万元|dibao.funds_received]，中央[980万元|dibao.funds_central]，省[890万元|dibao.funds_provincial]；"
        "支出[1684.92万元|dibao.spending]，支出进度[90.8%|dibao.execution_rate]。",
        [(90.8, 98.02)],
    ),
    (
        "a second rate of the same survey has no count",
        "回访1200人，表示满意的1135人，满意度[94.6%|dibao.satisfaction]；知晓率[91.3%|dibao.awareness_rate]。",
        [],
    ),
    (
        "kept in institutions",
        "特困[1000人|tekun.persons]，集中[180人|tekun_institutional.persons]，集中供养率[19.8%|tekun.institution_rate]。",
        [(19.8, 18.0)],
    ),
    ("a fall", "在册[9873人|dibao.persons]（6412户），较上年末净减529人，下降4.1%。", [(4.1, 5.09)]),
    ("a fall that fits", "在册[9873人|dibao.persons]，较上年末净减529人，下降5.1%。", []),
    ("from and to", "标准由每人每月580元提高到[620元|urban_dibao.standard]，增长8.9%。", [(8.9, 6.9)]),
    ("growth by year", "标准由580元提高到[750元|urban_dibao.standard]，年均增长6%。", []),
    ("growth over a value stated", "支出[550万元|dibao.spending]，比上年500万元增长12%。", [(12, 10)]),
    ("growth over a value not stated", "支出[550万元|dibao.spending]，比上年增长12%。", []),
]


@pytest.mark.parametrize(("why", "text", "expected"), TEXTS, ids=[c[0] for c in TEXTS])
def test_in_prose(why: str, text: str, expected: list[tuple[float, float]]) -> None:
    assert numbers(ratio.check, told(text)) == expected


HEADS = "资金来源|全年预算数|全年执行数|分值|执行率|得分"
TABLES = [
    ("a row off", [HEADS, "县级|436.00|320.36|-|73.84%|-"], [(73.84, 73.48)]),
    (
        "progress of the budget",
        ["来源|预算数|到位数|执行数|预算执行进度（%）", "合计|406.8|398|391.35|99.2"],
        [(99.2, 96.2)],
    ),
    ("a row that fits", [HEADS, "县级|436.00|320.36|-|73.48%|-"], []),
    ("full rate of nothing", [HEADS, "县级|0|0|-|100%|-"], []),
    ("another base in the row", ["来源|年初|调整后|使用|使用率", "合计|4300.00|4512.60|4468.37|99.02%"], []),
    (
        "the rows below are indicators",
        [HEADS, "县级|100|90|-|90%|-", "指标|目标|完成|分值|说明|得分", "人数|95|5|5|5%|5"],
        [],
    ),
]


@pytest.mark.parametrize(("why", "rows", "expected"), TABLES, ids=[c[0] for c in TABLES])
def test_in_tables(why: str, rows: Sequence[str], expected: list[tuple[float, float]]) -> None:
    assert numbers(ratio.check, tabled(rows)) == expected


def test_without_quantities_a_rate_cannot_be_checked() -> None:
    assert results(ratio.check, told("执行率[97%|dibao.execution_rate]。")) == ["not_applicable"]
