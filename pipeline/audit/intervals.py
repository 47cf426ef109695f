"""Arithmetic of what print allows: 9.06亿 is anything from 9.055 to 9.065, and so is all that is computed from it.

>>> money, people = Interval(9.055e8, 9.065e8), Interval(177250, 177350)
>>> average = money / people / Interval.exact(12)
>>> round(average.low, 1), round(average.high, 1)
(425.5, 426.2)
>>> average.meets(Interval(424.45, 424.55)), average.meets(Interval(425.5, 426.5))
(False, True)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Mention, Quantity

# Binary floats miss the decimal that is printed by less than this part of it.
FLOAT_ERROR = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """The values from `low` to `high` that a printed or computed number can have."""

    low: float
    high: float

    @classmethod
    def exact(cls, value: float) -> Interval:
        """Return the interval of one value."""
        return cls(value, value)

    @classmethod
    def of(cls, stated: Mention | Quantity) -> Interval:
        """Return what the print of a mention or quantity allows."""
        return cls(stated.low, stated.high)

    @property
    def width(self) -> float:
        """How far the ends lie apart."""
        return self.high - self.low

    @property
    def middle(self) -> float:
        """The value half way between the ends."""
        return (self.low + self.high) / 2

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """Return the quotients; `other` must not reach zero."""
        return self * Interval(1 / other.high, 1 / other.low)

    def widened(self, by: float) -> Interval:
        """Return the interval with both ends moved out."""
        return Interval(self.low - by, self.high + by)

    def meets(self, other: Interval) -> bool:
        """Tell whether one value lies in both."""
        slack = FLOAT_ERROR * max(1.0, *(abs(v) for v in (self.low, self.high, other.low, other.high) if _finite(v)))
        return self.low <= other.high + slack and other.low <= self.high + slack


def total(parts: Iterable[Interval]) -> Interval:
    """Return the sum of all parts."""
    return sum(parts, Interval.exact(0.0))


def _finite(value: float) -> bool:
    return abs(value) != float("inf")
