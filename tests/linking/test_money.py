"""Funds: budget, received by level and in all, instalments, spent, left; and money that is no programme's."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def fails(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a known failure."""
    return pytest.mark.xfail(strict=True, reason=reason)


CASES = [
    # by level and in all
    ("assistance",
     "2020年共到位困难群众救助资金4716万元，其中中央资金3120万元，自治区资金986万元，市级资金150万元，"
     "县级资金460万元。",
     {"assistance.funds_received": 47160000, "assistance.funds_central": 31200000,
      "assistance.funds_provincial": 9860000, "assistance.funds_prefecture": 1500000,
      "assistance.funds_county": 4600000}),
    ("assistance", "全年筹集资金4716万元（中央3120万元、省级986万元、市级150万元、县级460万元）。",
     {"assistance.funds_received": 47160000, "assistance.funds_central": 31200000,
      "assistance.funds_provincial": 9860000, "assistance.funds_prefecture": 1500000,
      "assistance.funds_county": 4600000}),
    ("rural_dibao", "上级下达农村低保补助资金2106万元，县财政配套240万元。",
     {"rural_dibao.funds_superior": 21060000, "rural_dibao.funds_county": 2400000}),
    ("rural_dibao", "收到农村低保资金2346万元，中央、省、县分别为1620万元、486万元、240万元。",
     {"rural_dibao.funds_received": 23460000, "rural_dibao.funds_central": 16200000,
      "rural_dibao.funds_provincial": 4860000, "rural_dibao.funds_county": 2400000}),
    ("tekun", "特困供养资金共下达702.36万元，其中中央和省级补助651.2万元，县本级预算安排51.16万元。",
     {"tekun.funds_received": 7023600, "tekun.funds_superior": 6512000, "tekun.funds_county": 511600}),
    ("assistance", "中央财政下达我县困难群众救助补助资金3120万元，省财政下达986万元，县级配套460万元，合计4566万元。",
     {"assistance.funds_central": 31200000, "assistance.funds_provincial": 9860000,
      "assistance.funds_county": 4600000, "assistance.funds_received": 45660000}),
    ("assistance", "资金来源：中央补助资金3120万元；省级补助资金986万元；县级配套资金460万元。",
     {"assistance.funds_central": 31200000, "assistance.funds_provincial": 9860000,
      "assistance.funds_county": 4600000}),
    ("disability", "全年到位残疾人两项补贴资金583.7万元，其中省级补助262.6万元、县级负担321.1万元。",
     {"disability.funds_received": 5837000, "disability.funds_provincial": 2626000,
      "disability.funds_county": 3211000}),
    ("assistance", "一、资金到位情况\n中央财政3120万元，自治区财政986万元，本级财政460万元，资金总额4566万元。",
     {"assistance.funds_central": 31200000, "assistance.funds_provincial": 9860000,
      "assistance.funds_county": 4600000, "assistance.funds_received": 45660000}),
    # budget, spent, left
    ("rural_dibao", "年初预算2280万元，全年预算数2346万元，执行数2318.4万元，预算执行率98.8%，年末结余27.6万元。",
     {"rural_dibao.budget_initial": 22800000, "rural_dibao.budget": 23460000, "rural_dibao.spending": 23184000,
      "rural_dibao.execution_rate": 98.8, "rural_dibao.balance": 276000}),
    ("temporary_assistance", "全年预算500万元，实际支出486.2万元，结转下年13.8万元。",
     {"temporary_assistance.budget": 5000000, "temporary_assistance.spending": 4862000,
      "temporary_assistance.balance": 138000}),
    ("assistance", "全年困难群众救助资金支出4602.18万元，结余113.82万元。",
     {"assistance.spending": 46021800, "assistance.balance": 1138200}),
    ("assistance", "资金到位4716万元，支出4602.18万元，资金使用率97.59%。",
     {"assistance.funds_received": 47160000, "assistance.spending": 46021800, "assistance.execution_rate": 97.59}),
    ("assistance", "上年结转212万元，本年到位4716万元，全年支出4602.18万元，年末结余325.82万元。",
     {"assistance.funds_received": 47160000, "assistance.spending": 46021800, "assistance.balance": 3258200}),
    ("tekun", "下达特困供养资金750万元，年中调减48万元，实际下达702万元。", {"tekun.funds_received": 7020000}),
    ("rural_dibao", "省财政分两批下达农村低保资金，第一批1400万元，第二批706万元，共计2106万元。",
     {"rural_dibao.funds_provincial": 21060000}),
    ("assistance", "实际支付金额为46,021,800.00元。", {"assistance.spending": 46021800}),
    ("assistance", "全县共支出救助资金1.27亿元。", {"assistance.spending": 127000000}),
    ("assistance", "全年发放救助资金4602.18万。", {"assistance.spending": 46021800}),
    ("orphans", "孤儿基本生活费共支出921600元。", {"orphans.spending": 921600}),
    # several programmes
    ("assistance",
     "全年支出4602.18万元：城市低保1012.6万元，农村低保2318.4万元，特困供养683.5万元，临时救助486.2万元，"
     "孤儿92.16万元，流浪救助9.32万元。",
     {"assistance.spending": 46021800, "urban_dibao.spending": 10126000, "rural_dibao.spending": 23184000,
      "tekun.spending": 6835000, "temporary_assistance.spending": 4862000, "orphans.spending": 921600,
      "vagrants.spending": 93200}),
    ("assistance", "其中用于低保3331万元，用于特困供养683.5万元，用于临时救助486.2万元。",
     {"dibao.spending": 33310000, "tekun.spending": 6835000, "temporary_assistance.spending": 4862000}),
    ("assistance", "城乡低保支出3331万元，占总支出的72.4%。", {"dibao.spending": 33310000}),
    ("assistance", "发放城市低保金1012.6万元、农村低保金2318.4万元、特困供养金683.5万元。",
     {"urban_dibao.spending": 10126000, "rural_dibao.spending": 23184000, "tekun.spending": 6835000}),
    ("tekun", "特困供养资金支出683.5万元，其中基本生活费618.4万元，照料护理费65.1万元。", {"tekun.spending": 6835000}),
    ("tekun", "集中供养支出213.7万元，分散供养支出469.8万元。",
     {"tekun_institutional.spending": 2137000, "tekun_home.spending": 4698000}),
    ("dibao", "全年累计发放低保金3331万元（含价格临时补贴86.4万元）。",
     {"dibao.spending": 33310000, "?price_subsidy.spending": 864000}),
    # no money of the programme
    ("assistance", "安排社会救助工作经费46万元，购买服务支出38万元。", {}),
    ("assistance", "敬老院维修改造投入126万元，护理员工资支出84.3万元。", {}),
    ("dibao", "追回违规领取低保金3.42万元。", {}),
    ("assistance", "接受社会捐赠资金21.5万元。", {}),
    ("assistance", "为特困人员购买住院护理保险支出17.46万元。", {}),
    ("assistance", "按中央、省、县70%、20%、10%的比例分担。", {}),
    # department
    ("department", "2020年部门总收入6218.4万元，总支出6174.9万元，其中基本支出1123.6万元，项目支出5051.3万元。",
     {"department.revenue": 62184000, "department.spending": 61749000, "department.spending_basic": 11236000,
      "department.spending_project": 50513000}),
    # declared units
    ("assistance", "资金到位情况（单位：万元）：到位资金4716，其中中央3120，自治区986，县级460。",
     {"assistance.funds_received": 47160000, "assistance.funds_central": 31200000,
      "assistance.funds_provincial": 9860000, "assistance.funds_county": 4600000}),
    # earlier money
    ("rural_dibao", "2019年支出农村低保资金2247.3万元，2020年支出2318.4万元。",
     {"rural_dibao.spending": [(23184000, 2020), (22473000, 2019)]}),
    ("rural_dibao", "全年支出2318.4万元，上年同期为2247.3万元。",
     {"rural_dibao.spending": 23184000, "?rural_dibao.spending!before": 22473000}),
    ("rural_dibao", "全年支出2318.4万元，比上年增加71.1万元，增长3.2%。", {"rural_dibao.spending": 23184000}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CASES)
def test_funds(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)


INSTALMENTS = [
    pytest.param("assistance", "自治区分三批下达困难群众救助补助资金2100万元、986万元、34万元，共计3120万元。",
     {"assistance.funds_provincial": 31200000}),
    pytest.param("assistance", "中央资金分两次下达，2月下达2100万元，8月下达1020万元，合计3120万元。",
     {"assistance.funds_central": 31200000}, marks=fails("instalments of one level: their total loses the level")),
    ("temporary_assistance", "年初预算450万元，年中追加50万元，全年预算500万元。",
     {"temporary_assistance.budget_initial": 4500000, "temporary_assistance.budget": 5000000}),
    ("temporary_assistance", "预算由450万元调整为500万元。",
     {"temporary_assistance.budget": 5000000, "temporary_assistance.budget!before": 4500000}),
    ("assistance", "共收到上级资金4106万元，其中：中央3120万元，省级986万元。",
     {"assistance.funds_superior": 41060000, "assistance.funds_central": 31200000,
      "assistance.funds_provincial": 9860000}),
    ("assistance", "上级补助4106万元，县级配套610万元，总计4716万元，全部到位。",
     {"assistance.funds_superior": 41060000, "assistance.funds_county": 6100000,
      "assistance.funds_received": 47160000}),
    ("assistance", "中央、自治区、县三级共投入4566万元。", {"assistance.funds_received": 45660000}),
    ("dibao", "低保资金到位3400万元，其中城市1040万元、农村2360万元。",
     {"dibao.funds_received": 34000000, "urban_dibao.funds_received": 10400000,
      "rural_dibao.funds_received": 23600000}),
    ("dibao", "低保资金支出3331万元，其中城市1012.6万元、农村2318.4万元，年末结余69万元。",
     {"dibao.spending": 33310000, "urban_dibao.spending": 10126000, "rural_dibao.spending": 23184000,
      "dibao.balance": 690000}),
    ("orphans", "中央和自治区补助88万元，本级承担10万元，全年支出92.16万元。",
     {"orphans.funds_superior": 880000, "orphans.funds_county": 100000, "orphans.spending": 921600}),
    ("assistance", "彩票公益金安排60万元用于敬老院维修。", {}),
    pytest.param("assistance", "全年共列支困难群众救助资金4602.18万元。", {"assistance.spending": 46021800}),
    ("rural_dibao", "通过惠农“一卡通”兑付低保金2318.4万元。", {"rural_dibao.spending": 23184000}),
    pytest.param("assistance", "拨付各乡镇临时救助备用金65万元。", {}),
    ("assistance", "救助资金4716万元已全部到位。", {"assistance.funds_received": 47160000}),
    pytest.param("tekun",
     "县财政列入预算102万元，实际配套102万元。",
     {"tekun.funds_county": 1020000, "?tekun.budget": 1020000},
     marks=fails("the budget of a level is read as received in all")),
    ("rural_dibao", "全年共发放2318万余元。", {"rural_dibao.spending": 23180000}),
    ("assistance", "全县各级财政共投入救助资金1.27亿元，其中中央0.82亿元，省级0.26亿元，市级0.05亿元，县级0.14亿元。",
     {"assistance.funds_received": 127000000, "assistance.funds_central": 82000000,
      "assistance.funds_provincial": 26000000, "assistance.funds_prefecture": 5000000,
      "assistance.funds_county": 14000000}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), INSTALMENTS)
def test_instalments_levels_and_shares(
    check_stated: Callable[..., None], programme: str, text: str, expected: dict
) -> None:
    check_stated(programme, text, expected)
