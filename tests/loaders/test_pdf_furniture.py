from __future__ import annotations

import pytest

from pipeline.loaders.pdf_furniture import PAGE_NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "— 3 —",
        "-3-",
        "－ 12 －",
        "—３—",
        "第3页",
        "第 3 页 共 9 页",
        "第三页",
        "共9页 第3页",
        "3/9",
        "3 / 9",
        "Page 3 of 9",
        "[3]",
        "- iv -",
        "· 5 ·",
    ],
)
def test_page_numbers(text: str) -> None:
    assert PAGE_NUMBER.match(text)


@pytest.mark.parametrize(
    "text", ["3人", "389.5", "2021年", "100%", "一、", "（一）", "1.", "三", "—", "合计 12", "12户/30人", "第3组"]
)
def test_what_is_no_page_number(text: str) -> None:
    assert not PAGE_NUMBER.match(text)
