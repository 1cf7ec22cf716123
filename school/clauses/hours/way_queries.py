"""Reads of how people work under a contract, and for which enterprises."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from school.clauses.hours.models import ContractPlacement
from school.clauses.models import Contract, IntegrationHours, Participant
from school.core.errors import InvalidInput, mark
from school.core.sql_text import fold_case_and_spaces, folded
from school.enterprises.models import Enterprise
from school.placements.models import Placement

MOST_OFFERED = 200
"""Enterprises that one sheet offers, in the order of their names."""


def enterprises_of(session: Session, contract: Contract) -> Sequence[Enterprise]:
    """List who employs people under a contract: the operator, and those with hours or people."""
    worked = select(IntegrationHours.enterprise_id).where(
        IntegrationHours.contract_id == contract.id
    )
    hosts = (
        select(Placement.enterprise_id)
        .join(ContractPlacement, ContractPlacement.placement_id == Placement.id)
        .where(ContractPlacement.contract_id == contract.id)
    )
    query = select(Enterprise).where(
        or_(
            Enterprise.id == contract.operator_id,
            Enterprise.id.in_(worked),
            Enterprise.id.in_(hosts),
        )
    )
    return session.scalars(query.order_by(Enterprise.name).limit(MOST_OFFERED)).all()


def enterprise_named(session: Session, text: str) -> Enterprise:
    """Find an enterprise by its reference or its name; raise `InvalidInput` where it is not one."""
    query = select(Enterprise).where(
        or_(Enterprise.reference == text, folded(Enterprise.name) == fold_case_and_spaces(text))
    )
    found = session.scalars(query.limit(2)).all()
    if not found:
        raise InvalidInput(
            mark("Cette entreprise n’est pas connue : demandez à une école de l’ajouter."),
            "other_enterprise",
        )
    if len(found) > 1:
        raise InvalidInput(
            mark("Plusieurs entreprises portent ce nom : donnez sa référence."), "other_enterprise"
        )
    return found[0]


def last_typed(
    session: Session, contract: Contract, participant: Participant
) -> IntegrationHours | None:
    """Find the last day that was typed for a person under a contract."""
    query = select(IntegrationHours).where(
        IntegrationHours.contract_id == contract.id,
        IntegrationHours.participant_id == participant.id,
        IntegrationHours.placement_id.is_(None),
        IntegrationHours.hours > 0,
    )
    latest = query.order_by(IntegrationHours.worked_on.desc(), IntegrationHours.recorded_on.desc())
    return session.scalars(latest.limit(1)).first()
