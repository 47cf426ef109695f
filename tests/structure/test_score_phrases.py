"""Phrases that state a maximum, a score and a deduction; invented numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.fold import fold_words
from pipeline.structure.score_phrases import phrases

Read = tuple[float | None, float | None, float | None]


def read(text: str) -> list[Read]:
    return [(p.maximum, p.score, p.deducted) for p in phrases(fold_words(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（12分，自评得分11分）", (12, 11, None)),
        ("（指标分值共12分，自评得分11分）", (12, 11, None)),
        ("分值12分（自评11分）", (12, 11, None)),
        ("，分值12分，自评11分。", (12, 11, None)),
        ("（12分/11分）", (12, 11, None)),
        ("（满分12分，得11.5分）", (12, 11.5, None)),
        ("（权重12分，自评11分）", (12, 11, None)),
        ("（权重12%，得分11分）", (12, 11, None)),
        ("[12分] 得分：11分", (12, 11, None)),
        ("得分11分（满分12分）", (12, 11, None)),
        ("（扣0.5分，得11.5分）", (None, 11.5, 0.5)),
        ("【满分12分　自扣1分　得11分】", (12, 11, 1)),
        ("【应得12｜扣1｜实得11】", (12, 11, 1)),
        ("应得分12　实得分11", (12, 11, None)),
        ("【赋分12·自查11】", (12, 11, None)),
        ("机制｜12－1＝11", (12, 11, 1)),
        ("12分，本次没有失分，计12分", (12, 12, None)),
        ("（-5分，自评得0分）", (-5, 0, None)),
        ("分值-5分，自评得-1分", (-5, -1, None)),
        ("自评得分⏎91 分".replace("⏎", "\n"), (None, 91, None)),
        ("自评得分：91.5/100", (100, 91.5, None)),
        ("满分100分 自评91分", (100, 91, None)),
        ("（４４分）", (44, None, None)),
        ("23分,自评得分22分)", (23, 22, None)),
        ("扣1分", (None, None, 1)),
    ],
)
def test_one_phrase(text: str, expected: Read) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产出得38分（满分40分）；效益指标满分20分，自评19分", [(40, 38, None), (20, 19, None)]),
        ("决策（15分）得14分，过程（25分）得24分", [(15, 14, None), (25, 24, None)]),
        ("建立台账（得2分）；按月报送（得1分）", [(None, 2, None), (None, 1, None)]),
        ("标准分值100分，创新工作加分3分，自评得分101分", [(100, None, None), (None, 3, None), (None, 101, None)]),
        ("扣0.5分、0.9分，实得96分", [(None, None, 0.5), (0.9, None, None), (None, 96, None)]),
    ],
)
def test_several_phrases(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "拨付晚了18分钟",
        "提高3个百分点",
        "增长5分之1",
        "分为3部分",
        "充分发挥",
        "90分以上为优，80至90分为良",
        "得满分",
        "测试平均86分",
        "占镇级考核权重1.5%",
    ],
)
def test_no_scores(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet="得分扣满自评0123456789.（），/-=| \n。", max_size=60))
def test_phrases_lie_in_the_text_in_order(text: str) -> None:
    folded = fold_words(text)
    found = phrases(folded)
    assert [p.start for p in found] == sorted(p.start for p in found)
    for phrase in found:
        assert 0 <= phrase.start < phrase.end <= len(folded)
        assert any(v is not None for v in (phrase.maximum, phrase.score, phrase.deducted))
