"""The roll call: for whom, on which half-day, and how many hours it makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from school.cohorts.enrolment_rules import CohortPeriod
from school.cohorts.rules import AttendanceState, EnrolmentDates, HalfDay
from school.core.errors import InvalidInput, mark

HALF_DAY_HOURS = Decimal("3.5")
"""Hours of a half-day unless told otherwise: a week of 35 hours has ten."""

LONGEST_HALF_DAY = Decimal(6)
"""Hours that no half-day exceeds."""

AFTERNOON_STARTS = time(13)
"""The hour from which a roll call is, unless told otherwise, that of the afternoon."""

ATTENDING = frozenset({AttendanceState.PRESENT, AttendanceState.LATE})
"""States in which somebody was there: the hours of the half-day are theirs."""


@dataclass(frozen=True)
class Moment:
    """One half-day."""

    day: date
    half_day: HalfDay


def present_half_day(at: time) -> HalfDay:
    """Tell which half-day it is at a time of the day."""
    return HalfDay.AFTERNOON if at >= AFTERNOON_STARTS else HalfDay.MORNING


def check_moment(moment: Moment, period: CohortPeriod, today: date) -> None:
    """Refuse a half-day to come or outside the cohort; raises `InvalidInput` on the date."""
    if moment.day > today:
        raise InvalidInput(mark("On ne fait pas l’appel d’un jour à venir."), "date")
    if not period.holds(moment.day):
        raise InvalidInput(mark("Ce jour n’est pas dans les dates de la promotion."), "date")


def check_hours(hours: Decimal) -> None:
    """Refuse a half-day without hours or of too many; raises `InvalidInput`."""
    if not 0 < hours <= LONGEST_HALF_DAY:
        raise InvalidInput(
            mark("Une demi-journée compte plus de 0 et au plus %(most)s heures."),
            "hours",
            {"most": LONGEST_HALF_DAY},
        )


def is_expected(dates: EnrolmentDates, day: date) -> bool:
    """Tell whether somebody is in training on a day: admitted, and not gone before it."""
    if dates.enrolled_on is None or day < dates.enrolled_on:
        return False
    return dates.exit_on is None or day <= dates.exit_on


def hours_of(state: AttendanceState, duration: Decimal) -> Decimal:
    """Give the hours that a person is credited with."""
    return duration if state in ATTENDING else Decimal(0)


def usual_duration(hours: Iterable[Decimal | None]) -> Decimal:
    """Find how long a half-day was from the hours credited; the usual one when they do not say."""
    return max((value for value in hours if value), default=HALF_DAY_HOURS)
