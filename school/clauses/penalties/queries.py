"""Reads of the file of good faith and of hearings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import Account, ClauseMember
from school.accounts.policy import member_in_force
from school.clauses.forecasts.queries import units_of
from school.clauses.models import Contract
from school.clauses.penalties.models import FaithEntry, Hearing
from school.clauses.penalties.policy import (
    file_read_by,
    heard_for_authority,
    heard_for_operator,
)
from school.clauses.penalties.rules import Side
from school.clauses.standing.options import Asked
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate

Within = ColumnElement[bool]
NO_CONTRACT = mark("Ce contrat n’existe pas.")


@dataclass(frozen=True)
class Seat:
    """A contract whose file somebody reads, and for which sides they may speak there."""

    contract: Contract
    sides: frozenset[Side]

    @property
    def side(self) -> Side | None:
        """The side as which they put something on file; None for who only reads."""
        if Side.MINISTRY in self.sides:
            return Side.MINISTRY
        return next(iter(self.sides), None)


@dataclass(frozen=True)
class HeardBy:
    """A hearing, and the side for which its reader speaks there."""

    hearing: Hearing
    side: Side


def seat_of(session: Session, principal: Principal, reference: str) -> Seat:
    """Find a contract whose file a person may read: of both sides and the ministry alone.

    The ministry is no side of a hearing. Raises `NotFound` for anybody else, also for a school
    that sees the contract: the file holds what others proposed.
    """
    query = select(Contract, heard_for_operator(principal), heard_for_authority(principal)).where(
        file_read_by(principal), Contract.reference == reference
    )
    found = session.execute(query).first()
    if found is None:
        raise NotFound(NO_CONTRACT)
    contract, for_operator, for_authority = found
    sides = {Side.OPERATOR} if for_operator else set()
    if for_authority:
        sides.add(Side.AUTHORITY)
    if principal.sees_all_schools(Permission.SEE_CLAUSES):
        sides.add(Side.MINISTRY)
    return Seat(contract, frozenset(sides))


def entries(session: Session, contract: Contract, number: int) -> Slice[FaithEntry]:
    """List a page of what was put on a contract's file, the latest first."""
    query = (
        select(FaithEntry)
        .where(FaithEntry.contract_id == contract.id)
        .order_by(FaithEntry.number.desc())
    )
    return paginate(session, query, number)


def last_number(session: Session, contract: Contract) -> int:
    """Give the number of the last entry of a contract's file; 0 for an empty one."""
    query = select(func.max(FaithEntry.number)).where(FaithEntry.contract_id == contract.id)
    return session.scalar(query) or 0


def recent_entries(session: Session, contract: Contract, most: int) -> Sequence[FaithEntry]:
    """List the last entries of a contract's file, which another may answer."""
    query = select(FaithEntry).where(FaithEntry.contract_id == contract.id)
    return session.scalars(query.order_by(FaithEntry.number.desc()).limit(most)).all()


def hearings(session: Session, contract: Contract) -> Sequence[Hearing]:
    """List the hearings of a contract, the latest first."""
    query = select(Hearing).where(Hearing.contract_id == contract.id)
    return session.scalars(query.order_by(Hearing.opened_on.desc(), Hearing.id.desc())).all()


def hearing_by_reference(session: Session, within: Within, reference: str) -> Hearing:
    """Find a hearing of a contract that a condition keeps; raises `NotFound` otherwise."""
    query = (
        select(Hearing)
        .join(Hearing.contract)
        .where(within, Hearing.reference == reference)
        .options(contains_eager(Hearing.contract))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Cette audition n’existe pas."))
    return found


def waiting_hearings(session: Session, principal: Principal, most: int) -> Sequence[HeardBy]:
    """List the hearings of a person's contracts that are not decided yet, the oldest first."""
    operator, authority = heard_for_operator(principal), heard_for_authority(principal)
    query = (
        select(Hearing, operator, authority)
        .join(Hearing.contract)
        .where(or_(operator, authority), Hearing.decided_on.is_(None))
        .options(contains_eager(Hearing.contract))
        .order_by(Hearing.opened_on, Hearing.id)
        .limit(most)
    )
    return [
        HeardBy(hearing, Side.OPERATOR if for_operator else Side.AUTHORITY)
        for hearing, for_operator, _ in session.execute(query)
    ]


def last_decision(session: Session, contract: Contract) -> Hearing | None:
    """Find the hearing of a contract that was decided last."""
    query = select(Hearing).where(
        Hearing.contract_id == contract.id, Hearing.decided_on.is_not(None)
    )
    return session.scalars(
        query.order_by(Hearing.decided_on.desc(), Hearing.id.desc()).limit(1)
    ).first()


def most_at_stake(session: Session, contract: Contract, day: date) -> Decimal:
    """Give what all the hours that a contract lacks may cost on a day, before its cap."""
    found = units_of(session, Asked(day, day), Contract.id == contract.id)
    amounts = [unit.row.standing.penalty.potential or Decimal(0) for unit in found.units]
    return sum(amounts, Decimal(0))


def speakers(session: Session, contract: Contract, side: Side) -> Sequence[Account]:
    """List those who speak today for a side of a contract and have an address to write to."""
    spoken_for = (
        ClauseMember.enterprise_id == contract.operator_id
        if side is Side.OPERATOR
        else ClauseMember.authority == contract.authority
    )
    query = (
        select(Account)
        .join(ClauseMember, ClauseMember.account_id == Account.id)
        .where(spoken_for, member_in_force(today()), Account.email.is_not(None))
        .order_by(Account.id)
    )
    return session.scalars(query).unique().all()


def contract_to_hear(session: Session, principal: Principal, reference: str) -> Contract:
    """Find a contract whose authority a person speaks for; raises `NotFound` otherwise."""
    within = heard_for_authority(principal)
    found = session.scalar(select(Contract).where(within, Contract.reference == reference))
    if found is None:
        raise NotFound(NO_CONTRACT)
    return found
