"""What the small traces of a cohort's people are drawn from, in one statement. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Date,
    Select,
    SQLColumnExpression,
    case,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from school.cohorts.models import Attendance, Cohort
from school.cohorts.rules import AttendanceState
from school.core.database import ExactDecimal
from school.core.facts import known
from school.core.sql_dates import days_between
from school.curriculum.models import Module, PathModule
from school.hiring.models import Hire
from school.oversight.queries import HALF_DAY_HOURS
from school.placements.models import LogbookDay, Placement
from school.practicals.models import Assessment
from school.practicals.rules import Verdict

Expression = SQLColumnExpression[Any]

DAYS_OF_A_STEP = 7
"""Days whose hours are drawn as one step: what a drawing of a hundred points can show."""


class MarkKind(StrEnum):
    """What a mark of a small trace stands for."""

    HOURS = "hours"
    SUCCESS = "success"
    DIFFICULTY = "difficulty"
    HIRE = "hire"


@dataclass(frozen=True)
class TraceMark:
    """Hours done in a week of the cohort, a practical assessed, or a hire, of one person."""

    trainee_id: int
    kind: MarkKind
    day: date
    hours: Decimal | None


def planned_hours(session: Session, cohort: Cohort) -> Decimal:
    """Add up the hours that a cohort's path asks for, in the centre and in enterprises."""
    hours = func.sum(Module.centre_hours + Module.enterprise_hours)
    modules = select(hours).join(PathModule, PathModule.module_id == Module.id)
    return Decimal(session.scalar(modules.where(PathModule.path_id == cohort.path_id)) or 0)


def marks(
    session: Session, cohort: Cohort, trainee_ids: Sequence[int], on: date
) -> list[TraceMark]:
    """List what is drawn of people of a cohort, as known on a day, in the order of the days."""
    rows = union_all(
        _centre_hours(cohort, trainee_ids),
        _enterprise_hours(cohort, trainee_ids),
        _practicals(cohort, trainee_ids, on),
        _hires(trainee_ids, on),
    ).subquery()
    found = session.execute(select(*rows.c).order_by(rows.c.day, rows.c.kind))
    return [TraceMark(row[0], MarkKind(row[1]), row[2], row[3]) for row in found]


def _hours(
    day: Expression, hours: Expression, who: Expression, cohort: Cohort
) -> Select[*tuple[Any, ...]]:
    week = days_between(day, literal(cohort.starts_on, Date)) // DAYS_OF_A_STEP
    return select(
        who.label("who"), literal(MarkKind.HOURS).label("kind"), func.max(day).label("day"),
        func.sum(hours, type_=ExactDecimal).label("hours"),
    ).group_by(who, week)  # fmt: skip


def _centre_hours(cohort: Cohort, trainee_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    hours = func.coalesce(Attendance.hours, literal(HALF_DAY_HOURS, Attendance.hours.type))
    return _hours(Attendance.date, hours, Attendance.trainee_id, cohort).where(
        Attendance.cohort_id == cohort.id,
        Attendance.trainee_id.in_(trainee_ids),
        Attendance.state.in_([AttendanceState.PRESENT, AttendanceState.LATE]),
    )


def _enterprise_hours(cohort: Cohort, trainee_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        _hours(LogbookDay.date, LogbookDay.hours, Placement.trainee_id, cohort)
        .join(Placement, Placement.id == LogbookDay.placement_id)
        .where(Placement.cohort_id == cohort.id, Placement.trainee_id.in_(trainee_ids))
    )


def _practicals(cohort: Cohort, trainee_ids: Sequence[int], on: date) -> Select[*tuple[Any, ...]]:
    one = known(Assessment, on)
    acquired = one.verdict == Verdict.ACQUIRED
    kind = case((acquired, literal(MarkKind.SUCCESS)), else_=literal(MarkKind.DIFFICULTY))
    return select(one.trainee_id, kind, one.assessed_on, null()).where(
        one.cohort_id == cohort.id, one.trainee_id.in_(trainee_ids)
    )


def _hires(trainee_ids: Sequence[int], on: date) -> Select[*tuple[Any, ...]]:
    hire = known(Hire, on)
    return select(hire.trainee_id, literal(MarkKind.HIRE), hire.starts_on, null()).where(
        hire.trainee_id.in_(trainee_ids), ~hire.contested
    )
