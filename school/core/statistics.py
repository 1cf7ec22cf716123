"""Rates kept as two integers, and the intervals that are shown with them.

Sources: E. B. Wilson 1927 for one proportion, R. G. Newcombe 1998 (method 10) for the
difference of two; confidence 95 %, as INDICATORS §3 asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import cos, pi, sin, sqrt, tan

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends of a range of proportions, or of a difference of proportions; both included."""

    low: float
    high: float

    def contains(self, value: float) -> bool:
        """Tell whether `value` lies between the two ends, the ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of persons or hours, kept as two counts (INDICATORS §1).

    `numerator` ≤ `denominator`, both 0 or more, else ValueError. With nobody in the
    denominator the rate has no value: screens show a dash, never 0 %.
    """

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        _check_counts(self.numerator, self.denominator)

    @property
    def value(self) -> float | None:
        """The proportion between 0 and 1 at full precision, None when the denominator is 0."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % Wilson interval of this rate, None when the denominator is 0."""
        return wilson(self.numerator, self.denominator)

    @property
    def low(self) -> float | None:
        """The low end of the interval, None when the denominator is 0."""
        interval = self.interval
        return interval.low if interval else None

    @property
    def high(self) -> float | None:
        """The high end of the interval, None when the denominator is 0."""
        interval = self.interval
        return interval.high if interval else None

    @property
    def percentage(self) -> Decimal | None:
        """The rate in per cent for display: one decimal, halves up, from the exact counts."""
        if not self.denominator:
            return None
        exact = Decimal(self.numerator * 100) / Decimal(self.denominator)
        return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def wilson(successes: int, trials: int) -> Interval | None:
    """Return the 95 % Wilson score interval of `successes` out of `trials`.

    None without trials; the low end is exactly 0 without success and the high end exactly 1
    without failure. ValueError when a count is negative or successes exceed trials.
    Source: Wilson 1927; golden vectors of INDICATORS §5.
    """
    _check_counts(successes, trials)
    if trials == 0:
        return None
    square = Z95 * Z95
    share = successes / trials
    centre = successes + square / 2
    half = Z95 * sqrt(trials * share * (1 - share) + square / 4)
    whole = trials + square
    return Interval(
        low=0.0 if successes == 0 else (centre - half) / whole,
        high=1.0 if successes == trials else (centre + half) / whole,
    )


def newcombe(
    first_successes: int, first_trials: int, second_successes: int, second_trials: int
) -> Interval | None:
    """Return the 95 % interval of the difference of two proportions, first minus second.

    None when either group is empty; ValueError as for `wilson`. The two Wilson intervals are
    combined by squares. Source: Newcombe 1998, method 10; golden vectors of INDICATORS §5.
    """
    first = wilson(first_successes, first_trials)
    second = wilson(second_successes, second_trials)
    if first is None or second is None:
        return None
    one = first_successes / first_trials
    two = second_successes / second_trials
    below = sqrt((one - first.low) ** 2 + (second.high - two) ** 2)
    above = sqrt((first.high - one) ** 2 + (two - second.low) ** 2)
    return Interval(low=one - two - below, high=one - two + above)


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, or the mean of the middle two; None of no value (INDICATORS §3)."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def _check_counts(part: int, whole: int) -> None:
    if not 0 <= part <= whole:
        raise ValueError(f"expected 0 <= part <= whole, got {part} of {whole}")


@lru_cache(maxsize=256)
def student_t975(degrees: int) -> float:
    """Return the 0.975 quantile of Student's t, which 95 % intervals of a mean use.

    For 1 or more whole degrees of freedom, else ValueError. The probability within ±t is a
    finite sum for whole degrees (Abramowitz & Stegun 26.7.3–26.7.4); it is bisected.
    """
    if degrees < 1:
        raise ValueError(f"expected 1 degree of freedom or more, got {degrees}")
    # The angle of t: t = sqrt(degrees) * tan(angle), so that every t is within reach.
    low, high = 0.0, pi / 2
    for _ in range(80):
        middle = (low + high) / 2
        if _student_within(middle, degrees) < 0.95:
            low = middle
        else:
            high = middle
    return sqrt(degrees) * tan((low + high) / 2)


def _student_within(angle: float, degrees: int) -> float:
    odd = degrees % 2
    square = cos(angle) ** 2
    term = cos(angle) if odd else 1.0
    total = 0.0 if degrees == 1 else term
    for index in range(1 + odd, degrees - 2, 2):
        term *= square * index / (index + 1)
        total += term
    return (angle + sin(angle) * total) * 2 / pi if odd else sin(angle) * total
