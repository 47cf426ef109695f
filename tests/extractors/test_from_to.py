"""由A提高到B, 提高X达到B, 从A调整为B: what replaces another figure, in one and in two lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def fails(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a known failure."""
    return pytest.mark.xfail(strict=True, reason=reason)


CASES = [
    ("urban_dibao", "城市低保标准由原来的560元/月提标至590元/月。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560}),
    ("urban_dibao", "城市低保标准每人每月由560元增加到590元，增幅5.4%。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560}),
    ("urban_dibao", "城市低保标准从每人每月560元上调30元至590元。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560}),
    ("urban_dibao", "城市低保标准在560元基础上上浮30元，达到每人每月590元。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560}),
    ("urban_dibao", "城市低保标准每月提高30元，达到590元。", {"urban_dibao.standard": 590}),
    ("urban_dibao", "城市低保标准560元/月调整为590元/月。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560}),
    ("urban_dibao", "城市低保标准由上年的每人每月560元提高到590元。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560}),
    ("urban_dibao", "城市低保标准由2019年560元提高到2020年590元。",
     {"urban_dibao.standard": [(590, 2020), (560, 2019)]}),
    ("dibao", "城市低保标准提高至590元/月、农村低保标准提高至412元/月。",
     {"urban_dibao.standard": 590, "rural_dibao.standard": 412}),
    pytest.param("dibao", "城乡低保标准由560元、375元分别提高到590元、412元。",
     {"urban_dibao.standard": 590, "urban_dibao.standard!before": 560, "rural_dibao.standard": 412,
      "rural_dibao.standard!before": 375},
     marks=fails("分别 between two lists of a from-to: the earlier values of 城乡 are not shared out")),
    ("tekun", "全护理标准由每人每月800元提高到840元，半护理由400元提高到420元，全自理由100元提高到105元。",
     {"tekun.care_standard_full": 840, "tekun.care_standard_full!before": 800, "tekun.care_standard_partial": 420,
      "tekun.care_standard_partial!before": 400, "tekun.care_standard_self": 105,
      "tekun.care_standard_self!before": 100}),
    ("orphans", "机构养育孤儿标准由1300元/月提高到1380元/月，散居孤儿由860元/月提高到940元/月。",
     {"orphans_institutional.standard": 1380, "orphans_institutional.standard!before": 1300,
      "orphans_home.standard": 940, "orphans_home.standard!before": 860}),
    ("disability_nursing", "护理补贴标准由每人每月80元统一提高到90元。",
     {"disability_nursing.standard": 90, "disability_nursing.standard!before": 80}),
    ("temporary_assistance", "次均救助水平由1541元提升到1692元。",
     {"temporary_assistance.average_benefit": 1692, "temporary_assistance.average_benefit!before": 1541}),
    ("rural_dibao", "月人均补差较上年增加35元，达286元。", {"rural_dibao.average_benefit": 286}),
    pytest.param("tekun",
     "集中供养率由21.3%提高到24.7%。",
     {"tekun.institution_rate": 24.7, "tekun.institution_rate!before": 21.3}),
    pytest.param("assistance",
     "满意度从去年的93%提升到95.6%。",
     {"assistance.satisfaction": 95.6, "assistance.satisfaction!before": 93}),
    ("temporary_assistance", "审批时限由20个工作日压缩到12个工作日，单次救助限额由5000元提高到8000元。", {}),
    ("dibao", "低保对象由2019年底的9820人减少到2020年底的9597人。", {"dibao.persons": [(9820, 2019), (9597, 2020)]}),
    pytest.param("dibao",
     "保障面由3.51%降到3.36%。",
     {"dibao.population_share": 3.36, "dibao.population_share!before": 3.51}),
    ("dibao", "低保资金支出由3247万元增至3331万元。", {"dibao.spending": 33310000, "dibao.spending!before": 32470000}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CASES)
def test_what_replaces_another(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)
