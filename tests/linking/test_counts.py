"""Counts of recipients: households and persons, persons and times, and the money beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    # households and persons
    ("rural_dibao", "截至2020年12月底，全县农村低保对象3127户4986人。",
     {"rural_dibao.households": 3127, "rural_dibao.persons": 4986}),
    ("rural_dibao", "截至12月底，共保障农村低保3127户、4986人。",
     {"rural_dibao.households": 3127, "rural_dibao.persons": 4986}),
    ("rural_dibao", "年末农村低保在册3127户，4986人。",
     {"rural_dibao.households": 3127, "rural_dibao.persons": 4986}),
    ("rural_dibao", "年末农村低保在册3127户 4986人。",
     {"rural_dibao.households": 3127, "rural_dibao.persons": 4986}),
    ("dibao", "全县现有城市低保1204/1873人，农村低保5310/7724人。",
     {"urban_dibao.households": 1204, "urban_dibao.persons": 1873,
      "rural_dibao.households": 5310, "rural_dibao.persons": 7724}),
    ("dibao", "年底城市低保1204户（1873人），农村低保5310户（7724人）。",
     {"urban_dibao.households": 1204, "urban_dibao.persons": 1873,
      "rural_dibao.households": 5310, "rural_dibao.persons": 7724}),
    ("dibao", "2020年末，全县有城市低保家庭1204户、保障对象1873人；农村低保家庭5310户、保障对象7724人。",
     {"urban_dibao.households": 1204, "urban_dibao.persons": 1873,
      "rural_dibao.households": 5310, "rural_dibao.persons": 7724}),
    ("dibao", "我县共有低保对象0.96万户1.43万人。", {"dibao.households": 9600, "dibao.persons": 14300}),
    ("dibao", "全年月均保障城市低保对象1196户1850人。",
     {"urban_dibao.households": 1196, "urban_dibao.persons": 1850}),
    ("tekun", "全县纳入特困供养的人员共873名。", {"tekun.persons": 873}),
    ("orphans", "年底共有孤儿64名，全部按月领到基本生活费。", {"orphans.persons": 64}),
    ("disability_nursing", "全年为3416名重度残疾人发放护理补贴。", {"disability_nursing.persons": 3416}),
    ("disability", "截至年底，领取困难残疾人生活补贴的有2841人，领取重度残疾人护理补贴的有3416人。",
     {"disability_living.persons": 2841, "disability_nursing.persons": 3416}),
    ("elderly_allowance", "惠及80周岁以上老年人5127人。", {"elderly_allowance.persons": 5127}),
    ("elderly_allowance", "高龄津贴享受人数为1.27万名。", {"elderly_allowance.persons": 12700}),
    ("unattended_children", "事实无人抚养儿童在册112人。", {"unattended_children.persons": 112}),
    ("low_income", "认定低保边缘家庭426户1287人。", {"low_income.households": 426, "low_income.persons": 1287}),
    ("retired_workers", "享受精减退职老职工生活补助的共43人。", {"retired_workers.persons": 43}),
    # times
    ("temporary_assistance", "全年实施临时救助1216户次2873人次。",
     {"temporary_assistance.household_times": 1216, "temporary_assistance.person_times": 2873}),
    ("temporary_assistance", "全年累计临时救助1216户次、2873人（次）。",
     {"temporary_assistance.household_times": 1216, "temporary_assistance.person_times": 2873}),
    ("temporary_assistance", "2020年临时救助困难群众2873人次，支出救助金486.2万元。",
     {"temporary_assistance.person_times": 2873, "temporary_assistance.spending": 4862000}),
    ("vagrants", "救助站全年救助流浪乞讨人员318人次。", {"vagrants.person_times": 318}),
    ("dibao", "全年累计发放城乡低保金17.36万人次。", {"dibao.person_times": 173600}),
    ("price_subsidy", "启动联动机制3次，发放价格临时补贴41276人次、215.8万元。",
     {"price_subsidy.person_times": 41276, "price_subsidy.spending": 2158000}),
    ("medical_assistance", "医疗救助5183人次，救助金额924.6万元。",
     {"medical_assistance.person_times": 5183, "medical_assistance.spending": 9246000}),
    # count and money in either order
    ("rural_dibao", "全年为4986名农村低保对象发放低保金2318.4万元。",
     {"rural_dibao.persons": 4986, "rural_dibao.spending": 23184000}),
    ("rural_dibao", "全年发放农村低保金2318.4万元，惠及4986人。",
     {"rural_dibao.persons": 4986, "rural_dibao.spending": 23184000}),
    ("rural_dibao", "全年支出农村低保资金2318.4万元，保障3127户4986人。",
     {"rural_dibao.households": 3127, "rural_dibao.persons": 4986, "rural_dibao.spending": 23184000}),
    ("tekun", "累计发放683.5万元供养金，惠及特困人员873人。", {"tekun.spending": 6835000, "tekun.persons": 873}),
    ("assistance", "其中：孤儿64人92.16万元，事实无人抚养儿童112人138.4万元。",
     {"orphans.persons": 64, "orphans.spending": 921600,
      "unattended_children.persons": 112, "unattended_children.spending": 1384000}),
    ("temporary_assistance", "临时救助金共支出486.2万元，受益群众2873人次。",
     {"temporary_assistance.spending": 4862000, "temporary_assistance.person_times": 2873}),
    ("assistance", "发放临时救助2873人次486.2万元。",
     {"temporary_assistance.person_times": 2873, "temporary_assistance.spending": 4862000}),
    ("funeral", "减免殡葬服务费用1426例、计128.34万元。", {"funeral.spending": 1283400}),
    # those who come and go
    ("dibao", "全年新增低保对象286户497人，退出312户568人。",
     {"dibao.households_added": 286, "dibao.persons_added": 497,
      "dibao.households_removed": 312, "dibao.persons_removed": 568}),
    ("rural_dibao", "全年新纳入农村低保497人，取消568人，年末在册4986人。",
     {"rural_dibao.persons_added": 497, "rural_dibao.persons_removed": 568, "rural_dibao.persons": 4986}),
    ("dibao", "通过动态管理，城市低保新增61户88人、退出79户124人，农村低保新增225户409人、退出233户444人。",
     {"urban_dibao.households_added": 61, "urban_dibao.persons_added": 88,
      "urban_dibao.households_removed": 79, "urban_dibao.persons_removed": 124,
      "rural_dibao.households_added": 225, "rural_dibao.persons_added": 409,
      "rural_dibao.households_removed": 233, "rural_dibao.persons_removed": 444}),
    ("tekun", "全年新增特困人员57人，因死亡等原因退出71人。",
     {"tekun.persons_added": 57, "tekun.persons_removed": 71}),
    ("dibao", "动态调整后全县低保对象3302户5214人。", {"dibao.households": 3302, "dibao.persons": 5214}),
    # vague and damaged
    ("temporary_assistance", "全年临时救助困难群众近3000人次。", {"temporary_assistance.person_times": 3000}),
    ("dibao", "全县低保对象约1.4万人。", {"dibao.persons": 14000}),
    ("elderly_allowance", "惠及高龄老人5000余人。", {"elderly_allowance.persons": 5000}),
    ("rural_dibao", "农 村 低 保 3,127 户 4,986 人 。", {"rural_dibao.households": 3127, "rural_dibao.persons": 4986}),
    ("rural_dibao",
     "農村低保對象３１２７戶４９８６人。",
     {"rural_dibao.households": 3127, "rural_dibao.persons": 4986}),
    ("tekun", "特困人員（yuán）873名。", {"tekun.persons": 873}),
    ("dibao", "全县共有低保对象三千一百二十七户四千九百八十六人。", {"dibao.households": 3127, "dibao.persons": 4986}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CASES)
def test_recipients(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)
