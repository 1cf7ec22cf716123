"""Reads of who is still to be asked: what is open, who is invited, and who has not answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.accounts.models import SignedLink
from school.accounts.rules import LinkPurpose
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationInvitation,
)
from school.enterprises.consultations.rules import ConsultationState
from school.enterprises.policy import stands_alone


def open_consultations(session: Session) -> Sequence[Consultation]:
    """List the consultations of all schools that are open, with their schools."""
    query = (
        select(Consultation)
        .options(joinedload(Consultation.school))
        .where(Consultation.state == ConsultationState.OPEN)
        .order_by(Consultation.id)
    )
    return session.scalars(query).all()


def invited_ids(session: Session, consultation: Consultation) -> frozenset[int]:
    """Give the numbers of the enterprises that a consultation asks already."""
    query = select(ConsultationInvitation.enterprise_id).where(
        ConsultationInvitation.consultation_id == consultation.id
    )
    return frozenset(session.scalars(query))


def silent_invitations(
    session: Session, consultation: Consultation, since: datetime
) -> Sequence[ConsultationInvitation]:
    """List who has not answered, and was sent no link to answer by since a moment (UTC)."""
    answered = select(ConsultationAnswer.enterprise_id).where(
        ConsultationAnswer.consultation_id == consultation.id
    )
    written_to = select(SignedLink.object_id).where(
        SignedLink.purpose == LinkPurpose.ANSWER_CONSULTATION, SignedLink.issued_at >= since
    )
    query = (
        select(ConsultationInvitation)
        .join(ConsultationInvitation.enterprise)
        .options(contains_eager(ConsultationInvitation.enterprise))
        .where(
            ConsultationInvitation.consultation_id == consultation.id,
            stands_alone(ConsultationInvitation.enterprise_id),
            ConsultationInvitation.enterprise_id.not_in(answered),
            ConsultationInvitation.id.not_in(written_to),
        )
        .order_by(ConsultationInvitation.id)
    )
    return session.scalars(query).all()
