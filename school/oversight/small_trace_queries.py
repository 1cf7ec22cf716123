"""What the small traces of a cohort's people are drawn from, in one statement. Writes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Date,
    Integer,
    Select,
    SQLColumnExpression,
    bindparam,
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

DAYS_OF_A_STEP = 14
"""Days whose hours are drawn as one step: what a drawing of a hundred points can show."""


class MarkKind(StrEnum):
    """What a mark of a small trace stands for."""

    HOURS = "hours"
    SUCCESS = "success"
    DIFFICULTY = "difficulty"
    HIRE = "hire"


class TraceMark(NamedTuple):
    """Hours done in a fortnight of the cohort, a practical assessed, or a hire."""

    kind: str
    day: date
    hours: Decimal | None


def planned_hours(session: Session, cohort: Cohort) -> Decimal:
    """Add up the hours that a cohort's path asks for, in the centre and in enterprises."""
    hours = func.sum(Module.centre_hours + Module.enterprise_hours)
    modules = select(hours).join(PathModule, PathModule.module_id == Module.id)
    return Decimal(session.scalar(modules.where(PathModule.path_id == cohort.path_id)) or 0)


def marks(
    session: Session, cohort: Cohort, trainee_ids: Sequence[int], on: date
) -> dict[int, list[TraceMark]]:
    """List what is drawn of each of a cohort's people, as known on a day, in order of the days."""
    values = {
        "cohort_id": cohort.id,
        "starts_on": cohort.starts_on,
        "trainee_ids": list(trainee_ids),
    }
    found: dict[int, list[TraceMark]] = defaultdict(list)
    for trainee_id, *mark in session.execute(_marks_known(on), values):
        found[trainee_id].append(TraceMark(*mark))
    return found


COHORT = bindparam("cohort_id", type_=Integer)
STARTS_ON = bindparam("starts_on", type_=Date)
TRAINEES = bindparam("trainee_ids", expanding=True, type_=Integer)


@lru_cache(maxsize=8)
def _marks_known(on: date) -> Select[*tuple[Any, ...]]:
    # Kept, as making it takes as long as asking it.
    rows = union_all(_centre_hours(), _enterprise_hours(), _practicals(on), _hires(on)).subquery()
    return select(*rows.c).order_by(rows.c.day, rows.c.kind)


def _hours(day: Expression, hours: Expression, who: Expression) -> Select[*tuple[Any, ...]]:
    step = days_between(day, STARTS_ON) // DAYS_OF_A_STEP
    return select(
        who.label("who"),
        literal(MarkKind.HOURS).label("kind"),
        func.max(day).label("day"),
        func.sum(hours, type_=ExactDecimal).label("hours"),
    ).group_by(who, step)


def _centre_hours() -> Select[*tuple[Any, ...]]:
    hours = func.coalesce(Attendance.hours, literal(HALF_DAY_HOURS, Attendance.hours.type))
    return _hours(Attendance.date, hours, Attendance.trainee_id).where(
        Attendance.cohort_id == COHORT,
        Attendance.trainee_id.in_(TRAINEES),
        Attendance.state.in_([AttendanceState.PRESENT, AttendanceState.LATE]),
    )


def _enterprise_hours() -> Select[*tuple[Any, ...]]:
    return (
        _hours(LogbookDay.date, LogbookDay.hours, Placement.trainee_id)
        .join(Placement, Placement.id == LogbookDay.placement_id)
        .where(Placement.cohort_id == COHORT, Placement.trainee_id.in_(TRAINEES))
    )


def _practicals(on: date) -> Select[*tuple[Any, ...]]:
    one = known(Assessment, on)
    acquired = one.verdict == Verdict.ACQUIRED
    kind = case((acquired, literal(MarkKind.SUCCESS)), else_=literal(MarkKind.DIFFICULTY))
    return select(one.trainee_id, kind, one.assessed_on, null()).where(
        one.cohort_id == COHORT, one.trainee_id.in_(TRAINEES)
    )


def _hires(on: date) -> Select[*tuple[Any, ...]]:
    hire = known(Hire, on)
    return select(hire.trainee_id, literal(MarkKind.HIRE), hire.starts_on, null()).where(
        hire.trainee_id.in_(TRAINEES), ~hire.contested
    )
