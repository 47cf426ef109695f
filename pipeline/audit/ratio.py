"""ratio: a stated rate is what the two stated quantities give.

The ways of stating a rate each have a module: money spent or received over a base, a share (占…的), growth
(比…增长), what part of those counted did or were something, and the rate column of a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit import counted_shares, growth, money_rates, table_rates
from pipeline.audit.case import Case
from pipeline.audit.rates import RULE
from pipeline.model import Check

__all__ = ["RULE", "check"]
WAYS = (money_rates, counted_shares, growth, table_rates)


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every stated rate whose two quantities are stated."""
    for way in WAYS:
        yield from way.check(case)
