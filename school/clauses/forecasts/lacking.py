"""Contracts that will lack hours, for whoever has people who could do them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.forecasts.closing_rules import Part, suggestion
from school.clauses.forecasts.labels import unit_title
from school.clauses.forecasts.queries import UnitPlans, units_of
from school.clauses.models import Contract
from school.clauses.policy import contract_visible_to
from school.clauses.rules import Bucket
from school.clauses.standing.options import Asked
from school.cohorts.models import Cohort, Enrolment
from school.placements.models import Placement
from school.placements.rules import CURRENT_STATES

MOST_SHOWN = 50


@dataclass(frozen=True)
class Lack:
    """A unit that will lack hours of integration, and what would close its gap."""

    contract: Contract
    title: str
    missing: Decimal
    closing: Part | None


def lacking(session: Session, principal: Principal, day: date) -> Sequence[Lack]:
    """List the units of running contracts that a person may see, the largest gap first.

    What is missing is what the forecast says, or without a forecast what is missing today. Only
    the first are given: nobody fills more gaps at once.
    """
    running = or_(Contract.ends_on.is_(None), Contract.ends_on > day)
    within = and_(contract_visible_to(principal), running)
    found = [_lack(unit, day) for unit in units_of(session, Asked(day, day), within).units]
    gaps = [one for one in found if one is not None]
    return sorted(gaps, key=lambda one: (-one.missing, one.contract.reference))[:MOST_SHOWN]


def _lack(unit: UnitPlans, day: date) -> Lack | None:
    row = unit.row
    foreseen = row.standing.outlook.shortfall
    missing = row.standing.shortfall if foreseen is None else foreseen
    if row.bucket is not Bucket.INTEGRATION or missing <= 0:
        return None
    closing = suggestion(missing, day, row.contract.ends_on)
    return Lack(row.contract, unit_title(row.lot, row.bucket), missing, closing)


def free_apprentices(session: Session, principal: Principal, day: date) -> int:
    """Count the people in training in a person's schools who have no placement now or to come."""
    schools = sorted(principal.school_ids(Permission.DECLARE_HOURS))
    placed = exists().where(
        Placement.trainee_id == Enrolment.trainee_id,
        Placement.status.in_(sorted(CURRENT_STATES)),
    )
    query = (
        select(func.count(Enrolment.trainee_id.distinct()))
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Cohort.school_id.in_(schools),
            Enrolment.enrolled_on <= day,
            Enrolment.withdrawn_on.is_(None),
            Enrolment.completed_on.is_(None),
            Enrolment.certified_on.is_(None),
            or_(Cohort.ends_on.is_(None), Cohort.ends_on >= day),
            ~placed,
        )
    )
    return session.scalar(query) or 0
