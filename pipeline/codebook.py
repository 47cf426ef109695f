"""The codebook: every indicator of the dataset, its programme, measure, unit and label.

`codebook.csv` beside this module is the list that the dataset's contract fixes.

>>> INDICATORS["rural_dibao.persons"].unit, INDICATORS["rural_dibao.persons"].parent
('人', 'dibao')
>>> breadth("rural_dibao") < breadth("dibao") < breadth("assistance") < breadth("department")
True
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator; `parent` is the programme that its programme belongs to, empty where none."""

    indicator: str
    programme: str
    measure: str
    unit: str
    type: str
    area: str
    parent: str
    label_zh: str
    label_en: str


def _read() -> dict[str, Indicator]:
    source = files("pipeline").joinpath("codebook.csv")
    with source.open(encoding="utf-8") as lines:
        rows = [msgspec.convert(row, Indicator) for row in csv.DictReader(lines)]
    return {row.indicator: row for row in rows}


INDICATORS: dict[str, Indicator] = _read()
PARENTS: dict[str, str] = {i.programme: i.parent for i in INDICATORS.values()}
PROGRAMMES: tuple[str, ...] = tuple(PARENTS)
# A report on a whole department covers everything that the department does.
WIDEST = "department"


@cache
def breadth(programme: str | None) -> int:
    """Return how many programmes one covers, itself included; an unknown one is taken as the widest."""
    if programme is None or programme == WIDEST or programme not in PARENTS:
        return len(PROGRAMMES)
    return 1 + sum(breadth(child) for child, parent in PARENTS.items() if parent == programme)


def ancestors(programme: str) -> list[str]:
    """Return a programme and those that it belongs to, from the narrowest up."""
    chain = [programme]
    while PARENTS.get(chain[-1]):
        chain.append(PARENTS[chain[-1]])
    return chain


def common(programmes: Iterable[str]) -> str:
    """Return the narrowest programme that covers all of these, `assistance` where they share none."""
    chains = [ancestors(p) for p in programmes]
    return next((a for a in chains[0] if all(a in c for c in chains)), "assistance")
