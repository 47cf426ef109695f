"""Dates in a spreadsheet: days since the end of 1899, shown by codes such as yyyy"年"m"月".

The calendar of Excel counts a 29 February 1900 that never was; files of old Macintoshes begin in 1904.

>>> displayed_date(45351.5, "yyyy/m/d h:mm")
'2024/2/29 12:00'
>>> displayed_date(45351, '[DBNum1]yyyy"年"m"月"d"日"')
'二〇二四年二月二十九日'
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

DATE_CODE: Final = re.compile(r"[ymdhse]|aaa|AM/PM|上午/下午", re.IGNORECASE)
TOKEN: Final = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | !(?P<escaped_too>.) | _. | \*.
    | \[(?P<elapsed>h+|m+|s+)\] | \[(?P<bracket>[^\]]*)\]
    | (?P<half>AM/PM|A/P|上午/下午) | (?P<code>y+|m+|d+|h+|s+|e+|a{3,4}) | \.0+ | @ | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
EPOCH: Final = datetime(1899, 12, 30)
EPOCH_1904: Final = datetime(1904, 1, 1)
# 1 March 1900; before it, the calendar is a day behind.
FALSE_LEAP_DAY: Final = 60
# 31 December 9999, beyond which no cell shows a date.
LAST_DAY: Final = 2_958_466
WEEKDAYS: Final = "一二三四五六日"
DIGITS: Final = "〇一二三四五六七八九"


def displayed_date(days: float, code: str, *, from_1904: bool = False) -> str | None:
    """Return what a cell shows, None where the number is no date."""
    if not 0 <= days < LAST_DAY - (1462 if from_1904 else 0):
        return None
    epoch = EPOCH_1904 if from_1904 else EPOCH
    offset = 1 if days < FALSE_LEAP_DAY and not from_1904 else 0
    moment = epoch + timedelta(days=offset, seconds=round((days % 1) * 86400)) + timedelta(days=int(days))
    tokens = list(TOKEN.finditer(code))
    chinese = any((t["bracket"] or "").lower() == "dbnum1" for t in tokens)
    halves = any(t["half"] for t in tokens)
    return "".join(_shown(tokens, place, moment, days, chinese, halves) for place in range(len(tokens))).strip()


def _shown(tokens: list[re.Match[str]], place: int, moment: datetime, days: float, chinese: bool, halves: bool) -> str:
    token = tokens[place]
    for literal in ("quoted", "escaped", "escaped_too", "other"):
        if token[literal] is not None:
            return token[literal]
    if token["half"]:
        early, late = ("上午", "下午") if token["half"].startswith("上") else ("AM", "PM")
        return early if moment.hour < 12 else late
    if token["elapsed"]:
        return str(int(days * {"h": 24, "m": 1440, "s": 86400}[token["elapsed"][0].lower()] + 1e-6))
    if not token["code"]:
        return ""
    code = token["code"].lower()
    if code[0] == "m" and _is_minute(tokens, place):
        return _number(moment.minute, len(code), chinese=False)
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    return _part(code, moment, hour, chinese)


def _part(code: str, moment: datetime, hour: int, chinese: bool) -> str:
    letter, length = code[0], len(code)
    if letter in "ye":
        year = str(moment.year) if length > 2 or letter == "e" else f"{moment.year % 100:02d}"
        return "".join(DIGITS[int(d)] for d in year) if chinese else year
    if letter == "a":
        return ("星期" if length == 4 else "") + WEEKDAYS[moment.weekday()]
    if letter in "md" and length > 2:
        return moment.strftime({"m3": "%b", "d3": "%a", "d4": "%A"}.get(f"{letter}{length}", "%B"))
    value = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return _number(value, length, chinese)


def _number(value: int, length: int, chinese: bool) -> str:
    if not chinese:
        return f"{value:0{min(length, 2)}d}"
    tens, ones = divmod(value, 10)
    if tens == 0:
        return DIGITS[ones]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def _is_minute(tokens: list[re.Match[str]], place: int) -> bool:
    """Return whether an m counts minutes: behind hours, or before seconds."""
    codes = [
        (i, (t["code"] or t["elapsed"] or "")[:1].lower()) for i, t in enumerate(tokens) if t["code"] or t["elapsed"]
    ]
    before = next((c for i, c in reversed(codes) if i < place), "")
    behind = next((c for i, c in codes if i > place), "")
    return before == "h" or behind == "s"
