"""Reads of the contracts that plans, practices and questionnaires are about."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from school.access.principal import Principal
from school.clauses.models import Commitment, Contract, IntegrationHours
from school.clauses.policy import contract_manageable_by, contract_open_to, contract_visible_to
from school.clauses.rules import Bucket
from school.core.errors import NotFound, mark
from school.enterprises.models import Enterprise

MOST_ENTERPRISES = 200
"""More enterprises are not offered in one list."""


def contract_by_reference(session: Session, principal: Principal, reference: str) -> Contract:
    """Find a contract that a person sees; raise `NotFound` for another."""
    return _found(session, reference, contract_visible_to(principal))


def contract_to_read(session: Session, principal: Principal, reference: str) -> Contract:
    """Find a contract that a person reads whole; raise `NotFound` for another."""
    return _found(session, reference, contract_open_to(principal))


def contract_to_manage(session: Session, principal: Principal, reference: str) -> Contract:
    """Find a contract that a person keeps; raise `NotFound` for another."""
    return _found(session, reference, contract_manageable_by(principal))


def manages(session: Session, principal: Principal, contract: Contract) -> bool:
    """Tell whether a person keeps a contract."""
    query = select(Contract.id).where(Contract.id == contract.id, contract_manageable_by(principal))
    return session.scalar(query) is not None


def _found(session: Session, reference: str, allowed: ColumnElement[bool]) -> Contract:
    query = select(Contract).where(allowed, Contract.reference == reference)
    found = session.scalar(query.options(joinedload(Contract.operator)))
    if found is None:
        raise NotFound(mark("Ce contrat n’existe pas."))
    return found


def units_of(session: Session, contract: Contract) -> list[tuple[str, Bucket]]:
    """List the lots and buckets of a contract that have a quota; one without a lot if none has."""
    query = (
        select(Commitment.lot, Commitment.bucket)
        .where(Commitment.contract_id == contract.id)
        .distinct()
        .order_by(Commitment.lot, Commitment.bucket)
    )
    found = [(row[0], row[1]) for row in session.execute(query)]
    return found or [("", Bucket.INTEGRATION)]


def enterprises_of(session: Session, contract: Contract) -> Sequence[Enterprise]:
    """List the operator of a contract and the enterprises with hours under it, by name."""
    worked = select(IntegrationHours.enterprise_id).where(
        IntegrationHours.contract_id == contract.id
    )
    query = (
        select(Enterprise)
        .where(or_(Enterprise.id == contract.operator_id, Enterprise.id.in_(worked)))
        .order_by(Enterprise.name, Enterprise.reference)
    )
    return session.scalars(query.limit(MOST_ENTERPRISES)).all()
