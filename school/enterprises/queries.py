"""Reads of enterprises and their tutors."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.enterprises.models import Enterprise, Partnership, Tutor
from school.enterprises.policy import tutor_visible_to, visible_to


def enterprise_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.SEE_ENTERPRISES,
) -> Enterprise:
    """Find an enterprise; raise `NotFound` when the person may not reach it."""
    found = session.scalar(
        select(Enterprise).where(
            visible_to(principal, permission), Enterprise.reference == reference
        )
    )
    if found is None:
        raise NotFound(mark("Cette entreprise n’existe pas."))
    return found


def tutor_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.SEE_ENTERPRISES,
) -> Tutor:
    """Find a tutor with the enterprise; raise `NotFound` when the person may not reach them."""
    found = session.scalar(
        select(Tutor)
        .options(joinedload(Tutor.enterprise))
        .where(tutor_visible_to(principal, permission), Tutor.reference == reference)
    )
    if found is None:
        raise NotFound(mark("Cette personne n’existe pas."))
    return found


def visible_enterprises(
    session: Session,
    principal: Principal,
    permission: Permission = Permission.SEE_ENTERPRISES,
) -> list[Enterprise]:
    """List the enterprises a person may reach, by name, for choices in forms."""
    query = select(Enterprise).where(visible_to(principal, permission))
    return list(session.scalars(query.order_by(Enterprise.name, Enterprise.reference)))


def visible_tutors(
    session: Session,
    principal: Principal,
    permission: Permission = Permission.SEE_ENTERPRISES,
) -> list[Tutor]:
    """List the tutors a person may reach with their enterprises, for choices in forms."""
    query = (
        select(Tutor)
        .join(Tutor.enterprise)
        .options(joinedload(Tutor.enterprise))
        .where(visible_to(principal, permission))
        .order_by(Enterprise.name, Tutor.name, Tutor.reference)
    )
    return list(session.scalars(query))


def partnership_of(session: Session, school_id: int, enterprise_id: int) -> Partnership | None:
    """Find the partnership of a school and an enterprise."""
    return session.scalar(
        select(Partnership).where(
            Partnership.school_id == school_id, Partnership.enterprise_id == enterprise_id
        )
    )
