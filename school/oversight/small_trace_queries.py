"""What the small traces of a cohort's people are drawn from, in one statement. Writes nothing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Date,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from school.cohorts.models import Attendance, Cohort
from school.cohorts.rules import AttendanceState
from school.core.database import ExactDecimal
from school.core.facts import known
from school.core.sql_dates import days_between, iso_text
from school.curriculum.models import Module, PathModule
from school.hiring.models import Hire
from school.oversight.queries import HALF_DAY_HOURS
from school.placements.models import LogbookDay, Placement
from school.practicals.models import Assessment
from school.practicals.rules import Verdict

Expression = SQLColumnExpression[Any]

SEPARATOR = ";"
MILLION = 1_000_000
DAYS_OF_A_STEP = 14
"""Days whose hours are drawn as one step: what a drawing of a hundred points can show."""


class MarkKind(StrEnum):
    """What a mark of a small trace stands for."""

    HOURS = "hours"
    SUCCESS = "success"
    DIFFICULTY = "difficulty"
    HIRE = "hire"


class TraceMark(NamedTuple):
    """Hours done in a fortnight of the cohort, a practical assessed, or a hire.

    `hours` are none but for the first.
    """

    day: date
    kind: MarkKind
    hours: Decimal


class PersonMarks(NamedTuple):
    """What is drawn of one person, still as the database wrote it, and the hours of the path."""

    written: str
    planned_hours: int

    def read(self) -> list[TraceMark]:
        """Give the marks in the order of their days."""
        marks = (one.split() for one in self.written.split(SEPARATOR) if one)
        return sorted(
            TraceMark(date.fromisoformat(day), MarkKind(kind), Decimal(hours) / MILLION)
            for day, kind, hours in marks
        )


def marks(
    session: Session, cohort: Cohort, trainee_ids: Sequence[int], on: date
) -> dict[int, PersonMarks]:
    """Find what is drawn of each of a cohort's people, as known on a day, in one statement.

    Who has no mark is left out. The marks of a person come as one text: most drawings are kept,
    and then nobody needs to read it.
    """
    values = {
        "cohort_id": cohort.id,
        "path_id": cohort.path_id,
        "starts_on": cohort.starts_on,
        "trainee_ids": list(trainee_ids),
    }
    found = session.execute(_marks_known(on), values)
    return {who: PersonMarks(written, planned) for who, written, planned in found}


PATH = bindparam("path_id", type_=Integer)
COHORT = bindparam("cohort_id", type_=Integer)
STARTS_ON = bindparam("starts_on", type_=Date)
TRAINEES = bindparam("trainee_ids", expanding=True, type_=Integer)


@lru_cache(maxsize=8)
def _marks_known(on: date) -> Select[*tuple[Any, ...]]:
    # Kept, as making it takes as long as asking it.
    rows = union_all(_centre_hours(), _enterprise_hours(), _practicals(on), _hires(on)).subquery()
    hours = cast(func.coalesce(type_coerce(rows.c.hours, BigInteger), 0), String)
    written = iso_text(rows.c.day) + " " + rows.c.kind + " " + hours
    modules = select(func.sum(Module.centre_hours + Module.enterprise_hours))
    path = modules.join(PathModule, PathModule.module_id == Module.id)
    planned = path.where(PathModule.path_id == PATH).scalar_subquery()
    return select(
        rows.c.who, func.aggregate_strings(written, SEPARATOR), func.coalesce(planned, 0)
    ).group_by(rows.c.who)


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
