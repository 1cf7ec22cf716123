"""One row per enrolment of a report: its status, its facts and the keys it is grouped by."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    String,
    and_,
    case,
    func,
    literal,
    null,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from school.accounts.models import School
from school.cohorts.models import Trainee
from school.core.sql_dates import full_years, iso_text
from school.curriculum.models import Path
from school.enterprises.models import Enterprise
from school.hiring import indicator_facts
from school.hiring.indicator_exits import AS_OF, Shape, exits, flags, one_if
from school.hiring.indicator_options import Breakdown
from school.hiring.rules import Status
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

STAYED = (PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF)
"""Placements whose enterprise an enrolment can be grouped by (INDICATORS §3)."""

KEY_COLUMNS = ("key_1", "key_2")


def enrolments(shape: Shape) -> CTE:
    """Give the enrolments of `exits` with flags, status, facts, sex, and keys of the breakdowns.

    `preference` is a text that orders a person's enrolments for counting the person once: mature
    first, then the latest exit, then the larger cohort code (INDICATORS §2);
    `keeping_preference` does so at twelve months.
    """
    base = exits(shape)
    work = indicator_facts.work(base)
    elsewhere = indicator_facts.elsewhere(base)
    offers = indicator_facts.offers(base)
    joined: FromClause = base.join(Trainee, Trainee.id == base.c.trainee_id)
    for fact in (work, elsewhere, offers):
        joined = joined.outerjoin(fact, fact.c.enrolment_id == base.c.id)
    marks = flags(base)
    query = select(
        *(base.c[name] for name in ("id", "trainee_id", "cohort_id", "exit_on", "measured_on")),
        *(mark.label(name) for name, mark in marks.items()),
        type_coerce(Trainee.sex, String).label("sex"),
        _status(base, work, elsewhere).label("status"),
        *(work.c[name] for name in ("days_to_hire", "in_trade", "employed", "hired_by_now")),
        *(offers.c[name] for name in ("offered", "offers_decided", "offers_accepted")),
        *_kept(base, work, elsewhere),
        _preference(marks["mature"], base).label("preference"),
        _preference(marks["mature_for_keeping"], base).label("keeping_preference"),
        *_keys(shape, base, work, elsewhere),
    )
    return query.select_from(_with_named(joined, shape, base)).cte("enrolments_counted")


def _status(base: CTE, work: CTE, elsewhere: CTE) -> ColumnElement[str]:
    """Take the first rule that matches (INDICATORS §2)."""
    return case(
        (base.c.exit_on.is_(None), null()),
        (base.c.measured_on > AS_OF, literal(Status.IMMATURE.value)),
        (elsewhere.c.excluded == 1, literal(Status.EXCLUDED.value)),
        (elsewhere.c.studying == 1, literal(Status.CONTINUING.value)),
        (work.c.apprentice == 1, literal(Status.CONTINUING.value)),
        (work.c.hired == 1, literal(Status.HIRED.value)),
        (elsewhere.c.self_employed == 1, literal(Status.SELF_EMPLOYED.value)),
        (elsewhere.c.not_hired == 1, literal(Status.NOT_HIRED.value)),
        else_=literal(Status.UNKNOWN.value),
    )


def _kept(base: CTE, work: CTE, elsewhere: CTE) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Tell who is in n at 12 months and was employed at 6, and whom the same employer kept."""
    in_count = and_(
        work.c.at_six == 1,
        base.c.kept_on <= AS_OF,
        work.c.apprentice_when_kept == 0,
        _or_zero(elsewhere.c.excluded_when_kept) == 0,
        _or_zero(elsewhere.c.studying_when_kept) == 0,
    )
    return (
        one_if(in_count).label("employed_at_six"),
        one_if(and_(in_count, work.c.kept == 1)).label("kept"),
    )


def _preference(mature: ColumnElement[int], base: CTE) -> ColumnElement[str]:
    exit_on = func.coalesce(iso_text(base.c.exit_on), "")
    return case((mature == 1, "1"), else_="0") + exit_on + base.c.cohort


def _or_zero(column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(column, 0)


def _with_named(joined: FromClause, shape: Shape, base: CTE) -> FromClause:
    """Join what the breakdowns name and the enrolment does not bear itself."""
    if Breakdown.SCHOOL in shape.keys:
        joined = joined.outerjoin(School, School.id == base.c.school_id)
    if Breakdown.PATH in shape.keys:
        joined = joined.outerjoin(Path, Path.id == base.c.path_id)
    return joined


def _keys(shape: Shape, base: CTE, work: CTE, elsewhere: CTE) -> list[ColumnElement[Any]]:
    hired = _status(base, work, elsewhere) == Status.HIRED.value
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
            placement.status.in_(STAYED),
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
