"""The numbers that Chinese reports print before headings and items.

An official report counts 一、 then （一） then 1. then （1）, but bureaus also write 第一部分, 甲、, ①, 1.1,
1-1, A11 or Ⅰ., lose a bracket or the numeral itself, and set a bare `1` with a space. Some numbers look the
same and are none: `1.3倍`, `3.5万元`, `2021.3`. So a line has candidates; the ones that are not `sure` count
only where they continue a count that is already open.

>>> [c.style for c in candidates("（一）资金到位情况")]
['(一)']
>>> [(c.style, c.values, c.sure) for c in candidates("5.14个乡镇全部建立")]
[('1.1', (5, 14), False), ('1.', (5,), False)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from pipeline.normalise.fold import Folded, fold

CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
CHINESE = "[一二三四五六七八九十百〇零]{1,5}"
STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = {"I": 1, "V": 5, "X": 10}
# Measures that make a number in front of them a quantity, and signs that make it a range or a share.
# 项目, 年度, 人员 and the like begin a label although 项, 年, 人 alone are measures.
LABEL_WORDS = (
    "项目|年度|年初|年末|年底|人员|人口|人均|分[配析解类]|月度|户籍|个人|家庭|类别|场所|到位|起草|期间|级别|"
    "百姓|多元|多措"
)
MEASURES = "万亿元倍%‰分人户个年月日岁次名件所家项场期类种级档天亩吨度千百十多余批处笔张条份座例起台辆位支"
MEASURE = rf"(?!{LABEL_WORDS})[{MEASURES}~至到-]"
DECORATION = regex.compile(r"[\s★☆*●■◆▲△◇□➢►·]*")


@dataclass(frozen=True, slots=True)
class Numbering:
    """A printed number: what style it counts in, the number, and where the label begins in the line.

    `values` is empty where the numeral was lost; `sure` is false where the same characters may be a quantity.
    """

    style: str
    ordinal: str
    values: tuple[int, ...]
    start: int
    end: int
    sure: bool

    def follows(self, last: tuple[int, ...] | None) -> bool:
        """Tell whether this number is the next one after `last` in its style."""
        if last is None or not self.values or len(last) != len(self.values):
            return False
        return self.values[:-1] == last[:-1] and self.values[-1] == last[-1] + 1


@dataclass(frozen=True, slots=True)
class Found:
    """A match of one shape: its style, the numeral as printed, its values, and its certainty."""

    style: str
    ordinal: str
    values: tuple[int, ...]
    sure: bool = True


Match = regex.Match[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing a number, and what it says; `gap`: only with a space printed behind it."""

    pattern: regex.Pattern[str]
    read: Callable[[Match], Found | None]
    gap: bool = False


def chinese_number(numeral: str) -> int:
    """Return the value of a Chinese numeral below 1000, as headings count.

    >>> [chinese_number(n) for n in ("三", "十", "十二", "二十一", "一百零五")]
    [3, 10, 12, 21, 105]
    """
    total, digit = 0, 0
    for character in numeral:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = CHINESE_DIGITS.get(character, 0)
    return total + digit


def roman_number(numeral: str) -> int:
    """Return the value of a Roman numeral up to 39."""
    values = [ROMAN[c] for c in numeral]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def candidates(line: str) -> tuple[Numbering, ...]:
    """Return the numbers that may stand at the beginning of a line, in order of preference."""
    folded = fold(line)
    start = len(decoration.group()) if (decoration := DECORATION.match(folded.text)) else 0
    return tuple(_read_shapes(folded, start))


def _read_shapes(folded: Folded, start: int) -> Iterator[Numbering]:
    for shape in SHAPES:
        match = shape.pattern.match(folded.text, start)
        if match is None or (shape.gap and not _gap_behind(folded, match.end())):
            continue
        found = shape.read(match)
        if found is not None:
            end = folded.offsets[match.end()]
            yield Numbering(found.style, found.ordinal, found.values, folded.offsets[match.start()], end, found.sure)


def _gap_behind(folded: Folded, end: int) -> bool:
    """Tell whether a space, dropped by folding or kept, stands behind the number."""
    if end >= len(folded.text):
        return False
    return folded.text[end - 1].isspace() or folded.offsets[end] - folded.offsets[end - 1] > 1


def _chinese(style: str, sure: bool = True) -> Callable[[Match], Found | None]:
    return lambda m: Found(style, m["n"], (chinese_number(m["n"]),), sure)


def _arabic(style: str, sure: bool = True) -> Callable[[Match], Found | None]:
    return lambda m: Found(style, m["n"], (int(m["n"]),), sure)


def _part(match: Match) -> Found:
    numeral = match["n"]
    value = int(numeral) if numeral.isdecimal() else chinese_number(numeral)
    return Found("第" + match["kind"], numeral, (value,))


def _counted_from(first: str, style: str) -> Callable[[Match], Found | None]:
    def read(match: Match) -> Found:
        value = ord(match["n"]) - ord(first) + 1
        return Found(style, str(value), (value,))

    return read


def _decimal(match: Match) -> Found | None:
    values = tuple(int(v) for v in match["n"].split("."))
    if values[0] == 0:
        return None
    return Found(".".join("1" * len(values)), match["n"], values, sure=match["measure"] is None)


def _hyphen(match: Match) -> Found:
    return Found("1-1", match["n"], tuple(int(v) for v in match["n"].split("-")))


def _letters(match: Match) -> Found:
    letter, digits = match["letter"], match["digits"]
    values = (ord(letter) - 64, *(int(d) for d in digits))
    return Found("A" + "1" * len(digits), letter + digits, values)


def _lost(style: str) -> Callable[[Match], Found | None]:
    return lambda m: Found(style, "", ())


def _roman_decimal(match: Match) -> Found:
    return Found("I-1", match[0].strip("、.:"), (roman_number(match["n"]), int(match["sub"])))


def _stem(match: Match) -> Found:
    return Found("甲、", match["n"], (STEMS.index(match["n"]) + 1,))


def _roman(match: Match) -> Found | None:
    numeral = match["n"]
    value = roman_number(numeral) if numeral.isascii() else ord(numeral) - ord("Ⅰ") + 1
    return Found("I.", numeral, (value,), sure=value == 1 or numeral not in "VX")


def _shape(pattern: str, read: Callable[[Match], Found | None], gap: bool = False) -> Shape:
    return Shape(regex.compile(pattern), read, gap)


SHAPES: tuple[Shape, ...] = (
    _shape(rf"第(?P<n>{CHINESE}|\d{{1,2}})(?P<kind>部分|板块|模块|单元|章|节|篇|编|条|款)[、:.]?", _part),
    _shape(rf"第(?P<n>{CHINESE}|\d{{1,2}})(?P<kind>项)[、:,，.]", _part),
    _shape(rf"\((?P<n>{CHINESE})\)[、.:]?", _chinese("(一)")),
    _shape(rf"\[(?P<n>{CHINESE})\][、.:]?", _chinese("(一)")),
    # The opening bracket lost.
    _shape(rf"(?P<n>{CHINESE})\)[、.:]?", _chinese("(一)")),
    _shape(r"(?P<n>[㈠-㈩])[、.]?", _counted_from("㈠", "(一)")),
    # 一、二级残疾人 counts no heading.
    _shape(rf"(?P<n>{CHINESE})(?:、|\.|:)(?!{CHINESE}[级类档、和])", _chinese("一、")),
    _shape(rf"(?P<n>{CHINESE})\s*(?=[\u4e00-\u9fff])", _chinese("一、", sure=False), gap=True),
    _shape(rf"(?P<n>[{STEMS}])[、.]", _stem),
    _shape(r"(?P<n>[①-⑳])[、.]?", _counted_from("①", "①")),
    _shape(r"(?P<n>[❶-❿])[、.]?", _counted_from("❶", "①")),
    _shape(r"(?P<n>[⑴-⒇])[、.]?", _counted_from("⑴", "(1)")),
    _shape(r"(?P<n>[⒈-⒛])[、]?", _counted_from("⒈", "1.")),
    _shape(r"\((?P<n>\d{1,3})\)[、.:]?", _arabic("(1)")),
    _shape(r"(?P<n>\d{1,3})\)[、.:]?", _arabic("1)")),
    _shape(rf"(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?![\d.])[.、]?\s*(?P<measure>(?={MEASURE}))?", _decimal),
    _shape(rf"(?P<n>\d{{1,2}}-\d{{1,2}})[、.]?(?!\d|\s*{MEASURE})", _hyphen, gap=True),
    _shape(r"(?P<n>\d{1,3})\s?(?:\.|、|:|．)(?!\d)", _arabic("1.")),
    # 9.2021年共救助 is item 9 of a text that begins with a year.
    _shape(r"(?P<n>\d{1,3})(?:\.|、)(?=\d)", _arabic("1.", sure=False)),
    _shape(rf"(?P<n>\d{{1,2}})\s*(?=[\u4e00-\u9fff《“])(?!{MEASURE})", _arabic("1.", sure=False), gap=True),
    _shape(rf"(?P<n>\d{{1,2}})(?=[\u4e00-\u9fff])(?!{MEASURE})", _arabic("1.", sure=False)),
    _shape(r"(?P<n>[IVX]{1,5})[-.](?P<sub>\d{1,2})[、.:]?(?!\d)", _roman_decimal),
    _shape(r"(?P<n>[IVX]{1,5}|[Ⅰ-Ⅻ])[、.]", _roman),
    _shape(r"(?P<letter>[A-H])(?P<digits>\d{0,3})[、.:](?!\d)", _letters),
    _shape(r"(?P<letter>[A-H])(?P<digits>\d{0,3})\s*(?=[\u4e00-\u9fff“])", _letters, gap=True),
    # The numeral lost, only its punctuation left.
    _shape(r"、(?=[\u4e00-\u9fff])", _lost("一、")),
    _shape(r"\)(?=[\u4e00-\u9fff])", _lost("(一)")),
)
