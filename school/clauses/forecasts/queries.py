"""Reads of forecasts: a contract's outlook, its plans, its scenarios, and past trials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from school.access.principal import Principal
from school.clauses.board.figures import known_months
from school.clauses.board.queries import months_declared
from school.clauses.board.rules import months_missing
from school.clauses.forecasts.models import ForecastTrial, PlanEdition, Scenario
from school.clauses.forecasts.outlook import lot_of
from school.clauses.models import Commitment, Contract, Notice, PlannedHours
from school.clauses.policy import contract_manageable_by, contract_open_to, contract_visible_to
from school.clauses.rules import Bucket
from school.clauses.standing.options import Asked
from school.clauses.standing.queries import Within, count, kept
from school.clauses.standing.report import UnitRow, unit_rows
from school.core.errors import NotFound, mark
from school.core.facts import known
from school.core.paging import Slice, paginate

NO_CONTRACT = mark("Ce contrat n’existe pas.")
MOST_TRIALS_SHOWN = 100


@dataclass(frozen=True)
class UnitPlans:
    """Where one unit stands, and the hours planned for it."""

    row: UnitRow
    plans: Sequence[PlannedHours]


@dataclass(frozen=True)
class Units:
    """The contracts that were asked for, their notices by contract, and their units."""

    contracts: Sequence[Contract]
    notices: Mapping[int, Sequence[Notice]]
    units: Sequence[UnitPlans]


def units_of(session: Session, asked: Asked, within: Within) -> Units:
    """Compute the units of the contracts that a condition keeps, each with its plans."""
    found = kept(session, asked.as_of, within)
    rows = unit_rows(asked, found, count(session, asked, within))
    units = [
        UnitPlans(
            row,
            [
                plan
                for plan in found.planned.get(row.contract.id, ())
                if (lot_of(row.contract, plan.lot), plan.bucket) == (row.lot, row.bucket)
            ],
        )
        for row in rows
    ]
    return Units(found.contracts, found.notices, units)


def months_unknown(session: Session, found: Units, within: Within, day: date) -> Sequence[date]:
    """List the complete months of the one contract asked for of which nobody said anything.

    The pace takes them for months without an hour, which nobody knows.
    """
    contract = found.contracts[0]
    said = months_declared(session, day, within).get(contract.id, {})
    known_of_all = known_months(contract, [unit.row for unit in found.units], said)
    return months_missing(contract.starts_on, contract.ends_on, day, known_of_all)


def contract_by_reference(
    session: Session, principal: Principal, reference: str, *, to_change: bool = False
) -> Contract:
    """Find a contract that a person may read whole, or change; raises `NotFound` otherwise."""
    within = contract_manageable_by(principal) if to_change else contract_open_to(principal)
    found = session.scalar(select(Contract).where(within, Contract.reference == reference))
    if found is None:
        raise NotFound(NO_CONTRACT)
    return found


def seen(principal: Principal, reference: str) -> ColumnElement[bool]:
    """Keep the one contract that bears a reference, if the person may see it."""
    return and_(contract_visible_to(principal), Contract.reference == reference)


def opened(principal: Principal, reference: str) -> ColumnElement[bool]:
    """Keep the one contract that bears a reference, if the person may read all of it."""
    return and_(contract_open_to(principal), Contract.reference == reference)


def lots_of(session: Session, contract: Contract) -> list[str]:
    """List the lots that the contract's commitments name; one without a name when none does."""
    query = select(Commitment.lot).where(Commitment.contract_id == contract.id).distinct()
    lots = sorted(session.scalars(query))
    return [""] if contract.globalised or not lots else lots


def plans(session: Session, contract: Contract, number: int) -> Slice[PlannedHours]:
    """List a page of the hours planned for a contract, the latest first."""
    query = (
        select(PlannedHours)
        .where(PlannedHours.contract_id == contract.id)
        .order_by(PlannedHours.starts_on.desc(), PlannedHours.reference)
    )
    return paginate(session, query, number)


def plan_to_change(
    session: Session, principal: Principal, reference: str
) -> tuple[Contract, PlannedHours]:
    """Find planned hours and their contract, to change them; raises `NotFound` otherwise."""
    query = (
        select(Contract, PlannedHours)
        .join(PlannedHours, PlannedHours.contract_id == Contract.id)
        .where(contract_manageable_by(principal), PlannedHours.reference == reference)
    )
    found = session.execute(query).first()
    if found is None:
        raise NotFound(mark("Ces heures prévues n’existent pas."))
    return found[0], found[1]


def plan_edition_of(session: Session, reference: str, day: date) -> PlanEdition | None:
    """Find the edition of a plan recorded on a day."""
    query = select(PlanEdition).where(
        PlanEdition.reference == reference, PlanEdition.recorded_on == day
    )
    return session.scalar(query)


def plans_known(session: Session, within: Within, day: date) -> list[tuple[Contract, PlanEdition]]:
    """List what was planned under some contracts as known on a day, without what was withdrawn."""
    edition = known(PlanEdition, day)
    query = select(Contract, edition).join(edition, edition.contract_id == Contract.id)
    query = query.where(edition.withdrawn.is_(False))
    if within is not None:
        query = query.where(within)
    return [(row[0], row[1]) for row in session.execute(query)]


def scenarios(session: Session, contract: Contract) -> Sequence[Scenario]:
    """List a contract's scenarios with their parts, by name; an operation keeps them few."""
    query = (
        select(Scenario)
        .where(Scenario.contract_id == contract.id)
        .options(joinedload(Scenario.parts))
        .order_by(Scenario.name)
    )
    return session.scalars(query).unique().all()


def count_scenarios(session: Session, contract: Contract) -> int:
    """Count the scenarios of a contract."""
    query = select(func.count()).where(Scenario.contract_id == contract.id)
    return session.scalar(query) or 0


def scenario_by_reference(
    session: Session, principal: Principal, reference: str, *, to_change: bool = False
) -> Scenario:
    """Find a scenario of a contract that a person reads whole, or changes; else `NotFound`."""
    within = contract_manageable_by(principal) if to_change else contract_open_to(principal)
    query = (
        select(Scenario)
        .join(Scenario.contract)
        .where(within, Scenario.reference == reference)
        .options(contains_eager(Scenario.contract), selectinload(Scenario.parts))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Ce scénario n’existe pas."))
    return found


def trials(session: Session, principal: Principal) -> Sequence[ForecastTrial]:
    """List every trial of a forecast of the contracts a person may see, oldest end first."""
    query = (
        select(ForecastTrial)
        .join(ForecastTrial.contract)
        .where(contract_visible_to(principal))
        .options(contains_eager(ForecastTrial.contract))
        .order_by(Contract.ends_on, Contract.reference, ForecastTrial.lot, ForecastTrial.bucket)
        .order_by(ForecastTrial.as_of)
    )
    return session.scalars(query).all()


def trial_of(
    session: Session, contract: Contract, lot: str, bucket: Bucket, day: date
) -> ForecastTrial | None:
    """Find the trial of a unit made for a day."""
    query = select(ForecastTrial).where(
        ForecastTrial.contract_id == contract.id,
        ForecastTrial.lot == lot,
        ForecastTrial.bucket == bucket,
        ForecastTrial.as_of == day,
    )
    return session.scalar(query)


def ends_before(session: Session, day: date) -> list[tuple[date, date]]:
    """List the distinct starts and ends of the contracts that ended before a day."""
    query = (
        select(Contract.starts_on, Contract.ends_on)
        .where(Contract.ends_on < day, Contract.starts_on.is_not(None))
        .distinct()
        .order_by(Contract.ends_on, Contract.starts_on)
    )
    return [(first, last) for first, last in session.execute(query) if first and last]
