"""The next day of somebody in training: in the centre, or in an enterprise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.cohorts.rules import EnrolmentState
from school.cohorts.timetable.coming_queries import Coming, ComingSession, coming
from school.cohorts.timetable.plan_rules import week_of
from school.cohorts.timetable.rules import TEACHING_DAYS, Place
from school.core.calendar import covers
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

AHEAD = timedelta(weeks=8)
"""How far ahead the next day is looked for: longer than any holiday of a school."""


@dataclass(frozen=True)
class NextDay:
    """A day with the sessions held in the centre; without any, it is spent in an enterprise.

    The placement is that of the day; nothing while the enterprise is not known.
    """

    day: date
    today: date
    sessions: Sequence[ComingSession]
    placement: Placement | None

    @property
    def is_today(self) -> bool:
        """Tell whether the day has come."""
        return self.day == self.today

    @property
    def is_tomorrow(self) -> bool:
        """Tell whether the day is the one after this."""
        return self.day - self.today == timedelta(days=1)


def is_in_training(enrolment: Enrolment, today: date) -> bool:
    """Tell whether a person was admitted, perhaps for later, and has neither finished nor left."""
    admitted = enrolment.enrolled_on
    if admitted is None:
        return False
    return enrolment.dates.as_of(max(today, admitted)).state is EnrolmentState.ENROLLED


def next_day(
    session: Session,
    enrolment: Enrolment,
    placements: Sequence[Placement],
    today: date,
    language: str,
) -> NextDay | None:
    """Find the next day of a person in training, today's among them, in one statement.

    Nothing is found where neither a session, a week of the plan nor a placement says anything of
    the next eight weeks.
    """
    cohort = enrolment.cohort
    first = max(today, cohort.starts_on)
    found = coming(session, cohort, enrolment.trainee_id, first, first + AHEAD, language)
    days = (first + timedelta(days=number) for number in range(AHEAD.days + 1))
    return next((one for day in days if (one := day_of(found, placements, day, today))), None)


def day_of(
    found: Coming, placements: Sequence[Placement], day: date, today: date
) -> NextDay | None:
    """Tell how a day is spent; nothing when it is free.

    A session counts on any day. Without one, a day from Monday to Friday that is not closed is
    spent in an enterprise when the plan says so of its week, or, where there is no plan, when a
    placement that was confirmed covers it.
    """
    held = [one for one in found.sessions if one.day == day]
    if held:
        return NextDay(day, today, held, None)
    if day.weekday() >= TEACHING_DAYS or day in found.closed:
        return None
    placement = next((one for one in placements if _covers(one, day)), None)
    week = week_of(found.plan, day)
    in_enterprise = week.place is Place.ENTERPRISE if week else placement is not None
    return NextDay(day, today, [], placement) if in_enterprise else None


def _covers(placement: Placement, day: date) -> bool:
    expected = placement.status in {PlacementStatus.CONFIRMED, PlacementStatus.LIVE}
    start = placement.starts_on
    return expected and start is not None and covers(start, placement.ends_on, day)
