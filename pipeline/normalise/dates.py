"""Dates and years as reports print them, whole or damaged.

The usual form is 2021年12月31日; on the way to the web 年, 月 and 日 get lost (2021年1231日, 2022513), doubled
(2021年年1231日) or separated by spaces, an item's number runs into the year (220211231日 is item 2. and
2021年12月31日), and signatures are written out (二〇二一年三月二十九日). Digits that can be split into month and
day in two ways (111日) tell no date.

>>> from pipeline.normalise.fold import fold
>>> [m.date.isoformat() for m in find_dates(fold("2021年1231日，二〇二一年三月二十九日，2021.07.14 10:20"))]
['2021-12-31', '2021-03-29', '2021-07-14']
>>> [m.years for m in find_years(fold("2019-2021年度资金，20xx年，比上年增加"), reference=2021)]
[(2019, 2020, 2021), (2020,)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import regex

from pipeline.model import Span
from pipeline.normalise.fold import Folded, fold

FIRST_YEAR, LAST_YEAR = 1949, 2099
DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "O": "0", "o": "0", "0": "0"}
RELATIVE = {
    "前年": -2,
    "上年": -1,
    "去年": -1,
    "上一年": -1,
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "次年": 1,
    "下年": 1,
}

YEAR = r"(?P<year>(?:19|20)\d\d)"
WRITTEN_YEAR = r"(?P<year>[一二][〇零Oo0一二九][〇零Oo0一二三四五六七八九]{2})"
TENS = r"(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
MONTH = r"(?P<month>1[0-2]|0?[1-9])"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
NO_DIGIT_BEFORE, NO_DIGIT_BEHIND = r"(?<![\d.])", r"(?!\d)"
# Forms in order of trust; the first that fits at a place wins.
DATE_FORMS = tuple(
    regex.compile(form)
    for form in (
        # 2021年12月31日, 2021年年12月31日, 2020年12月22 (日 lost, no other unit behind)
        rf"(?<!\d){YEAR}\s*年+\s*{MONTH}\s*月+\s*{DAY}(?:\s*[日号]+|{NO_DIGIT_BEHIND}(?![.%万亿元人户个项名条家所]))",
        # 二〇二一年三月二十九日
        rf"{WRITTEN_YEAR}年(?P<month>{TENS})月(?P<day>{TENS})[日号]?",
        # 2021-12-31, 2021.07.14, 2021/3/29, 2010 01 29
        rf"{NO_DIGIT_BEFORE}{YEAR}(?P<mark>[-./ ])\s?{MONTH}(?P=mark)\s?{DAY}(?![\d%]|\.\d)",
        # 2021年1231日, 2021年1231
        rf"(?<!\d){YEAR}年+(?P<joined>\d{{2,4}})(?:[日号]|(?![\d.%万亿元人户个项名条家所年月]))",
        # 2023228日, 20211231日, and 220211231日 behind an item's number
        rf"(?<![\d.])\d?{YEAR}(?P<joined>\d{{3,4}})[日号]",
        # 2022513 alone in its line
        rf"(?m)(?:^|(?<=[\n\t(]))\s*{YEAR}(?P<joined>\d{{3,4}})(?=\s*(?:[\n\t)]|$))",
        # 2021年12月, 201910月底
        rf"(?<!\d){YEAR}\s*年*\s*{MONTH}\s*月(?!\d)",
        rf"{WRITTEN_YEAR}年(?P<month>{TENS})月",
        # 12月31日, 815日, 三月二十九日
        rf"(?<!\d){MONTH}\s*月\s*{DAY}\s*[日号]",
        r"(?<![\d.年月])(?P<joined>\d{3,4})日(?!均)",
        rf"(?<![一二三四五六七八九十])(?P<month>{TENS})月(?P<day>{TENS})[日号]",
    )
)
YEAR_MARK = r"(?:年度?|财年)"
TO = r"\s*(?:[-~—–一至到]+|年[-~—–至到]+)\s*"
YEAR_FORMS = tuple(
    regex.compile(form)
    for form in (
        rf"{NO_DIGIT_BEFORE}(?P<first>(?:19|20)\d\d)(?:年度?)?{TO}(?P<last>(?:19|20)\d\d)\s*{YEAR_MARK}",
        rf"{NO_DIGIT_BEFORE}(?P<first>(?:19|20)\d\d)(?:年度?)?\s*[、和及与]\s*(?P<last>(?:19|20)\d\d)\s*{YEAR_MARK}",
        rf"(?<!\d)\d?{YEAR}\s*{YEAR_MARK}",
        rf"{WRITTEN_YEAR}年",
        # 20211至12月 is 2021年1至12月
        rf"(?<!\d){YEAR}(?=1\s*[-~—至到]\s*\d{{1,2}}月)",
    )
)
RELATIVE_YEAR = regex.compile("|".join(sorted(RELATIVE, key=len, reverse=True)))
PERIOD_MARK = regex.compile(r"\s*起?\s*(?:至|到|[-~—–]+)\s*$")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as printed; what is not printed is None."""

    span: Span
    text: str
    year: int | None
    month: int | None
    day: int | None

    @property
    def date(self) -> date | None:
        """Return the day in the calendar, where year, month and day are told and exist."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year or a run of years as printed."""

    span: Span
    text: str
    years: tuple[int, ...]
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """From a date to a date, both included (2016年1月起至2016年12月止)."""

    span: Span
    first: DateMention
    last: DateMention


def find_dates(folded: Folded) -> tuple[DateMention, ...]:
    """Return the dates in a text in their order; where forms overlap, the first of DATE_FORMS wins."""
    taken: list[tuple[int, int, DateMention]] = []
    for form in DATE_FORMS:
        for match in form.finditer(folded.text):
            start, end = match.span()
            if any(s < end and start < e for s, e, _ in taken):
                continue
            mention = _date_of(folded, match)
            if mention is not None:
                taken.append((start, end, mention))
    return tuple(m for _, _, m in sorted(taken, key=lambda t: t[0]))


def read_date(printed: str) -> date | None:
    """Return the first complete date of a label's value or a signature."""
    return next((m.date for m in find_dates(fold(printed)) if m.date is not None), None)


def find_years(folded: Folded, reference: int | None = None) -> tuple[YearMention, ...]:
    """Return the years in a text in their order; 今年, 上年 and the like only with a `reference` year."""
    found: list[tuple[int, int, YearMention]] = []
    for match, years in _printed_years(folded.text):
        start, end = match.span()
        if years and not any(s < end and start < e for s, e, _ in found):
            found.append((start, end, YearMention(folded.origin(start, end), match.group(), years)))
    if reference is not None:
        found.extend(_relative_years(folded, reference))
    return tuple(m for _, _, m in sorted(found, key=lambda t: t[0]))


def _relative_years(folded: Folded, reference: int) -> Iterator[tuple[int, int, YearMention]]:
    for match in RELATIVE_YEAR.finditer(folded.text):
        year = reference + RELATIVE[match.group()]
        span = folded.origin(*match.span())
        yield match.start(), match.end(), YearMention(span, match.group(), (year,), relative=True)


def find_periods(folded: Folded) -> tuple[Period, ...]:
    """Return pairs of dates joined by 至, 到 or a dash; a year that only the first prints counts for both."""
    mentions = find_dates(folded)
    periods = []
    for first, last in pairwise(mentions):
        between = folded.text[folded.position(first.span.end) : folded.position(last.span.start)]
        if PERIOD_MARK.match(between):
            if last.year is None:
                last = DateMention(last.span, last.text, first.year, last.month, last.day)
            periods.append(Period(Span(first.span.start, last.span.end), first, last))
    return tuple(periods)


def _printed_years(text: str) -> Iterator[tuple[regex.Match[str], tuple[int, ...]]]:
    for form in YEAR_FORMS:
        for match in form.finditer(text):
            groups = match.groupdict()
            if "first" in groups:
                yield match, _run(int(match["first"]), int(match["last"]))
            else:
                year = _year(match["year"])
                yield match, () if year is None else (year,)


def _run(first: int, last: int) -> tuple[int, ...]:
    """Return the years of a range; one of more than ten years is a plan, not what is assessed."""
    return tuple(range(first, last + 1)) if 0 <= last - first <= 10 else ()


def _date_of(folded: Folded, match: regex.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    year = _year(groups.get("year"))
    if groups.get("year") and year is None:
        return None
    parts: tuple[int | None, int | None] | None
    if groups.get("joined"):
        parts = _month_and_day(groups["joined"])
        if parts is None:
            return None
    else:
        parts = _number(groups.get("month")), _number(groups.get("day"))
    month, day = parts
    if not _exists(year, month, day):
        return None
    span = folded.origin(*match.span())
    return DateMention(span, match.group(), year, month, day)


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    year = int("".join(DIGITS.get(c, c) for c in printed))
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _number(printed: str | None) -> int | None:
    """Return a month or day in digits or written out (二十九)."""
    if printed is None:
        return None
    if printed.isdigit():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return int(DIGITS[ones])
    return int(DIGITS.get(tens, "1")) * 10 + int(DIGITS.get(ones, "0"))


def _month_and_day(joined: str) -> tuple[int, int] | None:
    """Return the only way to split the digits into month and day, None where there are two or none."""
    ways = {
        (int(joined[:cut]), int(joined[cut:]))
        for cut in (1, 2)
        if 1 <= len(joined) - cut <= 2 and (joined[0] != "0" or cut == 2)
    }
    valid = [(m, d) for m, d in ways if _exists(None, m, d)]
    return valid[0] if len(valid) == 1 else None


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    """Return whether the calendar has the day; 29 February counts where the year is not told."""
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return False
    return month is not None
