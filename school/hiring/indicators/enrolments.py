"""One row per enrolment of a report: its status, its facts and the keys it is grouped by."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Subquery,
    and_,
    case,
    exists,
    func,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from school.cohorts.models import Enrolment
from school.core.sql_dates import days_between, full_years
from school.core.sql_logic import ONE, ZERO, constant, is_one, one_if
from school.enterprises.models import Enterprise
from school.hiring.indicators import facts as indicator_facts
from school.hiring.indicators.exits import AS_OF, Shape, computed_once, exits, flags
from school.hiring.indicators.facts import CONTINUING, EXCLUDED, NOT_HIRED, SELF_EMPLOYED, Work
from school.hiring.indicators.options import Breakdown
from school.hiring.rules import Status
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

STAYED = (PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF)
"""Placements whose enterprise an enrolment can be grouped by (INDICATORS §3)."""

KEPT = "certified_for_keeping"
"""The flag by which persons are counted at twelve months, for same_employer_rate."""

KEY_COLUMNS = ("key_1", "key_2")
"""The columns of the keys that a report crosses."""

KEYS_OF_A_LIST = tuple(f"key_{number}" for number, _ in enumerate(Breakdown, 1))
"""The columns of the keys of a list of persons, which any of them may narrow."""


def enrolments(shape: Shape) -> CTE:
    """Give the enrolments of `exits` with flags, status, facts, sex, and keys of the breakdowns.

    `again` tells that the person has another enrolment, so that perhaps one of them must be chosen
    (see `counts.chosen`).
    """
    base = _with_facts(shape)
    work = Work(base.c.work, thorough=shape.thorough)
    status = _status(base, work)
    query = select(
        *(base.c[name] for name in ("id", "trainee_id", "cohort_id", "cohort")),
        *(base.c[name] for name in ("exit_on", "measured_on", "placed", "again", "sex")),
        *(flag.label(name) for name, flag in flags(base).items()),
        status.label("status"),
        days_between(work.hired_on, base.c.exit_on).label("days_to_hire"),
        work.in_trade.label("in_trade"),
        one_if(work.has("employed")).label("employed"),
        one_if(work.has("hired_by_now")).label("hired_by_now"),
        one_if(base.c.offers.is_not(None)).label("offered"),
        indicator_facts.offers_decided(base.c.offers).label("offers_decided"),
        indicator_facts.offers_accepted(base.c.offers).label("offers_accepted"),
        *_keys(shape, base, work, status),
    )
    if shape.thorough:
        query = query.add_columns(*_keeping(base, work))
    return query.cte("enrolments_counted")


def _with_facts(shape: Shape) -> Subquery:
    """Set beside each exit what its person's facts say, each looked up once."""
    base = exits(shape)
    query = select(
        *base.c,
        indicator_facts.work(base, thorough=shape.thorough).label("work"),
        indicator_facts.elsewhere(base, base.c.measured_on).label("elsewhere"),
        indicator_facts.offers(base).label("offers"),
        one_if(and_(base.c.leaver == ONE, _placement_ended(base))).label("placed"),
        one_if(_met_again(base)).label("again"),
    )
    return computed_once(query, "exits_with_facts")


def _placement_ended(base: Subquery) -> ColumnElement[bool]:
    ended_on = func.coalesce(Placement.ended_on, Placement.ends_on)
    return exists(
        select(Placement.id).where(
            Placement.trainee_id == base.c.trainee_id,
            Placement.cohort_id == base.c.cohort_id,
            is_one(Placement.status, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF),
            ended_on <= AS_OF,
        )
    )


def _met_again(base: Subquery) -> ColumnElement[bool]:
    """Tell whether the person was in another cohort too, of this report or not."""
    other = aliased(Enrolment)
    return exists(
        select(other.cohort_id).where(
            other.trainee_id == base.c.trainee_id, other.cohort_id != base.c.cohort_id
        )
    )


def _status(base: Subquery, work: Work) -> ColumnElement[str]:
    """Take the first rule that matches (INDICATORS §2)."""
    rule = base.c.elsewhere
    return case(
        (base.c.exit_on.is_(None), null()),
        (base.c.measured_on > AS_OF, constant(Status.IMMATURE)),
        (rule == EXCLUDED, constant(Status.EXCLUDED)),
        (or_(rule == CONTINUING, work.has("apprentice")), constant(Status.CONTINUING)),
        (work.hired, constant(Status.HIRED)),
        (rule == SELF_EMPLOYED, constant(Status.SELF_EMPLOYED)),
        (rule == NOT_HIRED, constant(Status.NOT_HIRED)),
        else_=constant(Status.UNKNOWN),
    )


def _keeping(base: Subquery, work: Work) -> Iterator[ColumnElement[int]]:
    """Tell who is in n at 12 months and was employed at 6, and whom the same employer kept."""
    yield one_if(base.c.kept_on <= AS_OF).label("mature_for_keeping")
    yield flags(base)["certified"].label(KEPT)
    rule = indicator_facts.elsewhere(base, base.c.kept_on)
    employed = and_(base.c.kept_on <= AS_OF, work.has("employed_at_six"))
    # Cases are tried in turn: most people need no second look at their facts.
    yield case(
        (~employed, ZERO),
        (work.has("apprentice_at_twelve"), ZERO),
        (func.coalesce(rule, NOT_HIRED) <= CONTINUING, ZERO),
        else_=case((employed, ONE), else_=ZERO),
    ).label("employed_at_six")
    yield case(
        (work.has("kept"), ONE),
        (~work.has("employed_at_six"), ZERO),
        (~work.has("employed_at_twelve"), ZERO),
        else_=func.coalesce(indicator_facts.kept_by_employer(base), ZERO),
    ).label("kept")


def _keys(
    shape: Shape, base: Subquery, work: Work, status: ColumnElement[str]
) -> list[ColumnElement[Any]]:
    hired = status == constant(Status.HIRED)
    makers: dict[Breakdown, Callable[[], ColumnElement[Any]]] = {
        Breakdown.SCHOOL: lambda: base.c.for_school,
        Breakdown.PATH: lambda: base.c.for_path,
        Breakdown.COHORT: lambda: base.c.cohort,
        Breakdown.SEX: lambda: base.c.sex,
        Breakdown.ENTERPRISE: lambda: _enterprise(base),
        Breakdown.DEPARTMENT: lambda: base.c.for_department,
        Breakdown.CONTRACT: lambda: case((hired, work.contract)),
        Breakdown.EVIDENCE: lambda: case((hired, work.evidence)),
        Breakdown.AGE_BAND: lambda: _age_band(base),
        Breakdown.DISABILITY: lambda: case({True: "yes", False: "no"}, value=base.c.for_disability),
    }
    return [
        makers[key]().label(name) for name, key in zip(KEYS_OF_A_LIST, shape.keys, strict=False)
    ]


def _enterprise(base: Subquery) -> ColumnElement[Any]:
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


def _age_band(base: Subquery) -> ColumnElement[Any]:
    years = full_years(base.c.for_age_band, base.c.enrolled_on)
    return case(
        (years <= 17, "-17"), (years <= 25, "18-25"), (years <= 34, "26-34"), (years > 34, "35+")
    )
