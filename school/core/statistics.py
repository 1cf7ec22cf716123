"""Intervals for rates and for differences of rates (INDICATORS §3; Wilson 1927, Newcombe 1998)."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""Quantile of the normal distribution for intervals at 95 %."""


@dataclass(frozen=True)
class Interval:
    """The two ends of an interval."""

    low: float
    high: float

    def contains(self, value: float) -> bool:
        """Tell whether a value lies in the interval, ends counted."""
        return self.low <= value <= self.high


def wilson(successes: int, total: int) -> Interval | None:
    """Give the Wilson interval at 95 % of a rate; nothing when nobody was counted.

    The low end is exactly 0 when nobody succeeded, the high end exactly 1 when everybody did.
    Raises `ValueError` when there are more successes than people.
    """
    if not 0 <= successes <= total:
        raise ValueError(f"{successes} of {total} is not a rate")
    if total == 0:
        return None
    rate = successes / total
    square = Z_95 * Z_95
    centre = rate + square / (2 * total)
    margin = Z_95 * sqrt(rate * (1 - rate) / total + square / (4 * total * total))
    scale = 1 + square / total
    low = 0.0 if successes == 0 else (centre - margin) / scale
    high = 1.0 if successes == total else (centre + margin) / scale
    return Interval(low, high)


def newcombe(
    first_successes: int, first_total: int, second_successes: int, second_total: int
) -> Interval | None:
    """Give Newcombe's interval (method 10) at 95 % of a difference of two rates.

    Nothing when one of the groups is empty. Raises `ValueError` like `wilson`.
    """
    first = wilson(first_successes, first_total)
    second = wilson(second_successes, second_total)
    if first is None or second is None:
        return None
    first_rate = first_successes / first_total
    second_rate = second_successes / second_total
    difference = first_rate - second_rate
    below = sqrt((first_rate - first.low) ** 2 + (second.high - second_rate) ** 2)
    above = sqrt((first.high - first_rate) ** 2 + (second_rate - second.low) ** 2)
    return Interval(difference - below, difference + above)
