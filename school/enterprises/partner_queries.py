"""Reads of what partner enterprises are and say."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.core.text import fold
from school.enterprises import interest_queries
from school.enterprises.list_queries import site_departments
from school.enterprises.models import Enterprise, EnterpriseRepresentative, EnterpriseSite
from school.enterprises.partner_models import EnterprisePlaces, EnterpriseTechnique
from school.enterprises.partner_rules import InterestStatus, PlacesDetails, next_opening, places_on
from school.enterprises.policy import owned_visible_to, visible_to

MANAGE = Permission.MANAGE_ENTERPRISES


@dataclass(frozen=True)
class DepartmentRow:
    """The enterprises of a department: how many, how many look or are interested, and places."""

    department: str
    enterprises: int
    looking: int
    interested: int
    places: int
    next_opening: date | None


def sites_of(session: Session, enterprise: Enterprise) -> list[EnterpriseSite]:
    """List the sites of an enterprise, open ones first, by name."""
    found = session.scalars(
        select(EnterpriseSite).where(EnterpriseSite.enterprise_id == enterprise.id)
    )
    return sorted(found, key=lambda one: (one.closed_on is not None, fold(one.name), one.id))


def representatives_of(session: Session, enterprise: Enterprise) -> list[EnterpriseRepresentative]:
    """List those who speak or spoke for an enterprise, by name."""
    people = EnterpriseRepresentative
    found = session.scalars(select(people).where(people.enterprise_id == enterprise.id))
    return sorted(found, key=lambda one: (one.ends_on is not None, fold(one.name), one.id))


def places_of(session: Session, enterprise: Enterprise) -> list[EnterprisePlaces]:
    """List the periods with places that hold, the earliest first, with their sites."""
    query = (
        select(EnterprisePlaces)
        .options(joinedload(EnterprisePlaces.site))
        .where(
            EnterprisePlaces.enterprise_id == enterprise.id,
            EnterprisePlaces.withdrawn_on.is_(None),
        )
        .order_by(EnterprisePlaces.starts_on, EnterprisePlaces.id)
    )
    return list(session.scalars(query))


def techniques_of(session: Session, enterprise: Enterprise) -> list[EnterpriseTechnique]:
    """List the techniques and equipment that an enterprise works with, by name."""
    found = session.scalars(
        select(EnterpriseTechnique).where(
            EnterpriseTechnique.enterprise_id == enterprise.id,
            EnterpriseTechnique.withdrawn_on.is_(None),
        )
    )
    return sorted(found, key=lambda one: (one.kind.value, fold(one.name), one.id))


def site_by_reference(session: Session, principal: Principal, reference: str) -> EnterpriseSite:
    """Find a site that a person keeps; raise `NotFound` when they may not reach it."""
    found = session.scalar(
        select(EnterpriseSite)
        .options(joinedload(EnterpriseSite.enterprise))
        .where(
            owned_visible_to(EnterpriseSite, principal, MANAGE),
            EnterpriseSite.reference == reference,
        )
    )
    if found is None:
        raise NotFound(mark("Ce site n’existe pas."))
    return found


def representative_by_reference(
    session: Session, principal: Principal, reference: str
) -> EnterpriseRepresentative:
    """Find a representative whom a person keeps; raise `NotFound` when they may not reach it."""
    people = EnterpriseRepresentative
    found = session.scalar(
        select(people)
        .options(joinedload(people.enterprise))
        .where(owned_visible_to(people, principal, MANAGE), people.reference == reference)
    )
    if found is None:
        raise NotFound(mark("Cette personne n’existe pas."))
    return found


def stated_by_reference(
    session: Session, principal: Principal, reference: str
) -> tuple[EnterprisePlaces | EnterpriseTechnique, Enterprise]:
    """Find places or a technique that a person keeps, with the enterprise; else `NotFound`."""
    places = session.execute(
        select(EnterprisePlaces, Enterprise)
        .join(Enterprise, Enterprise.id == EnterprisePlaces.enterprise_id)
        .where(
            owned_visible_to(EnterprisePlaces, principal, MANAGE),
            EnterprisePlaces.reference == reference,
        )
    ).first()
    if places is not None:
        return places[0], places[1]
    technique = session.execute(
        select(EnterpriseTechnique, Enterprise)
        .join(Enterprise, Enterprise.id == EnterpriseTechnique.enterprise_id)
        .where(
            owned_visible_to(EnterpriseTechnique, principal, MANAGE),
            EnterpriseTechnique.reference == reference,
        )
    ).first()
    if technique is not None:
        return technique[0], technique[1]
    raise NotFound(mark("Cette ligne n’existe pas."))


def department_list(session: Session, principal: Principal, day: date) -> list[DepartmentRow]:
    """Count, by department, the enterprises a person sees, what they answered, and their places.

    An enterprise counts in the department of its record and in those of its open sites; places
    count where their site is. What has no department is listed last.
    """
    rows = session.execute(
        select(Enterprise.id, Enterprise.department).where(visible_to(principal))
    ).all()
    terms = interest_queries.terms_of(session, [row.id for row in rows], day)
    sites = site_departments(session, principal)
    periods = _periods(session, principal, day)
    grouped: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for name in sorted({row.department, *sites.get(row.id, ())} - {None}) or [""]:
            grouped[name].append(row.id)
    found = []
    for department in sorted({*grouped, *periods}, key=lambda name: (not name, fold(name))):
        numbers = grouped.get(department, [])
        statuses = [terms[number].status for number in numbers]
        stated = periods.get(department, ())
        found.append(
            DepartmentRow(
                department,
                len(numbers),
                statuses.count(InterestStatus.ACTIVELY_LOOKING),
                statuses.count(InterestStatus.INTERESTED),
                places_on(stated, day),
                next_opening(stated, day),
            )
        )
    return found


def _periods(
    session: Session, principal: Principal, day: date
) -> dict[str, Sequence[PlacesDetails]]:
    query = (
        select(
            func.coalesce(EnterpriseSite.department, Enterprise.department, "").label("department"),
            EnterprisePlaces.starts_on,
            EnterprisePlaces.ends_on,
            EnterprisePlaces.places,
        )
        .join(Enterprise, Enterprise.id == EnterprisePlaces.enterprise_id)
        .outerjoin(EnterpriseSite, EnterpriseSite.id == EnterprisePlaces.site_id)
    )
    query = query.where(
        owned_visible_to(EnterprisePlaces, principal),
        EnterprisePlaces.withdrawn_on.is_(None),
        EnterprisePlaces.ends_on >= day,
    )
    found: dict[str, list[PlacesDetails]] = defaultdict(list)
    for row in session.execute(query):
        found[row.department].append(PlacesDetails(row.starts_on, row.ends_on, row.places))
    return dict(found)
