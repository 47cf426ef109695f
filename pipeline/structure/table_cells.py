"""What a cell of a table holds by itself: a figure and nothing else, a year, a dash, words.

>>> is_value("≥9000人次"), is_value("1,089.30"), is_value("80—89周岁"), is_value("2016年末"), is_value("12月")
(True, True, False, False, False)
"""

from __future__ import annotations

import regex

from pipeline.normalise.fold import fold_words

COMPARATOR = r"(?:≥|≤|>=|<=|=>|=<|>|<|=|≧|≦|约|近|\+|-|不低于|不少于|不超过|不高于|大于|小于|达到|达|超过|至少)*"
UNIT = r"(?:亿|万|千)?(?:元|人次?|户次?|名|%|个|次|件|起|天|日|份|倍|分|期|批|例|家|所|处|张|条|场|年|年度)?"
# A cell that states a figure and nothing else, as folded text shows it.
VALUE = regex.compile(
    rf"{COMPARATOR}\d[\d,，]*(?:\.\d+)?(?:[eE][-+]?\d+)?{UNIT}(?:[/·*每]?\(?(?:人|户|月|年|次|人次|户次|百分比)\)?)*"
    rf"(?:/{COMPARATOR}\d[\d,，]*(?:\.\d+)?{UNIT})?(?:\(百分比\)|\(%\))?(?:以上|以下|以内|左右|及以上|内)?"
)
# A cell of a column of units: 万元, 人次, 元/人·月, %.
UNIT_ALONE = regex.compile(r"[亿万千百]?(?:元|人次?|户次?|名|个|件|次|天|家|所|份)(?:/[人户月年次·]+)*|户/人|%")
YEAR = regex.compile(r"(?:19|20)\d\d(?:年度?)?")
CALENDAR = regex.compile(r"\d{1,2}月?份?|\d{4}年.*|\d+(?:周?岁|级|类|档)")
DASH = regex.compile(r"[-—–－/\\]+")


def is_value(text: str) -> bool:
    """Tell whether a cell states a figure and nothing else; months and ages are none."""
    folded = fold_words(text).replace("\n", "").replace(" ", "")
    return VALUE.fullmatch(folded) is not None and not _calendar(folded)


def is_year(text: str) -> bool:
    """Tell whether a cell is the number of a year, by itself or with 年."""
    return YEAR.fullmatch(fold_words(text).strip()) is not None


def is_unit_alone(text: str) -> bool:
    """Tell whether a cell prints a unit and nothing else."""
    return UNIT_ALONE.fullmatch(fold_words(text).strip()) is not None


def is_figure(text: str) -> bool:
    """Tell whether a cell cannot be a heading: it states a figure that is not the number of a year."""
    return is_value(text) and not is_year(text)


def _calendar(folded: str) -> bool:
    return CALENDAR.fullmatch(folded) is not None and not folded.isdigit()


def is_dash(text: str) -> bool:
    """Tell whether a cell says that there is nothing to say."""
    return not text.strip() or DASH.fullmatch(text.strip()) is not None
