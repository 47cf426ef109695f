"""均, 各, 都: one figure for several subjects or measures, and words that hold 均 and mean something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def fails(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a known failure."""
    return pytest.mark.xfail(strict=True, reason=reason)


CASES = [
    ("dibao", "城市、农村低保标准均为每人每月655元。", {"urban_dibao.standard": 655, "rural_dibao.standard": 655}),
    ("dibao", "资金到位率、社会化发放率均达100%。", {"dibao.arrival_rate": 100, "dibao.social_payment_rate": 100}),
    ("dibao", "发放及时率、准确率都达到100%。", {"dibao.timeliness_rate": 100, "dibao.accuracy_rate": 100}),
    ("disability", "两项补贴每人每月各80元。",
     {"?disability_living.standard": 80, "?disability_nursing.standard": 80, "?disability.standard": 80}),
    ("orphans", "机构养育和社会散居孤儿均按每人每月1380元发放。",
     {"orphans_institutional.standard": 1380, "orphans_home.standard": 1380, "?orphans.standard": 1380}),
    ("tekun", "城市特困、农村特困基本生活标准统一为每人每月767元。",
     {"urban_tekun.standard": 767, "rural_tekun.standard": 767, "?tekun.standard": 767}),
    ("assistance", "救助对象满意度、社会公众满意度均在95%以上。",
     {"assistance.satisfaction": 95, "assistance.public_satisfaction": 95}),
    pytest.param("rural_dibao", "户均每月领取低保金463元，人均286元。", {"rural_dibao.average_benefit": 286},
     marks=fails("人均 after 领取 is read as a standard")),
    pytest.param("rural_dibao", "平均每月发放低保金193.2万元。", {},
     marks=fails("a monthly average of money makes a row of the year")),
    ("rural_dibao", "月均保障7760人，人均月补差286元。",
     {"rural_dibao.persons": 7760, "rural_dibao.average_benefit": 286}),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "text", "expected"), CASES)
def test_one_figure_for_several(check_stated: Callable[..., None], programme: str, text: str, expected: dict) -> None:
    check_stated(programme, text, expected)
