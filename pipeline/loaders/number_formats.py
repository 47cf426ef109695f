"""How a spreadsheet prints a number: the value as stored, and the format that says how it is shown.

A cell that shows 99.0% holds 0.9895 and the format 0.0%; one that shows 2025年2月26日 holds 45714. The codes are
those of ECMA-376 part 1, 18.8.31, which .xls and .xlsx share.

>>> displayed(0.9895, "0.0%"), displayed(2287.46, "#,##0.00"), displayed(0.1 + 0.2, "General")
('99.0%', '2,287.46', '0.3')
>>> displayed(45714, 'yyyy"年"m"月"d"日"')
'2025年2月26日'
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from pipeline.loaders.date_formats import DATE_CODE, displayed_date

# Formats that files name by number alone, as a Chinese Excel shows them (27 to 36 and 50 to 58 are its own).
BUILT_IN: Final[dict[int, str]] = {
    number: code
    for numbers, code in (
        ((0,), "General"),
        ((1,), "0"),
        ((2,), "0.00"),
        ((3, 41), "#,##0"),
        ((4, 43), "#,##0.00"),
        ((5, 6), "¥#,##0;¥-#,##0"),
        ((7, 8), "¥#,##0.00;¥-#,##0.00"),
        ((9,), "0%"),
        ((10,), "0.00%"),
        ((11,), "0.00E+00"),
        ((14,), "yyyy/m/d"),
        ((15,), "d-mmm-yy"),
        ((16,), "d-mmm"),
        ((17,), "mmm-yy"),
        ((18,), "h:mm AM/PM"),
        ((19,), "h:mm:ss AM/PM"),
        ((20,), "h:mm"),
        ((21,), "h:mm:ss"),
        ((22,), "yyyy/m/d h:mm"),
        ((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
        ((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
        ((30,), "m-d-yy"),
        ((31,), 'yyyy"年"m"月"d"日"'),
        ((32,), 'h"时"mm"分"'),
        ((33,), 'h"时"mm"分"ss"秒"'),
        ((34, 55), '上午/下午h"时"mm"分"'),
        ((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
        ((37, 38), "#,##0;-#,##0"),
        ((39, 40), "#,##0.00;-#,##0.00"),
        ((42,), "¥#,##0"),
        ((44,), "¥#,##0.00"),
        ((45, 47), "mm:ss"),
        ((46,), "[h]:mm:ss"),
        ((48,), "0.0E+0"),
        ((49,), "@"),
    )
    for number in numbers
}
GENERAL: Final = "General"

# A cell in the general format shows ten digits and the point; more is rounding error of binary fractions.
GENERAL_DIGITS: Final = 10
# Binary numbers hold fifteen digits; spreadsheets round by these, half upwards.
STORED_DIGITS: Final = 15
# The standard's own limit; a longer one is damage.
LONGEST_CODE: Final = 255
MOST_DECIMALS: Final = 30

TOKEN: Final = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | !(?P<escaped_too>.)
    | _(?P<blank>.) | \*(?P<fill>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式) | (?P<exponent>E[+-]) | (?P<sign>;)
    | (?P<place>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<text>@) | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
CURRENCY: Final = re.compile(r"\$([^-\]]*)(?:-\w+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a format: its kind (a group of TOKEN, or `literal`) and its characters."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The format of positive numbers, negative ones, zero, or text, in its parts and as it was written."""

    tokens: tuple[Token, ...]
    source: str
    condition: tuple[str, float] | None

    def holds(self, kind: str) -> bool:
        return any(t.kind == kind for t in self.tokens)

    @property
    def is_date(self) -> bool:
        bare = "".join(t.text for t in self.tokens if t.kind == "other")
        elapsed = any(t.kind == "elapsed" for t in self.tokens)
        return (elapsed or DATE_CODE.search(bare) is not None) and not self.holds("general")


def displayed(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return what a cell shows for a number; the general format where the code cannot be followed."""
    if not math.isfinite(value):
        return ""
    sections = parsed(code[:LONGEST_CODE])
    section, shown = _section_for(sections, value)
    if section is None:
        return general(value)
    if section.is_date:
        return displayed_date(value, section.source, from_1904=from_1904) or general(value)
    if section.holds("general") or section.holds("text"):
        number = general(shown)
        return "".join(
            t.text if t.kind == "literal" else number * (t.kind in ("general", "text")) for t in section.tokens
        )
    sign = "-" if shown < 0 else ""
    printed = _placed(abs(shown), section)
    return sign + printed if any(c in "123456789" for c in printed) else printed


def displayed_text(text: str, code: str) -> str:
    """Return what a cell shows for a text: a fourth section, or a single one with @, says how."""
    if "@" not in code and code.count(";") < 3:
        return text
    sections = [s for s in parsed(code[:LONGEST_CODE]) if s.holds("text")]
    if not sections:
        return "" if len(parsed(code[:LONGEST_CODE])) > 3 else text
    return "".join(t.text if t.kind == "literal" else text * (t.kind == "text") for t in sections[-1].tokens)


def general(value: float) -> str:
    """Return a number in the general format, whole numbers without a point, long ones with all their digits."""
    if value == int(value):
        return str(int(value))
    whole = len(str(abs(int(value))))
    number = _decimal(value)
    if abs(value) >= 10**-4:
        number = _rounded(number, max(GENERAL_DIGITS - whole, 0))
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=2000)
def parsed(code: str) -> tuple[Section, ...]:
    """Return the sections of a format."""
    sections: list[Section] = []
    tokens: list[Token] = []
    start, condition = 0, None
    for found in TOKEN.finditer(code):
        kind = found.lastgroup or "other"
        if kind == "sign":
            sections.append(Section(tuple(tokens), code[start : found.start()], condition))
            tokens, start, condition = [], found.end(), None
            continue
        limit = CONDITION.fullmatch(found[kind].strip()) if kind == "bracket" else None
        condition = (limit[1], float(limit[2])) if limit else condition
        tokens.append(_token(kind, found[kind]))
    return (*sections, Section(tuple(tokens), code[start:], condition))


def _token(kind: str, text: str) -> Token:
    if kind in ("quoted", "escaped", "escaped_too"):
        return Token("literal", text)
    if kind == "bracket":
        currency = CURRENCY.fullmatch(text)
        if currency:
            return Token("literal", currency[1])
        return Token("elapsed" if text.lower() in ("h", "hh", "m", "mm", "s", "ss") else "none", "")
    if kind in ("blank", "fill"):
        return Token("none", "")
    if kind == "percent":
        return Token("percent", "%")
    return Token(kind, text)


def _section_for(sections: tuple[Section, ...], value: float) -> tuple[Section | None, float]:
    """Return the section for a number, and the number as the section shows it: without sign where it is implied."""
    numeric = sections[:3]
    if any(s.condition for s in numeric):
        for section in numeric:
            if section.condition is None or _meets(value, section.condition):
                return section, value
        return None, value
    if len(numeric) == 1 or value > 0 or (value == 0 and len(numeric) == 2):
        first = numeric[0]
        # A format of text alone ("@" behind others) says nothing of numbers.
        return (first if first.tokens or len(sections) > 1 else None), value
    if value < 0:
        return numeric[1], abs(value)
    return numeric[2], value


def _meets(value: float, condition: tuple[str, float]) -> bool:
    sign, limit = condition
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[sign]


def _decimal(value: float) -> Decimal:
    return Decimal(format(value, f".{STORED_DIGITS}g"))


def _rounded(number: Decimal, places: int) -> Decimal:
    if number.adjusted() + places >= 27:  # beyond the digits that decimal arithmetic keeps
        return number
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the digits of a section stand: its tokens up to the point, and those behind it."""

    whole: tuple[Token, ...]
    fraction: tuple[Token, ...]
    grouped: bool
    thousands: int

    @classmethod
    def of(cls, section: Section) -> Layout:
        tokens = section.tokens
        point = next((i for i, t in enumerate(tokens) if t.kind == "point"), len(tokens))
        places = [i for i, t in enumerate(tokens) if t.kind == "place"]
        last = places[-1] if places else -1
        last_whole = max((i for i in places if i < point), default=-1)
        commas = [i for i, t in enumerate(tokens) if t.kind == "comma"]
        first = places[0] if places else len(tokens)
        scaling = [i for i in commas if i > last or last_whole < i < point]
        grouped = any(first < i < last_whole for i in commas)
        return cls(tokens[:point], tokens[point + 1 :], grouped, len(scaling))


def _placed(value: float, section: Section) -> str:
    """Return a number's digits in the places of a section, its other characters around and between them."""
    layout = Layout.of(section)
    if section.holds("exponent"):
        decimals = sum(t.kind == "place" for t in _before_exponent(layout.fraction))
        return format(value, f".{min(decimals, MOST_DECIMALS)}E")
    if any(t.kind == "other" and t.text == "/" for t in section.tokens):
        return general(value)  # fractions such as 1 1/2: no report counts in them
    percent = sum(t.kind == "percent" for t in section.tokens)
    number = _decimal(value).scaleb(2 * percent - 3 * layout.thousands)
    decimals = min(sum(t.kind == "place" for t in layout.fraction), MOST_DECIMALS)
    digits = format(_rounded(number, decimals), "f")
    whole, _, fraction = digits.partition(".")
    printed_whole = _whole(whole.lstrip("0"), layout)
    printed_fraction = _fraction(fraction.ljust(decimals, "0"), layout.fraction)
    shows_point = any(c.isdigit() for c in printed_fraction[:1])
    return f"{printed_whole}{'.' if shows_point else ''}{printed_fraction}"


def _before_exponent(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    end = next((i for i, t in enumerate(tokens) if t.kind == "exponent"), len(tokens))
    return tokens[:end]


def _whole(digits: str, layout: Layout) -> str:
    """Return the digits before the point, filled in from the right; the leftmost place takes all that remain."""
    places = [i for i, t in enumerate(layout.whole) if t.kind == "place"]
    done: list[str] = []
    rest, printed = digits, 0
    for index in range(len(layout.whole) - 1, -1, -1):
        token = layout.whole[index]
        if token.kind != "place":
            done.append(_around(token))
            continue
        wanted = len(rest) if index == places[0] else 1
        taken = rest[len(rest) - wanted :] if rest and wanted else ""
        rest = rest[: len(rest) - len(taken)]
        for digit in reversed(taken or ("0" if token.text == "0" else "")):
            done.append("," if layout.grouped and printed and printed % 3 == 0 else "")
            done.append(digit)
            printed += 1
    return "".join(reversed(done))


def _fraction(digits: str, tokens: tuple[Token, ...]) -> str:
    """Return what stands behind the point; zeros at the end go where the place is a # or ?."""
    places = [t for t in tokens if t.kind == "place"]
    kept = len(digits)
    while kept and digits[kept - 1] == "0" and places[kept - 1].text != "0":
        kept -= 1
    done, used = [], 0
    for token in tokens:
        if token.kind == "place":
            done.append(digits[used : used + 1] if used < kept else "")
            used += 1
        else:
            done.append(_around(token))
    return "".join(done)


def _around(token: Token) -> str:
    return token.text if token.kind in ("literal", "percent", "other") else ""
