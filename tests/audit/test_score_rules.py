"""The rules on the tree of scores."""

from collections.abc import Sequence

import pytest

from pipeline.audit import score_max_sum, score_over_max, score_points, score_sum, score_total
from pipeline.model import Report
from tests.audit.builders import findings, numbers, results, scored

SUMS = [
    ("a heading above its items", ["管理 38 38", "  标准 8 8", "  对象 20 19", "  资金 10 10"], [(38, 37)]),
    ("decimals that binary floats miss", ["管理 1 0.3", "  甲 0.5 0.1", "  乙 0.5 0.2"], []),
    (
        "an item whose own score is the sum of its parts",
        ["管 9 8", "  甲 5 _", "    丙 3 3", "    丁 2 1", "  乙 4 4"],
        [],
    ),
    ("an item that prints none", ["管理 20 18", "  甲 10 9", "  乙 10 _"], []),
    ("one scored item among others unscored", ["管理 20 18", "  甲 5 4"], []),
    ("a deduction inside", ["管理 10 9", "  甲 10 10", "  -乙 _ -1"], []),
]


@pytest.mark.parametrize(("why", "lines", "expected"), SUMS, ids=[c[0] for c in SUMS])
def test_score_sum(why: str, lines: Sequence[str], expected: list[tuple[float, float]]) -> None:
    assert numbers(score_sum.check, scored(*lines)) == expected


def test_score_sum_says_which_number_the_whole_counts() -> None:
    lines = ["全部 50 48", "  管理 30 28", "    甲 15 14", "    乙 15 13", "  产出 20 20"]
    (finding,) = findings(score_sum.check, scored(*lines))
    assert (finding.subject, finding.stated, finding.computed) == ("管理", 28, 27)
    assert "a part is off by 1" in (finding.suggestion or "")


def test_score_sum_says_where_the_whole_counts_the_sum() -> None:
    lines = ["全部 50 47", "  管理 30 28", "    甲 15 14", "    乙 15 13", "  产出 20 20"]
    found = findings(score_sum.check, scored(*lines))
    assert [(f.subject, "the whole counts 27 here" in (f.suggestion or "")) for f in found] == [
        ("全部", False),
        ("管理", True),
    ]


MAXIMA = [
    ("items of more than their group", ["投入 18 18", "  甲 10 9", "  乙 10 9"], [(18, 20)]),
    ("items of just their group", ["投入 20 18", "  甲 10 9", "  乙 10 9"], []),
    ("a deduction among the items is no part of the maximum", ["投入 10 8", "  甲 10 9", "  -乙 -5 -1"], []),
    ("an item that prints none", ["投入 18 18", "  甲 10 9", "  乙 _ 9"], []),
]


@pytest.mark.parametrize(("why", "lines", "expected"), MAXIMA, ids=[c[0] for c in MAXIMA])
def test_score_max_sum(why: str, lines: Sequence[str], expected: list[tuple[float, float]]) -> None:
    assert numbers(score_max_sum.check, scored(*lines)) == expected


PARTS = ["投入 20 19", "产出 50 48", "效益 30 28"]
TOTALS = [
    ("the sum of the parts", PARTS, 95.0, []),
    ("another total", PARTS, 96.0, [(96, 95)]),
    ("with bonus and deduction", [*PARTS, "+创新 5 3", "-负面 -10 -2"], 96.0, []),
    ("a deduction printed without sign", [*PARTS, "-负面 -10 2"], 93.0, []),
    ("without the bonus, as the base score", [*PARTS, "+创新 5 3"], 95.0, []),
    ("parts that are not all", ["投入 20 19", "产出 50 48"], 95.0, []),
    ("one root above the parts", ["总 100 95", *(f"  {p}" for p in PARTS)], 94.0, [(94, 95)]),
]


@pytest.mark.parametrize(("why", "lines", "total", "expected"), TOTALS, ids=[c[0] for c in TOTALS])
def test_score_total(why: str, lines: Sequence[str], total: float, expected: list[tuple[float, float]]) -> None:
    assert numbers(score_total.check, scored(*lines, total=total)) == expected


def test_a_total_that_follows_from_a_wrong_sum_says_so() -> None:
    report = scored("投入 20 19", "  甲 10 10", "  乙 10 8", "产出 80 80", total=98.0)
    (finding,) = findings(score_total.check, report)
    assert finding.follows_from == findings(score_sum.check, report)[0]


def test_without_a_total_there_is_nothing_to_check() -> None:
    assert results(score_total.check, scored(*PARTS)) == ["not_applicable"]


def test_a_row_that_only_heads_others_is_no_part_of_the_total() -> None:
    lines = ["执行情况 10 _", "总额 10 9", "产出 60 60", "效益 30 30"]
    assert numbers(score_total.check, scored(*lines, total=98.0)) == [(98, 99)]


OVER = [
    ("above", "甲 5 6", [(6, 5)]),
    ("full", "甲 5 5", []),
    ("bonus above", "+甲 2 3", [(3, 2)]),
    ("negative", "-甲 -5 0", []),
]


@pytest.mark.parametrize(("why", "line", "expected"), OVER, ids=[c[0] for c in OVER])
def test_score_over_max(why: str, line: str, expected: list[tuple[float, float]]) -> None:
    assert numbers(score_over_max.check, scored(line)) == expected


POINTS = [
    ("fewer points than the item", scored("甲 9 9", "  *1 _ 4", "  *2 _ 4"), [(9, 8, "error")]),
    ("more points than the item", scored("甲 6 6", "  *1 _ 8"), [(6, 8, "error")]),
    ("a number missing in between", scored("甲 9 9", "  *1 _ 4", "  *3 _ 4"), [(9, 8, "warning")]),
    ("a deduction taken from the points", scored("甲 7 6", "  *1 _ 4", "  *2 _ 3 deducted=1"), []),
    ("a paragraph that only deducts", scored("甲 7 6", "  *1 _ 4", "  *2 _ _ deducted=1"), []),
    ("points that are no nodes", scored("甲 4 4", 甲=[2, 1.5, 1]), [(4, 4.5, "error")]),
    ("one point alone", scored("甲 9 9", "  *1 _ 4"), []),
    ("points of the items below", scored("甲 9 9", "  乙 9 9", 甲=[2, 3]), []),
]


@pytest.mark.parametrize(("why", "report", "expected"), POINTS, ids=[c[0] for c in POINTS])
def test_score_points(why: str, report: Report, expected: list[tuple[float, float, str]]) -> None:
    assert [(f.stated, f.computed, f.severity) for f in findings(score_points.check, report)] == expected
