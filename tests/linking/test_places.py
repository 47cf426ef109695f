"""Whose figure by place: levels of money by the reporting unit, other units' figures, brackets and dashes."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def fails(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a known failure."""
    return pytest.mark.xfail(strict=True, reason=reason)


REGIONS = [
    # own money is of the reporting unit's level
    ("石嘴山市", "assistance", "市本级安排320万元，全市支出救助资金18640万元。",
     {"assistance.funds_prefecture": 3200000, "assistance.spending": 186400000}),
    ("石嘴山市", "assistance", "中央补助9600万元，自治区补助3100万元，市级配套320万元，县（区）配套1210万元。",
     {"assistance.funds_central": 96000000, "assistance.funds_provincial": 31000000,
      "assistance.funds_prefecture": 3200000, "assistance.funds_county": 12100000}),
    ("大武口区", "dibao", "区级财政安排低保资金460万元，全区保障低保对象6120人。",
     {"dibao.funds_county": 4600000, "dibao.persons": 6120}),
    ("渝北区", "assistance", "中央资金2100万元，市级资金860万元，区级资金540万元。",
     {"assistance.funds_central": 21000000, "assistance.funds_provincial": 8600000,
      "assistance.funds_county": 5400000}),
    pytest.param("阿鲁科尔沁旗", "dibao", "中央资金5200万元，自治区资金1400万元，市级资金310万元，旗本级资金180万元。",
     {"dibao.funds_central": 52000000, "dibao.funds_provincial": 14000000, "dibao.funds_prefecture": 3100000,
      "dibao.funds_county": 1800000}),
    ("阿鲁科尔沁旗", "dibao", "全旗现有低保对象21460人，其中城市2130人、农村牧区19330人。",
     {"dibao.persons": 21460, "urban_dibao.persons": 2130, "rural_dibao.persons": 19330}),
    ("景东彝族自治县", "dibao", "州级补助无，省级补助740万元，县级配套86万元。",
     {"dibao.funds_provincial": 7400000, "dibao.funds_county": 860000}),
    ("宁夏回族自治区", "dibao", "全区低保对象426800人，其中城市89200人、农村337600人。",
     {"dibao.persons": 426800, "urban_dibao.persons": 89200, "rural_dibao.persons": 337600}),
    ("宁夏回族自治区", "assistance", "中央下达我区困难群众救助补助资金21.6亿元，自治区本级安排4.3亿元。",
     {"assistance.funds_central": 2160000000, "assistance.funds_provincial": 430000000}),
    # other units
    ("平罗县", "dibao", "全县月人均补差381元，高于全市平均水平（369元）。", {"dibao.average_benefit": 381}),
    pytest.param("平罗县", "tekun",
     "姚伏镇敬老院集中供养39人，全县集中供养216人。",
     {"tekun_institutional.persons": 216},
     marks=fails("a town's figure is taken for the county's")),
    ("平罗县", "dibao", "石嘴山市下达我县低保目标任务9500人，我县实际保障9597人。",
     {"dibao.persons": 9597, "dibao.persons!target": 9500}),
    ("平罗县", "dibao", "与惠农区8120人、大武口区6120人相比，我县9597名低保对象为全市最多。", {"dibao.persons": 9597}),
    ("石嘴山市", "dibao", "平罗县、惠农区、大武口区低保对象分别为9597人、8120人、6120人。", {}),
    ("石嘴山市", "temporary_assistance", "全市救助6215人次。其中：大武口区1530人次，惠农区1812人次，平罗县2873人次。",
     {"temporary_assistance.person_times": 6215}),
    # brackets and dashes
    ("平罗县", "dibao", "低保对象9597人（其中：城市1873人（A类212人）；农村7724人）。",
     {"dibao.persons": 9597, "urban_dibao.persons": 1873, "rural_dibao.persons": 7724}),
    ("平罗县", "assistance",
     "全年支出4602.18万元（含上年结转212万元），其中低保3331万元（城市1012.6万元、农村2318.4万元）。",
     {"assistance.spending": 46021800, "dibao.spending": 33310000, "urban_dibao.spending": 10126000,
      "rural_dibao.spending": 23184000}),
    ("平罗县", "tekun", "特困人员873人（集中216人，占24.7%；分散657人，占75.3%）。",
     {"tekun.persons": 873, "tekun_institutional.persons": 216, "tekun_home.persons": 657,
      "?tekun.institution_rate": 24.7}),
    ("平罗县", "orphans", "孤儿64人（男37人、女27人），全年发放92.16万元。",
     {"orphans.persons": 64, "orphans.spending": 921600}),
    ("平罗县", "dibao", "低保对象9597人，其中老年人3412人、未成年人1246人、残疾人1530人、重病患者862人。",
     {"dibao.persons": 9597}),
    ("平罗县", "tekun", "特困人员873人，其中60岁以上老年人702人、残疾人163人、未成年人8人。", {"tekun.persons": 873}),
    pytest.param("平罗县", "disability",
     "全县持证残疾人10842人，其中享受困难残疾人生活补贴2841人。",
     {"disability_living.persons": 2841}),
    ("平罗县", "orphans", "孤儿64人，其中在校就读41人，年内新增3人、年满18周岁退出5人。",
     {"orphans.persons": 64, "orphans.persons_added": 3, "orphans.persons_removed": 5}),
    pytest.param("平罗县", "dibao", "将符合条件的412名重度残疾人、128名重病患者单人户纳入低保。", {}),
    ("平罗县", "dibao", "低保对象中有建档立卡贫困人口1604人，兜底保障脱贫423人，年末低保对象9597人。",
     {"dibao.persons": 9597}),
]  # fmt: skip


@pytest.mark.parametrize(("place", "programme", "text", "expected"), REGIONS)
def test_by_place(check_stated: Callable[..., None], place: str, programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected, place)
