"""One row per enrolment of a report: its status, its facts and the keys it is grouped by."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    case,
    exists,
    func,
    null,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from school.accounts.models import School
from school.cohorts.models import Enrolment, Trainee
from school.core.sql_dates import days_between, full_years
from school.core.sql_logic import ONE, ZERO, constant, is_one, one_if
from school.curriculum.models import Path
from school.enterprises.models import Enterprise
from school.hiring import indicator_facts
from school.hiring.indicator_exits import AS_OF, Shape, exits, flags
from school.hiring.indicator_options import Breakdown
from school.hiring.rules import Status
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

STAYED = (PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF)
"""Placements whose enterprise an enrolment can be grouped by (INDICATORS §3)."""

KEPT = "certified_for_keeping"
"""The flag by which persons are counted at twelve months, for same_employer_rate."""

KEY_COLUMNS = ("key_1", "key_2")


def enrolments(shape: Shape) -> CTE:
    """Give the enrolments of `exits` with flags, status, facts, sex, and keys of the breakdowns.

    `again` tells that the person has another enrolment, so that perhaps one of them must be chosen
    (see `indicator_counts.chosen`).
    """
    base = exits(shape)
    work = indicator_facts.work(base, _of_first_hire(shape))
    elsewhere = indicator_facts.elsewhere(base, base.c.measured_on, "elsewhere")
    offers = indicator_facts.offers(base)
    joined: FromClause = base.join(Trainee, Trainee.id == base.c.trainee_id)
    for fact in (work, elsewhere, offers):
        joined = joined.outerjoin(fact, fact.c.enrolment_id == base.c.id)
    status = _status(base, work, elsewhere)
    query = select(
        *(base.c[name] for name in ("id", "trainee_id", "cohort_id", "cohort")),
        *(base.c[name] for name in ("exit_on", "measured_on")),
        *(flag.label(name) for name, flag in flags(base).items()),
        one_if(_met_again(base)).label("again"),
        type_coerce(Trainee.sex, String).label("sex"),
        status.label("status"),
        days_between(work.c.hired_on, base.c.exit_on).label("days_to_hire"),
        *(work.c[name] for name in ("in_trade", "employed", "hired_by_now")),
        *(offers.c[name] for name in ("offered", "offers_decided", "offers_accepted")),
        *_keys(shape, base, work, is_one(status, Status.HIRED)),
    )
    if shape.thorough:
        query, joined = _with_keeping(query, joined, base)
    return query.select_from(_with_named(joined, shape, base)).cte("enrolments_counted")


def _of_first_hire(shape: Shape) -> tuple[str, ...]:
    asked = (Breakdown.CONTRACT, Breakdown.EVIDENCE)
    return tuple(key.value for key in asked if key in shape.keys)


def _met_again(base: CTE) -> ColumnElement[bool]:
    """Tell whether the person was in another cohort too, of this report or not."""
    other = aliased(Enrolment)
    return exists(
        select(other.cohort_id).where(
            other.trainee_id == base.c.trainee_id, other.cohort_id != base.c.cohort_id
        )
    )


def _status(base: CTE, work: CTE, elsewhere: CTE) -> ColumnElement[str]:
    """Take the first rule that matches (INDICATORS §2)."""
    return case(
        (base.c.exit_on.is_(None), null()),
        (base.c.measured_on > AS_OF, constant(Status.IMMATURE)),
        (elsewhere.c.excluded == ONE, constant(Status.EXCLUDED)),
        (elsewhere.c.studying == ONE, constant(Status.CONTINUING)),
        (work.c.apprentice == ONE, constant(Status.CONTINUING)),
        (work.c.hired == ONE, constant(Status.HIRED)),
        (elsewhere.c.self_employed == ONE, constant(Status.SELF_EMPLOYED)),
        (elsewhere.c.not_hired == ONE, constant(Status.NOT_HIRED)),
        else_=constant(Status.UNKNOWN),
    )


def _with_keeping(
    query: Select[Any], joined: FromClause, base: CTE
) -> tuple[Select[Any], FromClause]:
    """Tell who is in n at 12 months and was employed at 6, and whom the same employer kept."""
    keeping = indicator_facts.keeping(base)
    elsewhere = indicator_facts.elsewhere(base, base.c.kept_on, "elsewhere_at_twelve")
    mature = one_if(base.c.kept_on <= AS_OF)
    in_count = and_(
        keeping.c.at_six == ONE,
        base.c.kept_on <= AS_OF,
        keeping.c.apprentice == ZERO,
        func.coalesce(elsewhere.c.excluded, ZERO) == ZERO,
        func.coalesce(elsewhere.c.studying, ZERO) == ZERO,
    )
    query = query.add_columns(
        mature.label("mature_for_keeping"),
        flags(base)["certified"].label(KEPT),
        one_if(in_count).label("employed_at_six"),
        one_if(and_(in_count, keeping.c.kept == ONE)).label("kept"),
    )
    for fact in (keeping, elsewhere):
        joined = joined.outerjoin(fact, fact.c.enrolment_id == base.c.id)
    return query, joined


def _with_named(joined: FromClause, shape: Shape, base: CTE) -> FromClause:
    """Join what the breakdowns name and the enrolment does not bear itself."""
    if Breakdown.SCHOOL in shape.keys:
        joined = joined.outerjoin(School, School.id == base.c.school_id)
    if Breakdown.PATH in shape.keys:
        joined = joined.outerjoin(Path, Path.id == base.c.path_id)
    return joined


def _keys(
    shape: Shape, base: CTE, work: CTE, hired: ColumnElement[bool]
) -> list[ColumnElement[Any]]:
    makers: dict[Breakdown, Callable[[], ColumnElement[Any]]] = {
        Breakdown.SCHOOL: lambda: School.reference.expression,
        Breakdown.PATH: lambda: Path.reference.expression,
        Breakdown.COHORT: lambda: base.c.cohort,
        Breakdown.SEX: lambda: type_coerce(Trainee.sex, String),
        Breakdown.ENTERPRISE: lambda: _enterprise(base),
        Breakdown.DEPARTMENT: lambda: Trainee.department.expression,
        Breakdown.CONTRACT: lambda: case((hired, work.c.contract)),
        Breakdown.EVIDENCE: lambda: case((hired, work.c.evidence)),
        Breakdown.AGE_BAND: lambda: _age_band(base),
        Breakdown.DISABILITY: lambda: case({True: "yes", False: "no"}, value=Trainee.disability),
    }
    return [makers[key]().label(name) for name, key in zip(KEY_COLUMNS, shape.keys, strict=False)]


def _enterprise(base: CTE) -> ColumnElement[Any]:
    """Name the enterprise of the enrolment's latest-starting placement; ties: larger reference."""
    placement = aliased(Placement)
    return (
        select(Enterprise.reference)
        .join(placement, placement.enterprise_id == Enterprise.id)
        .where(
            placement.trainee_id == base.c.trainee_id,
            placement.cohort_id == base.c.cohort_id,
            is_one(placement.status, *STAYED),
        )
        .order_by(placement.starts_on.desc().nulls_last(), placement.reference.desc())
        .limit(1)
        .scalar_subquery()
    )


def _age_band(base: CTE) -> ColumnElement[Any]:
    years = full_years(Trainee.born_on.expression, base.c.enrolled_on)
    return case(
        (years <= 17, "-17"), (years <= 25, "18-25"), (years <= 34, "26-34"), (years > 34, "35+")
    )
