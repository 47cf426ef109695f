"""Signs of symbol fonts and overprinting fields."""

from __future__ import annotations

import pytest

from pipeline.loaders.docx_symbols import combined, in_font, is_symbol_font, symbol


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", 0xF0FE, "☑"),
        ("Wingdings", 0xFE, "☑"),
        ("Wingdings", 0xF0A8, "□"),
        ("wingdings 2", 0x52, "☑"),
        ("Wingdings 2", 0xF0A3, "□"),
        ("Wingdings", 0xF081, "①"),
        ("Symbol", 0xF0B3, "≥"),
        ("Symbol", 0xF0A3, "≤"),
        ("Symbol", 0xF035, "5"),
        ("Wingdings", 0xF04A, ""),
        ("宋体", 0x2265, "≥"),
        ("宋体", 0xF041, "A"),
        ("宋体", 0x3, ""),
        ("宋体", 0xFFFFFFFF, ""),
    ],
)
def test_symbols(font: str, code: int, sign: str) -> None:
    assert symbol(font, code) == sign


def test_letters_in_a_symbol_font() -> None:
    assert in_font("þ是￾甲", "Wingdings") == "☑是￾甲"
    assert is_symbol_font(" Wingdings 2 ")
    assert not is_symbol_font("仿宋")
    assert not is_symbol_font(None)


@pytest.mark.parametrize(
    ("instruction", "drawn"),
    [
        (r" eq \o\ac(○,5)", "⑤"),
        (r"EQ \o \ac ( ○ , 10 )", "⑩"),
        (r"eq \o\ac(□,√)", "☑"),
        (r"eq \o\ac(□,×)", "☒"),
        (r"eq \o\ac(○,免)", "免"),
        (r"eq \o\ac(○,99)", "99"),
        (r"eq \f(1,2)", ""),
        (" PAGE ", ""),
        ("", ""),
    ],
)
def test_overprinting_fields(instruction: str, drawn: str) -> None:
    assert combined(instruction) == drawn
