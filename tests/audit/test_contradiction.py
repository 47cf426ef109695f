"""contradiction and period: two values for one fact, and dates before the year ends."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.audit import annual_monthly, contradiction, period
from pipeline.audit.rules import audit_document, audited
from tests.audit.builders import ABOUT, findings, results, told

TEXTS = [
    (
        "a slip of the pen",
        "年末[1903人|tekun.persons]。",
        "全县[1930人|tekun.persons]均已明确责任人。",
        [(1903, 1930, "error")],
    ),
    ("the beginning of the year", "年末[318名|orphans.persons]。", "年初在册[336名|orphans.persons]。", []),
    (
        "a part by place of registration",
        "全年[2076人次|temporary_assistance.person_times]。",
        "按户籍分，本县[2069人次|temporary_assistance.person_times]，外来7人次。",
        [],
    ),
    (
        "all but a part",
        "全年[1146人次|vagrants.person_times]。",
        "未成年人37人次，其余[1109人次|vagrants.person_times]。",
        [],
    ),
    (
        "in a list of targets",
        "全年[9290人次|temporary_assistance.person_times]。",
        "下达的目标是农村低保达到3600元以上，临时救助覆盖[8500人次|temporary_assistance.person_times]。",
        [],
    ),
    ("rounded", "年末[17.73万人|tekun.persons]。", "全县[177261人|tekun.persons]。", []),
    ("far off, of a part", "年末[1903人|tekun.persons]。", "走访[52人|tekun.persons]。", []),
    ("a fifth off", "年末[1900人|tekun.persons]。", "全县[1550人|tekun.persons]。", [(1900, 1550, "warning")]),
    ("another year", "年末[1903人|tekun.persons]。", "上年[1930人|tekun.persons|year=2020]。", []),
    ("a planned value", "年末[1903人|tekun.persons]。", "保障任务[1930人|tekun.persons]。", []),
    ("a value set as target", "年末[1903人|tekun.persons]。", "仍按[1930人|tekun.persons]设目标。", []),
    (
        "year-end and monthly average",
        "年末[1903人|tekun.persons|basis=year_end]。",
        "月均[1930人|tekun.persons|basis=monthly_average]。",
        [],
    ),
    (
        "behind the count of a part",
        "集中供养[319人|tekun_institutional.persons]。",
        "不能自理[566人||scope=part]，入住[296人|tekun_institutional.persons]。",
        [],
    ),
    ("money cut in the year", "下达[5322万元|dibao.funds_central]。", "调减后[5196万元|dibao.funds_central]。", []),
    ("of which", "支出[900万元|dibao.spending]。", "共[910万元|], 其中[880万元|dibao.spending]。", []),
    ("a full rate of one batch", "执行率[97.7%|dibao.execution_rate]。", "执行率[100%|dibao.execution_rate]。", []),
    ("surveys of other groups", "满意度[98%|dibao.satisfaction]。", "满意度[95%|dibao.satisfaction]。", []),
    (
        "unsure of the link",
        "年末[1903人|tekun.persons]。",
        "有[1930人|tekun.persons|confidence=0.8]。",
        [(1903, 1930, "warning")],
    ),
    (
        "agreements with all at home",
        "分散供养[461人|tekun_home.persons]。",
        "与474名分散供养特困人员签订协议，签订率100%。",
        [(461, 474, "warning")],
    ),
    ("agreements not yet signed", "分散供养[461人|tekun_home.persons]。", "74名分散供养人员没有签协议。", []),
]


@pytest.mark.parametrize(("why", "first", "second", "expected"), TEXTS, ids=[c[0] for c in TEXTS])
def test_contradiction(why: str, first: str, second: str, expected: list[tuple[float, float, str]]) -> None:
    found = findings(contradiction.check, told(first, second))
    assert [(f.stated, f.computed, f.severity) for f in found] == expected


def test_a_contradiction_beside_annual_monthly_follows_from_it() -> None:
    report = told("农村低保每年[5520元|rural_dibao.standard|per=year]（[480元|rural_dibao.standard]）。")
    (finding,) = findings(contradiction.check, report)
    assert finding.follows_from == findings(annual_monthly.check, report)[0]


DATES = [
    ("signed early", {"signed": date(2021, 12, 9)}, ["fail", "not_applicable"]),
    ("on the last day", {"signed": date(2021, 12, 31)}, ["pass", "not_applicable"]),
    ("published early", {"signed": date(2022, 1, 5), "published": date(2021, 11, 29)}, ["pass", "fail"]),
    ("without year", {"signed": date(2021, 12, 9), "year": None}, ["not_applicable", "not_applicable"]),
]


@pytest.mark.parametrize(("why", "changes", "expected"), DATES, ids=[c[0] for c in DATES])
def test_period(why: str, changes: dict[str, object], expected: list[str]) -> None:
    report = told("低保。", about=replace(ABOUT, **changes))  # type: ignore[arg-type]
    assert results(period.check, report) == expected


def test_every_rule_says_whether_it_could_be_applied() -> None:
    checks = audit_document(told("本年工作有序开展。"))
    assert len({c.rule for c in checks}) == 16
    assert {c.result for c in checks} == {"not_applicable"}
    assert all(c.reason for c in checks)


def test_one_pair_of_numbers_is_found_once() -> None:
    line = "特困[6905人|tekun.persons]，集中[812人|tekun_institutional.persons]，分散[6103人|tekun_home.persons]。"
    report = audited(told(line, line))
    assert [f.rule for f in report.findings] == ["parts_sum"]
    assert report.findings[0].message_zh.startswith("tekun.persons：合计6905")
