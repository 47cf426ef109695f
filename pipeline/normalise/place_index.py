"""Units of GB/T 2260, year by year: what was valid when, and what took its place.

The standard gives each province, prefecture and county a code of six digits (110118 is 密云区 in 北京市). Codes
come and go with the units; a code counts for a year when it was valid at the end of that year. The table is
`places.csv`, made by scripts/build_places.py, which says where it comes from.

>>> unit = valid_unit("110228", 2014)
>>> unit.name, [u.name for u in carried(unit, 2024)]
('密云县', ['密云区'])
>>> region_of(unit, 2014).adcode_latest
'110118'
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pipeline.model import Region

Level = Literal["province", "prefecture", "county"]
# Stands for "in the newest edition" wherever a year is asked for.
NEWEST = 9999
# The table begins here; what it has in this year counts for earlier years as well.
FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Unit:
    """A code with its name, valid at the end of the years since ≤ year < until."""

    code: str
    name: str
    since: int
    until: int
    successors: tuple[str, ...]

    @property
    def level(self) -> Level:
        """Return which of the three levels the code belongs to."""
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"

    def valid_in(self, year: int) -> bool:
        """Return whether the unit existed at the end of the year; the table's first year stands for all before."""
        return self.since <= max(year, FIRST_YEAR) < self.until

    def inside(self, other: Unit) -> bool:
        """Return whether the other unit is above this one, by the code."""
        prefix = {"province": 2, "prefecture": 4, "county": 6}[other.level]
        return self.code != other.code and self.code[:prefix] == other.code[:prefix]


@cache
def units() -> tuple[Unit, ...]:
    """Return all units in the order of their codes."""
    text = files("pipeline.normalise").joinpath("places.csv").read_text(encoding="utf-8")
    return tuple(
        Unit(code, name, int(since), int(until or NEWEST + 1), tuple(successors.split()))
        for code, name, since, until, successors in list(csv.reader(text.splitlines()))[1:]
    )


@cache
def _all_by_code() -> dict[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units():
        found[unit.code] = (*found.get(unit.code, ()), unit)
    return found


def units_with_code(code: str) -> tuple[Unit, ...]:
    """Return what has borne the code, in the order of time."""
    return _all_by_code().get(code, ())


@cache
def _by_successor() -> dict[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units():
        for code in unit.successors:
            found[code] = (*found.get(code, ()), unit)
    return found


def valid_unit(code: str, year: int) -> Unit | None:
    """Return the unit that bore the code at the end of the year."""
    return next((u for u in units_with_code(code) if u.valid_in(year)), None)


def carried(unit: Unit, year: int) -> tuple[Unit, ...]:
    """Return what the unit was or became by the end of the year: one unit, several after a split, or none."""
    if unit.valid_in(year):
        return (unit,)
    if unit.until <= year:
        heirs = [u for code in unit.successors if (u := valid_unit(code, unit.until)) is not None]
        return _distinct(later for heir in heirs for later in carried(heir, year))
    return _distinct(earlier for former in _former(unit) for earlier in carried(former, year))


def _former(unit: Unit) -> tuple[Unit, ...]:
    """Return the unit or units that this one took the place of; of several, the one whose name lives on."""
    found = tuple(
        u for u in _by_successor().get(unit.code, ()) if abs(u.until - unit.since) <= 1 and len(u.successors) == 1
    )
    named = tuple(u for u in found if unit.name.startswith(u.name[:-1]))
    return named if len(named) == 1 else found


def _distinct(found: Iterable[Unit]) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(found))


def above(unit: Unit, year: int) -> tuple[Unit, ...]:
    """Return the units above, province first."""
    codes = dict.fromkeys((unit.code[:2] + "0000", unit.code[:4] + "00"))
    return tuple(u for code in codes if code != unit.code and (u := valid_unit(code, year)) is not None)


def latest_code(unit: Unit) -> str | None:
    """Return the code of the same or the one succeeding unit in the newest edition, None after a split."""
    heirs = carried(unit, NEWEST)
    return heirs[0].code if len(heirs) == 1 else None


def region_of(unit: Unit, year: int | None = None) -> Region:
    """Return the unit as a region, with the names of the units above in that year (without one, in its own time)."""
    when = year if year is not None else min(unit.until - 1, NEWEST)
    upper = above(unit, when)
    names = {u.level: u.name for u in (*upper, unit)}
    return Region(
        adcode=unit.code,
        name=unit.name,
        level=unit.level,
        province=names.get("province"),
        prefecture=names.get("prefecture"),
        county=names.get("county"),
        parent_adcode=upper[-1].code if upper else None,
        adcode_latest=latest_code(unit),
    )
