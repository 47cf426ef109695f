"""Numbers as Chinese reports print them: digits, 万 and 亿, thousands separators, Chinese numerals.

Expects folded text (`pipeline.normalise.fold`). A number knows how finely it is printed, so that
what follows can tell which exact values the print allows.

>>> [(n.raw, n.value) for n in find_numbers("发放1,757.5万元，惠及三千二百人")]
[('1,757.5万', Decimal('17575000.0')), ('三千二百', Decimal('3200'))]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import cn2an  # type: ignore[import-untyped]
import regex

MULTIPLIERS = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
               "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}  # fmt: skip
DIGITS = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
HANZI = r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
NUMBER = regex.compile(
    rf"(?<![\d.A-Za-z])(?<sign>(?<![\d)）\w年月-])-(?=\d))?(?<digits>{DIGITS})(?<vague>[余多几])?(?<multiplier>万亿|[十百千]?[万亿]|[千百](?=[人户元名]))?"
    rf"|(?<hanzi>{HANZI}+(?:点[零〇一二三四五六七八九]+)?[万亿]?)"
)
# cn2an reads 一百 but not 百 (百分之百).
ROUND_NUMBERS = {"百": Decimal(100)}
# 一律, 统一, 十分, 万一, 一二三 …: a lone numeral is more often a part of a word; callers ask for a unit behind it.


@dataclass(frozen=True, slots=True)
class Number:
    """A number in folded text; `step` is the size of its last printed digit, 0 where it is exact."""

    start: int
    end: int
    raw: str
    value: Decimal
    step: Decimal
    hanzi: bool = False
    vague: bool = False


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a folded text from left to right."""
    for match in NUMBER.finditer(text):
        number = _hanzi_number(match) if match["hanzi"] else _digit_number(match)
        if number is not None:
            yield number


def read_number(text: str) -> Decimal | None:
    """Return the value of a text that is one number and nothing else, else None."""
    numbers = list(find_numbers(text))
    if len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(text)):
        return numbers[0].value
    return None


def _digit_number(match: regex.Match[str]) -> Number:
    multiplier = match["multiplier"] or ""
    digits = match["digits"].replace(",", "").replace("，", "")
    scale = Decimal(MULTIPLIERS[multiplier])
    places = len(digits.partition(".")[2])
    value = Decimal(digits) * scale
    return Number(
        match.start(),
        match.end(),
        match.group(),
        -value if match["sign"] else value,
        Decimal(1).scaleb(-places) * scale,
        vague=match["vague"] is not None,
    )


def _hanzi_number(match: regex.Match[str]) -> Number | None:
    value = hanzi_value(match["hanzi"])
    if value is None:
        return None
    return Number(match.start(), match.end(), match.group(), value, Decimal(1), hanzi=True)


@lru_cache(maxsize=4096)
def hanzi_value(numeral: str) -> Decimal | None:
    """Return the value of a Chinese numeral (三千二百, 二〇二一, 一点五万), None where it is none."""
    if numeral in ROUND_NUMBERS:
        return ROUND_NUMBERS[numeral]
    if "点" in numeral and numeral[-1] in "万亿":
        value = hanzi_value(numeral[:-1])
        return None if value is None else value * MULTIPLIERS[numeral[-1]]
    for mode in ("strict", "smart"):
        try:
            return Decimal(str(cn2an.cn2an(numeral.replace("〇", "零"), mode)))
        except (ValueError, KeyError):  # cn2an raises either for numerals out of order (三十零)
            continue
    return None
