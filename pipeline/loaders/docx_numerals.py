"""How Word prints the number of a list item: 一, 1, ①, 甲, A, iv … (ST_NumberFormat of ECMA-376).

>>> [numeral(12, style) for style in ("chineseCountingThousand", "decimalEnclosedCircle", "upperRoman")]
['十二', '⑫', 'XII']
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

COMMON_DIGITS = "〇一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
TRADITIONAL_LEGAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
JAPANESE_LEGAL_DIGITS = "零壱弐参四伍六七八九"
COMMON_UNITS = ("", "十", "百", "千")
LEGAL_UNITS = ("", "拾", "佰", "仟")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
WITH_STOP = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
IN_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
CIRCLED_CHINESE = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)

ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}

MOST_CHINESE = 9999
MOST_ROMAN = 3999
# Word repeats the letter (AA, BBB), thirty times at most.
MOST_LATIN = 30 * len(LATIN)

Printer = Callable[[int], str | None]


def numeral(number: int, style: str) -> str:
    """Return the number as the style prints it, in plain digits where the style has no such number."""
    printer = PRINTERS.get(style)
    printed = printer(number) if printer and number >= 0 else None
    return str(number) if printed is None else printed


def _chinese(digits: str, units: tuple[str, ...], spare_one: bool, zero: str, number: int) -> str | None:
    """Return 一百零五 and the like; with `spare_one` ten to nineteen begin with their unit: 十二, not 一十二."""
    if number > MOST_CHINESE:
        return None
    if number == 0:
        return digits[0]
    printed, gap = "", False
    for power in reversed(range(len(units))):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(printed)
            continue
        printed += (zero if gap else "") + digits[digit] + units[power]
        gap = False
    return printed[1:] if spare_one and 10 <= number <= 19 else printed


def _japanese(number: int) -> str | None:
    """Return 百十一: no zero between, no one before a unit."""
    printed = _chinese(COMMON_DIGITS, COMMON_UNITS, True, "", number)
    return None if printed is None else printed.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _digit_by_digit(digits: str, number: int) -> str:
    return "".join(digits[int(d)] for d in str(number))


def _listed(signs: str, number: int) -> str | None:
    return signs[number - 1] if 1 <= number <= len(signs) else None


def _sixty(number: int) -> str | None:
    """Return 甲子 to 癸亥."""
    return STEMS[(number - 1) % 10] + BRANCHES[(number - 1) % 12] if 1 <= number <= 60 else None


def _latin(letters: str, number: int) -> str | None:
    if not 1 <= number <= MOST_LATIN:
        return None
    rounds, place = divmod(number - 1, len(letters))
    return letters[place] * (rounds + 1)


def _roman(lower: bool, number: int) -> str | None:
    if not 1 <= number <= MOST_ROMAN:
        return None
    printed = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        printed += letters * count
    return printed.lower() if lower else printed


def _ordinal(number: int) -> str:
    tens, last = divmod(number % 100, 10)
    return f"{number}{ORDINAL_ENDINGS.get(last, 'th') if tens != 1 else 'th'}"


_common = partial(_chinese, COMMON_DIGITS, COMMON_UNITS, True, "零")

PRINTERS: dict[str, Printer] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(FULL_WIDTH),
    "decimalEnclosedCircle": partial(_listed, CIRCLED),
    "decimalEnclosedCircleChinese": partial(_listed, CIRCLED),
    "decimalEnclosedFullstop": partial(_listed, WITH_STOP),
    "decimalEnclosedParen": partial(_listed, IN_BRACKETS),
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "ideographEnclosedCircle": partial(_listed, CIRCLED_CHINESE),
    "chineseCounting": _common,
    "chineseCountingThousand": _common,
    "taiwaneseCounting": _common,
    "taiwaneseCountingThousand": _common,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": partial(_digit_by_digit, COMMON_DIGITS),
    "ideographDigital": partial(_digit_by_digit, COMMON_DIGITS),
    "taiwaneseDigital": partial(_digit_by_digit, COMMON_DIGITS.replace("〇", "○")),
    "chineseLegalSimplified": partial(_chinese, LEGAL_DIGITS, LEGAL_UNITS, False, "零"),
    "ideographLegalTraditional": partial(_chinese, TRADITIONAL_LEGAL_DIGITS, LEGAL_UNITS, False, "零"),
    "japaneseLegal": partial(_chinese, JAPANESE_LEGAL_DIGITS, ("", "拾", "百", "阡"), False, ""),
    "ideographTraditional": partial(_listed, STEMS),
    "ideographZodiac": partial(_listed, BRANCHES),
    "ideographZodiacTraditional": _sixty,
    "upperLetter": partial(_latin, LATIN),
    "lowerLetter": partial(_latin, LATIN.lower()),
    "upperRoman": partial(_roman, False),
    "lowerRoman": partial(_roman, True),
}
