"""What a heading cell of a table says: its role, by the words of patterns/table_columns.yaml.

>>> column_role("实际完成值"), column_role("预算执行率(B/A)"), column_role("低保（户）")
('actual', 'execution_rate', None)
>>> row_role("合　计"), row_role("其中：中央财政资金")
('total_row', None)
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from pipeline.normalise.fold import fold_words
from pipeline.vocabulary import Words, read

LEVELS = ("level_1", "level_2", "level_3")
ROWS = ("total_row", "funds_total_row", "own_level_row", "local_row")
# A heading is short: what is longer is running text that happens to hold a heading's word.
LONGEST = 26
PLACES = ("region", "town", "place")
# Shorter words are headings only where they fill the cell (单位 stands inside 实施单位).
SHORTEST_INSIDE = 3
BRACKET = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")
MARKS = regex.compile(r"[\s:*★☆▲●]|^(?:其中|其它?中):?")
# 年度目标完成概述, 预期目标实现程度: what became of a target is a result; 目标完成率 and 目标完成时间 are not.
REACHED = regex.compile(
    r"目标(?:任务)?(?:的|值|实际)*(?:完成|实现|达成|落实|执行)(?!率|比例|时间|时限|进度|得?分|日期)"
)
# A heading that begins with the name of a region or a year still says the rest (2021年预算数).
DATE = regex.compile(r"^(?:19|20)\d\d年(?:度)?")


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the folded words of an entry of patterns/table_columns.yaml."""
    return next(frozenset(fold_words(w) for w in e.words) for e in read("table_columns", Words) if e.name == name)


@cache
def _columns() -> tuple[tuple[str, str], ...]:
    """Return the words for columns with their roles, the longest first."""
    entries = [e for e in read("table_columns", Words) if not e.name.endswith(("_row", "_field", "_label", "not_data"))]
    pairs = [(fold_words(w), e.name) for e in entries for w in e.words]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


def plain(text: str) -> str:
    """Return a heading without spaces, stars, colons and a leading 其中."""
    return MARKS.sub("", fold_words(text))


@lru_cache(maxsize=8192)
@lru_cache(maxsize=8192)
def column_role(text: str) -> str | None:
    """Return what a heading cell says its column is, None where it names a thing of its own."""
    whole = plain(text)
    bare = DATE.sub("", BRACKET.sub("", whole))
    if not bare or len(bare) > LONGEST:
        return None
    for candidate in (whole, bare):
        for word, role in _columns():
            if word == candidate:
                return role
    inside = next((role for word, role in _columns() if _inside(word, role, bare)), None)
    return "actual" if inside == "target" and REACHED.search(bare) else inside


def _inside(word: str, role: str, heading: str) -> bool:
    """Tell whether a heading holds a word; those for places must be most of it (各旗县市区民政局 is an office)."""
    if len(word) < SHORTEST_INSIDE or word not in heading:
        return False
    return role not in PLACES or len(heading) <= len(word) + 2


@lru_cache(maxsize=8192)
def row_role(text: str) -> str | None:
    """Return which of the special rows a label begins: a total, the own level, money of no single level."""
    bare = BRACKET.sub("", plain(text))
    return next((name for name in ROWS if bare in words_of(name)), None)


def is_field(text: str) -> bool:
    """Tell whether a cell is the name of a form's field (项目名称, 主管部门), its value standing beside it."""
    return plain(text) in words_of("project_field") | words_of("other_field")


def is_project_field(text: str) -> bool:
    """Tell whether a cell says that its neighbour is the name of the form's project."""
    return plain(text) in words_of("project_field")


def holds_no_data(text: str) -> bool:
    """Tell whether a heading is that of a list of vouchers, staff, names or evidence."""
    return BRACKET.sub("", plain(text)) in words_of("not_data")
