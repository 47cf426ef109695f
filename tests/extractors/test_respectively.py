"""分别, 依次, 各为: values in the order of their subjects, measures, levels or years; lists without such a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def fails(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a known failure."""
    return pytest.mark.xfail(strict=True, reason=reason)


CASES = [
    ("dibao", "城市低保、农村低保在册人数依次为1873人、7724人。",
     {"urban_dibao.persons": 1873, "rural_dibao.persons": 7724}),
    ("dibao", "城市低保和农村低保分别支出1012.6万元和2318.4万元，分别保障1873人和7724人。",
     {"urban_dibao.spending": 10126000, "rural_dibao.spending": 23184000, "urban_dibao.persons": 1873,
      "rural_dibao.persons": 7724}),
    ("dibao", "低保户数、人数分别为6514户、9597人。", {"dibao.households": 6514, "dibao.persons": 9597}),
    ("dibao", "资金到位率、社会化发放率、及时发放率分别达到100%、100%、98%。",
     {"dibao.arrival_rate": 100, "dibao.social_payment_rate": 100, "dibao.timeliness_rate": 98}),
    ("dibao", "群众满意度和政策知晓率分别为95.6%和91.5%。", {"dibao.satisfaction": 95.6, "dibao.awareness_rate": 91.5}),
    ("tekun", "全护理、半护理、全自理标准分别为每人每月840元、420元、105元。",
     {"tekun.care_standard_full": 840, "tekun.care_standard_partial": 420, "tekun.care_standard_self": 105}),
    ("tekun", "全自理、半护理、全护理三个档次的照料护理标准分别为105元/月、420元/月、840元/月。",
     {"tekun.care_standard_full": 840, "tekun.care_standard_partial": 420, "tekun.care_standard_self": 105}),
    ("tekun", "集中供养、分散供养的基本生活标准分别为每人每年9840元、6432元。",
     {"tekun_institutional.standard": 820, "tekun_home.standard": 536}),
    ("tekun", "城市、农村特困分别为34人、839人，支出分别为31.3万元、652.2万元。",
     {"urban_tekun.persons": 34, "rural_tekun.persons": 839, "urban_tekun.spending": 313000,
      "rural_tekun.spending": 6522000}),
    ("assistance", "中央、自治区、县级资金分别为3120万元、986万元、460万元。",
     {"assistance.funds_central": 31200000, "assistance.funds_provincial": 9860000,
      "assistance.funds_county": 4600000}),
    ("assistance", "孤儿、事实无人抚养儿童分别有64人、112人，标准均为每人每月940元。",
     {"orphans.persons": 64, "unattended_children.persons": 112, "orphans.standard": 940,
      "unattended_children.standard": 940, "?child_welfare.standard": 940}),
    ("elderly_allowance", "80-89周岁、90-99周岁、100周岁以上老人每月分别发放60元、130元、520元。",
     {"elderly_allowance.standard_80": 60, "elderly_allowance.standard_90": 130,
      "elderly_allowance.standard_100": 520}),
    ("rural_dibao", "A、B、C三类对象分别按每人每月380元、290元、210元补助。",
     {"rural_dibao.standard_a": 380, "rural_dibao.standard_b": 290, "rural_dibao.standard_c": 210}),
    pytest.param("rural_dibao", "2018年至2020年农村低保标准分别为每人每月338元、375元、412元。",
     {"rural_dibao.standard": [(338, 2018), (375, 2019), (412, 2020)]},
     marks=fails("分别 over a run of years (2018年至2020年)")),
    ("dibao", "2019年、2020年低保支出分别为3247万元、3331万元。",
     {"dibao.spending": [(32470000, 2019), (33310000, 2020)]}),
    ("temporary_assistance", "全年救助户次、人次及支出分别为1216户次、2873人次、486.2万元。",
     {"temporary_assistance.household_times": 1216, "temporary_assistance.person_times": 2873,
      "temporary_assistance.spending": 4862000}),
    ("disability", "困难残疾人生活补贴、重度残疾人护理补贴分别发放2841人、3416人，金额分别为202.3万元、368.9万元。",
     {"disability_living.persons": 2841, "disability_nursing.persons": 3416, "disability_living.spending": 2023000,
      "disability_nursing.spending": 3689000}),
    pytest.param("assistance", "城市低保、农村低保、特困人员1873人、7724人、873人。",
     {"urban_dibao.persons": 1873, "rural_dibao.persons": 7724, "tekun.persons": 873},
     marks=fails("a list of programmes with a list of values, without 分别")),
    ("dibao", "新增、退出低保对象分别为497人、568人。", {"dibao.persons_added": 497, "dibao.persons_removed": 568}),
    pytest.param("dibao", "受助对象和社会公众满意度分别为97.1%和93.2%。",
     {"dibao.satisfaction": 97.1, "dibao.public_satisfaction": 93.2}, marks=fails("分别 over who was asked")),
    ("dibao", "城乡低保对象分别为1873人和7724人。", {"urban_dibao.persons": 1873, "rural_dibao.persons": 7724}),
    ("dibao", "城乡低保月人均补差分别为418元、286元。",
     {"urban_dibao.average_benefit": 418, "rural_dibao.average_benefit": 286}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CASES)
def test_in_the_order_of_subjects(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)
