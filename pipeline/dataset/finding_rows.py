"""Findings as rows: the identity that a waiver survives by, and the places that show each.

>>> finding_id("ratio", "dibao.execution_rate", ["ab12:3:9"], 98.4, 97.4) == finding_id(
...     "ratio", "dibao.execution_rate", ["ab12:3:9"], 98.4, 97.4)
True
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

ID_DIGITS = 16


def finding_id(rule: str, subject: str, places: Iterable[str], stated: float | None, computed: float | None) -> str:
    """Return a finding's id, from what is found and where, never from the path of a file."""
    identity = "|".join((rule, subject, ";".join(places), repr(stated), repr(computed)))
    return hashlib.sha256(identity.encode()).hexdigest()[:ID_DIGITS]


def difference(stated: float | None, computed: float | None) -> float | None:
    """Return by how much a stated number exceeds the computed one."""
    return None if stated is None or computed is None else stated - computed
