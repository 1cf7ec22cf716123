"""What can be done with schools, staff, accounts, sessions and links."""

from datetime import date, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts import queries
from school.accounts.identifiers import normal_email, normal_identifier, normal_phone
from school.accounts.models import (
    Account,
    AccountSession,
    Installation,
    School,
    SignedLink,
    SignInAttempt,
    Staff,
)
from school.accounts.rules import (
    ATTEMPT_WINDOW,
    ATTEMPTS_PER_ADDRESS,
    ATTEMPTS_PER_IDENTIFIER,
    LINK_LIFETIMES,
    MINIMUM_PASSWORD_LENGTH,
    SESSION_LIFETIME,
    Language,
    LinkPurpose,
    StaffRole,
)
from school.accounts.secrets import (
    hash_password,
    needs_rehash,
    new_token,
    password_matches,
    token_hash,
)
from school.core import audit
from school.core.clock import now
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.text import fold
from school.core.versions import check_version

DEVICE_LENGTH = 120


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


def account_for_staff(session: Session, staff: Staff) -> Account:
    """Give a member of staff's account, made without a password at first."""
    address = normal_email(staff.email)
    found = queries.account_by_identifier(session, address)
    if found is None:
        phone = normal_phone(staff.phone) if staff.phone else None
        if phone and queries.account_by_identifier(session, phone) is not None:
            phone = None
        found = Account(name=staff.name, email=address, phone=phone, language=staff.language)
        session.add(found)
    found.staff_id = staff.id
    session.flush()
    return found


def account_for_identifier(session: Session, text: str) -> Account | None:
    """Find who signs in with an address or a number; staff get their account at first need."""
    identifier = normal_identifier(text)
    if identifier is None:
        return None
    account = queries.account_by_identifier(session, identifier)
    if account is None and "@" in identifier:
        staff = queries.staff_by_email(session, identifier)
        account = account_for_staff(session, staff) if staff else None
    return account


def set_password(session: Session, account: Account, password: str) -> None:
    """Give an account a new password and end its open sessions; too short is refused."""
    if len(password.strip()) < MINIMUM_PASSWORD_LENGTH:
        raise InvalidInput(
            mark("Choisissez au moins %(length)s caractères : une phrase convient."),
            "password",
            {"length": MINIMUM_PASSWORD_LENGTH},
        )
    account.password_hash = hash_password(password)
    session.execute(
        update(AccountSession)
        .where(AccountSession.account_id == account.id, AccountSession.ended_at.is_(None))
        .values(ended_at=now())
    )
    audit.record(session, account.name, "account.set_password", account)


def may_attempt(session: Session, identifier: str, address: str) -> bool:
    """Tell whether another sign-in may be tried, for this name and from this address."""
    by_name, by_address = queries.recent_attempts(
        session, _name_hash(identifier), token_hash(address)
    )
    return by_name < ATTEMPTS_PER_IDENTIFIER and by_address < ATTEMPTS_PER_ADDRESS


def note_failed_attempt(session: Session, identifier: str, address: str) -> None:
    """Count a failed sign-in, and forget those of long ago."""
    session.execute(
        delete(SignInAttempt).where(SignInAttempt.attempted_at < now() - 4 * ATTEMPT_WINDOW)
    )
    session.add(
        SignInAttempt(identifier_hash=_name_hash(identifier), address_hash=token_hash(address))
    )
    session.flush()


def _name_hash(identifier: str) -> str:
    # One person's name is counted once, however it is typed.
    return token_hash(normal_identifier(identifier) or fold(identifier))


def authenticate(session: Session, identifier: str, password: str) -> Account | None:
    """Find the account of a name and password; as slow for an unknown name as for a known one."""
    account = queries.account_by_identifier(session, normal_identifier(identifier))
    password_hash = account.password_hash if account and account.active else None
    if not password_matches(password_hash, password):
        return None
    if account is not None and password_hash and needs_rehash(password_hash):
        account.password_hash = hash_password(password)
    return account


def open_session(session: Session, account: Account, device: str) -> str:
    """Sign an account in on a device and give the cookie's secret."""
    token = new_token()
    session.add(
        AccountSession(
            account_id=account.id,
            token_hash=token_hash(token),
            device=device[:DEVICE_LENGTH],
            expires_at=now() + SESSION_LIFETIME,
        )
    )
    session.flush()
    return token


def end_session(session: Session, account_id: int, session_id: int) -> None:
    """End one session of an account; raises `NotFound` for somebody else's."""
    found = queries.own_session(session, account_id, session_id)
    found.ended_at = found.ended_at or now()
    session.flush()


def issue_link(
    session: Session,
    purpose: LinkPurpose,
    object_id: int,
    *,
    recipient_name: str,
    recipient_email: str | None = None,
    week_starts_on: date | None = None,
    lifetime: timedelta | None = None,
) -> str:
    """Make a link for one purpose on one object and give its secret, which is not kept.

    Earlier open links for the same purpose, object and week are revoked: the newest is the one.
    """
    revoke_links(session, purpose, object_id, week_starts_on)
    token = new_token()
    session.add(
        SignedLink(
            token_hash=token_hash(token),
            purpose=purpose,
            object_id=object_id,
            week_starts_on=week_starts_on,
            recipient_name=recipient_name,
            recipient_email=recipient_email,
            expires_at=now() + (lifetime or LINK_LIFETIMES[purpose]),
        )
    )
    session.flush()
    return token


def revoke_links(
    session: Session, purpose: LinkPurpose, object_id: int, week_starts_on: date | None = None
) -> None:
    """Revoke the open links for a purpose on an object, and on a week where they are about one."""
    session.execute(
        update(SignedLink)
        .where(
            SignedLink.purpose == purpose,
            SignedLink.object_id == object_id,
            SignedLink.week_starts_on.is_(None)
            if week_starts_on is None
            else SignedLink.week_starts_on == week_starts_on,
            SignedLink.used_at.is_(None),
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now())
    )


def use_link(session: Session, link: SignedLink) -> None:
    """Mark a link as used; raises `NotAllowed` when it was used, has expired or was revoked."""
    # Two browsers may hold the link at once: the first to write is the one that used it.
    used = session.scalar(
        update(SignedLink)
        .where(
            SignedLink.id == link.id,
            SignedLink.used_at.is_(None),
            SignedLink.revoked_at.is_(None),
            SignedLink.expires_at > now(),
        )
        .values(used_at=now())
        .returning(SignedLink.id)
    )
    if used is None:
        raise NotAllowed(mark("Ce lien ne sert plus : il a été utilisé, remplacé ou a expiré."))
    session.refresh(link)


def issue_password_link(session: Session, account: Account) -> str:
    """Make the link by which an account's owner chooses a password."""
    return issue_link(
        session,
        LinkPurpose.SET_PASSWORD,
        account.id,
        recipient_name=account.name,
        recipient_email=account.email,
    )


def choose_password(session: Session, link: SignedLink, password: str) -> None:
    """Use a link to choose the password of its account."""
    account = queries.own_account(session, link.object_id)
    set_password(session, account, password)
    use_link(session, link)


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
