"""Sessions of half a day: when one may be held, who may hold it, and what stands in the way."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from school.cohorts.attendance_rules import HALF_DAY_HOURS, Moment, check_hours
from school.cohorts.enrolment_rules import CohortPeriod
from school.cohorts.rules import HalfDay
from school.core.errors import InvalidInput, mark

LONGEST_SERIES = timedelta(weeks=12)
"""How far one series of sessions may go: a module is two months long."""

TEACHING_DAYS = 5
"""Days of a week on which sessions are usual, from Monday; any other day is possible."""


class Place(StrEnum):
    """Where the people of a cohort spend a week."""

    CENTRE = "centre"
    ENTERPRISE = "enterprise"
    OFF = "off"


class DayKind(StrEnum):
    """What a school says of a day of its own: no work, or work although the country rests."""

    OFF = "off"
    WORKED = "worked"


@dataclass(frozen=True)
class SessionDetails:
    """What somebody states of a session; the room is named as people say it."""

    moment: Moment
    module_id: int | None = None
    trainer_id: int | None = None
    room: str | None = None
    subject: str | None = None
    hours: Decimal = HALF_DAY_HOURS


@dataclass(frozen=True)
class Slot:
    """A half-day of any week: the day counts from 0, Monday."""

    weekday: int
    half_day: HalfDay

    @property
    def code(self) -> str:
        """The slot as forms and addresses name it."""
        return f"{self.weekday}-{self.half_day.value}"


SLOTS = tuple(Slot(day, half) for day in range(TEACHING_DAYS) for half in HalfDay)
"""The half-days of a usual week, in order."""


def check_session(details: SessionDetails, period: CohortPeriod) -> None:
    """Refuse a session outside the cohort or of impossible length; raises `InvalidInput`."""
    if not period.holds(details.moment.day):
        raise InvalidInput(mark("Ce jour n’est pas dans les dates de la promotion."), "date")
    check_hours(details.hours)


def check_reason(reason: str | None) -> None:
    """Refuse to cancel without saying why; raises `InvalidInput`."""
    if not reason:
        raise InvalidInput(mark("Dites pourquoi la séance n’a pas lieu."), "reason")


def check_series(first: date, last: date) -> None:
    """Refuse a series that ends before it starts or goes on too long; raises `InvalidInput`."""
    if last < first:
        raise InvalidInput(mark("La fin ne peut pas précéder le début."), "last")
    if last - first > LONGEST_SERIES:
        raise InvalidInput(mark("Au plus douze semaines à la fois."), "last")


def moments_of(first: date, last: date, slots: frozenset[Slot]) -> list[Moment]:
    """List the half-days of some slots from a day to another, both counted, in order."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        Moment(day, half_day)
        for day in days
        for half_day in HalfDay
        if Slot(day.weekday(), half_day) in slots
    ]
