"""Full marks beside a missed target or an admitted deduction, and the score of the budget row."""

from dataclasses import replace

import pytest

from pipeline.audit import score_execution, score_shortfall
from pipeline.model import Report, Span
from tests.audit.builders import numbers, results, scored, tabled, told

ROWS = [
    ("a target missed", "供养人数 5 5 target=≥2300人 actual=2187人", [(2187, 2300)]),
    ("missed, not fully marked", "供养人数 5 4 target=≥2300人 actual=2187人", []),
    ("reached", "供养人数 5 5 target=≥2300人 actual=2300人", []),
    ("a ceiling exceeded", "办理时限 5 5 target=≤20天 actual=25天", [(25, 20)]),
    ("below a ceiling", "办理时限 5 5 target=≤20天 actual=12天", []),
    ("less without a sign may be better", "次均成本 5 5 target=2000元 actual=1800元", []),
    ("a rate without a sign", "发放及时率 5 5 target=100% actual=95%", [(95, 100)]),
    ("bare numbers", "低保对象 5 5 target=≥950 actual=902", [(902, 950)]),
    ("words", "机制健全性 5 5 target=健全 actual=基本健全", []),
    ("two numbers in a cell", "新纳入 5 5 target=据实 actual=213/322", []),
    ("other units", "培训 5 5 target=≥20人 actual=3期", []),
    ("an admitted deduction", "资金 5 5 deducted=1 row=1", [(5, 4)]),
]


@pytest.mark.parametrize(("why", "line", "expected"), ROWS, ids=[c[0] for c in ROWS])
def test_score_shortfall_in_a_row(why: str, line: str, expected: list[tuple[float, float]]) -> None:
    assert numbers(score_shortfall.check, scored(line)) == expected


def test_a_sign_in_a_cell_of_its_own() -> None:
    report = scored("死亡迟停占比 4 4 target=0.5% actual=0.8%")
    text = "死亡迟停占比\t≤\t0.5%\t0.8%\n"
    node = replace(report.scores[0], span=replace(report.scores[0].span, end=len(text)))
    report = replace(report, document=replace(report.document, text=text), scores=(node,))
    assert numbers(score_shortfall.check, report) == [(0.8, 0.5)]


def test_a_target_noted_behind_the_value() -> None:
    lines = "完成进度 13 13 生活补贴982人（目标900人），护理补贴435人（目标600人）"
    report = scored(lines.rsplit(" ", 1)[0])
    text = lines + "\n"
    report = replace(report, document=replace(report.document, text=text))
    assert numbers(score_shortfall.check, report) == [(435, 600)]


@pytest.mark.parametrize(("value", "expected"), [("2386人", [(2386, 2400)]), ("2400人", [])])
def test_a_target_in_the_text_of_an_item(value: str, expected: list[tuple[float, float]]) -> None:
    report = told("供养人数", f"目标[2400人|tekun.persons|role=target]，年末供养[{value}|tekun.persons]。")
    (node,) = scored("供养人数 6 6").scores
    assert numbers(score_shortfall.check, replace(report, scores=(node,))) == expected


BUDGET = [
    ("full marks", "年度资金总额 10 10 row=1 actual=92.68%", [(10, 9.27)]),
    ("the product", "年度资金总额 10 9.27 row=1 actual=92.68%", []),
    ("rounded to one place", "年度资金总额 10 9.3 row=1 actual=92.68%", []),
    ("over the budget", "预算执行率 10 10 row=1 actual=103%", []),
    ("another row", "资金使用合规率 10 10 row=1 actual=92%", []),
]


@pytest.mark.parametrize(("why", "line", "expected"), BUDGET, ids=[c[0] for c in BUDGET])
def test_score_execution(why: str, line: str, expected: list[tuple[float, float]]) -> None:
    assert numbers(score_execution.check, scored(line)) == expected


def test_a_budget_row_without_a_rate_cannot_be_checked() -> None:
    assert results(score_execution.check, scored("年度资金总额 10 9 row=1")) == ["not_applicable"]


RATES = [
    (
        "the amounts of a row without rate",
        tabled(["来源|计划安排|实际到位|实际支出|结余|分值|得分", "合计|8740|8740|8651.2|88.8|10|9"]),
        "合计 10 9 row=1",
        [(9, 9.9)],
    ),
    (
        "the report's rate, by which it says to score",
        told("预算执行率[97.98%|assistance.execution_rate]。", "预算执行 10 10", "注：得分按执行率×权重计算。"),
        "预算执行 10 10 row=1",
        [(10, 9.8)],
    ),
    (
        "the report's rate, if it is scored by steps",
        told("预算执行率[97.98%|assistance.execution_rate]。", "预算执行 10 10", "注：95%以上得满分。"),
        "预算执行 10 10 row=1",
        [],
    ),
]


@pytest.mark.parametrize(("why", "report", "line", "expected"), RATES, ids=[c[0] for c in RATES])
def test_a_row_without_rate(why: str, report: Report, line: str, expected: list[tuple[float, float]]) -> None:
    (node,) = scored(line).scores
    at = report.document.text.index(f"\n{node.label}") + 1
    report = replace(report, scores=(replace(node, span=Span(at, at + len(node.label))),))
    assert numbers(score_execution.check, report) == expected
