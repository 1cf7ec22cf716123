"""What can be done with schools and their staff: found one, engage people, set what it keeps."""

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts import queries
from school.accounts.identifiers import normal_email
from school.accounts.models import Installation, School, Staff
from school.accounts.operations import account_for_staff
from school.accounts.rules import Language, StaffRole
from school.core import audit
from school.core.errors import InvalidInput, mark
from school.core.versions import check_version


def initialise(session: Session, *, demo: bool = False) -> Installation:
    """Write the row that says what this database is, unless it is there."""
    found = queries.installation(session)
    if found is None:
        found = Installation(id=1, demo=demo)
        session.add(found)
        session.flush()
    return found


def open_school(session: Session, *, reference: str, name: str, country: str = "BJ") -> School:
    """Open a school of the installation; its code is refused when taken or empty."""
    if not reference.strip() or not name.strip():
        raise InvalidInput(mark("Une école a besoin d’un code et d’un nom."), "reference")
    if queries.school_by_code(session, reference.strip()) is not None:
        raise InvalidInput(
            mark("Une école porte déjà le code %(code)s."), "reference", {"code": reference}
        )
    school = School(reference=reference.strip(), name=name.strip(), country=country)
    session.add(school)
    audit.record(session, "school init", "school.open", school)
    return school


def engage_staff(
    session: Session,
    *,
    email: str,
    name: str,
    role: StaffRole,
    school: School | None,
    phone: str | None = None,
    language: Language = Language.FRENCH,
) -> Staff:
    """Add a member of staff; raises `InvalidInput` for an address that is not one or is taken."""
    address = normal_email(email)
    if address is None:
        raise InvalidInput(
            mark("« %(email)s » n’est pas une adresse de courriel."), "email", {"email": email}
        )
    if queries.staff_by_email(session, address) is not None:
        raise InvalidInput(
            mark("Une personne porte déjà l’adresse %(email)s."), "email", {"email": address}
        )
    staff = Staff(
        email=address, name=name, role=role, school=school, phone=phone, language=language
    )
    session.add(staff)
    audit.record(session, "school init", "staff.engage", staff)
    return staff


def set_photo_places(
    session: Session, principal: Principal, school: School, keeps: bool, known_version: int | None
) -> None:
    """Choose whether a school keeps the places of its photos; those kept before stay.

    Raises `StaleRecord` when somebody changed the school since the page was opened.
    """
    check_version(school, known_version)
    school.keeps_photo_places = keeps
    audit.record(session, principal.name, "school.photo_places", school)


def found_school(
    session: Session, *, code: str, name: str, director: str, director_name: str, language: Language
) -> School:
    """Open a school with its director, who then chooses a password by link or by command."""
    initialise(session)
    school = open_school(session, reference=code, name=name)
    staff = engage_staff(
        session,
        email=director,
        name=director_name,
        role=StaffRole.DIRECTOR,
        school=school,
        language=language,
    )
    account_for_staff(session, staff)
    return school
