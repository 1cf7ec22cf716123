"""What can be done with accounts, sessions and links."""

from datetime import date, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from school.accounts import queries
from school.accounts.identifiers import normal_email, normal_identifier, normal_phone
from school.accounts.models import (
    Account,
    AccountSession,
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
    LinkPurpose,
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

DEVICE_LENGTH = 120


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
