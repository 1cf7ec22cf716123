"""Reads of what contracts say, for those who may see or change them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.contracts.models import (
    ContractCriterion,
    ContractDocument,
    ContractDocumentPart,
)
from school.clauses.models import Commitment, Contract, Notice, WorkedHours
from school.clauses.policy import (
    contract_manageable_by,
    contract_open_to,
    contract_validatable_by,
    operators_of,
)
from school.clauses.rules import Bucket
from school.core.errors import NotFound, mark
from school.enterprises.models import Enterprise


@dataclass(frozen=True)
class Terms:
    """What a contract says, and what a person may change of it."""

    contract: Contract
    manages: bool
    validates: bool
    commitments: Sequence[Commitment]
    criteria: Sequence[ContractCriterion]
    documents: Sequence[ContractDocument]
    worked: Sequence[WorkedHours]
    notices: Sequence[Notice]


def terms(session: Session, principal: Principal, reference: str) -> Terms:
    """Gather what a contract says; raises `NotFound` when the person may not see it."""
    row = session.execute(
        select(
            Contract,
            contract_manageable_by(principal),
            contract_validatable_by(principal),
        )
        .where(contract_open_to(principal), Contract.reference == reference)
        .options(joinedload(Contract.operator))
    ).one_or_none()
    if row is None:
        raise NotFound(mark("Ce contrat n’existe pas."))
    contract, manages, validates = row
    commitments = select(Commitment).where(Commitment.contract_id == contract.id)
    worked = select(WorkedHours).where(WorkedHours.contract_id == contract.id)
    notices = select(Notice).where(Notice.contract_id == contract.id)
    return Terms(
        contract,
        bool(manages) and principal.may(Permission.MANAGE_CLAUSES),
        bool(validates) and principal.may(Permission.VALIDATE_HOURS),
        session.scalars(
            commitments.order_by(Commitment.lot, Commitment.bucket, Commitment.valid_from)
        ).all(),
        criteria_of(session, contract),
        documents_of(session, contract),
        session.scalars(worked.order_by(WorkedHours.month.desc(), WorkedHours.lot)).all(),
        session.scalars(notices.order_by(Notice.on_date, Notice.reference)).all(),
    )


def documents_of(session: Session, contract: Contract) -> Sequence[ContractDocument]:
    """List the papers of a contract, the oldest first."""
    query = select(ContractDocument).where(ContractDocument.contract_id == contract.id)
    return session.scalars(
        query.order_by(ContractDocument.added_at, ContractDocument.reference)
    ).all()


def contract_to_manage(session: Session, principal: Principal, reference: str) -> Contract:
    """Find a contract that the person may change; raise `NotFound` otherwise."""
    return _found(
        session.scalar(
            select(Contract).where(
                contract_manageable_by(principal), Contract.reference == reference
            )
        )
    )


def contract_to_validate(session: Session, principal: Principal, reference: str) -> Contract:
    """Find a contract for whose authority the person may speak; raise `NotFound` otherwise."""
    return _found(
        session.scalar(
            select(Contract).where(
                contract_validatable_by(principal), Contract.reference == reference
            )
        )
    )


def _found(contract: Contract | None) -> Contract:
    if contract is None:
        raise NotFound(mark("Ce contrat n’existe pas."))
    return contract


def criteria_of(session: Session, contract: Contract) -> Sequence[ContractCriterion]:
    """List who counts under a contract, by name."""
    query = select(ContractCriterion).where(ContractCriterion.contract_id == contract.id)
    return session.scalars(query.order_by(ContractCriterion.criterion)).all()


def operators_to_choose(session: Session, principal: Principal) -> Sequence[Enterprise]:
    """List the enterprises that a person may name as the operator of a contract, by name."""
    query = select(Enterprise).order_by(Enterprise.name, Enterprise.reference)
    if not principal.sees_all_schools(Permission.MANAGE_CLAUSES):
        query = query.where(Enterprise.id.in_(operators_of(principal, Permission.MANAGE_CLAUSES)))
    return session.scalars(query).all()


def authorities_known(session: Session) -> Sequence[str]:
    """List the authorities that contracts name, by name."""
    query = select(Contract.authority).where(Contract.authority.is_not(None)).distinct()
    return [one for one in session.scalars(query.order_by(Contract.authority)) if one]


def quota_on(
    session: Session, contract: Contract, lot: str, bucket: Bucket, day: date
) -> Commitment | None:
    """Find the quota of a lot and bucket that begins on a day."""
    return session.scalar(
        select(Commitment).where(
            Commitment.contract_id == contract.id,
            Commitment.lot == lot,
            Commitment.bucket == bucket,
            Commitment.valid_from == day,
        )
    )


def earliest_quota(session: Session, contract: Contract) -> date | None:
    """Give the first day on which a quota of a contract begins."""
    query = select(Commitment.valid_from).where(Commitment.contract_id == contract.id)
    return session.scalars(query.order_by(Commitment.valid_from).limit(1)).first()


def worked_in(
    session: Session, contract: Contract, lot: str, month: str | None = None
) -> WorkedHours | None:
    """Find the hours worked for a lot in a month; in any month where none is given."""
    query = select(WorkedHours).where(
        WorkedHours.contract_id == contract.id, WorkedHours.lot == lot
    )
    if month is not None:
        query = query.where(WorkedHours.month == month)
    return session.scalars(query.order_by(WorkedHours.month).limit(1)).first()


def document_of(session: Session, principal: Principal, reference: str) -> ContractDocument:
    """Find a document of a contract that the person may see; raise `NotFound` otherwise."""
    found = session.scalar(
        select(ContractDocument)
        .join(Contract, Contract.id == ContractDocument.contract_id)
        .where(contract_open_to(principal), ContractDocument.reference == reference)
    )
    if found is None:
        raise NotFound(mark("Ce document n’existe pas."))
    return found


def document_bytes(session: Session, document: ContractDocument) -> bytes:
    """Read the bytes of a document, piece by piece."""
    query = select(ContractDocumentPart.content).where(
        ContractDocumentPart.document_id == document.id
    )
    return b"".join(session.scalars(query.order_by(ContractDocumentPart.reference)))
