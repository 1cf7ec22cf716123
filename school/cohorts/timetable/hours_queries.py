"""Reads of hours: what was due, called and credited, for a whole cohort at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select
from sqlalchemy.orm import Session

from school.cohorts.attendance_rules import ATTENDING, HALF_DAY_HOURS, Moment
from school.cohorts.models import Attendance, Cohort, Enrolment
from school.cohorts.queries import roster
from school.cohorts.rules import AttendanceState
from school.cohorts.timetable.hours_rules import DueHours, HalfDayDue, HoursOf, Tally
from school.cohorts.timetable.models import ClassSession
from school.cohorts.timetable.module_days import ModuleDays

NO_HOURS = literal(Decimal(0), Attendance.hours.type)
HELD = and_(
    ClassSession.cohort_id == Attendance.cohort_id,
    ClassSession.date == Attendance.date,
    ClassSession.half_day == Attendance.half_day,
    ClassSession.cancelled_on.is_(None),
)
"""Tells the session that was held on the half-day of a mark."""


@dataclass(frozen=True)
class CohortHours:
    """The hours of the people of a cohort, by name, and the half-days without a roll call."""

    people: Sequence[tuple[Enrolment, HoursOf]]
    not_called: Sequence[Moment]


def hours_of_cohort(session: Session, cohort: Cohort, days: ModuleDays, today: date) -> CohortHours:
    """Count the hours of everybody who was admitted to a cohort, in four statements."""
    halves = _half_days(session, cohort, today, days)
    due = DueHours(one.due for one in halves)
    tallies = _tallies(session, days)
    people = [
        (one, due.of(one.dates, tallies.get(one.trainee_id, {})))
        for one in roster(session, cohort)
        if one.enrolled_on is not None
    ]
    return CohortHours(people, [one.moment for one in halves if not one.is_called])


def hours_of_person(
    session: Session, enrolment: Enrolment, days: ModuleDays, today: date
) -> HoursOf:
    """Count the hours of one person in one cohort."""
    due = DueHours(one.due for one in _half_days(session, enrolment.cohort, today, days))
    tallies = _tallies(session, days, enrolment.trainee_id)
    return due.of(enrolment.dates, tallies.get(enrolment.trainee_id, {}))


@dataclass(frozen=True)
class _HalfDay:
    moment: Moment
    due: HalfDayDue
    is_called: bool


def _half_days(session: Session, cohort: Cohort, today: date, days: ModuleDays) -> list[_HalfDay]:
    """List the half-days that were held before today, or called until today."""
    called = {
        Moment(row.date, row.half_day): row
        for row in session.execute(
            select(
                Attendance.date,
                Attendance.half_day,
                func.max(Attendance.hours).label("hours"),
                days.module_of(Attendance.date).label("module"),
            )
            .where(Attendance.cohort_id == cohort.id, Attendance.date <= today)
            .group_by(Attendance.cohort_id, Attendance.date, Attendance.half_day)
        )
    }
    held = {
        Moment(row.date, row.half_day): row
        for row in session.execute(
            select(
                ClassSession.date,
                ClassSession.half_day,
                ClassSession.hours,
                func.coalesce(ClassSession.module_id, days.module_of(ClassSession.date)).label(
                    "module"
                ),
            ).where(
                ClassSession.cohort_id == cohort.id,
                ClassSession.date <= today,
                ClassSession.cancelled_on.is_(None),
            )
        )
    }
    # Today's half-days are to be called before the day is over, not yet missing.
    past = [one for one in {*called, *held} if one in called or one.day < today]
    return [
        _half_day(moment, held.get(moment) or called[moment], moment in called)
        for moment in sorted(past, key=lambda one: (one.day, one.half_day.value))
    ]


def _half_day(moment: Moment, row: Any, is_called: bool) -> _HalfDay:
    due = HalfDayDue(moment.day, row.module, row.hours or HALF_DAY_HOURS)
    return _HalfDay(moment, due, is_called)


def _tallies(
    session: Session, days: ModuleDays, trainee_id: int | None = None
) -> dict[int, dict[int | None, Tally]]:
    marks = marks_of(days, trainee_id)
    query = select(
        marks.c.trainee_id,
        marks.c.module_id,
        func.count(),
        func.sum(marks.c.expected, type_=Attendance.hours.type),
        func.sum(func.coalesce(marks.c.stated, 0), type_=Attendance.hours.type),
        *(
            func.sum(case((marks.c.state == state, 1), else_=0))
            for state in (AttendanceState.LATE, AttendanceState.ABSENT, AttendanceState.EXCUSED)
        ),
        func.sum(case((marks.c.stated.is_(None), 1), else_=0)),
    ).group_by(marks.c.trainee_id, marks.c.module_id)
    found: dict[int, dict[int | None, Tally]] = {}
    for person, module, *numbers in session.execute(query):
        found.setdefault(person, {})[module] = Tally(*numbers)
    return found


def stated_hours() -> ColumnElement[Decimal | None]:
    """Give the hours that a mark of a roll call credits, where `HELD` joins its session.

    They are those that the roll call states, else those of the session; null for somebody who
    attended a half-day of which nobody said how long it was. Nobody is credited with the usual
    length: hours certify, and what is not known waits for whoever knows.
    """
    there = Attendance.state.in_(sorted(ATTENDING))
    stated = func.coalesce(Attendance.hours, ClassSession.hours)
    return case((there, stated), else_=NO_HOURS)


def marks_of(days: ModuleDays, trainee_id: int | None = None) -> Subquery:
    """Give every mark of a cohort's roll calls with its module and hours, to count within queries.

    The module is that of the half-day's session, else that of the day. `stated` are the hours
    credited, see `stated_hours`; what is not known is not expected either.
    """
    usual = literal(HALF_DAY_HOURS, Attendance.hours.type)
    stated = stated_hours()
    query = (
        select(
            Attendance.trainee_id,
            Attendance.state,
            func.coalesce(ClassSession.module_id, days.module_of(Attendance.date)).label(
                "module_id"
            ),
            case(
                (stated.is_(None), NO_HOURS), else_=func.coalesce(ClassSession.hours, usual)
            ).label("expected"),
            stated.label("stated"),
        )
        .outerjoin(ClassSession, HELD)
        .where(Attendance.cohort_id == days.cohort_id)
    )
    if trainee_id is not None:
        query = query.where(Attendance.trainee_id == trainee_id)
    return query.subquery()
