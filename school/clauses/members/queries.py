"""Reads of those who speak for operators and authorities."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from school.accounts.models import Account, ClauseMember
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.enterprises.models import Enterprise


def members(session: Session, number: int) -> Slice[ClauseMember]:
    """Read one page of the members, those who still speak first, by name."""
    query = (
        select(ClauseMember)
        .join(ClauseMember.account)
        .options(joinedload(ClauseMember.account))
        .order_by(ClauseMember.ends_on.is_not(None), Account.name, ClauseMember.id)
    )
    return paginate(session, query, number)


def names_spoken_for(session: Session, listed: list[ClauseMember]) -> dict[int, str]:
    """Give, by member, the name of the operator or the authority that they speak for."""
    ids = sorted({one.enterprise_id for one in listed if one.enterprise_id is not None})
    known: dict[int, str] = {}
    if ids:
        found = session.execute(
            select(Enterprise.id, Enterprise.name).where(Enterprise.id.in_(ids))
        )
        known = {row.id: row.name for row in found}
    return {one.id: one.authority or known.get(one.enterprise_id or 0, "") for one in listed}


def member(session: Session, number: int) -> ClauseMember:
    """Find a member by number; raise `NotFound` when there is none."""
    found = session.scalar(
        select(ClauseMember)
        .options(joinedload(ClauseMember.account))
        .where(ClauseMember.id == number)
    )
    if found is None:
        raise NotFound(mark("Cette personne n’existe pas."))
    return found


def operators(session: Session) -> list[Enterprise]:
    """List every enterprise, by name: each may be the operator of a contract."""
    query: Select[Enterprise] = select(Enterprise).order_by(Enterprise.name, Enterprise.reference)
    return list(session.scalars(query))


def operator_by_reference(session: Session, reference: str) -> Enterprise:
    """Find an enterprise by its code, for the person who keeps the server."""
    found = session.scalar(select(Enterprise).where(Enterprise.reference == reference))
    if found is None:
        raise NotFound(
            mark("Aucune entreprise ne porte le code %(code)s."), None, {"code": reference}
        )
    return found


def held_by(session: Session, email: str) -> list[ClauseMember]:
    """List what the owner of an address still speaks for, for the person who keeps the server."""
    query = (
        select(ClauseMember)
        .join(ClauseMember.account)
        .where(func.lower(Account.email) == email.lower(), ClauseMember.ends_on.is_(None))
        .order_by(ClauseMember.id)
    )
    return list(session.scalars(query))
