"""Hours of people against the timetable: due until a day, done, missed, and not known."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate

from school.cohorts.rules import EnrolmentDates

BEHIND_FROM = Decimal("0.1")
"""Share of the hours called, from which somebody who missed them is behind (set by the school)."""

NOTHING = Decimal(0)


@dataclass(frozen=True)
class HalfDayDue:
    """A half-day that was to be held: its day, module and hours."""

    day: date
    module_id: int | None
    hours: Decimal


@dataclass(frozen=True)
class Tally:
    """What the roll calls of some half-days found for a person.

    `expected` are the hours of the half-days called, `done` those credited. A half-day attended
    of which nobody said how long it was is neither done nor missed: `unstated` counts those.
    """

    half_days: int = 0
    expected: Decimal = NOTHING
    done: Decimal = NOTHING
    late: int = 0
    absent: int = 0
    excused: int = 0
    unstated: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.half_days + other.half_days,
            self.expected + other.expected,
            self.done + other.done,
            self.late + other.late,
            self.absent + other.absent,
            self.excused + other.excused,
            self.unstated + other.unstated,
        )

    @property
    def missed(self) -> Decimal:
        """Hours of the half-days called that are not credited; never less than none."""
        return max(self.expected - self.done, NOTHING)


@dataclass(frozen=True)
class HoursOf:
    """A person's hours: due so far and found by roll calls, by module and in all.

    `not_called` half-days were held without a roll call: they are no absences.
    """

    due: Mapping[int | None, Decimal]
    tallies: Mapping[int | None, Tally]
    not_called: int
    total: Tally = field(default_factory=Tally)

    @property
    def due_in_all(self) -> Decimal:
        """Hours of every half-day until now."""
        return sum(self.due.values(), NOTHING)

    @property
    def is_behind(self) -> bool:
        """Tell whether somebody missed too much of what was called."""
        return bool(self.total.expected) and (
            self.total.missed >= self.total.expected * BEHIND_FROM
        )


class DueHours:
    """The half-days of a cohort until now, summed for whoever was there only for a part."""

    def __init__(self, half_days: Iterable[HalfDayDue]) -> None:
        ordered = sorted(half_days, key=lambda one: one.day)
        self.days = [one.day for one in ordered]
        self.modules = {one.module_id for one in ordered}
        self._sums = {
            module: [NOTHING, *accumulate(_hours(one, module) for one in ordered)]
            for module in self.modules
        }

    def of(self, dates: EnrolmentDates, tallies: Mapping[int | None, Tally]) -> HoursOf:
        """Give the hours of somebody from their admission to their exit, both days counted."""
        first, last = self._window(dates)
        due = {module: sums[last] - sums[first] for module, sums in self._sums.items()}
        total = sum(tallies.values(), Tally())
        return HoursOf(
            {module: hours for module, hours in due.items() if hours},
            tallies,
            max(last - first - total.half_days, 0),
            total,
        )

    def _window(self, dates: EnrolmentDates) -> tuple[int, int]:
        if dates.enrolled_on is None:
            return 0, 0
        first = bisect_left(self.days, dates.enrolled_on)
        last = bisect_right(self.days, dates.exit_on) if dates.exit_on else len(self.days)
        return first, max(first, last)


def _hours(one: HalfDayDue, module: int | None) -> Decimal:
    return one.hours if one.module_id == module else NOTHING
