"""The unit of a bare number in a table: printed in a column, a heading or a line above, or implied by words.

Of several units (单位：人、人次、万元) the headings choose: 人数 counts persons, 资金 is money.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.linking.lexicon import measure
from pipeline.linking.table_heads import COUNT_ROLES, Heading, counted, heading
from pipeline.linking.table_links import COUNTS, MONEY_ROLES
from pipeline.linking.table_values import choose_unit
from pipeline.structure.grids import HeadedCell, HeadedGrid
from pipeline.structure.table_headings import column_role

MONEY_WORDS = regex.compile(
    r"资金|金额|经费|款|补助$|补贴$|救助金|低保金|供养金|支出|预算|决算|到位|结余|投入|拨付|下达|执行数"
)
IMPLIED = {"persons": "人", "households": "户", "person_times": "人次", "household_times": "户次", "percent": "%"}
MONEY = frozenset({"money", "rate_of_money"})
# 金额单位均为万元, 以万元为单位: said once, it holds for all tables that print no unit of their own.
UNIT_OF_MONEY = r"(?P<unit>[亿万千]?元)(?![/每])"
SAID_OF_ALL = regex.compile(
    rf"单位\s*(?:均|都|皆|统一|全部|一律)*(?:为|是|以|按)(?:人民币)?\s*{UNIT_OF_MONEY}|以{UNIT_OF_MONEY}为(?:金额|计量|货币|计算)?单位"
)
OVER_A_TABLE = regex.compile(rf"单位\s*[:：]\s*(?:人民币|[户人次]+[、,，/])*\s*{UNIT_OF_MONEY}")
# 12月末在保人数: a roll; 城镇低保 under it counts persons.
ROLL_CAPTION = regex.compile(r"人数|对象|在保|在册|供养情况|人员情况|保障情况")


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of one cell, column and row apart, each outermost first, and those that head the whole body."""

    column: tuple[Heading, ...]
    row: tuple[Heading, ...]
    around: tuple[Heading, ...]
    period: tuple[Heading, ...]
    role: str | None


def kinds_of(heads: Heads, captions: Sequence[Heading], money: bool) -> frozenset[str] | None:
    """Return the kinds of quantity that headings allow, None where they do not tell."""
    for head in reversed((*heads.column, *heads.row)):
        role = column_role(head.text)
        count = role if role in COUNT_ROLES else counted(head.text)
        if count is not None:
            return frozenset({count})
        if role in ("execution_rate", "arrival_rate"):
            return frozenset({"percent"})
        if role in (*MONEY_ROLES, "amount"):
            return MONEY
    if money:
        return MONEY
    for head in reversed((*heads.column, *heads.row)):
        words = head.names("measure")
        if words:
            named = frozenset(measure(words[-1].name).kinds)
            return named | MONEY if "money" in named else named
        if MONEY_WORDS.search(head.text) and not head.names("programme"):
            return MONEY
    if any(ROLL_CAPTION.search(h.text) for h in captions):
        return COUNTS
    return None


def declared_unit(text: str, table: int) -> str | None:
    """Return the unit of money that a report declares for its tables, None where it prints several.

    >>> declared_unit("自评表附后，金额单位均为万元。", 20), declared_unit("单位：万元 … 单位：元", 20)
    ('万元', None)
    """
    said = list(SAID_OF_ALL.finditer(text))
    before = [m for m in said if m.start() < table]
    if said:
        return str((before[-1] if before else said[0])["unit"])
    units = {str(m["unit"]) for m in OVER_A_TABLE.finditer(text)}
    return units.pop() if len(units) == 1 else None


def unit_of(
    grid: HeadedGrid, value: HeadedCell, heads: Heads, above: Sequence[str], kinds: frozenset[str] | None
) -> str | None:
    """Return the unit of a bare number: of a column of units, else of the nearest heading, else of the lines above."""
    columns = [grid.by_index[value.row].own(c.index) for c in grid.of_role("unit")]
    own = next((u for c in columns if c is not None for u in heading(f"({c.text})").units), None)
    if own is not None:
        return own
    for head in (*reversed(heads.column), *reversed(heads.row)):
        found = choose_unit(head.units, None) or choose_unit(head.units, kinds)
        if found is not None:
            return found
    wide = [u for h in (*heads.around, *(heading(c.text) for c in grid.corner)) for u in h.units] or above
    return choose_unit(wide, kinds) or _implied(kinds, heads)


def _implied(kinds: frozenset[str] | None, heads: Heads) -> str | None:
    """Return the unit that the words of a heading imply (人数, 户数, 标准); amounts have none without print."""
    if kinds is None:
        return None
    if len(kinds) == 1 and kinds <= IMPLIED.keys():
        return IMPLIED[next(iter(kinds))]  # 享受人数 beside a row on 基本生活费
    names = [measure(t.name).measure for h in (*heads.column, *heads.row) for t in h.names("measure")]
    if names and names[-1] in ("standard", "care_standard", "average_benefit"):
        return "元"
    if kinds == COUNTS:
        return "人"
    return None
