"""The figures of list numbers."""

from __future__ import annotations

import cn2an  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.docx_numerals import PRINTERS, ROMAN, numeral


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 2003, "二千零三"),
        ("chineseCountingThousand", 12345, "12345"),
        ("japaneseCounting", 21, "二十一"),
        ("japaneseCounting", 111, "百十一"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 60, "癸亥"),
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("none", 3, ""),
        ("unheardOf", 3, "3"),
        ("upperRoman", 0, "0"),
        ("chineseCounting", -1, "-1"),
    ],
)
def test_figures(style: str, number: int, printed: str) -> None:
    assert numeral(number, style) == printed


@given(st.integers(1, 9999), st.sampled_from(["chineseCounting", "chineseLegalSimplified"]))
def test_chinese_figures_mean_their_number(number: int, style: str) -> None:
    assert cn2an.cn2an(numeral(number, style), "smart") == number


@given(st.integers(1, 3999))
def test_roman_figures_mean_their_number(number: int) -> None:
    rest, value = numeral(number, "upperRoman"), 0
    for worth, letters in ROMAN:
        while rest.startswith(letters):
            rest, value = rest[len(letters) :], value + worth
    assert (rest, value) == ("", number)


@given(st.integers(-(2**31), 2**31), st.sampled_from(sorted(PRINTERS)))
def test_any_number_can_be_printed(number: int, style: str) -> None:
    assert numeral(number, style) or style in ("none", "bullet")
