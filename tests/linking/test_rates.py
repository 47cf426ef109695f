"""Rates: arrival, execution, payment, coverage, accuracy, satisfaction by who was asked, and shares that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def fails(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a known failure."""
    return pytest.mark.xfail(strict=True, reason=reason)


CASES = [
    ("rural_dibao", "资金到位率100%，预算执行率98.8%。",
     {"rural_dibao.arrival_rate": 100, "rural_dibao.execution_rate": 98.8}),
    ("rural_dibao", "补助资金到位率、到位及时率均为100%。",
     {"rural_dibao.arrival_rate": 100, "rural_dibao.arrival_timeliness_rate": 100}),
    ("rural_dibao", "资金到位率达100％，执行进度为98.82％。",
     {"rural_dibao.arrival_rate": 100, "rural_dibao.execution_rate": 98.82}),
    ("rural_dibao", "低保金按时发放率100%，社会化发放率100%，对象认定准确率99.3%。",
     {"rural_dibao.timeliness_rate": 100, "rural_dibao.social_payment_rate": 100, "rural_dibao.accuracy_rate": 99.3}),
    ("rural_dibao", "低保金通过“一卡通”社会化发放率达到百分之百。", {"rural_dibao.social_payment_rate": 100}),
    ("temporary_assistance", "救助资金及时发放率96.4%，应救尽救率100%。",
     {"temporary_assistance.timeliness_rate": 96.4, "temporary_assistance.coverage_rate": 100}),
    ("temporary_assistance", "应救尽救率达百分之九十八。", {"temporary_assistance.coverage_rate": 98}),
    ("rural_dibao", "农村低保覆盖面为4.1%。", {"rural_dibao.population_share": 4.1}),
    ("rural_dibao", "农村低保对象7724人，占农业人口的4.1%。",
     {"rural_dibao.persons": 7724, "rural_dibao.population_share": 4.1}),
    ("dibao", "城乡低保对象占全县总人口的3.36%。", {"dibao.population_share": 3.36}),
    ("tekun", "特困人员集中供养率24.7%。", {"tekun.institution_rate": 24.7}),
    ("tekun", "失能、半失能特困人员集中供养率达到61.5%。", {"?tekun.institution_rate": 61.5}),
    # satisfaction
    ("rural_dibao", "救助对象满意度95.6%。", {"rural_dibao.satisfaction": 95.6}),
    ("rural_dibao", "社会公众满意度93.2%。", {"rural_dibao.public_satisfaction": 93.2}),
    ("rural_dibao", "低保对象满意度为97.1%，社会公众满意度为93.2%。",
     {"rural_dibao.satisfaction": 97.1, "rural_dibao.public_satisfaction": 93.2}),
    ("rural_dibao", "受助群众满意率达98%以上，周边居民满意率达92%。",
     {"rural_dibao.satisfaction": 98, "rural_dibao.public_satisfaction": 92}),
    ("assistance", "共发放问卷240份，收回236份，服务对象总体满意度96.6%。", {"assistance.satisfaction": 96.6}),
    ("assistance", "随机走访困难家庭150户，表示满意的占97.3%。", {"assistance.satisfaction": 97.3}),
    ("assistance", "经问卷调查，群众对社会救助政策的知晓率为91.5%，满意度为94.8%。",
     {"assistance.awareness_rate": 91.5, "assistance.satisfaction": 94.8}),
    ("assistance", "政策知晓率达到90%以上。", {"assistance.awareness_rate": 90}),
    ("assistance", "服务对象满意度大于92%。", {"assistance.satisfaction": 92}),
    pytest.param("assistance", "低保、特困、临时救助对象满意度分别为97%、98%、95%。",
     {"dibao.satisfaction": 97, "tekun.satisfaction": 98, "temporary_assistance.satisfaction": 95},
     marks=fails("分别 over programmes does not reach their satisfaction")),
    ("assistance", "城乡低保资金社会化发放率100%，特困供养资金社会化发放率100%。",
     {"dibao.social_payment_rate": 100, "tekun.social_payment_rate": 100}),
    ("assistance", "低保、特困供养资金发放率均达到100%。",
     {"assistance.payment_rate": 100, "?dibao.payment_rate": 100, "?tekun.payment_rate": 100}),
    ("disability", "两项补贴发放及时率100%、发放准确率99.6%。",
     {"disability.timeliness_rate": 100, "disability.accuracy_rate": 99.6}),
    ("assistance", "3.质量指标：救助对象认定准确率99%；资金足额发放率100%。",
     {"assistance.accuracy_rate": 99, "assistance.payment_rate": 100}),
    ("assistance", "4.时效指标：救助金在每月10日前发放到位，发放及时率98%。", {"assistance.timeliness_rate": 98}),
    ("assistance", "支出4602.18万元，占到位资金的97.59%。",
     {"assistance.spending": 46021800, "assistance.execution_rate": 97.59}),
    # what is no rate of the codebook, or no achievement
    ("assistance", "照料护理协议签订率100%，护理员持证率86%。", {}),
    ("assistance", "全年发放金额同比增长6.3%。", {}),
    ("rural_dibao", "低保标准比上年提高9.9%。", {}),
    ("rural_dibao", "抽查低保家庭比例达到30%，入户核查率100%。", {}),
    ("rural_dibao", "补助水平占低保标准的69.4%。", {}),
    ("assistance", "问卷回收率98.3%。", {}),
    ("dibao", "新型农村合作医疗参保率99.2%。", {}),
    ("assistance", "全县60周岁以上老年人占总人口的19.8%。", {}),
    ("assistance", "信访案件按期办结率100%。", {}),
    ("temporary_assistance", "支出型救助占全年救助人次的60.7%。", {}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CASES)
def test_rates(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)
