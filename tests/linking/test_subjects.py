"""Whose figure it is: subjects carried on, partitions after 其中, 分别, areas, places, classes, regions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    # 其中 chains
    ("dibao", "年末全县低保对象6514户9597人，其中：城市1204户1873人，农村5310户7724人。",
     {"dibao.households": 6514, "dibao.persons": 9597, "urban_dibao.households": 1204, "urban_dibao.persons": 1873,
      "rural_dibao.households": 5310, "rural_dibao.persons": 7724}),
    ("tekun", "全县特困人员873人，其中集中供养216人，分散供养657人。",
     {"tekun.persons": 873, "tekun_institutional.persons": 216, "tekun_home.persons": 657}),
    ("tekun", "全县特困人员873人（城市34人、农村839人）。",
     {"tekun.persons": 873, "urban_tekun.persons": 34, "rural_tekun.persons": 839}),
    ("tekun", "农村特困839人，其中：集中供养203人，分散供养636人；城市特困34人，其中：集中供养13人，分散供养21人。",
     {"rural_tekun.persons": 839, "urban_tekun.persons": 34,
      "?tekun_institutional.persons": 203, "?tekun_home.persons": 636}),
    ("orphans", "全县共有孤儿64人，其中机构养育18人，社会散居46人。",
     {"orphans.persons": 64, "orphans_institutional.persons": 18, "orphans_home.persons": 46}),
    ("assistance", "保障各类困难群众11320人，其中城市低保1873人，农村低保7724人，特困人员873人，孤儿64人。",
     {"assistance.persons": 11320, "urban_dibao.persons": 1873, "rural_dibao.persons": 7724, "tekun.persons": 873,
      "orphans.persons": 64}),
    ("dibao", "低保对象9597人，其中与建档立卡贫困户重合1604人。", {"dibao.persons": 9597}),
    ("temporary_assistance", "全年救助2873人次，其中急难型救助1130人次，支出型救助1743人次。",
     {"temporary_assistance.person_times": 2873}),
    ("vagrants", "全年救助318人次，其中站内救助201人次、站外救助117人次。", {"vagrants.person_times": 318}),
    ("rural_dibao", "农村低保7724人，其中A类813人、B类3960人、C类2951人。", {"rural_dibao.persons": 7724}),
    ("rural_dibao",
     "农村低保对象5310户7724人，按困难程度分为三类：一类412户813人，二类2705户3960人，三类2193户2951人。",
     {"rural_dibao.households": 5310, "rural_dibao.persons": 7724}),
    ("disability_nursing",
     "重度残疾人护理补贴3416人，其中一级1362人、二级2054人。",
     {"disability_nursing.persons": 3416}),
    ("tekun", "特困人员873人，其中全护理94人、半护理231人、全自理548人。", {"tekun.persons": 873}),
    ("elderly_allowance",
     "全年发放高龄津贴5127人，其中80-89周岁4316人，90-99周岁789人，100周岁以上22人。",
     {"elderly_allowance.persons": 5127}),
    # carried on
    ("assistance", "一是城市低保。年末在册1204户1873人，全年支出1012.6万元。",
     {"urban_dibao.households": 1204, "urban_dibao.persons": 1873, "urban_dibao.spending": 10126000}),
    ("assistance", "农村低保年末在册5310户7724人，全年发放2318.4万元，社会化发放率100%。",
     {"rural_dibao.households": 5310, "rural_dibao.persons": 7724, "rural_dibao.spending": 23184000,
      "rural_dibao.social_payment_rate": 100}),
    ("assistance", "临时救助方面，共受理并救助1216户次2873人次，发放救助金486.2万元，次均救助1692元。",
     {"temporary_assistance.household_times": 1216, "temporary_assistance.person_times": 2873,
      "temporary_assistance.spending": 4862000, "temporary_assistance.average_benefit": 1692}),
    ("assistance", "特困供养。截至12月底，全县共供养873人。全年支出683.5万元。",
     {"tekun.persons": 873, "tekun.spending": 6835000}),
    ("assistance", "孤儿64人、事实无人抚养儿童112人，分别发放基本生活费92.16万元、138.4万元。",
     {"orphans.persons": 64, "unattended_children.persons": 112, "orphans.spending": 921600,
      "unattended_children.spending": 1384000}),
    # lists
    ("assistance", "全年保障城市低保1873人、农村低保7724人、特困873人、孤儿64人。",
     {"urban_dibao.persons": 1873, "rural_dibao.persons": 7724, "tekun.persons": 873, "orphans.persons": 64}),
    ("dibao", "城市、农村低保对象分别为1873人、7724人。", {"urban_dibao.persons": 1873, "rural_dibao.persons": 7724}),
    ("dibao", "城市低保、农村低保分别有1204户1873人和5310户7724人。",
     {"urban_dibao.households": 1204, "urban_dibao.persons": 1873, "rural_dibao.households": 5310,
      "rural_dibao.persons": 7724}),
    ("dibao", "全年城市、农村低保支出依次为1012.6万元、2318.4万元。",
     {"urban_dibao.spending": 10126000, "rural_dibao.spending": 23184000}),
    ("tekun", "集中、分散供养特困人员分别达到216人和657人。",
     {"tekun_institutional.persons": 216, "tekun_home.persons": 657}),
    ("assistance", "低保、特困、临时救助支出分别为3331万元、683.5万元和486.2万元。",
     {"dibao.spending": 33310000, "tekun.spending": 6835000, "temporary_assistance.spending": 4862000}),
    ("assistance", "城市低保1204户1873人、1012.6万元；农村低保5310户7724人、2318.4万元；特困873人、683.5万元。",
     {"urban_dibao.households": 1204, "urban_dibao.persons": 1873, "urban_dibao.spending": 10126000,
      "rural_dibao.households": 5310, "rural_dibao.persons": 7724, "rural_dibao.spending": 23184000,
      "tekun.persons": 873, "tekun.spending": 6835000}),
    ("disability", "生活补贴2841人、202.3万元，护理补贴3416人、368.9万元，合计571.2万元。",
     {"disability_living.persons": 2841, "disability_living.spending": 2023000, "disability_nursing.persons": 3416,
      "disability_nursing.spending": 3689000, "disability.spending": 5712000}),
    # totals
    ("dibao", "全年发放城市低保金1012.6万元、农村低保金2318.4万元，合计3331万元。",
     {"urban_dibao.spending": 10126000, "rural_dibao.spending": 23184000, "dibao.spending": 33310000}),
    ("dibao", "城市低保1873人，农村低保7724人，总计9597人。",
     {"urban_dibao.persons": 1873, "rural_dibao.persons": 7724, "dibao.persons": 9597}),
    ("tekun", "集中供养216人，分散供养657人，共计873人。",
     {"tekun_institutional.persons": 216, "tekun_home.persons": 657, "tekun.persons": 873}),
    ("child_welfare", "孤儿64人、事实无人抚养儿童112人，两类儿童共176人。",
     {"orphans.persons": 64, "unattended_children.persons": 112, "child_welfare.persons": 176}),
    # the noun behind
    ("assistance", "全年保障7724名农村低保对象、873名特困人员、64名孤儿。",
     {"rural_dibao.persons": 7724, "tekun.persons": 873, "orphans.persons": 64}),
    ("assistance", "为873名特困人员发放供养金683.5万元，为64名孤儿发放基本生活费92.16万元。",
     {"tekun.persons": 873, "tekun.spending": 6835000, "orphans.persons": 64, "orphans.spending": 921600}),
    ("disability", "向2841名困难残疾人发放生活补贴202.3万元，向3416名重度残疾人发放护理补贴368.9万元。",
     {"disability_living.persons": 2841, "disability_living.spending": 2023000, "disability_nursing.persons": 3416,
      "disability_nursing.spending": 3689000}),
    # older and shorter names
    ("tekun", "全县农村五保供养对象839人，城镇“三无”人员34人。",
     {"rural_tekun.persons": 839, "urban_tekun.persons": 34}),
    ("dibao", "城保1873人，农低保7724人。", {"urban_dibao.persons": 1873, "rural_dibao.persons": 7724}),
    ("dibao", "城镇居民最低生活保障1204户1873人，农村居民最低生活保障5310户7724人。",
     {"urban_dibao.households": 1204, "urban_dibao.persons": 1873, "rural_dibao.households": 5310,
      "rural_dibao.persons": 7724}),
    ("disability", "“两补”资金全年支出571.2万元。", {"disability.spending": 5712000}),
    ("assistance", "散居孤儿46人，福利院孤儿18人。", {"orphans_home.persons": 46, "orphans_institutional.persons": 18}),
    # headings and leads
    ("assistance",
     "（一）城市低保\n年末在册1204户1873人，全年支出1012.6万元。\n（二）农村低保\n年末在册5310户7724人，"
     "全年支出2318.4万元。",
     {"urban_dibao.households": 1204, "urban_dibao.persons": 1873, "urban_dibao.spending": 10126000,
      "rural_dibao.households": 5310, "rural_dibao.persons": 7724, "rural_dibao.spending": 23184000}),
    ("assistance", "（三）特困人员救助供养\n截至年底，共有873人，其中集中216人，分散657人。全年发放683.5万元。",
     {"tekun.persons": 873, "tekun_institutional.persons": 216, "tekun_home.persons": 657, "tekun.spending": 6835000}),
    ("assistance",
     "全年各项救助资金支出情况如下：\n1.农村低保2318.4万元；\n2.特困供养683.5万元；\n3.临时救助486.2万元。",
     {"rural_dibao.spending": 23184000, "tekun.spending": 6835000, "temporary_assistance.spending": 4862000}),
    ("assistance", "截至年底保障人数：\n城市低保1873人；\n农村低保7724人；\n孤儿64人。",
     {"urban_dibao.persons": 1873, "rural_dibao.persons": 7724, "orphans.persons": 64}),
    ("assistance", "2.数量指标。特困人员救助供养：集中供养216人，分散供养657人。临时救助：2873人次。",
     {"tekun_institutional.persons": 216, "tekun_home.persons": 657, "temporary_assistance.person_times": 2873}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CASES)
def test_subjects(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)


REGIONS = [
    ("石嘴山市", "dibao", "全市低保对象31240人，其中平罗县9597人，惠农区8120人。",
     {"dibao.persons": 31240}),
    ("平罗县", "dibao", "我县低保对象9597人，邻近的惠农区为8120人。", {"dibao.persons": 9597}),
    ("平罗县", "dibao", "全区月人均补差362元，我县月人均补差381元。", {"dibao.average_benefit": 381}),
    ("石嘴山市", "temporary_assistance", "大武口区救助1530人次，平罗县救助2873人次，全市共救助6215人次。",
     {"temporary_assistance.person_times": 6215}),
    ("平罗县", "tekun", "头闸镇有特困人员61人，全县共873人。", {"tekun.persons": 873}),
]  # fmt: skip


@pytest.mark.parametrize(("place", "programme", "text", "expected"), REGIONS)
def test_figures_of_other_regions(
    check_stated: Callable[..., None], place: str, programme: str, text: str, expected: dict
) -> None:
    check_stated(programme, text, expected, place)
