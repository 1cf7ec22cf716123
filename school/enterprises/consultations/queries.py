"""Reads of consultations: the answers and decisions that count, and who is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.clock import today
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.curriculum.models import Module
from school.enterprises.consultations.answer_queries import count_enterprises
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationDecision,
    ConsultationInvitation,
    ConsultationItem,
)
from school.enterprises.consultations.policy import visible_to
from school.enterprises.models import (
    Enterprise,
    EnterpriseRepresentative,
    Partnership,
    Tutor,
)
from school.enterprises.partner_models import EnterpriseMerge
from school.enterprises.policy import stands_alone
from school.messages.rules import Contact


@dataclass(frozen=True)
class ConsultationRow:
    """A consultation as a list shows it: how many are asked and how many answered."""

    consultation: Consultation
    asked: int
    answered: int


Recipient = Contact
"""Who receives a link: the enterprise, at its own address or at that of one of its people."""


def consultation_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.SEE_ENTERPRISES,
) -> Consultation:
    """Find a consultation with its items; raise `NotFound` when the person may not reach it."""
    query = _with_items().where(
        visible_to(principal, permission), Consultation.reference == reference
    )
    found = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound(mark("Cette consultation n’existe pas."))
    return found


def item_by_reference(consultation: Consultation, reference: str) -> ConsultationItem:
    """Find an item of a consultation; raise `NotFound` when it has none of that code."""
    found = next((one for one in consultation.items if one.reference == reference), None)
    if found is None:
        raise NotFound(mark("Cette consultation n’existe pas."))
    return found


def consultation_list(
    session: Session, principal: Principal, number: int
) -> Slice[ConsultationRow]:
    """Read one page of the consultations of one's schools, the latest first."""
    query = (
        select(Consultation)
        .options(joinedload(Consultation.school))
        .where(visible_to(principal))
        .order_by(Consultation.closes_on.desc(), Consultation.reference)
    )
    page = paginate(session, query, number)
    ids = [one.id for one in page.items]
    asked = count_enterprises(session, ConsultationInvitation, ids)
    answered = count_enterprises(session, ConsultationAnswer, ids)
    rows = [
        ConsultationRow(one, asked.get(one.id, 0), answered.get(one.id, 0)) for one in page.items
    ]
    return Slice(rows, page.number, page.total)


def consultation_of_year(
    session: Session, school_id: int, year: int, cohort_id: int | None
) -> Consultation | None:
    """Find the first consultation of a school about a year, or about a cohort in that year."""
    query = select(Consultation).where(
        Consultation.school_id == school_id,
        Consultation.year == year,
        Consultation.cohort_id.is_not_distinct_from(cohort_id),
    )
    return session.scalar(query.order_by(Consultation.id).limit(1))


def latest_decisions(
    session: Session, consultation: Consultation
) -> dict[int, ConsultationDecision]:
    """Give the decision that counts of each item that has one, with its version."""
    query = (
        select(ConsultationDecision)
        .join(ConsultationDecision.item)
        .options(joinedload(ConsultationDecision.curriculum_version))
        .where(ConsultationItem.consultation_id == consultation.id)
        .order_by(ConsultationDecision.item_id, ConsultationDecision.number)
    )
    return {one.item_id: one for one in session.scalars(query)}


def invitation_numbered(session: Session, number: int) -> ConsultationInvitation:
    """Find an invitation with its consultation, school, items and enterprise.

    That of a double is that of the enterprise which stands for it, where both were asked.
    """
    query = (
        select(ConsultationInvitation)
        .options(
            joinedload(ConsultationInvitation.enterprise),
            joinedload(ConsultationInvitation.consultation).joinedload(Consultation.school),
            joinedload(ConsultationInvitation.consultation)
            .joinedload(Consultation.items)
            .joinedload(ConsultationItem.module),
        )
        .where(ConsultationInvitation.id == func.coalesce(_standing_for(number), number))
    )
    found = session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound(mark("Ce lien n’existe pas."))
    return found


def _standing_for(number: int) -> ScalarSelect[int]:
    double, other = aliased(ConsultationInvitation), aliased(ConsultationInvitation)
    query = (
        select(other.id)
        .join(EnterpriseMerge, EnterpriseMerge.enterprise_id == other.enterprise_id)
        .join(
            double,
            and_(
                double.enterprise_id == EnterpriseMerge.double_id,
                double.consultation_id == other.consultation_id,
            ),
        )
        .where(double.id == number)
    )
    return query.scalar_subquery()


def invitation_of(
    session: Session, consultation: Consultation, enterprise: str
) -> ConsultationInvitation:
    """Find the invitation of an enterprise by its code; `NotFound` when it is not asked."""
    query = (
        select(ConsultationInvitation)
        .join(ConsultationInvitation.enterprise)
        .options(contains_eager(ConsultationInvitation.enterprise))
        .where(
            ConsultationInvitation.consultation_id == consultation.id,
            Enterprise.reference == enterprise,
        )
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Cette entreprise n’existe pas."))
    return found


def invitations_of(
    session: Session, consultation: Consultation
) -> Sequence[ConsultationInvitation]:
    """List all the invitations of a consultation with their enterprises, by code."""
    query = (
        select(ConsultationInvitation)
        .join(ConsultationInvitation.enterprise)
        .options(contains_eager(ConsultationInvitation.enterprise))
        .where(
            ConsultationInvitation.consultation_id == consultation.id,
            stands_alone(ConsultationInvitation.enterprise_id),
        )
        .order_by(Enterprise.reference)
    )
    return session.scalars(query).all()


def partner_ids(session: Session, school_id: int) -> Sequence[int]:
    """List the numbers of the enterprises that are partners of a school."""
    query = select(Partnership.enterprise_id).where(
        Partnership.school_id == school_id, stands_alone(Partnership.enterprise_id)
    )
    return session.scalars(query.order_by(Partnership.enterprise_id)).all()


def recipients(session: Session, enterprises: Sequence[Enterprise]) -> dict[int, Recipient]:
    """Tell whom to write to in each enterprise: its own address, else that of a tutor.

    A tutor who also spoke for the enterprise and does no more is not written to.
    """
    silent = [one.id for one in enterprises if not one.email]
    query = (
        select(Tutor.enterprise_id, func.min(Tutor.email))
        .where(Tutor.enterprise_id.in_(silent), Tutor.email.is_not(None), ~_has_left(today()))
        .group_by(Tutor.enterprise_id)
    )
    addresses = {row[0]: row[1] for row in session.execute(query)} if silent else {}
    return {
        one.id: Recipient(one.name, one.email or addresses.get(one.id), one.phone)
        for one in enterprises
    }


def _has_left(day: date) -> ColumnElement[bool]:
    """Tell, of a tutor, whether they spoke for their enterprise until before a day, and no more."""
    people = EnterpriseRepresentative
    spoke = exists().where(
        people.enterprise_id == Tutor.enterprise_id,
        func.lower(people.email) == func.lower(Tutor.email),
    )
    return and_(spoke, ~spoke.where(or_(people.ends_on.is_(None), people.ends_on >= day)))


def hold(session: Session, consultation: Consultation) -> None:
    """Read a consultation again and keep it from others until the end of the transaction."""
    query = select(Consultation).where(Consultation.id == consultation.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()


def all_modules(session: Session) -> Sequence[Module]:
    """List the modules that may be put in order, by code."""
    return session.scalars(select(Module).order_by(Module.reference)).all()


def _with_items() -> Select[Consultation]:
    return select(Consultation).options(
        joinedload(Consultation.school),
        joinedload(Consultation.items).joinedload(ConsultationItem.module),
    )
