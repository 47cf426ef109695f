"""Manners of later rounds: lists that go on, wholes behind parts, the same said twice, money before its name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    # lists whose subjects the sentence before names, and lists that go on
    ("dibao",
     "2020年城市低保标准为每人每月910元，农村低保标准为每人每年4920元。"
     "2020年末两项分别为每人每月910元和每人每年4920元。",
     {"urban_dibao.standard": 910, "rural_dibao.standard": 410}),
    ("assistance", "低保家庭7386户9958人、低保边缘家庭2671户5240人。当年新纳入的依次为128户273人、283户534人。",
     {"dibao.households": 7386, "dibao.persons": 9958, "low_income.households": 2671, "low_income.persons": 5240,
      "dibao.households_added": 128, "dibao.persons_added": 273, "low_income.households_added": 283,
      "low_income.persons_added": 534}),
    ("orphans", "机构养育孤儿22人、散居孤儿171人，标准分别是每人每月1700元和1200元，当年支付44.88万元和246.24万元。",
     {"orphans_institutional.persons": 22, "orphans_home.persons": 171, "orphans_institutional.standard": 1700,
      "orphans_home.standard": 1200, "orphans_institutional.spending": 448800, "orphans_home.spending": 2462400}),
    ("dibao", "农村低保实行分类施保，A、B、C三类对象每人每月分别发放280元、210元、160元。",
     {"rural_dibao.standard_a": 280, "rural_dibao.standard_b": 210, "rural_dibao.standard_c": 160}),
    # wholes and parts
    ("tekun", "农村特困人员2034人，集中供养618人、分散供养1416人，基本生活标准6900元/年。",
     {"rural_tekun.persons": 2034, "tekun_institutional.persons": 618, "tekun_home.persons": 1416,
      "rural_tekun.standard": 575}),
    ("child_welfare", "散居孤儿21人、事实无人抚养儿童64人，基本生活费标准每人每月1350元。",
     {"orphans_home.persons": 21, "unattended_children.persons": 64, "orphans_home.standard": 1350,
      "unattended_children.standard": 1350}),
    ("disability",
     "生活补贴年末在册由2019年的5120人上升到5386人；"
     "护理补贴由2019年的8615人上升到8742人；两项相加14128人。",
     {"disability_living.persons": [(5120, 2019), (5386, 2020)],
      "disability_nursing.persons": [(8615, 2019), (8742, 2020)], "disability.persons": 14128}),
    ("disability", "全年支出2921.76万元，其中生活补贴1340.35万元，护理补贴1581.41万元。年内停发984人。",
     {"disability.spending": 29217600, "disability_living.spending": 13403500,
      "disability_nursing.spending": 15814100, "disability.persons_removed": 984}),
    ("dibao", "农村这一块：年末在册21477人、14236户。城市这一块：年末在册6905人、4812户。城乡两块相加，共保障28382人。",
     {"rural_dibao.persons": 21477, "rural_dibao.households": 14236, "urban_dibao.persons": 6905,
      "urban_dibao.households": 4812, "dibao.persons": 28382}),
    # said again, in other words
    ("tekun", "特困人员基本生活标准每人每年9540元，即每月795元。", {"tekun.standard": 795}),
    ("orphans", "散居孤儿基本生活费由1100元提高到1200元，折合每年14400元。",
     {"orphans_home.standard!before": 1100, "orphans_home.standard": 1200}),
    # money before its name, and behind it
    ("temporary_assistance",
     "1200万元，是本年的全部到位资金。"
     "760万元来自中央，210万元来自省级，余下230万元由县级预算列支。",
     {"temporary_assistance.funds_received": 12000000, "temporary_assistance.funds_central": 7600000,
      "temporary_assistance.funds_provincial": 2100000, "temporary_assistance.funds_county": 2300000}),
    ("temporary_assistance", "42.48万元没有花完，转入下年。", {"temporary_assistance.balance": 424800}),
    ("tekun", "全年预算882.4万元，年内全部到位。", {"tekun.budget": 8824000, "tekun.funds_received": 8824000}),
    ("disability", "年初预算5200万元，年中调整为5380万元。",
     {"disability.budget_initial": 52000000, "disability.budget": 53800000}),
    ("temporary_assistance", "救助5127户次，下拨1423.2万元。",
     {"temporary_assistance.household_times": 5127, "temporary_assistance.spending": 14232000}),
    ("dibao", "到12月底有2316户3847人领取城市低保金。",
     {"urban_dibao.households": 2316, "urban_dibao.persons": 3847}),
    ("assistance", "发放价格临时补贴952.8万元，惠及低保、特困、孤儿等317600人次。",
     {"price_subsidy.spending": 9528000, "price_subsidy.person_times": 317600}),
    # what only looks like a figure of ours
    ("dibao", "低保对象个人自付超过5万元的仍有163户。", {}),
    ("medical_assistance", "医疗救助年度封顶线为每人3万元。", {}),
    ("disability", "尚有0.26万元在追缴。", {}),
    ("dibao", "城市低保标准拟由615元调整到660元。", {}),
    ("dibao", "股内专职3人、乡镇民政员58人。", {}),
    ("tekun", "照料护理费分三类，每人每月依次为242元、484元、1210元。", {}),
    # care
    ("tekun", "照料护理标准按最低工资分档：全护理960元/人·月，半护理480元/人·月，全自理192元/人·月。",
     {"tekun.care_standard_full": 960, "tekun.care_standard_partial": 480, "tekun.care_standard_self": 192}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CASES)
def test_manners(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)
