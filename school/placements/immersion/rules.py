"""Absences and accidents during placements: states, who may take which step, hours missed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from school.placements.rules import Party, PlacementDates, PlacementStatus

RUN_STATES = frozenset(
    {PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF}
)
"""States of a placement in which work was done: what happened then may still be told."""

WORKING_DAYS = 5
"""Working days of a usual week, from Monday."""

LONGEST_ABSENCE = timedelta(days=366)

DECLARE_WITHIN = timedelta(days=2)
"""An accident is declared to the social insurance within 48 hours (France: Code de la sécurité
sociale, art. R441-3; the usual delay elsewhere)."""


class AbsenceReason(StrEnum):
    """Why somebody was not at work in the enterprise."""

    SICKNESS = "sickness"
    ACCIDENT = "accident"
    FAMILY = "family"
    TRANSPORT = "transport"
    NO_WORK = "no_work"
    SCHOOL = "school"
    NO_NEWS = "no_news"
    OTHER = "other"


class AbsenceStatus(StrEnum):
    """Where an absence stands: one that was a mistake counts for nothing."""

    DECLARED = "declared"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    MISTAKE = "mistake"


class DutyLevel(StrEnum):
    """How somebody did a duty in a week: was shown it, did it with help, did it alone."""

    SHOWN = "shown"
    HELPED = "helped"
    ALONE = "alone"

    @property
    def rank(self) -> int:
        """The level as a number: 1 when shown, 3 when done alone."""
        return list(DutyLevel).index(self) + 1


class Care(StrEnum):
    """What care an accident asked for; none is a near miss, told so that it does not come back."""

    NONE = "none"
    FIRST_AID = "first_aid"
    DOCTOR = "doctor"
    HOSPITAL = "hospital"


class AccidentStatus(StrEnum):
    """Where an accident stands."""

    REPORTED = "reported"
    DECLARED = "declared"
    CLOSED = "closed"


Status = TypeVar("Status", bound=StrEnum)

ABSENCE_STEPS: dict[AbsenceStatus, frozenset[AbsenceStatus]] = {
    AbsenceStatus.EXCUSED: frozenset({AbsenceStatus.DECLARED, AbsenceStatus.UNEXCUSED}),
    AbsenceStatus.UNEXCUSED: frozenset({AbsenceStatus.DECLARED}),
    AbsenceStatus.MISTAKE: frozenset({AbsenceStatus.DECLARED}),
}
"""The school's steps: from which states. A document that comes late still excuses."""

ACCIDENT_STEPS: dict[AccidentStatus, frozenset[AccidentStatus]] = {
    AccidentStatus.DECLARED: frozenset({AccidentStatus.REPORTED}),
    AccidentStatus.CLOSED: frozenset({AccidentStatus.REPORTED, AccidentStatus.DECLARED}),
}
"""The school's steps: from which states. `may_close` says more of an accident with care."""

TURNS: dict[AbsenceStatus | AccidentStatus, Party] = {
    AbsenceStatus.DECLARED: Party.SCHOOL,
    AccidentStatus.REPORTED: Party.SCHOOL,
    AccidentStatus.DECLARED: Party.SCHOOL,
}
"""Whose turn it is; nobody's where nothing is left to do."""


@dataclass(frozen=True)
class Stretch:
    """The days of an absence, both ends counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """The days in it, Sundays too."""
        return (self.last - self.first).days + 1

    @property
    def working_days(self) -> int:
        """The days from Monday to Friday in it."""
        weeks, rest = divmod(self.days, 7)
        start = self.first.weekday()
        beyond = sum((start + number) % 7 < WORKING_DAYS for number in range(rest))
        return weeks * WORKING_DAYS + beyond

    def usual_hours(self, weekly_hours: Decimal | None) -> Decimal | None:
        """Give the hours of work in it at so many a week; nothing where these are not known."""
        if weekly_hours is None:
            return None
        hours = weekly_hours * self.working_days / WORKING_DAYS
        return hours.quantize(Decimal("0.25"), ROUND_HALF_UP)


class Missed(Protocol):
    """What the arithmetic of hours reads of an absence."""

    @property
    def hours(self) -> Decimal | None:
        """The hours of work missed."""

    @property
    def status(self) -> AbsenceStatus:
        """Where the absence stands."""

    @property
    def is_excused(self) -> bool:
        """Whether the school excuses it."""


def steps_from(status: Status, steps: Mapping[Status, frozenset[Status]]) -> list[Status]:
    """List the states that a table leads to from one, in its order."""
    return [target for target, sources in steps.items() if status in sources]


def accident_steps(status: AccidentStatus, care: Care) -> list[AccidentStatus]:
    """List where an accident may be taken: with care, it is declared before it is closed."""
    steps = steps_from(status, ACCIDENT_STEPS)
    if status is AccidentStatus.REPORTED and care is not Care.NONE:
        steps.remove(AccidentStatus.CLOSED)
    return steps


def is_within(first: date, last: date, dates: PlacementDates) -> bool:
    """Tell whether days lie within a placement, as planned or as it ended."""
    end = dates.ended_on or dates.ends_on
    return (dates.starts_on is None or dates.starts_on <= first) and (end is None or last <= end)
