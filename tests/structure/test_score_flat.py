"""Score tables that arrived as lines of text; invented figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.builder import DocumentBuilder
from pipeline.structure.outline import read_outline
from pipeline.structure.score_flat import flat_header, pair
from pipeline.structure.scores import read_scores


@pytest.mark.parametrize("gap", ["", " ", " | "])
def test_fused_rows_are_cut_into_maximum_and_score(gap: str) -> None:
    builder = DocumentBuilder("pdf")
    builder.paragraph(gap.join(["一级指标", "分值", "二级指标", "分值", "得分"]))
    for row in (["决策", "20", "目标", "8", "7.5"], ["依据", "12", "12"], ["总分", "100", "98.5"], ["评价等次优"]):
        builder.paragraph(gap.join(row))
    source = builder.build()
    found = read_scores(source, read_outline(source))
    assert [(n.label, n.max_score, n.self_score, n.parent) for n in found.nodes] == [
        ("决策", 20, None, None),
        ("目标", 8, 7.5, 0),
        ("依据", 12, 12, 0),
        ("总分", 100, 98.5, None),
    ]
    assert (found.self_score, found.max_score) == (98.5, 100)


@pytest.mark.parametrize("line", ["一级指标", "得分", "分值较高的指标得分较低", "一级指标年度指标值分值得分", ""])
def test_lines_that_head_no_flat_table(line: str) -> None:
    assert flat_header(line) is None


@given(st.integers(2, 60), st.integers(0, 20))
def test_a_score_close_to_its_maximum_is_found_again(maximum: int, lost: int) -> None:
    score = round(maximum - lost / 10, 1)
    assert pair(f"{maximum}{score:.1f}") == (maximum, score)


def test_what_cannot_be_cut_is_left() -> None:
    assert pair("5") == (None, None)
    assert pair("1 2 3") == (None, None)
