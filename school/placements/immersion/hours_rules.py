"""Hours of an immersion: expected, noted, validated, missed, and those of which nobody spoke."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.rules import Place
from school.core.calendar import monday_of
from school.placements.immersion.rules import (
    WORKING_DAYS,
    AbsenceStatus,
    Missed,
    Stretch,
)
from school.placements.rules import PlacementDates

ZERO = Decimal(0)


@dataclass(frozen=True)
class ImmersionHours:
    """Hours until the last full week; nothing is expected where the weekly hours are not known.

    `excused` and `unexcused` are those of absences; one not settled yet counts as unexcused.
    """

    expected: Decimal | None
    noted: Decimal
    validated: Decimal
    excused: Decimal
    unexcused: Decimal

    @property
    def missed(self) -> Decimal:
        """Hours of absence, excused or not."""
        return self.excused + self.unexcused

    @property
    def silent(self) -> Decimal | None:
        """Hours expected that are neither noted nor told as absence; never below zero."""
        if self.expected is None:
            return None
        return max(self.expected - self.noted - self.missed, ZERO)


def hours_of(
    dates: PlacementDates,
    weekly_hours: Decimal | None,
    plan: Sequence[Week],
    absences: Iterable[Missed],
    noted: Decimal,
    validated: Decimal,
    today: date,
) -> ImmersionHours:
    """Sum the hours of an immersion as they stand on a day."""
    told = [one for one in absences if one.status is not AbsenceStatus.MISTAKE]
    excused = sum((one.hours or ZERO for one in told if one.is_excused), ZERO)
    unexcused = sum((one.hours or ZERO for one in told if not one.is_excused), ZERO)
    expected = expected_hours(dates, weekly_hours, plan, today)
    return ImmersionHours(expected, noted, validated, excused, unexcused)


def expected_hours(
    dates: PlacementDates, weekly_hours: Decimal | None, plan: Sequence[Week], today: date
) -> Decimal | None:
    """Count the hours of work from the first day to the last full week, or the placement's end.

    Weeks that the plan spends elsewhere count for nothing; without a plan all weeks count.
    """
    if weekly_hours is None or dates.starts_on is None:
        return None
    last = min(monday_of(today) - timedelta(days=1), dates.ended_on or dates.ends_on or date.max)
    if last < dates.starts_on:
        return ZERO
    days = Stretch(dates.starts_on, last).working_days - sum(
        _common(week, dates.starts_on, last) for week in plan if week.place is not Place.ENTERPRISE
    )
    return (weekly_hours * days / WORKING_DAYS).quantize(Decimal("0.25"))


def _common(week: Week, first: date, last: date) -> int:
    start, end = max(week.monday, first), min(week.sunday, last)
    return Stretch(start, end).working_days if start <= end else 0
