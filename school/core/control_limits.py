"""Between which rates a group falls by chance alone: the limits of a funnel plot.

Source: D. J. Spiegelhalter 2005, « Funnel plots for comparing institutional performance »: exact
binomial limits, interpolated so that they narrow smoothly with the size of the group. Here the
interpolation goes outwards [own], so that no more than the stated chance lies beyond a limit, also
where rates are near 0 or 1 and groups small.
"""

from enum import StrEnum
from functools import lru_cache
from math import exp, lgamma, log, sqrt

from school.core.statistics import Interval

WARNING = 0.95
"""One group in twenty falls outside by chance."""
ALARM = 0.998
"""One group in five hundred falls outside by chance."""

_MOST_EXACT = 2000
_NORMAL = {WARNING: 1.959963984540054, ALARM: 3.090232306167813}


class Standing(StrEnum):
    """Where a group stands to the limits around the common rate."""

    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"
    FAR_ABOVE = "far_above"
    FAR_BELOW = "far_below"


@lru_cache(maxsize=8192)
def limits(common: float, people: int, level: float) -> Interval:
    """Give the limits of a group's rate around a common rate, at a level of chance.

    `level` is `WARNING` or `ALARM`. Exact up to 2 000 people, beyond that by the normal
    distribution, which cannot be told apart there. A common rate of 0 or 1 leaves no room.
    ValueError without people, or when `common` is not a share.
    """
    if people < 1 or not 0 <= common <= 1:
        raise ValueError(f"no limits around {common} for {people} people")
    if common in {0, 1}:
        return Interval(float(common), float(common))
    if people > _MOST_EXACT:
        half = _NORMAL[level] * sqrt(common * (1 - common) / people)
        return Interval(max(0.0, common - half), min(1.0, common + half))
    tail = (1 - level) / 2
    return Interval(1 - _upper(1 - common, people, tail), _upper(common, people, tail))


def standing(rate: float, people: int, common: float) -> Standing:
    """Tell where the rate of a group stands to both limits; on a limit is within it."""
    alarm, warning = limits(common, people, ALARM), limits(common, people, WARNING)
    if rate > alarm.high:
        return Standing.FAR_ABOVE
    if rate < alarm.low:
        return Standing.FAR_BELOW
    if rate > warning.high:
        return Standing.ABOVE
    return Standing.BELOW if rate < warning.low else Standing.WITHIN


def _binomial(share: float, people: int) -> list[float]:
    whole = lgamma(people + 1)
    return [
        exp(
            whole
            - lgamma(number + 1)
            - lgamma(people - number + 1)
            + number * log(share)
            + (people - number) * log(1 - share)
        )
        for number in range(people + 1)
    ]


def _upper(share: float, people: int, tail: float) -> float:
    """Give a rate beyond which no more than `tail` of chance lies, between two counts."""
    reached = 0.0
    for number, chance in enumerate(_binomial(share, people)):
        if reached + chance >= 1 - tail:
            spare = (reached + chance - 1 + tail) / chance
            return min(1.0, (number + 1 - spare) / people)
        reached += chance
    return 1.0
