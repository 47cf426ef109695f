from __future__ import annotations

import pytest

from pipeline.loaders.pdf_legibility import is_legible

REPORT = (
    "全县共有农村低保对象一千二百户，全年发放资金三百八十九万元，人均补差每月二百九十八元，执行率达到百分之九十九。"
)


@pytest.mark.parametrize(
    "text",
    [
        REPORT * 2,
        "全縣共有農村低保對象一千二百戶，全年發放補助資金三百八十九萬元，執行率達到百分之九十九，結餘資金結轉下年使用。"
        * 2,
        "The rural allowance was paid to 1,200 households in 2021, as planned in the budget of the county.",
        "一、概况……………………………………………………………………1\n二、绩效……………………………………………………………………2\n" * 3,
        "12 389.5 100% 98.2 ≥95% 1,234.56 " * 5,
        "12",
    ],
)
def test_what_reports_print_is_legible(text: str) -> None:
    assert is_legible(text)


@pytest.mark.parametrize(
    "text",
    [
        "\ufffd" * 40 + REPORT,
        "\ue001\ue002\ue003" * 20,
        "\x01\x04\x05\x06\x07" * 20,
        "!\"#$%&'()*+,-./:;<=>?@" * 5,
        "ةيبرعلا ةغللا" * 10,
        "".join(chr(ord(c) + 1117) for c in REPORT * 2),  # every code point shifted
    ],
)
def test_what_is_in_place_of_characters_is_not(text: str) -> None:
    assert not is_legible(text)
