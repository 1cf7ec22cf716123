"""Reads of one month: who works for a lot, and how their hours stand."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.hours import queries
from school.clauses.hours.queries import Lot
from school.clauses.hours.rules import NOTHING, Hindrance
from school.clauses.hours.weighing import edition_of_weighed, weigh
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.people.models import ContractParticipant
from school.clauses.policy import (
    contract_declarable_by,
    contract_spoken_for,
    contract_validatable_by,
    contract_visible_to,
    participant_visible_to,
)
from school.clauses.rules import HourStatus
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate


@dataclass(frozen=True)
class Seen:
    """A contract, and what the person who reads may do with its hours.

    Whoever `speaks` for the operator declares everybody's; a school its own apprentices' alone.
    """

    contract: Contract
    declares: bool
    speaks: bool
    validates: bool


@dataclass
class PersonMonth:
    """A person's hours of a month in a lot, by state; days with proof, and days not to count.

    Only who may see the person reads the name: others read the reference.
    """

    participant: Participant
    named: bool
    hours: dict[HourStatus, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    logged_days: int = 0
    hindered: Counter[Hindrance] = field(default_factory=Counter)

    def of(self, status: HourStatus) -> Decimal:
        """Give the hours of a state."""
        return self.hours.get(status, NOTHING)


@dataclass(frozen=True)
class MonthPage:
    """A page of the people of a month, and the number of what it shows."""

    people: Slice[Participant]
    rows: Sequence[PersonMonth]
    edition: int


def seen_contract(session: Session, principal: Principal, reference: str) -> Seen:
    """Find a contract with what the person may do; raise `NotFound` for one not to be seen."""
    row = session.execute(
        select(
            Contract,
            contract_declarable_by(principal),
            contract_spoken_for(principal, Permission.DECLARE_HOURS),
            contract_validatable_by(principal),
        )
        .where(contract_visible_to(principal), Contract.reference == reference)
        .options(joinedload(Contract.operator))
    ).one_or_none()
    if row is None:
        raise NotFound(mark("Ce contrat n’existe pas."))
    return Seen(row[0], bool(row[1]), bool(row[2]), bool(row[3]))


def people_of_month(
    session: Session,
    principal: Principal,
    seen: Seen,
    lot: Lot,
    month: str,
    *,
    today: date,
    number: int,
) -> MonthPage:
    """List a page of the people of a month of a lot, with their hours by state.

    Whoever validates sees everybody with hours; whoever declares sees those they may see, with
    hours or expected to have some.
    """
    worked = select(IntegrationHours.participant_id).where(
        queries.of_lot(seen.contract, lot, month), IntegrationHours.hours > 0
    )
    engaged = select(ContractParticipant.participant_id).where(
        ContractParticipant.contract_id == seen.contract.id
    )
    whose: ColumnElement[bool] = true() if seen.validates else participant_visible_to(principal)
    has_part: ColumnElement[bool] = Participant.id.in_(worked)
    if seen.declares:
        has_part = or_(has_part, Participant.id.in_(engaged))
    query = (
        select(Participant)
        .where(has_part, whose)
        .order_by(Participant.family_name, Participant.given_names, Participant.reference)
    )
    people = paginate(session, query, number)
    named = _named(session, principal, seen, people.items)
    rows = {one.id: PersonMonth(one, one.id in named) for one in people.items}
    return _month_page(session, seen, lot, month, today, people, rows)


def _named(
    session: Session, principal: Principal, seen: Seen, people: Sequence[Participant]
) -> set[int]:
    """Tell whose names may be read: who validates lists people whom they may not see."""
    numbers = {one.id for one in people}
    if not seen.declares or not principal.may(Permission.SEE_PARTICIPANTS):
        return set()
    if not seen.validates:
        return numbers
    query = select(Participant.id).where(Participant.id.in_(numbers))
    return set(session.scalars(query.where(participant_visible_to(principal))))


def _month_page(
    session: Session,
    seen: Seen,
    lot: Lot,
    month: str,
    today: date,
    people: Slice[Participant],
    rows: dict[int, PersonMonth],
) -> MonthPage:
    about = queries.of_lot(seen.contract, lot, month)
    weighed = weigh(session, and_(about, IntegrationHours.participant_id.in_(rows)), today)
    for one in weighed:
        entry, row = one.entry, rows[one.entry.participant_id]
        row.hours[entry.status] += entry.hours
        row.logged_days += entry.placement_id is not None
        if one.hindrance is not None:
            row.hindered[one.hindrance] += 1
    return MonthPage(people, list(rows.values()), edition_of_weighed(weighed))
