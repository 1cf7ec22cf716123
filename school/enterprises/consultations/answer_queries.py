"""Reads of what enterprises answered to a consultation: the answer of each that counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, selectinload

from school.core.paging import Slice, paginate
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationInvitation,
)
from school.enterprises.models import Enterprise
from school.enterprises.partner_models import EnterprisePlaces
from school.enterprises.policy import stands_alone

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Asked:
    """An enterprise that is asked, with the answer of it that counts."""

    invitation: ConsultationInvitation
    enterprise: Enterprise
    answer: ConsultationAnswer | None


def latest_answers(
    session: Session, consultation: Consultation, of: Collection[int] | None = None
) -> list[tuple[ConsultationAnswer, int | None]]:
    """List the answers that count, with their choices, by the enterprises' codes.

    Beside each stand the places that the enterprise stated, apart from its answer, for the year
    after the last day to answer. `of`: of some enterprises alone, by their numbers.
    """
    later = aliased(ConsultationAnswer)
    query = (
        select(ConsultationAnswer, _stated_places(consultation))
        .join(ConsultationAnswer.enterprise)
        .outerjoin(later, _is_later(later))
        .options(
            contains_eager(ConsultationAnswer.enterprise), selectinload(ConsultationAnswer.choices)
        )
        .where(
            ConsultationAnswer.consultation_id == consultation.id,
            later.id.is_(None),
            stands_alone(ConsultationAnswer.enterprise_id),
        )
        .order_by(Enterprise.reference)
    )
    if of is not None:
        query = query.where(ConsultationAnswer.enterprise_id.in_(sorted(of)))
    return [(row[0], row[1]) for row in session.execute(query)]


def _stated_places(consultation: Consultation) -> ScalarSelect[int | None]:
    until = consultation.closes_on + YEAR
    query = select(func.sum(EnterprisePlaces.places)).where(
        EnterprisePlaces.enterprise_id == ConsultationAnswer.enterprise_id,
        EnterprisePlaces.withdrawn_on.is_(None),
        EnterprisePlaces.starts_on <= until,
        EnterprisePlaces.ends_on >= consultation.closes_on,
    )
    return query.correlate(ConsultationAnswer).scalar_subquery()


def latest_answer(
    session: Session, invitation: ConsultationInvitation
) -> ConsultationAnswer | None:
    """Find the answer of an enterprise that counts, with its choices."""
    query = (
        select(ConsultationAnswer)
        .options(selectinload(ConsultationAnswer.choices))
        .where(
            ConsultationAnswer.consultation_id == invitation.consultation_id,
            ConsultationAnswer.enterprise_id == invitation.enterprise_id,
        )
        .order_by(ConsultationAnswer.number.desc())
        .limit(1)
    )
    return session.scalar(query)


def asked_enterprises(session: Session, consultation: Consultation, number: int) -> Slice[Asked]:
    """Read one page of the enterprises that are asked: who answered first, then the others."""
    later = aliased(ConsultationAnswer)
    invited = (
        select(ConsultationInvitation)
        .join(ConsultationInvitation.enterprise)
        .outerjoin(
            ConsultationAnswer,
            and_(
                ConsultationAnswer.consultation_id == ConsultationInvitation.consultation_id,
                ConsultationAnswer.enterprise_id == ConsultationInvitation.enterprise_id,
            ),
        )
        .outerjoin(later, _is_later(later))
        .options(contains_eager(ConsultationInvitation.enterprise))
        .where(
            ConsultationInvitation.consultation_id == consultation.id,
            later.id.is_(None),
            stands_alone(ConsultationInvitation.enterprise_id),
        )
        .order_by(ConsultationAnswer.id.is_(None), Enterprise.reference)
    )
    page = paginate(session, invited, number)
    numbers = [one.enterprise_id for one in page.items]
    answers = {one.enterprise_id: one for one, _ in latest_answers(session, consultation, numbers)}
    rows = [Asked(one, one.enterprise, answers.get(one.enterprise_id)) for one in page.items]
    return Slice(rows, page.number, page.total)


def asked_count(session: Session, consultation: Consultation) -> int:
    """Count the enterprises that are asked."""
    return count_enterprises(session, ConsultationInvitation, [consultation.id]).get(
        consultation.id, 0
    )


def count_enterprises(
    session: Session,
    model: type[ConsultationInvitation] | type[ConsultationAnswer],
    ids: Sequence[int],
) -> dict[int, int]:
    """Count, of each of some consultations, the enterprises that are asked or that answered."""
    query = (
        select(model.consultation_id, func.count(func.distinct(model.enterprise_id)))
        .where(model.consultation_id.in_(ids), stands_alone(model.enterprise_id))
        .group_by(model.consultation_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _is_later(later: type[ConsultationAnswer]) -> ColumnElement[bool]:
    return and_(
        later.consultation_id == ConsultationAnswer.consultation_id,
        later.enterprise_id == ConsultationAnswer.enterprise_id,
        later.number > ConsultationAnswer.number,
    )
