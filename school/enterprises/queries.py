"""Reads of enterprises and their tutors."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.core.text import fold
from school.enterprises.models import Enterprise, Partnership, Tutor
from school.enterprises.partner_models import EnterpriseMerge
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
    found = session.scalars(select(Enterprise).where(visible_to(principal, permission)))
    return sorted(found, key=lambda one: (fold(one.name), one.reference))


def visible_tutors(
    session: Session,
    principal: Principal,
    permission: Permission = Permission.SEE_ENTERPRISES,
) -> list[Tutor]:
    """List the tutors a person may reach with their enterprises, for choices in forms."""
    found = session.scalars(
        select(Tutor)
        .options(joinedload(Tutor.enterprise))
        .where(tutor_visible_to(principal, permission))
    )
    return sorted(found, key=lambda one: (fold(one.enterprise.name), fold(one.name), one.reference))


def tutors_of(session: Session, enterprise: Enterprise) -> list[Tutor]:
    """List the tutors of an enterprise, by name."""
    found = session.scalars(select(Tutor).where(Tutor.enterprise_id == enterprise.id))
    return sorted(found, key=lambda one: (fold(one.name), one.reference))


def same_name(session: Session, principal: Principal, name: str) -> Enterprise | None:
    """Find an enterprise of that very name, case and accents aside, among those a person sees."""
    wanted = fold(name)
    return next(
        (one for one in visible_enterprises(session, principal) if fold(one.name) == wanted), None
    )


def has_partner(session: Session, enterprise: Enterprise) -> bool:
    """Tell whether some school claimed an enterprise as its partner."""
    query = select(Partnership.id).where(Partnership.enterprise_id == enterprise.id).limit(1)
    return session.scalar(query) is not None


def partnership_of(session: Session, school_id: int, enterprise_id: int) -> Partnership | None:
    """Find the partnership of a school and an enterprise."""
    return session.scalar(
        select(Partnership).where(
            Partnership.school_id == school_id, Partnership.enterprise_id == enterprise_id
        )
    )


def hold(session: Session, ids: Sequence[int]) -> None:
    """Let nobody else change these enterprises until the end of the transaction."""
    query = select(Enterprise.id).where(Enterprise.id.in_(ids)).order_by(Enterprise.id)
    session.execute(query.with_for_update()).all()


def is_merged(session: Session, enterprise: Enterprise) -> bool:
    """Tell whether an enterprise was merged with another, as the double."""
    query = select(EnterpriseMerge.id).where(EnterpriseMerge.double_id == enterprise.id)
    return session.scalar(query) is not None


def kept_of(session: Session, principal: Principal, reference: str) -> Enterprise:
    """Find the enterprise that stands for a double; raise `NotFound` when one may not see it."""
    double = aliased(Enterprise)
    found = session.scalar(
        select(Enterprise)
        .join(EnterpriseMerge, EnterpriseMerge.enterprise_id == Enterprise.id)
        .join(double, double.id == EnterpriseMerge.double_id)
        .where(visible_to(principal), double.reference == reference)
    )
    if found is None:
        raise NotFound(mark("Cette entreprise n’existe pas."))
    return found


def partner_schools(session: Session, enterprise: Enterprise) -> list[int]:
    """List the schools that work with an enterprise."""
    query = select(Partnership.school_id).where(Partnership.enterprise_id == enterprise.id)
    return list(session.scalars(query.order_by(Partnership.school_id)))
