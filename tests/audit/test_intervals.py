"""Intervals hold every value that the numbers they come from can have."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.intervals import Interval, total

numbers = st.floats(min_value=1, max_value=1e9)
widths = st.floats(min_value=0, max_value=1e3)
shares = st.floats(min_value=0, max_value=1)


def around(value: float, width: float, share: float) -> tuple[Interval, float]:
    """Return an interval above zero and a value in it."""
    interval = Interval(value, value + width)
    return interval, min(interval.high, value + width * share)


@given(numbers, widths, shares, numbers, widths, shares)
def test_what_is_computed_from_values_lies_in_what_is_computed_from_intervals(
    a: float, wa: float, sa: float, b: float, wb: float, sb: float
) -> None:
    (first, x), (second, y) = around(a, wa, sa), around(b, wb, sb)
    for interval, value in (
        (first + second, x + y),
        (first - second, x - y),
        (first * second, x * y),
        (first / second, x / y),
        (total([first, second, first]), x + y + x),
    ):
        assert interval.meets(Interval.exact(value))


def test_a_printed_average_agrees_with_anything_that_rounding_allows() -> None:
    average = Interval(9.055e8, 9.065e8) / Interval(177_250, 177_350) / Interval.exact(12)
    assert average.meets(Interval(425.75, 425.85))
    assert not average.meets(Interval(424.45, 424.55))
