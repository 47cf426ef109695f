"""The most plausible cause of two numbers that should be one, for a person to look at first.

>>> likely_cause(1903, 1930)
'疑为数字颠倒 (digits exchanged?)'
>>> likely_cause(3120000, 312000)
'疑为多写或少写一位 (a digit too many or too few?)'
>>> likely_cause(6480, 540)
'疑为年、月标准混用 (year and month mixed?)'
"""

from __future__ import annotations

CLOSE = 1e-6
DECIMALS = 4
FACTORS = (
    (10_000.0, "疑为元、万元混用 (元 and 万元 mixed?)"),
    (12.0, "疑为年、月标准混用 (year and month mixed?)"),
    (10.0, "疑为多写或少写一位 (a digit too many or too few?)"),
)
EXCHANGED = "疑为数字颠倒 (digits exchanged?)"
ONE_DIGIT = "疑为一位数字笔误 (one digit mistyped?)"


def likely_cause(stated: float, computed: float) -> str | None:
    """Return the most plausible cause of a difference, None where none stands out."""
    low, high = sorted((abs(stated), abs(computed)))
    for factor, words in FACTORS:
        if low > 0 and abs(high / low - factor) <= CLOSE * factor:
            return words
    one, other = _digits(stated), _digits(computed)
    if len(one) != len(other) or one == other:
        return None
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(different) == 2 and different[0] == different[1][::-1]:
        return EXCHANGED
    return ONE_DIGIT if len(different) == 1 else None


def _digits(value: float) -> str:
    return f"{abs(value):.{DECIMALS}f}"
