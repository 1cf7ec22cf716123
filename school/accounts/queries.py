"""Reads of schools, staff, accounts, sessions and links."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import ANONYMOUS, Grant, Principal
from school.access.roles import Role
from school.accounts.models import (
    Account,
    AccountSession,
    ClauseMember,
    Installation,
    School,
    SignedLink,
    SignInAttempt,
    Staff,
    StaffAssignment,
)
from school.accounts.policy import member_in_force, schools_visible_to, staff_visible_to
from school.accounts.rules import ATTEMPT_WINDOW, LinkPurpose, MemberRole, StaffRole
from school.accounts.secrets import token_hash
from school.core.clock import now, today
from school.core.errors import NotFound, mark
from school.core.paging import PAGE_SIZE, Slice, clamp, paginate
from school.core.text import fold


def _is_member(role: MemberRole) -> ColumnElement[bool]:
    return exists().where(
        ClauseMember.account_id == Account.id,
        ClauseMember.role == role,
        member_in_force(bindparam("day", type_=Date())),
    )


# Asked at every request: written once, and in columns, which are read faster than records.
_HOLDER = (
    select(
        AccountSession.id.label("session_id"),
        Account.id.label("account_id"),
        Account.name,
        Account.language,
        Account.staff_id,
        Account.trainee_id,
        Account.tutor_id,
        Staff.role,
        Staff.school_id,
        StaffAssignment.role.label("further_role"),
        StaffAssignment.school_id.label("further_school_id"),
        _is_member(MemberRole.OFFICER).label("is_officer"),
        _is_member(MemberRole.READER).label("is_reader"),
    )
    .join(Account, Account.id == AccountSession.account_id)
    .outerjoin(Staff, Staff.id == Account.staff_id)
    .outerjoin(StaffAssignment, StaffAssignment.staff_id == Staff.id)
    .where(
        AccountSession.token_hash == bindparam("token_hash"),
        AccountSession.ended_at.is_(None),
        AccountSession.expires_at > bindparam("at"),
        Account.active,
    )
)


def principal_for_token(session: Session, token: str) -> Principal:
    """Find who holds a session cookie, with all roles, in one statement; else nobody."""
    asked = {"token_hash": token_hash(token), "at": now(), "day": today()}
    rows = session.execute(_HOLDER, asked).all()
    if not rows:
        return ANONYMOUS
    first = rows[0]
    return Principal(
        account_id=first.account_id,
        session_id=first.session_id,
        name=first.name,
        language=first.language.value,
        grants=frozenset(_grants(rows)),
        staff_id=first.staff_id,
        trainee_id=first.trainee_id,
        tutor_id=first.tutor_id,
    )


def _grants(rows: Sequence[Any]) -> Iterable[Grant]:
    first = rows[0]
    if first.staff_id is not None:
        yield Grant(Role(first.role), first.school_id)
        for row in rows:
            if row.further_role is not None:
                yield Grant(Role(row.further_role), row.further_school_id)
    if first.trainee_id is not None:
        yield Grant(Role.APPRENTICE)
    if first.tutor_id is not None:
        yield Grant(Role.ENTERPRISE)
    if first.is_officer:
        yield Grant(Role.INTEGRATION_OFFICER)
    if first.is_reader:
        yield Grant(Role.AUTHORITY_READER)


def installation(session: Session) -> Installation | None:
    """Give the row that says what this database is, once initialised."""
    return session.get(Installation, 1)


def account_by_identifier(session: Session, identifier: str | None) -> Account | None:
    """Find the account of a normal e-mail address or phone number."""
    if identifier is None:
        return None
    return session.scalar(
        select(Account).where(or_(Account.email == identifier, Account.phone == identifier))
    )


def staff_by_email(session: Session, email: str) -> Staff | None:
    """Find a member of staff by address, whatever its case."""
    return session.scalar(select(Staff).where(func.lower(Staff.email) == email.lower()))


def recent_attempts(session: Session, identifier_hash: str, address_hash: str) -> tuple[int, int]:
    """Count the failed sign-ins of the last quarter of an hour: for the name, from the address."""
    since = now() - ATTEMPT_WINDOW
    by_name = func.count().filter(SignInAttempt.identifier_hash == identifier_hash)
    by_address = func.count().filter(SignInAttempt.address_hash == address_hash)
    row = session.execute(
        select(by_name, by_address)
        .select_from(SignInAttempt)
        .where(SignInAttempt.attempted_at > since)
    ).one()
    return row[0], row[1]


def open_sessions(session: Session, account_id: int) -> list[AccountSession]:
    """List an account's sessions that are still open, newest first."""
    return list(
        session.scalars(
            select(AccountSession)
            .where(
                AccountSession.account_id == account_id,
                AccountSession.ended_at.is_(None),
                AccountSession.expires_at > now(),
            )
            .order_by(AccountSession.id.desc())
        )
    )


def own_session(session: Session, account_id: int, session_id: int) -> AccountSession:
    """Find one session of an account; raise `NotFound` when it is somebody else's."""
    found = session.scalar(
        select(AccountSession).where(
            AccountSession.id == session_id, AccountSession.account_id == account_id
        )
    )
    if found is None:
        raise NotFound(mark("Cette connexion n’existe pas."))
    return found


def link_for_token(session: Session, token: str, *purposes: LinkPurpose) -> SignedLink:
    """Find a signed link by its secret; raise `NotFound` unless it serves one of the purposes."""
    found = session.scalar(
        select(SignedLink).where(
            SignedLink.token_hash == token_hash(token), SignedLink.purpose.in_(purposes)
        )
    )
    if found is None:
        raise NotFound(mark("Ce lien n’existe pas."))
    return found


def is_open(link: SignedLink, at: datetime) -> bool:
    """Tell whether a link may still be used for the first time."""
    return link.used_at is None and link.revoked_at is None and link.expires_at > at


def school_list(session: Session, principal: Principal, number: int) -> Slice[School]:
    """Read one page of the schools a person may see, by code."""
    query = select(School).where(schools_visible_to(principal)).order_by(School.reference)
    return paginate(session, query, number)


def schools_where(session: Session, principal: Principal, permission: Permission) -> list[School]:
    """List the schools in which a thing is allowed to a person, by code, for choices in forms."""
    ids = sorted(principal.school_ids(permission))
    query = select(School).where(School.id.in_(ids)).order_by(School.reference)
    return list(session.scalars(query))


def school_by_reference(session: Session, principal: Principal, reference: str) -> School:
    """Find a school; raise `NotFound` when the person may not see it."""
    found = session.scalar(
        select(School).where(schools_visible_to(principal), School.reference == reference)
    )
    if found is None:
        raise NotFound(mark("Cette école n’existe pas."))
    return found


def school_to_manage(session: Session, principal: Principal, reference: str) -> School:
    """Find a school whose settings the person chooses; raise `NotFound` otherwise."""
    own = School.id.in_(sorted(principal.school_ids(Permission.MANAGE_SCHOOL)))
    found = session.scalar(select(School).where(own, School.reference == reference))
    if found is None:
        raise NotFound(mark("Cette école n’existe pas."))
    return found


def staff_of(session: Session, principal: Principal, school: School) -> list[Staff]:
    """List the staff of a school that a person may see, those assigned there too, by name."""
    assigned = select(StaffAssignment.staff_id).where(StaffAssignment.school_id == school.id)
    query = (
        select(Staff)
        .where(
            staff_visible_to(principal),
            or_(Staff.school_id == school.id, Staff.id.in_(assigned)),
        )
        .options(joinedload(Staff.school))
    )
    return sorted(session.scalars(query), key=lambda one: (fold(one.name), one.email))


def staff_list(session: Session, principal: Principal, number: int) -> Slice[Staff]:
    """Read one page of the staff of a person's schools, by name, with their schools.

    Names are folded by the program: the databases do not fold accents alike.
    """
    names = session.execute(
        select(Staff.id, Staff.name, Staff.email).where(staff_visible_to(principal))
    ).all()
    ordered = sorted(names, key=lambda row: (fold(row.name), row.email))
    number = clamp(number, len(ordered))
    ids = [row.id for row in ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    found = session.scalars(
        select(Staff).options(joinedload(Staff.school)).where(Staff.id.in_(ids))
    )
    by_id = {one.id: one for one in found}
    return Slice([by_id[one] for one in ids], number, len(ordered))


def staff_member(session: Session, principal: Principal, staff_id: int) -> Staff:
    """Find a member of staff with the school; raise `NotFound` when the person may not see them."""
    found = session.scalar(
        select(Staff)
        .options(joinedload(Staff.school))
        .where(staff_visible_to(principal), Staff.id == staff_id)
    )
    if found is None:
        raise NotFound(mark("Cette personne n’existe pas."))
    return found


def further_roles(
    session: Session, principal: Principal, staff: Staff
) -> list[tuple[StaffRole, School]]:
    """List the further roles of a member of staff in the schools that a person may see."""
    query = (
        select(StaffAssignment.role, School)
        .join(School, School.id == StaffAssignment.school_id)
        .where(StaffAssignment.staff_id == staff.id, schools_visible_to(principal))
        .order_by(School.reference, StaffAssignment.role)
    )
    return [(role, school) for role, school in session.execute(query)]


def own_account(session: Session, account_id: int) -> Account:
    """Give the account of a number; raise `NotFound` when there is none."""
    found = session.get(Account, account_id)
    if found is None:
        raise NotFound(mark("Ce compte n’existe pas."))
    return found


def all_accounts(session: Session) -> list[Account]:
    """List every account of the installation, for the person who keeps the server."""
    return list(session.scalars(select(Account).order_by(Account.name, Account.id)))


def school_by_code(session: Session, code: str) -> School | None:
    """Find a school by its code, for the person who keeps the server."""
    return session.scalar(select(School).where(School.reference == code))


def directors_of(session: Session, school_id: int) -> Sequence[Staff]:
    """List those who direct a school, by name: the ones to write to and to call."""
    assigned = select(StaffAssignment.staff_id).where(
        StaffAssignment.school_id == school_id, StaffAssignment.role == StaffRole.DIRECTOR
    )
    query = select(Staff).where(
        or_(
            and_(Staff.school_id == school_id, Staff.role == StaffRole.DIRECTOR),
            Staff.id.in_(assigned),
        )
    )
    return session.scalars(query.order_by(Staff.name, Staff.id)).all()
