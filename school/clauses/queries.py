"""Reads of integration contracts, their commitments, people and hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from school.access.principal import Principal
from school.clauses.models import (
    Commitment,
    Contract,
    IntegrationHours,
    Notice,
    PlannedHours,
    WorkedHours,
)
from school.clauses.policy import contract_visible_to
from school.clauses.rules import HourStatus
from school.clauses.standing.queries import Kept, kept_of
from school.core.errors import NotFound, mark
from school.core.facts import known
from school.core.paging import Slice, paginate


@dataclass(frozen=True)
class ContractPage:
    """Everything kept about one contract."""

    contract: Contract
    kept: Kept
    worked: Sequence[WorkedHours]

    @property
    def commitments(self) -> Sequence[Commitment]:
        """The quotas, lot by lot, in the order of their days."""
        return [one.commitment for one in self.kept.promises.get(self.contract.id, ())]

    @property
    def planned(self) -> Sequence[PlannedHours]:
        """The hours foreseen, the earliest first."""
        return self.kept.planned.get(self.contract.id, ())

    @property
    def notices(self) -> Sequence[Notice]:
        """The notices, the earliest first."""
        return self.kept.notices.get(self.contract.id, ())


def contracts(session: Session, principal: Principal, number: int) -> Slice[Contract]:
    """List a page of the contracts a person may see, the latest first."""
    query = (
        select(Contract)
        .where(contract_visible_to(principal))
        .options(joinedload(Contract.operator))
        .order_by(Contract.starts_on.desc(), Contract.reference)
    )
    return paginate(session, query, number)


def contract_page(
    session: Session, principal: Principal, reference: str, day: date
) -> ContractPage:
    """Gather what is kept about a contract; raises `NotFound` when the person may not see it."""
    contract = session.scalar(
        select(Contract)
        .where(contract_visible_to(principal), Contract.reference == reference)
        .options(joinedload(Contract.operator))
    )
    if contract is None:
        raise NotFound(mark("Ce contrat n’existe pas."))
    worked = (
        select(WorkedHours)
        .where(WorkedHours.contract_id == contract.id)
        .order_by(WorkedHours.month, WorkedHours.lot)
    )
    return ContractPage(contract, kept_of(session, contract, day), session.scalars(worked).all())


@dataclass(frozen=True)
class PendingHours:
    """Hours of a contract that nobody validated or rejected yet, and the first day they came."""

    reference: str
    name: str
    hours: Decimal
    since: date


def pending_hours(
    session: Session, principal: Principal, day: date, most: int
) -> list[PendingHours]:
    """List the contracts of a person whose hours wait for the authority, the oldest first."""
    entry = known(IntegrationHours, day)
    since = func.min(entry.recorded_on)
    query = (
        select(Contract.reference, Contract.name, func.sum(entry.hours), since)
        .join(entry, entry.contract_id == Contract.id)
        .where(contract_visible_to(principal), entry.status == HourStatus.PENDING)
        .group_by(Contract.id)
        .order_by(since, Contract.reference)
        .limit(most)
    )
    return [PendingHours(*row) for row in session.execute(query)]
