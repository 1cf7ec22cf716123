"""Reads of roll calls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from school.cohorts.attendance_rules import Moment, is_expected
from school.cohorts.models import Attendance, Cohort, Trainee
from school.cohorts.queries import roster
from school.cohorts.rules import AttendanceState, HalfDay
from school.core.audit import AuditEntry
from school.core.database import ExactDecimal
from school.core.paging import PAGE_SIZE, Slice, clamp, count_rows
from school.core.versions import edition_of

ROLL_CALL = "attendance.take"
"""The name of a roll call in the audit trail."""


@dataclass(frozen=True)
class RollCallEntry:
    """A person of a roll call, and what is noted so far."""

    trainee: Trainee
    mark: Attendance | None


@dataclass(frozen=True)
class HalfDayRow:
    """A half-day as a list shows it: how many of each state, and the hours credited in all."""

    day: date
    half_day: HalfDay
    present: int
    late: int
    absent: int
    excused: int
    hours: Decimal

    @property
    def people(self) -> int:
        """Everybody who is noted."""
        return self.present + self.late + self.absent + self.excused


@dataclass(frozen=True)
class Taking:
    """Who noted a half-day last, and when (UTC)."""

    actor: str
    at: datetime


def roll_call(session: Session, cohort: Cohort, moment: Moment) -> list[RollCallEntry]:
    """List by name those in training on a half-day, and whoever is noted for it already."""
    marks = {mark.trainee_id: mark for mark in marks_of(session, cohort, moment)}
    return [
        RollCallEntry(one.trainee, marks.get(one.trainee_id))
        for one in roster(session, cohort)
        if is_expected(one.dates, moment.day) or one.trainee_id in marks
    ]


def marks_of(session: Session, cohort: Cohort, moment: Moment) -> Sequence[Attendance]:
    """List what is noted for a half-day."""
    query = select(Attendance).where(
        Attendance.cohort_id == cohort.id,
        Attendance.date == moment.day,
        Attendance.half_day == moment.half_day,
    )
    return session.scalars(query).all()


def edition_of_roll(entries: Iterable[RollCallEntry]) -> int:
    """Number what is noted of a half-day for its form, which thus knows a change; 0 for nothing."""
    marks = [
        (
            one.trainee.reference,
            one.mark.state.value,
            None if one.mark.hours is None else one.mark.hours.normalize(),
        )
        for one in entries
        if one.mark is not None
    ]
    return edition_of(*marks)


def half_days(session: Session, cohort: Cohort, number: int) -> Slice[HalfDayRow]:
    """Read one page of the half-days noted for a cohort, the latest first."""
    query = (
        select(
            Attendance.date,
            Attendance.half_day,
            *(_how_many(state) for state in AttendanceState),
            func.coalesce(func.sum(Attendance.hours), 0, type_=ExactDecimal),
        )
        .where(Attendance.cohort_id == cohort.id)
        .group_by(Attendance.date, Attendance.half_day)
    )
    total = count_rows(session, query)
    number = clamp(number, total)
    # « afternoon » comes before « morning » in the alphabet: the latest first here too.
    ordered = query.order_by(Attendance.date.desc(), Attendance.half_day)
    rows = session.execute(ordered.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Slice([HalfDayRow(*tuple(row)) for row in rows], number, total)


def taken_by(session: Session, cohort: Cohort, moment: Moment) -> Taking | None:
    """Find who noted a half-day last; nothing when it was imported or never noted."""
    query = (
        select(AuditEntry.actor, AuditEntry.at)
        .where(
            AuditEntry.table_name == Cohort.__tablename__,
            AuditEntry.object_id == cohort.id,
            AuditEntry.action == ROLL_CALL,
            AuditEntry.changes["date"].as_string() == moment.day.isoformat(),
            AuditEntry.changes["half_day"].as_string() == moment.half_day.value,
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return Taking(*found) if found else None


def _how_many(state: AttendanceState) -> ColumnElement[int]:
    return func.sum(case((Attendance.state == state, 1), else_=0))
