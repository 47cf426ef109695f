"""How far a number lies from its peers: median and median absolute deviation on a log scale.

>>> peers = Peers.of([100, 110, 95, 105, 120, 90, 100, 108])
>>> peers.distance(104) < 1, peers.distance(1000) > 20
(True, True)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log
from statistics import median

# Fewer peers tell no middle.
FEWEST_PEERS = 8
# Makes the median absolute deviation comparable with a standard deviation (of normal data).
NORMAL = 1.4826
# Where peers are all alike, a step of this size on the log scale is still ordinary (ten per cent).
LEAST_SPREAD = 0.1


@dataclass(frozen=True, slots=True)
class Peers:
    """The middle of the peers and their spread, both of the logarithms."""

    middle: float
    spread: float

    @classmethod
    def of(cls, values: Iterable[float], least_spread: float = LEAST_SPREAD) -> Peers:
        """Return the peers with these values, all above zero, no closer to each other than `least_spread`."""
        logarithms = [log(v) for v in values]
        middle = median(logarithms)
        return cls(middle, max(NORMAL * median(abs(v - middle) for v in logarithms), least_spread))

    def distance(self, value: float) -> float:
        """Return how many spreads a value lies from the middle."""
        return abs(log(value) - self.middle) / self.spread

    @property
    def value(self) -> float:
        """The middle itself."""
        return exp(self.middle)
