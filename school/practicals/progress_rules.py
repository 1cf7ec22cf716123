"""What a person's attempts come to: the losses of their splices, what succeeds at the first try.

A splice's loss is the average of both ways, which alone counts for acceptance (DOMAIN §2.1,
PA-05). Where nobody measured both ways, the machine's own estimate stands in, and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from school.core.statistics import Rate
from school.curriculum.rules import Threshold
from school.practicals.rules import Values, mean, with_averages


@dataclass(frozen=True, slots=True)
class SpliceLimits:
    """What a version measures of splices in a task: the average of both ways, and stand-ins.

    Stand-ins are measures of the same table and unit that have a limit of their own.
    """

    both_ways: Threshold
    stand_ins: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True)
class Losses:
    """The losses of one attempt in dB, at least one, and the limit that each was held against."""

    values: tuple[Decimal, ...]
    limit: Decimal | None
    is_both_ways: bool

    @property
    def mean(self) -> Decimal:
        """The mean loss, unrounded."""
        return mean(self.values) or Decimal(0)

    @property
    def worst(self) -> Decimal:
        """The largest loss."""
        return max(self.values)

    @property
    def beyond(self) -> int:
        """How many splices lose more than their limit."""
        return 0 if self.limit is None else sum(value > self.limit for value in self.values)


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt at a task: of which series of attempts, when, and whether it was acquired."""

    series: tuple[int, int, int]
    day: date
    reference: str
    acquired: bool


def splice_limits(thresholds: Sequence[Threshold], rows: Mapping[str, str]) -> SpliceLimits | None:
    """Find what is measured of splices among a task's measures; nothing when nothing is.

    `rows` names, by code, the table in which a measure is a column. The average of two ways in dB
    is the property by which a splice is known.
    """
    for one in thresholds:
        if not one.average_of or one.unit != "dB":
            continue
        beside = [
            other
            for other in thresholds
            if other is not one
            and other.unit == one.unit
            and other.repeats == one.repeats
            and rows.get(other.code) == rows.get(one.code)
        ]
        return SpliceLimits(
            one,
            tuple(
                other
                for other in beside
                if other.code not in one.average_of and other.maximum is not None
            ),
        )
    return None


def losses_of(values: Values, limits: SpliceLimits) -> Losses | None:
    """Give the losses of an attempt: of both ways where any were measured, else of a stand-in."""
    found = with_averages(values, [limits.both_ways])
    for threshold in (limits.both_ways, *limits.stand_ins):
        measured = tuple(
            value for name in threshold.names if (value := found.get(name)) is not None
        )
        if measured:
            return Losses(measured, threshold.maximum, threshold is limits.both_ways)
    return None


def first_attempts(attempts: Iterable[Tried]) -> Rate:
    """Give how many of the series of attempts began with one that was acquired.

    The first is that of the earliest day, then of the smallest reference, as attempts are
    numbered.
    """
    first: dict[tuple[int, int, int], Tried] = {}
    for one in attempts:
        known = first.get(one.series)
        if known is None or (one.day, one.reference) < (known.day, known.reference):
            first[one.series] = one
    return Rate(sum(one.acquired for one in first.values()), len(first))
