"""Standards, what is paid on average, ceilings, classes, care levels; by month and by year."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def fails(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a known failure."""
    return pytest.mark.xfail(strict=True, reason=reason)


CASES = [
    ("rural_dibao", "农村低保标准为每人每月412元。", {"rural_dibao.standard": 412}),
    ("rural_dibao", "农村低保保障标准4944元/年。", {"rural_dibao.standard": 412}),
    ("rural_dibao", "农村低保标准为4944元/人·年（412元/人·月）。", {"rural_dibao.standard": 412}),
    ("rural_dibao", "农村低保标准每年4944元，折合每月412元。", {"rural_dibao.standard": 412}),
    ("rural_dibao", "我县农村低保标准为4944元。", {"rural_dibao.standard": 412}),
    ("rural_dibao", "农村低保标准412/人/月。", {"rural_dibao.standard": 412}),
    ("rural_dibao", "农村低保标准为人均年4944元。", {"rural_dibao.standard": 412}),
    ("urban_dibao", "城市低保标准590元/月·人。", {"urban_dibao.standard": 590}),
    ("urban_dibao", "城市低保标准590元／人＊月。", {"urban_dibao.standard": 590}),
    ("dibao", "城市低保标准每人每月590元，农村低保标准每人每年4944元。",
     {"urban_dibao.standard": 590, "rural_dibao.standard": 412}),
    ("dibao", "城乡低保标准分别为每人每月590元和412元。", {"urban_dibao.standard": 590, "rural_dibao.standard": 412}),
    ("dibao", "城乡低保标准统一为每人每月655元。", {"urban_dibao.standard": 655, "rural_dibao.standard": 655,
                                           "?dibao.standard": 655}),
    ("dibao", "城市、农村低保标准分别达到7080元和4944元。", {"urban_dibao.standard": 590, "rural_dibao.standard": 412}),
    ("dibao", "保障标准：城市590元/月，农村412元/月。", {"urban_dibao.standard": 590, "rural_dibao.standard": 412}),
    # classes
    ("rural_dibao", "农村低保按A、B、C三类发放，标准分别为每人每月380元、290元、210元。",
     {"rural_dibao.standard_a": 380, "rural_dibao.standard_b": 290, "rural_dibao.standard_c": 210}),
    ("rural_dibao", "其中A类每人每月380元，B类290元，C类210元。",
     {"rural_dibao.standard_a": 380, "rural_dibao.standard_b": 290, "rural_dibao.standard_c": 210}),
    ("rural_dibao", "一类对象380元/月，二类对象290元/月，三类对象210元/月。",
     {"rural_dibao.standard_a": 380, "rural_dibao.standard_b": 290, "rural_dibao.standard_c": 210}),
    ("rural_dibao", "低保分四类补助：A类420元、B类330元、C类240元、D类150元（每人每月）。",
     {"rural_dibao.standard_a": 420, "rural_dibao.standard_b": 330, "rural_dibao.standard_c": 240,
      "rural_dibao.standard_d": 150}),
    ("rural_dibao", "农村低保标准412元/人·月，A类813人每月380元，B类3960人每月290元，C类2951人每月210元。",
     {"rural_dibao.standard": 412, "rural_dibao.standard_a": 380, "rural_dibao.standard_b": 290,
      "rural_dibao.standard_c": 210}),
    # tekun: basic standard, multiples, care
    ("tekun", "特困人员基本生活标准为城市每人每月767元、农村每人每月536元。",
     {"urban_tekun.standard": 767, "rural_tekun.standard": 536}),
    ("tekun", "特困人员基本生活标准按低保标准的1.3倍确定，为每人每月767元。", {"tekun.standard": 767}),
    ("tekun", "集中供养标准每人每年9840元，分散供养标准每人每年6432元。",
     {"tekun_institutional.standard": 820, "tekun_home.standard": 536}),
    ("tekun", "特困供养标准：集中供养820元/月，分散供养536元/月。",
     {"tekun_institutional.standard": 820, "tekun_home.standard": 536}),
    ("tekun", "照料护理标准分为全护理、半护理、全自理三档，每人每月分别为840元、420元、105元。",
     {"tekun.care_standard_full": 840, "tekun.care_standard_partial": 420, "tekun.care_standard_self": 105}),
    ("tekun", "照料护理费：全自理105元/月，半护理420元/月，全护理840元/月。",
     {"tekun.care_standard_full": 840, "tekun.care_standard_partial": 420, "tekun.care_standard_self": 105}),
    ("tekun", "护理标准按一档840元、二档420元、三档105元每人每月执行。",
     {"tekun.care_standard_full": 840, "tekun.care_standard_partial": 420, "tekun.care_standard_self": 105}),
    ("tekun", "完全丧失生活自理能力的每人每月护理费840元，部分丧失的420元，具备生活自理能力的105元。",
     {"tekun.care_standard_full": 840, "tekun.care_standard_partial": 420, "tekun.care_standard_self": 105}),
    ("tekun", "全护理标准为当地最低工资的50%，即每人每月840元。", {"tekun.care_standard_full": 840}),
    # children, disability, age
    ("orphans", "孤儿基本生活费标准：机构养育每人每月1380元，社会散居每人每月940元。",
     {"orphans_institutional.standard": 1380, "orphans_home.standard": 940}),
    ("orphans", "集中养育孤儿1380元/人·月，散居孤儿940元/人·月。",
     {"orphans_institutional.standard": 1380, "orphans_home.standard": 940}),
    ("child_welfare", "散居孤儿和事实无人抚养儿童每人每月均为940元。",
     {"orphans_home.standard": 940, "unattended_children.standard": 940, "?child_welfare.standard": 940}),
    ("unattended_children", "事实无人抚养儿童基本生活补贴标准每人每月940元。", {"unattended_children.standard": 940}),
    ("disability", "困难残疾人生活补贴每人每月70元，重度残疾人护理补贴每人每月90元。",
     {"disability_living.standard": 70, "disability_nursing.standard": 90}),
    ("disability_nursing", "护理补贴标准为一级每人每月110元、二级每人每月90元。",
     {"disability_nursing.standard_level_1": 110, "disability_nursing.standard_level_2": 90}),
    ("disability_nursing", "重度残疾人护理补贴：一级残疾110元/人/月，二级残疾90元/人/月。",
     {"disability_nursing.standard_level_1": 110, "disability_nursing.standard_level_2": 90}),
    ("disability_nursing", "一级、二级重度残疾人护理补贴分别为每人每月110元、90元。",
     {"disability_nursing.standard_level_1": 110, "disability_nursing.standard_level_2": 90}),
    ("elderly_allowance", "80-89周岁每人每月60元，90-99周岁每人每月130元，100周岁及以上每人每月520元。",
     {"elderly_allowance.standard_80": 60, "elderly_allowance.standard_90": 130,
      "elderly_allowance.standard_100": 520}),
    ("elderly_allowance", "高龄津贴标准：80至89周岁60元/月、90至99周岁130元/月、百岁以上520元/月。",
     {"elderly_allowance.standard_80": 60, "elderly_allowance.standard_90": 130,
      "elderly_allowance.standard_100": 520}),
    ("elderly_allowance", "百岁老人长寿金每人每月520元。", {"elderly_allowance.standard_100": 520}),
    ("retired_workers", "精减退职老职工生活补助每人每月385元。", {"retired_workers.standard": 385}),
    # averages
    ("rural_dibao", "月人均补差286元。", {"rural_dibao.average_benefit": 286}),
    ("dibao", "城市低保月人均补助418元，农村低保月人均补助286元。",
     {"urban_dibao.average_benefit": 418, "rural_dibao.average_benefit": 286}),
    ("rural_dibao", "农村低保标准412元/月，月人均补助水平286元，占标准的69.4%。",
     {"rural_dibao.standard": 412, "rural_dibao.average_benefit": 286}),
    ("rural_dibao", "年人均补助水平达到3432元。", {"rural_dibao.average_benefit": 286}),
    ("dibao", "城市低保月人均补助418元，农村低保年人均补助3432元。",
     {"urban_dibao.average_benefit": 418, "rural_dibao.average_benefit": 286}),
    ("temporary_assistance", "平均每人次救助1692元。", {"temporary_assistance.average_benefit": 1692}),
    ("temporary_assistance", "救助2873人次，人均救助水平1692元。",
     {"temporary_assistance.person_times": 2873, "temporary_assistance.average_benefit": 1692}),
    ("temporary_assistance", "全年救助2873人次，支出486.2万元，户均救助3998元。",
     {"temporary_assistance.person_times": 2873, "temporary_assistance.spending": 4862000}),
    # what is no standard
    ("temporary_assistance", "临时救助每户每年不超过8000元，乡镇备用金审批额度为1500元以下。", {}),
    ("temporary_assistance", "单次救助最高不超过5000元，全年救助2873人次。",
     {"temporary_assistance.person_times": 2873}),
    ("rural_dibao", "保障家庭月人均收入低于412元的困难家庭。", {"?rural_dibao.standard": 412}),
    ("dibao", "春节前为每户低保家庭发放慰问金300元。", {}),
    ("dibao", "最低工资标准为每月1660元。", {}),
    ("tekun", "供养对象每人每月伙食费不低于360元。", {}),
    ("dibao", "每人增加50元。", {}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CASES)
def test_standards(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)


CHANGES = [
    ("rural_dibao", "农村低保标准由每人每月375元提高到412元。",
     {"rural_dibao.standard": 412, "rural_dibao.standard!before": 375}),
    ("rural_dibao", "从2020年7月1日起，农村低保标准从375元/月调整为412元/月。",
     {"rural_dibao.standard": 412, "rural_dibao.standard!before": 375}),
    ("rural_dibao", "农村低保标准由4500元/年提高至4944元/年。",
     {"rural_dibao.standard": 412, "rural_dibao.standard!before": 375}),
    ("rural_dibao", "农村低保标准提高到每人每月412元。", {"rural_dibao.standard": 412}),
    ("rural_dibao", "农村低保标准每人每年提高444元，达到4944元。", {"rural_dibao.standard": 412}),
    ("rural_dibao", "农村低保标准在375元的基础上每月提高37元，达到412元。",
     {"rural_dibao.standard": 412, "rural_dibao.standard!before": 375}),
    ("dibao", "城市、农村低保标准分别由560元/月和375元/月提高到590元/月和412元/月。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560, "rural_dibao.standard": 412,
      "rural_dibao.standard!before": 375}),
    ("dibao", "城市低保标准由560元提高到590元，农村低保标准由375元提高到412元。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560, "rural_dibao.standard": 412,
      "rural_dibao.standard!before": 375}),
    ("orphans", "散居孤儿基本生活费由每人每月860元上调至940元。",
     {"orphans_home.standard": 940, "orphans_home.standard!before": 860}),
    ("tekun", "集中供养标准从9000元/年提高到9840元/年，分散供养标准从5880元/年提高到6432元/年。",
     {"tekun_institutional.standard": 820, "tekun_institutional.standard!before": 750, "tekun_home.standard": 536,
      "tekun_home.standard!before": 490}),
    ("rural_dibao", "农村低保标准由2019年的每人每年4500元提高到2020年的4944元。",
     {"rural_dibao.standard": [(412, 2020), (375, 2019)]}),
    ("rural_dibao", "低保标准412元/月（上年为375元/月）。",
     {"rural_dibao.standard": 412, "rural_dibao.standard!before": 375}),
    ("rural_dibao", "月人均补差由251元提高到286元，增长13.9%。",
     {"rural_dibao.average_benefit": 286, "rural_dibao.average_benefit!before": 251}),
    ("rural_dibao", "低保标准375元→412元（每人每月）。",
     {"rural_dibao.standard": 412, "rural_dibao.standard!before": 375}),
    ("disability", "两项补贴标准分别由60元、80元提高到70元、90元。",
     {"?disability_living.standard": 70, "?disability_living.standard!before": 60,
      "?disability_nursing.standard": 90, "?disability_nursing.standard!before": 80}),
    ("disability", "困难残疾人生活补贴和重度残疾人护理补贴标准分别由每人每月60元、80元提高到70元、90元。",
     {"disability_living.standard": 70, "disability_living.standard!before": 60, "disability_nursing.standard": 90,
      "disability_nursing.standard!before": 80}),
    ("dibao", "低保对象由9820人下降到9597人。", {"dibao.persons": 9597, "dibao.persons!before": 9820}),
    ("dibao", "低保标准较上年提高37元。", {}),
    ("dibao", "拟从2021年起将农村低保标准提高到每人每月450元。", {"?rural_dibao.standard": (450, 2021)}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CHANGES)
def test_changes_of_a_standard(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)


PERIODS = [
    pytest.param("dibao",
     "城市低保标准为590元，农村低保标准为4944元/年。",
     {"urban_dibao.standard": 590, "rural_dibao.standard": 412}),
    pytest.param("dibao",
     "农村低保标准为4944元/年，城市低保标准为590元。",
     {"urban_dibao.standard": 590, "rural_dibao.standard": 412}),
    pytest.param("dibao", "城市低保标准由560元提高到590元，农村低保标准由每人每年4500元提高到4944元。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560, "rural_dibao.standard": 412,
      "rural_dibao.standard!before": 375}),
    pytest.param("tekun", "集中供养标准9840元，分散供养标准每人每月536元。",
     {"tekun_institutional.standard": 820, "tekun_home.standard": 536},
     marks=fails("the period of one standard (每人每月) is taken for its neighbour")),
    ("assistance", "城市低保590元/月，农村低保4944元/年，特困集中供养9840元/年，散居孤儿940元/月。",
     {"urban_dibao.standard": 590, "rural_dibao.standard": 412, "tekun_institutional.standard": 820,
      "orphans_home.standard": 940}),
    ("dibao", "月人均补助城市418元、农村286元。",
     {"urban_dibao.average_benefit": 418, "rural_dibao.average_benefit": 286}),
    ("dibao", "城市、农村低保月人均补助水平分别达到418元和286元，分别较上年提高21元和35元。",
     {"urban_dibao.average_benefit": 418, "rural_dibao.average_benefit": 286}),
    pytest.param("dibao", "城乡低保标准每月每人提高30元、37元，分别达到590元、412元。",
     {"urban_dibao.standard": 590, "rural_dibao.standard": 412},
     marks=fails("two increments, then two levels by 分别")),
    ("rural_dibao", "标准提高9.9%，由375元/人·月提高至412元/人·月，惠及7724人。",
     {"rural_dibao.standard": 412, "rural_dibao.standard!before": 375, "rural_dibao.persons": 7724}),
    ("rural_dibao", "月保障标准412元，年保障标准4944元。", {"rural_dibao.standard": 412}),
    ("tekun", "城市特困每人每年9204元（767元/月）、农村特困每人每年6432元（536元/月）。",
     {"urban_tekun.standard": 767, "rural_tekun.standard": 536}),
    ("disability", "困难残疾人生活补贴和重度残疾人护理补贴标准均为每人每月80元。",
     {"disability_living.standard": 80, "disability_nursing.standard": 80, "?disability.standard": 80}),
    ("disability", "困难残疾人生活补贴70元/月，重度残疾人护理补贴一级110元/月、二级90元/月。",
     {"disability_living.standard": 70, "disability_nursing.standard_level_1": 110,
      "disability_nursing.standard_level_2": 90}),
    ("unattended_children", "参照散居孤儿标准，按每人每月940元发放事实无人抚养儿童基本生活补贴。",
     {"unattended_children.standard": 940}),
    ("orphans", "艾滋病病毒感染儿童每人每月940元。", {"?orphans.standard": 940}),
    ("temporary_assistance", "对急难型对象按城市低保标准590元的2倍给予救助。", {"?urban_dibao.standard": 590}),
    ("dibao", "低保边缘家庭按收入不高于低保标准1.5倍认定。", {}),
    ("rural_dibao", "农村低保标准占当地人均消费支出的38%，高于全省平均标准395元/月。", {}),
    ("tekun", "集中供养月人均支出912元，分散供养月人均支出596元。",
     {"tekun_institutional.average_benefit": 912, "tekun_home.average_benefit": 596}),
    ("rural_dibao", "保障标准达到每人每月412元，实际月人均补助286元，比保障标准低126元。",
     {"rural_dibao.standard": 412, "rural_dibao.average_benefit": 286}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), PERIODS)
def test_periods_and_several_programmes(
    check_stated: Callable[..., None], programme: str, text: str, expected: dict
) -> None:
    check_stated(programme, text, expected)
