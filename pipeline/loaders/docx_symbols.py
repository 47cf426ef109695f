r"""Characters that a Word document prints in a symbol font: tick boxes, ≥, ①.

In Wingdings the letter þ looks like ☑; a file may hold it as a symbol of its own (w:sym) or as a letter in
that font. Word also draws a tick in a box and a figure in a circle with the field `EQ \o\ac(□,√)`.

>>> symbol("Wingdings 2", 0xF052), in_font("¨是 þ否", "Wingdings"), combined(r" eq \o\ac(○,3)")
('☑', '□是 ☑否', '③')
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.loaders.docx_numerals import CIRCLED

# Symbol fonts have 256 signs; Word keeps them from U+F000 on, WPS and letters typed in the font without that offset.
PRIVATE: Final = range(0xF000, 0xF100)
PRIVATE_START: Final = 0xF000
PRINTABLE: Final = range(0x20, 0xD800)

# From the fonts' own charts: only what forms and targets use.
FONTS: Final[dict[str, dict[int, str]]] = {
    "wingdings": {
        **dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), "□"),
        **dict.fromkeys((0x6E, 0xA7), "■"),
        **dict.fromkeys((0xFD, 0x78), "☒"),
        0xFE: "☑",
        0xFC: "√",
        0xFB: "×",
        0xA1: "○",
        0x6C: "●",
        0xE0: "→",
        0xAB: "★",
        **{0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
        **{0x8B + n: sign for n, sign in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")},
    },
    "wingdings 2": {
        **dict.fromkeys((0x30, 0x35, 0xA3), "□"),
        **dict.fromkeys((0x51, 0x53, 0x54), "☒"),
        0x52: "☑",
        0x50: "√",
        0x4F: "×",
        0xA2: "■",
        **{0x69 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    },
    "webdings": {0x61: "√", 0x63: "□", 0x67: "■", 0x72: "×"},
    "symbol": {
        0xB3: "≥",
        0xA3: "≤",
        0xB9: "≠",
        0xBB: "≈",
        0xB1: "±",
        0xB4: "×",
        0xB8: "÷",
        0xB7: "·",
        **{code: chr(code) for code in range(0x20, 0x40) if code not in (0x22, 0x24, 0x27, 0x2A, 0x2D)},
    },
}

OVERPRINT: Final = re.compile(
    r"\\o\s*(?:\\a[clr]\s*)?[(（]\s*(\S)\s*[,，;；]\s*([^()（）]{1,4}?)\s*[)）]", re.IGNORECASE
)
CIRCLES: Final = frozenset("○〇◯Ｏ")
BOXES: Final = frozenset("□☐■")
TICKS: Final = frozenset("√✓✔v∨")
CROSSES: Final = frozenset("×✗✘xX")


def symbol(font: str, code: int) -> str:
    """Return the sign that a font prints for a code; nothing for an ornament that says nothing."""
    low = code - PRIVATE_START if code in PRIVATE else code
    signs = FONTS.get(font.strip().lower())
    if signs is not None:
        return signs.get(low, "")
    return chr(low) if low in PRINTABLE else ""


def is_symbol_font(font: str | None) -> bool:
    """Return whether the letters of this font are signs."""
    return font is not None and font.strip().lower() in FONTS


def in_font(text: str, font: str) -> str:
    """Return the signs that a text typed in a symbol font looks like; characters that it lacks stay."""
    signs = FONTS[font.strip().lower()]
    return "".join(signs.get(ord(c) - PRIVATE_START if ord(c) in PRIVATE else ord(c), c) for c in text)


def combined(instruction: str) -> str:
    """Return what an overprinting field draws: ③ for 3 in a circle, ☑ for √ in a box; nothing for other fields."""
    found = OVERPRINT.search(instruction) if instruction.strip()[:2].lower() == "eq" else None
    if found is None:
        return ""
    around, inside = found[1], found[2]
    if around in CIRCLES and inside.isdecimal():
        return CIRCLED[int(inside) - 1] if 1 <= int(inside) <= len(CIRCLED) else inside
    if around in BOXES and inside in TICKS:
        return "☑"
    if around in BOXES and inside in CROSSES:
        return "☒"
    return inside
