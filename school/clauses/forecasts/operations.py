"""What can be done with planned hours: plan, change, withdraw; each edition is kept, dated."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.clauses.forecasts.models import PlanEdition
from school.clauses.forecasts.queries import plan_edition_of
from school.clauses.models import Contract, PlannedHours
from school.clauses.rules import Bucket
from school.core import audit
from school.core.errors import InvalidInput, mark
from school.core.periods import check_order, written_day
from school.core.references import new_reference
from school.core.versions import edition_of, stale_record

ONE = Decimal(1)


@dataclass(frozen=True)
class PlanInput:
    """Hours that somebody plans, spread evenly over their days; the probability from 0 to 1."""

    lot: str
    bucket: Bucket
    label: str | None
    starts_on: date
    ends_on: date
    hours: Decimal
    probability: Decimal


def add_plan(
    session: Session, principal: Principal, contract: Contract, given: PlanInput, day: date
) -> PlannedHours:
    """Plan hours for a contract; raises `InvalidInput` on the field at fault."""
    _check(contract, given)
    plan = PlannedHours(reference=new_reference("HP"), contract_id=contract.id, **vars(given))
    session.add(plan)
    audit.record(session, principal.name, "plan.add", plan)
    _remember(session, principal, plan, day)
    return plan


def change_plan(
    session: Session,
    principal: Principal,
    found: tuple[Contract, PlannedHours],
    given: PlanInput,
    known_edition: int | None,
    day: date,
) -> None:
    """Change planned hours; raises `StaleRecord` when they changed since the form was opened."""
    contract, plan = found
    if known_edition != plan_number(plan):
        raise stale_record(plan_number(plan))
    _check(contract, given)
    for name, value in vars(given).items():
        setattr(plan, name, value)
    audit.record(session, principal.name, "plan.change", plan)
    _remember(session, principal, plan, day)


def withdraw_plan(
    session: Session, principal: Principal, plan: PlannedHours, known: int | None, day: date
) -> None:
    """Take planned hours out of the forecasts; what was planned until then stays known.

    Raises `StaleRecord` when somebody changed them since they were read.
    """
    if known != plan_number(plan):
        raise stale_record(plan_number(plan))
    _remember(session, principal, plan, day, withdrawn=True)
    audit.record(session, principal.name, "plan.withdraw", plan)
    session.delete(plan)
    session.flush()


def plan_number(plan: PlannedHours) -> int:
    """Number what a plan says, by which a form knows whether it changed."""
    return edition_of(
        plan.lot, plan.bucket.value, plan.label, plan.starts_on, plan.ends_on,
        f"{plan.hours:f}", f"{plan.probability:f}",
    )  # fmt: skip


def _check(contract: Contract, given: PlanInput) -> None:
    check_order(given.starts_on, given.ends_on, "ends_on")
    if given.hours <= 0:
        raise InvalidInput(mark("Il faut plus de zéro heure."), "hours")
    if not 0 <= given.probability <= ONE:
        raise InvalidInput(mark("Une probabilité va de 0 à 100."), "probability")
    check_within(contract, given.starts_on, given.ends_on)


def check_within(contract: Contract, starts_on: date, ends_on: date) -> None:
    """Refuse days that lie wholly or partly outside of a contract, on the field at fault."""
    dates = {"start": written_day(contract.starts_on), "end": written_day(contract.ends_on)}
    words = mark("Ce jour sort du contrat, qui va du %(start)s au %(end)s.")
    if contract.starts_on is not None and starts_on < contract.starts_on:
        raise InvalidInput(words, "starts_on", dates)
    if contract.ends_on is not None and starts_on > contract.ends_on:
        raise InvalidInput(words, "starts_on", dates)
    if contract.ends_on is not None and ends_on > contract.ends_on:
        raise InvalidInput(words, "ends_on", dates)


def _remember(
    session: Session,
    principal: Principal,
    plan: PlannedHours,
    day: date,
    *,
    withdrawn: bool = False,
) -> None:
    edition = plan_edition_of(session, plan.reference, day)
    if edition is None:
        edition = PlanEdition(reference=plan.reference, recorded_on=day)
        session.add(edition)
    edition.contract_id, edition.lot, edition.bucket = plan.contract_id, plan.lot, plan.bucket
    edition.label, edition.hours, edition.probability = plan.label, plan.hours, plan.probability
    edition.starts_on, edition.ends_on = plan.starts_on, plan.ends_on
    edition.withdrawn, edition.recorded_by = withdrawn, principal.name
    session.flush()
