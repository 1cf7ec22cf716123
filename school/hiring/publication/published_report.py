"""The forms of published figures: each is a value or HIDDEN (INDICATORS §3 and §6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Final

from school.core.statistics import Interval


class Hidden(Enum):
    """The only value of a figure that is not published."""

    HIDDEN = "hidden"


HIDDEN: Final = Hidden.HIDDEN
"""A figure that is not published; in files the word « hidden »."""

Count = int | Hidden


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """A rate as it is published: its two counts, value and ends of the 95 % interval.

    With nobody in the denominator there is no value and no interval. In the profile `public` the
    counts are rounded to 5 and the others to .01: the value is that of the true counts.
    """

    numerator: int
    denominator: int
    value: float | None
    interval: Interval | None

    @property
    def low(self) -> float | None:
        """The low end of the interval, if there is one."""
        return self.interval.low if self.interval else None

    @property
    def high(self) -> float | None:
        """The high end of the interval, if there is one."""
        return self.interval.high if self.interval else None

    @property
    def percentage(self) -> Decimal | None:
        """The value in per cent for display: one decimal, halves up."""
        if self.value is None:
            return None
        return (Decimal(str(self.value)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class PublishedGap:
    """A rate of women less that of men, its interval, and whether it is established."""

    value: float | None
    interval: Interval | None
    established: bool

    @property
    def low(self) -> float | None:
        """The low end of the interval, if there is one."""
        return self.interval.low if self.interval else None

    @property
    def high(self) -> float | None:
        """The high end of the interval, if there is one."""
        return self.interval.high if self.interval else None


@dataclass(frozen=True)
class PublishedFigures:
    """The figures of a group, of everybody in it or of its women or men.

    `counts` has every count of a `Tally`, with `n` and `known`; `rates` those of INDICATORS §3;
    `shares` the share of women at the five places of the way; `gaps` compares women and men in
    each rate. A figure that cannot be computed is None, one that is not published HIDDEN.
    """

    counts: Mapping[str, Count]
    rates: Mapping[str, PublishedRate | Hidden]
    shares: Mapping[str, PublishedRate | Hidden]
    gaps: Mapping[str, PublishedGap | Hidden]
    bounds: Interval | Hidden | None
    bounds_only: bool | Hidden
    median_days_to_hire: float | Hidden | None
    gender_parity_index: float | Hidden | None

    @property
    def hire_rate(self) -> PublishedRate | Hidden:
        """The headline: verified hires among n."""
        return self.rates["hire_rate"]

    @property
    def coverage(self) -> PublishedRate | Hidden:
        """Situations known among n."""
        return self.rates["coverage"]

    @property
    def gender_gap(self) -> PublishedGap | Hidden:
        """The hiring rate of women less that of men."""
        return self.gaps["hire_rate"]
