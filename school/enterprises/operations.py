"""What can be done with enterprises and tutors."""

from collections.abc import Collection
from dataclasses import asdict, replace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.contacts import checked_email, checked_phone
from school.core import audit
from school.core.errors import NeedsConfirmation, NotAllowed, mark
from school.core.references import new_reference
from school.core.versions import check_version
from school.enterprises import queries
from school.enterprises.models import Enterprise, Partnership, Tutor
from school.enterprises.rules import EnterpriseDetails, TutorDetails


def ensure_partnership(session: Session, school_id: int, enterprise_id: int) -> None:
    """Make an enterprise a partner of a school, unless it is one already.

    From then on the school's people see it. Whoever places an apprentice there, records an
    offer from it or edits its record calls this; two who do so at once leave one partnership.
    """
    if queries.partnership_of(session, school_id, enterprise_id) is not None:
        return
    try:
        with session.begin_nested():
            session.add(Partnership(school_id=school_id, enterprise_id=enterprise_id))
    except IntegrityError:
        # Somebody else made it meanwhile, unless the school or enterprise is not there at all.
        if queries.partnership_of(session, school_id, enterprise_id) is None:
            raise


def register_enterprise(
    session: Session, principal: Principal, details: EnterpriseDetails, *, confirmed: bool = False
) -> Enterprise:
    """Add an enterprise, a partner from now on of the schools whose enterprises one manages.

    Raises `NeedsConfirmation` when one sees an enterprise of that name already, `InvalidInput`
    for a telephone number or an address that is not one.
    """
    schools = _schools_managed(principal)
    if not confirmed and queries.same_name(session, principal, details.name) is not None:
        raise NeedsConfirmation(
            mark("Une entreprise porte déjà le nom %(name)s. Est-ce une autre ?"),
            "name",
            {"name": details.name},
        )
    enterprise = Enterprise(reference=new_reference("E"), **_stated(details))
    session.add(enterprise)
    audit.record(session, principal.name, "enterprise.register", enterprise)
    _claim(session, enterprise, schools)
    return enterprise


def revise_enterprise(
    session: Session,
    principal: Principal,
    enterprise: Enterprise,
    details: EnterpriseDetails,
    known_version: int | None,
) -> None:
    """Change what is stated of an enterprise; one that no school had becomes a partner.

    Raises `StaleRecord` when somebody changed it meanwhile, `InvalidInput` as for a new one.
    """
    schools = _schools_managed(principal)
    check_version(enterprise, known_version)
    for name, value in _stated(details, enterprise).items():
        setattr(enterprise, name, value)
    audit.record(session, principal.name, "enterprise.revise", enterprise)
    if not queries.has_partner(session, enterprise):
        _claim(session, enterprise, schools)


def register_tutor(
    session: Session, principal: Principal, enterprise: Enterprise, details: TutorDetails
) -> Tutor:
    """Add a tutor to an enterprise; raises `InvalidInput` for a number or address not one."""
    tutor = Tutor(reference=new_reference("U"), enterprise_id=enterprise.id)
    _write_tutor(tutor, details)
    session.add(tutor)
    audit.record(session, principal.name, "tutor.register", tutor)
    return tutor


def revise_tutor(
    session: Session,
    principal: Principal,
    tutor: Tutor,
    details: TutorDetails,
    known_version: int | None,
) -> None:
    """Change what is stated of a tutor; raises `StaleRecord` or `InvalidInput`."""
    check_version(tutor, known_version)
    _write_tutor(tutor, details)
    audit.record(session, principal.name, "tutor.revise", tutor)


def _stated(details: EnterpriseDetails, kept: Enterprise | None = None) -> dict[str, object]:
    checked = replace(
        details,
        phone=checked_phone(details.phone, kept.phone if kept else None),
        email=checked_email(details.email, kept.email if kept else None),
    )
    return asdict(checked)


def _write_tutor(tutor: Tutor, details: TutorDetails) -> None:
    tutor.phone = checked_phone(details.phone, tutor.phone)
    tutor.email = checked_email(details.email, tutor.email)
    tutor.name = details.name
    tutor.job = details.job


def _schools_managed(principal: Principal) -> Collection[int]:
    schools = sorted(principal.school_ids(Permission.MANAGE_ENTERPRISES))
    if not schools:
        raise NotAllowed(mark("Seule une école tient la fiche d’une entreprise."))
    return schools


def _claim(session: Session, enterprise: Enterprise, schools: Collection[int]) -> None:
    for school_id in schools:
        ensure_partnership(session, school_id, enterprise.id)
