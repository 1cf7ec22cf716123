"""What can be done with sites, representatives, places and techniques of an enterprise."""

from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.contacts import checked_email, checked_phone
from school.core import audit
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.periods import check_order
from school.core.references import new_reference
from school.core.versions import check_version
from school.enterprises.models import Enterprise, EnterpriseRepresentative, EnterpriseSite
from school.enterprises.partner_models import EnterprisePlaces, EnterpriseTechnique
from school.enterprises.partner_rules import (
    PlacesDetails,
    RepresentativeDetails,
    SiteDetails,
    TechniqueKind,
)


def register_site(
    session: Session, principal: Principal, enterprise: Enterprise, details: SiteDetails
) -> EnterpriseSite:
    """Add a site; raises `InvalidInput` for one number of a place without the other."""
    _check_place(details)
    site = EnterpriseSite(
        reference=new_reference("SI"), enterprise_id=enterprise.id, **asdict(details)
    )
    session.add(site)
    audit.record(session, principal.name, "site.register", site)
    return site


def revise_site(
    session: Session,
    principal: Principal,
    site: EnterpriseSite,
    details: SiteDetails,
    closed_on: date | None,
    known_version: int | None,
) -> None:
    """Change what is stated of a site, or close it; raises `StaleRecord` or `InvalidInput`."""
    check_version(site, known_version)
    _check_place(details)
    for name, value in asdict(details).items():
        setattr(site, name, value)
    site.closed_on = closed_on
    audit.record(session, principal.name, "site.revise", site)


def register_representative(
    session: Session, principal: Principal, enterprise: Enterprise, details: RepresentativeDetails
) -> EnterpriseRepresentative:
    """Add somebody who speaks for an enterprise; raises `InvalidInput` on a field."""
    person = EnterpriseRepresentative(
        reference=new_reference("RP"), enterprise_id=enterprise.id, **_checked(details)
    )
    session.add(person)
    audit.record(session, principal.name, "representative.register", person)
    return person


def revise_representative(
    session: Session,
    principal: Principal,
    person: EnterpriseRepresentative,
    details: RepresentativeDetails,
    known_version: int | None,
) -> None:
    """Change what is stated of a representative; raises `StaleRecord` or `InvalidInput`."""
    check_version(person, known_version)
    for name, value in _checked(details, person).items():
        setattr(person, name, value)
    audit.record(session, principal.name, "representative.revise", person)


def state_places(
    session: Session, principal: Principal, enterprise: Enterprise, given: PlacesDetails, day: date
) -> EnterprisePlaces:
    """Write down how many apprentices an enterprise can host in a period."""
    check_order(given.starts_on, given.ends_on, "ends_on")
    stated = EnterprisePlaces(
        reference=new_reference("PL"),
        enterprise_id=enterprise.id,
        stated_on=day,
        stated_by=principal.name,
        **asdict(given),
    )
    session.add(stated)
    audit.record(session, principal.name, "places.state", stated)
    return stated


def state_technique(
    session: Session,
    principal: Principal,
    enterprise: Enterprise,
    kind: TechniqueKind,
    name: str,
    day: date,
) -> EnterpriseTechnique:
    """Write down a technique or a piece of equipment that an enterprise works with."""
    stated = EnterpriseTechnique(
        reference=new_reference("TE"),
        enterprise_id=enterprise.id,
        kind=kind,
        name=name,
        stated_on=day,
        stated_by=principal.name,
    )
    session.add(stated)
    audit.record(session, principal.name, "technique.state", stated)
    return stated


def withdraw(
    session: Session,
    principal: Principal,
    stated: EnterprisePlaces | EnterpriseTechnique,
    day: date,
) -> None:
    """Say that places or a technique no longer hold; what was stated stays.

    Raises `NotAllowed` when they were withdrawn already.
    """
    if stated.withdrawn_on is not None:
        raise NotAllowed(mark("C’est déjà retiré."))
    stated.withdrawn_on = day
    audit.record(session, principal.name, "stated.withdraw", stated)


def _check_place(details: SiteDetails) -> None:
    if (details.latitude is None) != (details.longitude is None):
        field = "latitude" if details.latitude is None else "longitude"
        raise InvalidInput(mark("Donnez la latitude et la longitude, ou aucune."), field)
    for name, limit in (("latitude", 90), ("longitude", 180)):
        value = getattr(details, name)
        if value is not None and not -limit <= value <= limit:
            raise InvalidInput(
                mark("Entre -%(limit)s et %(limit)s degrés."), name, {"limit": limit}
            )


def _checked(
    details: RepresentativeDetails, kept: EnterpriseRepresentative | None = None
) -> dict[str, object]:
    check_order(details.starts_on, details.ends_on, "ends_on")
    return asdict(
        replace(
            details,
            phone=checked_phone(details.phone, kept.phone if kept else None),
            email=checked_email(details.email, kept.email if kept else None),
        )
    )
