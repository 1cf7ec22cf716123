"""What is coming for somebody in training: sessions, weeks and days off, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.cohorts.rules import HalfDay
from school.cohorts.timetable.models import CalendarDay, ClassSession, CohortWeek, Room
from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.queries import attended_by, days_closed
from school.cohorts.timetable.rules import DayKind, Place
from school.core.calendar import monday_of
from school.curriculum.models import Module


@dataclass(frozen=True)
class ComingSession:
    """Half a day to attend: its module by code and titles, its subject and its room, if known."""

    day: date
    half_day: HalfDay
    module: str | None
    title_fr: str | None
    title_en: str | None
    subject: str | None
    room: str | None


@dataclass(frozen=True)
class Coming:
    """The sessions that somebody attends, the weeks of the plan, and the days without work."""

    sessions: Sequence[ComingSession]
    plan: Sequence[Week]
    closed: frozenset[date]


def coming(
    session: Session, cohort: Cohort, trainee_id: int, first: date, last: date, language: str
) -> Coming:
    """Read what awaits a person of a cohort from a day to another, both counted.

    Sessions that were cancelled are left out. The cohort comes with its school, whose country
    tells the public holidays.
    """
    rows = session.execute(_everything(cohort, trainee_id, first, last)).all()
    sessions = [
        ComingSession(row.day, HalfDay(row.what), *row[3:]) for row in rows if row.kind == "session"
    ]
    own = [(row.day, DayKind(row.what), "") for row in rows if row.kind == "day"]
    return Coming(
        sessions=sorted(sessions, key=lambda one: (one.day, list(HalfDay).index(one.half_day))),
        plan=[Week(row.day, Place(row.what), row.module) for row in rows if row.kind == "week"],
        closed=frozenset(days_closed(own, cohort.school, first, last, language)),
    )


def _everything(
    cohort: Cohort, trainee_id: int, first: date, last: date
) -> Select[*tuple[Any, ...]]:
    rows = union_all(
        _sessions(trainee_id, first, last),
        _weeks(cohort.id, first, last),
        _days(cohort, first, last),
    ).subquery()
    return select(*rows.c)


def _sessions(trainee_id: int, first: date, last: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal("session").label("kind"),
            ClassSession.date.label("day"),
            cast(ClassSession.half_day, String).label("what"),
            Module.reference.label("module"),
            Module.title_fr,
            Module.title_en,
            ClassSession.subject,
            Room.name.label("room"),
        )
        .outerjoin(Module, Module.id == ClassSession.module_id)
        .outerjoin(Room, Room.id == ClassSession.room_id)
        .where(
            attended_by(trainee_id),
            ClassSession.date.between(first, last),
            ClassSession.cancelled_on.is_(None),
        )
    )


def _weeks(cohort_id: int, first: date, last: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal("week"),
            CohortWeek.starts_on,
            cast(CohortWeek.place, String),
            Module.reference,
            *[cast(null(), String) for _ in range(4)],
        )
        .outerjoin(CohortWeek.module)
        .where(
            CohortWeek.cohort_id == cohort_id,
            CohortWeek.starts_on.between(monday_of(first), last),
        )
    )


def _days(cohort: Cohort, first: date, last: date) -> Select[*tuple[Any, ...]]:
    return select(
        literal("day"),
        CalendarDay.date,
        cast(CalendarDay.kind, String),
        *[cast(null(), String) for _ in range(5)],
    ).where(CalendarDay.school_id == cohort.school_id, CalendarDay.date.between(first, last))
