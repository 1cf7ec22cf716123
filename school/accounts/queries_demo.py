"""The people of a demo school, whom one may sign in as with one click."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.access.roles import Role
from school.accounts.models import Account, ClauseMember, School, Staff

MOST_SHOWN = 12


@dataclass(frozen=True)
class DemoPerson:
    """An account with what it is there to show: the role, and the school of staff."""

    account: Account
    role: Role
    school: str | None


def demo_people(session: Session) -> list[DemoPerson]:
    """List the accounts of a demo school that one may sign in to with one click.

    They have no password: a person who chose one is not offered any more.
    """
    member_role = (
        select(func.min(ClauseMember.role))
        .where(ClauseMember.account_id == Account.id)
        .scalar_subquery()
    )
    query = (
        select(Account, Staff.role, member_role, School.name)
        .outerjoin(Staff, Staff.id == Account.staff_id)
        .outerjoin(School, School.id == Staff.school_id)
        .where(Account.password_hash.is_(None), Account.active)
        .order_by(Account.id)
        .limit(MOST_SHOWN)
    )
    return [
        DemoPerson(account, _role(account, staff_role, member_role), school)
        for account, staff_role, member_role, school in session.execute(query)
    ]


def demo_account(session: Session, number: str) -> Account | None:
    """Find one of the people of a demo school by the number its button sends."""
    accounts = [person.account for person in demo_people(session)]
    return next((one for one in accounts if str(one.id) == number), None)


def _role(account: Account, staff_role: str | None, member_role: str | None) -> Role:
    if staff_role is not None:
        return Role(staff_role)
    if member_role is not None:
        return Role(member_role)
    return Role.APPRENTICE if account.trainee_id is not None else Role.ENTERPRISE
