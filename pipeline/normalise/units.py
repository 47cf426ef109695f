"""Units and rates as data: what stands behind a number, and what a rate of money is per.

>>> unit_pattern().match("万元") is None, unit_pattern().match("元").group()
(True, '元')
>>> rate_before("低保标准为每人每月").per
('person', 'month')
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import regex

from pipeline.model import QuantityKind
from pipeline.vocabulary import Words, read


class Unit(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A unit of patterns/units.yaml."""

    kind: QuantityKind
    unit: str


class Rate(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What money is per, of patterns/rates.yaml."""

    per: tuple[Literal["person", "household", "case", "month", "year"], ...]
    where: Literal["before", "behind"]


@cache
def units() -> dict[str, Unit]:
    """Return each unit by the words that print it."""
    return {word: unit for unit in read("units", Unit) for word in unit.words}


@cache
def unit_pattern() -> regex.Pattern[str]:
    """Return an expression for any unit, the longest first."""
    return regex.compile(_alternation(units()))


@cache
def rates(where: Literal["before", "behind"]) -> dict[str, Rate]:
    """Return each rate by its words, those before a number or the parts behind a unit."""
    return {word: rate for rate in read("rates", Rate) if rate.where == where for word in rate.words}


# What may stand between 每人每月 and its number: 每人每月由540元提高到600元 has two, 每人每月分别补助417元 one.
BETWEEN = (
    r"(?:[为达至到在约近超的:]|分别|补助|发放|补贴|领取|领|提高|增加|调整|不低于|不少于|标准|金额|生活费|\s|[≥≤><=])*"
)


@cache
def _before_pattern() -> regex.Pattern[str]:
    return regex.compile(rf"(?<rate>{_alternation(rates('before'))}){BETWEEN}$", regex.REVERSE)


@cache
def behind_pattern() -> regex.Pattern[str]:
    """Return an expression for the parts behind 元: /人·月, 每人每月, /月·人 …"""
    part = _alternation(rates("behind"))
    return regex.compile(
        rf"(?:[/／每](?P<part>{part}))(?:[/·*.、,每]?(?P<part>{part}))?|\((?:每)?(?P<part>{part})[/·*.、,每]?(?P<part>{part})?\)"
    )


def rate_before(text: str) -> Rate | None:
    """Return the rate that a text before a number ends with."""
    match = _before_pattern().search(text[-24:])
    return rates("before")[match["rate"]] if match else None


def _alternation(words: object) -> str:
    return "|".join(regex.escape(w) for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]
