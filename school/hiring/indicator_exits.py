"""The enrolments that a report counts, each with its exit, as statements of the database.

Statements are built once and take their values as parameters, named here.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from school.cohorts.models import Cohort, Enrolment
from school.core.sql_dates import add_days_to, add_months_to
from school.core.sql_logic import ONE, ZERO, is_one, one_if
from school.hiring.indicator_options import Breakdown, Options
from school.hiring.indicator_rules import LEAST_DAYS_OF_TRAINING
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

AS_OF = bindparam("as_of", type_=Date)
KNOWN_ON = bindparam("known_on", type_=Date)
MONTHS = bindparam("months", type_=Integer)
LEAST_EVIDENCE = bindparam("least_evidence", type_=String)
FIRST_EXIT = bindparam("first_exit", type_=Date)
LAST_EXIT = bindparam("last_exit", type_=Date)

KEEPING_MONTHS = 12
"""The delay of same_employer_rate, whatever the option (INDICATORS §3)."""


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


def exits(shape: Shape) -> CTE:
    """Give every enrolment that is a leaver or an application of the period, one row each.

    Dates after `as_of` are read as empty. `exit_on` is the anchor X, `measured_on` is D_k and
    `kept_on` D_12 (INDICATORS §1 and §3).
    """
    seen = _with_exit(_seen(shape))
    within = {
        "leaver": seen.c.exit_on.between(FIRST_EXIT, LAST_EXIT),
        "applied": seen.c.applied_on.between(FIRST_EXIT, LAST_EXIT),
    }
    days = {"measured_on": MONTHS}
    if shape.thorough:
        days["kept_on"] = literal(KEEPING_MONTHS)
    return (
        select(
            *(column for column in seen.c if column.key != "applied_on"),
            *(func.coalesce(one_if(each), ZERO).label(name) for name, each in within.items()),
            *(add_months_to(seen.c.exit_on, months).label(name) for name, months in days.items()),
        )
        .where(or_(*within.values()))
        .cte("exits")
    )


def flags(exits: CTE) -> dict[str, ColumnElement[int]]:
    """Tell what an enrolment counts for, each as 1 or 0.

    `mature` bears on the delay, the others on the period: `leaver`, `completed`, `certified`,
    `entrant`, `placed` (its placement ended) and `applied`.
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
        "placed": and_(leaver, _placement_ended(exits)),
    }
    found = {name: one_if(condition) for name, condition in conditions.items()}
    return {"applied": exits.c.applied, "leaver": exits.c.leaver, **found}


def _seen(shape: Shape) -> Subquery:
    query = select(
        Enrolment.id,
        Enrolment.trainee_id,
        Enrolment.cohort_id,
        Cohort.reference.label("cohort"),
        Cohort.school_id,
        Cohort.path_id,
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
    ).join(Cohort, Cohort.id == Enrolment.cohort_id)
    if shape.scoped:
        query = query.where(Cohort.school_id.in_(bindparam("school_ids", expanding=True)))
    return query.subquery("seen")


def _with_exit(seen: Subquery) -> Subquery:
    # Without an entry the row is an application, whatever its other dates say.
    entered = seen.c.enrolled_on.is_not(None)
    completed_on = func.coalesce(seen.c.certified_on, seen.c.completed_on)
    return select(
        *(seen.c[name] for name in ("id", "trainee_id", "cohort_id", "cohort", "school_id")),
        *(seen.c[name] for name in ("path_id", "applied_on", "enrolled_on", "certified_on")),
        completed_on.label("completed_on"),
        case((entered, func.coalesce(completed_on, seen.c.withdrawn_on))).label("exit_on"),
    ).subquery("with_exit")


def _placement_ended(exits: CTE) -> ColumnElement[bool]:
    ended_on = func.coalesce(Placement.ended_on, Placement.ends_on)
    return exists(
        select(Placement.id).where(
            Placement.trainee_id == exits.c.trainee_id,
            Placement.cohort_id == exits.c.cohort_id,
            is_one(Placement.status, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF),
            ended_on <= AS_OF,
        )
    )
