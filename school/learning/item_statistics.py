"""How the questions of a quiz did: how hard each was, and whether it tells strong from weak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

FEWEST = 10
"""Below so many attempts a correlation says nothing, and none is given."""


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """A question over attempts: how many had it, the mean mark, the correlation with the rest.

    `difficulty` is the mean share from 0 (nobody) to 1 (everybody); `discrimination` is from
    -1 to 1, or None when it cannot be told.
    """

    number: int
    difficulty: Fraction
    discrimination: float | None


def item_statistics(attempts: Sequence[Mapping[str, Fraction]]) -> dict[str, ItemStatistics]:
    """Compute the statistics of each question; an attempt gives shares by question code.

    Discrimination is Pearson's correlation (point-biserial for marks of 0 and 1) between the
    mark of the question and the mean mark of the other questions of the same attempt: the mean,
    since attempts draw different questions. It is None when fewer than `FEWEST` attempts have
    another question too, or when either side is the same everywhere. A blank counts as 0.
    """
    codes = dict.fromkeys(code for attempt in attempts for code in attempt)
    return {code: _of_one(code, [one for one in attempts if code in one]) for code in codes}


def _of_one(code: str, attempts: Sequence[Mapping[str, Fraction]]) -> ItemStatistics:
    marks = [attempt[code] for attempt in attempts]
    both = [
        (attempt[code], (sum(attempt.values(), Fraction(0)) - attempt[code]) / (len(attempt) - 1))
        for attempt in attempts
        if len(attempt) > 1
    ]
    return ItemStatistics(len(marks), sum(marks, Fraction(0)) / len(marks), _correlation(both))


def _correlation(pairs: Sequence[tuple[Fraction, Fraction]]) -> float | None:
    """Give Pearson's correlation; the sums are exact, so that no variance is exactly 0."""
    number = len(pairs)
    if number < FEWEST:
        return None
    first = sum((one for one, _ in pairs), Fraction(0)) / number
    second = sum((other for _, other in pairs), Fraction(0)) / number
    together = sum(((one - first) * (other - second) for one, other in pairs), Fraction(0))
    spread = sum(((one - first) ** 2 for one, _ in pairs), Fraction(0))
    other_spread = sum(((other - second) ** 2 for _, other in pairs), Fraction(0))
    if not spread or not other_spread:
        return None
    return max(-1.0, min(1.0, float(together) / sqrt(float(spread * other_spread))))
