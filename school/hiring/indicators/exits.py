"""The enrolments that a report counts, each with its exit, as statements of the database.

Statements are built once and take their values as parameters, named here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from school.accounts.models import School
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.core.sql_dates import add_days_to, add_months_to
from school.core.sql_logic import ONE, ZERO, one_if
from school.curriculum.models import Path
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.rules import LEAST_DAYS_OF_TRAINING

AS_OF = bindparam("as_of", type_=Date)
KNOWN_ON = bindparam("known_on", type_=Date)
MONTHS = bindparam("months", type_=Integer)
LEAST_EVIDENCE = bindparam("least_evidence", type_=String)
FIRST_EXIT = bindparam("first_exit", type_=Date)
LAST_EXIT = bindparam("last_exit", type_=Date)

DAYS_OF_KEEPING = {"six_on": 6, "kept_on": 12}
"""The days of same_employer_rate, in months after the exit, whatever the option (INDICATORS §3)."""


@dataclass(frozen=True)
class Shape:
    """What changes the text of a statement.

    `scoped`: schools are chosen; `keys`: the breakdowns; `thorough`: same_employer_rate and
    the medians of groups are asked.
    """

    scoped: bool
    keys: tuple[Breakdown, ...] = ()
    thorough: bool = False


def parameters(options: Options, school_ids: frozenset[int] | None) -> dict[str, Any]:
    """Give the values of the statements' parameters."""
    values: dict[str, Any] = {
        "as_of": options.as_of,
        "known_on": options.known_on,
        "months": options.months,
        "least_evidence": options.evidence.value,
        "first_exit": options.first_exit,
        "last_exit": options.last_exit,
    }
    if school_ids is not None:
        values["school_ids"] = sorted(school_ids)
    return values


def exits(shape: Shape) -> Subquery:
    """Give every enrolment that is a leaver or an application of the period, one row each.

    Dates after `as_of` are read as empty. `exit_on` is the anchor X, `measured_on` is D_k,
    `six_on` D_6 and `kept_on` D_12 (INDICATORS §1 and §3). What the breakdowns ask of the person,
    the school and the path is beside it.
    """
    seen = _with_exit(shape)
    within = {
        "leaver": seen.c.exit_on.between(FIRST_EXIT, LAST_EXIT),
        "applied": seen.c.applied_on.between(FIRST_EXIT, LAST_EXIT),
    }
    days: dict[str, ColumnElement[int]] = {"measured_on": MONTHS}
    if shape.thorough:
        days |= {name: literal_column(str(each), Integer) for name, each in DAYS_OF_KEEPING.items()}
    return computed_once(
        select(
            *(column for column in seen.c if column.key != "applied_on"),
            *(func.coalesce(one_if(each), ZERO).label(name) for name, each in within.items()),
            *(add_months_to(seen.c.exit_on, months).label(name) for name, months in days.items()),
        ).where(or_(*within.values())),
        "exits",
    )


def computed_once(query: Select[Any], name: str) -> Subquery:
    """Make a subquery whose columns are computed once for a row, however often they are read.

    Without the empty offset both databases write each column's expression, with the lookups in
    it, in every place that names the column.
    """
    return query.offset(ZERO).subquery(name)


def flags(exits: Subquery) -> dict[str, ColumnElement[int]]:
    """Tell what an enrolment counts for, each as 1 or 0.

    `mature` bears on the delay, the others on the period: `leaver`, `completed`, `certified`,
    `entrant` and `applied`.
    """
    left = exits.c.exit_on.is_not(None)
    leaver = exits.c.leaver == ONE
    # Both ends count: the forty-second day is forty-one days after the first.
    stayed_until = add_days_to(exits.c.enrolled_on, LEAST_DAYS_OF_TRAINING - 1)
    conditions = {
        "mature": and_(left, exits.c.measured_on <= AS_OF),
        "completed": and_(leaver, exits.c.completed_on.is_not(None)),
        "certified": and_(leaver, exits.c.certified_on.is_not(None)),
        "entrant": and_(leaver, exits.c.exit_on >= stayed_until),
    }
    found = {name: one_if(condition) for name, condition in conditions.items()}
    return {"applied": exits.c.applied, "leaver": exits.c.leaver, **found}


def _seen(shape: Shape) -> Subquery:
    joined: FromClause = Enrolment.__table__.join(Cohort, Cohort.id == Enrolment.cohort_id)
    joined = joined.join(Trainee, Trainee.id == Enrolment.trainee_id)
    if Breakdown.SCHOOL in shape.keys:
        joined = joined.join(School, School.id == Cohort.school_id)
    if Breakdown.PATH in shape.keys:
        joined = joined.join(Path, Path.id == Cohort.path_id)
    query = select(
        *_named(shape),
        *(
            case((column <= AS_OF, column)).label(column.key)
            for column in (
                Enrolment.applied_on,
                Enrolment.enrolled_on,
                Enrolment.withdrawn_on,
                Enrolment.completed_on,
                Enrolment.certified_on,
            )
        ),
    ).select_from(joined)
    if shape.scoped:
        query = query.where(Cohort.school_id.in_(bindparam("school_ids", expanding=True)))
    return query.subquery("seen")


def _named(shape: Shape) -> Iterator[ColumnElement[Any]]:
    """Give who and where an enrolment is, and what the breakdowns need to know of both."""
    yield Enrolment.id.label("id")
    yield Enrolment.trainee_id.label("trainee_id")
    yield Enrolment.cohort_id.label("cohort_id")
    yield Cohort.reference.label("cohort")
    yield type_coerce(Trainee.sex, String).label("sex")
    of_keys: dict[Breakdown, SQLColumnExpression[Any]] = {
        Breakdown.SCHOOL: School.reference,
        Breakdown.PATH: Path.reference,
        Breakdown.DEPARTMENT: Trainee.department,
        Breakdown.AGE_BAND: Trainee.born_on,
        Breakdown.DISABILITY: Trainee.disability,
    }
    for key, column in of_keys.items():
        if key in shape.keys:
            yield column.label(f"for_{key.value}")


def _with_exit(shape: Shape) -> Subquery:
    seen = _seen(shape)
    # Without an entry the row is an application, whatever its other dates say.
    entered = seen.c.enrolled_on.is_not(None)
    completed_on = func.coalesce(seen.c.certified_on, seen.c.completed_on)
    kept = (column for column in seen.c if column.key not in {"withdrawn_on", "completed_on"})
    query = select(
        *kept,
        completed_on.label("completed_on"),
        case((entered, func.coalesce(completed_on, seen.c.withdrawn_on))).label("exit_on"),
    )
    return computed_once(query, "with_exit")
