"""Characters of a line: frames, blanks, sizes, doubts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognition.characters import Glyph, agreed_sizes, is_wide, measured_size, placed
from pipeline.recognition.engine import Sign

SIZE = 30.0


def line(text: str, unsure: Sequence[int] = ()) -> list[Glyph]:
    """Return the characters of a line that is set without air; those at the places given are not read surely."""
    widths = [1.0 if is_wide(c) else 0.5 for c in text]
    middles = [sum(widths[:n]) + width / 2 for n, width in enumerate(widths)]
    total = sum(widths)
    signs = [
        Sign(c, middle / total, 0.6 if n in unsure else 0.99)
        for n, (c, middle) in enumerate(zip(text, middles, strict=True))
    ]
    return placed(signs, (100, 50, 100 + SIZE * total, 90), (100, 100 + SIZE * total), SIZE)


@pytest.mark.parametrize("text", ["全县低保对象1286人", "5214.36", "（2020年度）", "A", "≥98%"])
def test_characters_follow_each_other_without_gaps(text: str) -> None:
    found = line(text)
    assert "".join(glyph.text for glyph in found) == text
    assert [round(a.x1 - b.x0, 6) for a, b in itertools.pairwise(found)] == [0] * (len(text) - 1)
    assert all(abs(g.x1 - g.x0 - SIZE * (1 if is_wide(g.text) else 0.5)) < 0.15 * SIZE for g in found)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("得分: 96", "得分:96"),
        ("低保 对象", "低保对象"),
        ("共 12 人", "共12人"),
        ("1.3 98.7", "1.3 98.7"),
        ("100% 95%", "100% 95%"),
        (" 12 ", "12"),
        ("12 ,5", "12,5"),
    ],
)
def test_blanks_are_kept_between_words_alone(text: str, kept: str) -> None:
    assert "".join(glyph.text for glyph in line(text)) == kept


@pytest.mark.parametrize(
    ("text", "unsure", "doubtful"),
    [
        ("支出371.06万元", [4], "1"),
        ("支出371.06万元", [5], "."),
        ("支出371.06万元", [0, 8], ""),
        ("老人，3118人", [2], ""),
        ("完成97%", [4], "%"),
        ("共3O6户", [2], "O"),
        ("O型", [0], ""),
        ("二〇二〇年", [1], "〇"),
    ],
)
def test_only_figures_are_doubtful(text: str, unsure: list[int], doubtful: str) -> None:
    assert "".join(glyph.text for glyph in line(text, unsure) if glyph.doubtful) == doubtful


def test_distances_of_chinese_characters_tell_the_size() -> None:
    signs = [Sign(c, (n + 0.5) / 8, 1.0) for n, c in enumerate("全县低保对象人数")]
    assert measured_size(signs, 8 * SIZE, 25.0) == pytest.approx(SIZE)
    assert measured_size([Sign("1", 0.5, 1.0)], 15, 0.76 * SIZE) == pytest.approx(SIZE)


@given(st.lists(st.floats(5, 80), max_size=30))
def test_agreed_sizes_stay_near_what_was_measured(sizes: list[float]) -> None:
    agreed = agreed_sizes(sizes)
    assert len(agreed) == len(sizes)
    assert all(abs(a - s) <= 0.3 * s for a, s in zip(agreed, sizes, strict=True))
    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    assert all(agreed[a] <= agreed[b] for a, b in itertools.pairwise(order))
