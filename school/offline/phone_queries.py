"""Reads of phones: when each was last heard of."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from school.access.principal import Principal
from school.core.paging import Slice, paginate
from school.offline.models import Phone
from school.offline.phone_rules import HELD_TOO_LONG, MOST_PHONES
from school.offline.policy import phones_visible_to


def phones_of_schools(session: Session, principal: Principal, page: int) -> Slice[Phone]:
    """Give one page of the phones of a person's schools, the longest silent first."""
    query = (
        select(Phone)
        .options(joinedload(Phone.account))
        .where(phones_visible_to(principal))
        .order_by(Phone.last_heard_at, Phone.id)
    )
    return paginate(session, query, page)


def own_phones(session: Session, principal: Principal) -> list[Phone]:
    """List the phones of one's own account, the last heard of first."""
    query = (
        select(Phone)
        .where(Phone.account_id == principal.account_id)
        .order_by(Phone.last_heard_at.desc(), Phone.id.desc())
        .limit(MOST_PHONES)
    )
    return list(session.scalars(query))


def holding_phones(principal: Principal, now: datetime) -> Select[int]:
    """Count the phones that held entries and have been silent for too long since."""
    return select(func.count(Phone.id)).where(
        phones_visible_to(principal), Phone.held > 0, Phone.last_heard_at <= now - HELD_TOO_LONG
    )
