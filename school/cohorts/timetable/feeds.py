"""Secret addresses of calendars: opened, renewed, revoked, and whose they are."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.secrets import new_token, token_hash
from school.cohorts.timetable.models import CalendarFeed
from school.core import audit
from school.core.clock import now
from school.core.database import one_at_a_time
from school.core.errors import NotAllowed, NotFound, mark


@dataclass(frozen=True)
class Owner:
    """Whose calendar an address shows: one of a trainer, an apprentice or a tutor."""

    staff_id: int | None = None
    trainee_id: int | None = None
    tutor_id: int | None = None


def owner_of(principal: Principal) -> Owner:
    """Tell whose calendar somebody may open; raises `NotAllowed` for whoever has none."""
    if principal.staff_id is not None:
        return Owner(staff_id=principal.staff_id)
    if principal.trainee_id is not None:
        return Owner(trainee_id=principal.trainee_id)
    raise NotAllowed(mark("Vous n’avez pas d’emploi du temps à vous."))


def current_feed(session: Session, owner: Owner) -> CalendarFeed | None:
    """Find the address of somebody that still works."""
    query = select(CalendarFeed).where(_of(owner), CalendarFeed.revoked_at.is_(None))
    return session.scalars(query.order_by(CalendarFeed.id.desc())).first()


def open_feed(session: Session, actor: str, owner: Owner) -> str:
    """Make a new secret address and give its secret, which is not kept; the old one dies."""
    # Of two openings at once, the second closes what the first opened.
    one_at_a_time(session, CalendarFeed)
    close_feeds(session, actor, owner)
    token = new_token()
    feed = CalendarFeed(
        token_hash=token_hash(token),
        staff_id=owner.staff_id,
        trainee_id=owner.trainee_id,
        tutor_id=owner.tutor_id,
    )
    session.add(feed)
    audit.record(session, actor, "calendar_feed.open", feed)
    return token


def close_feeds(session: Session, actor: str, owner: Owner) -> bool:
    """Revoke somebody's address; tell whether there was one."""
    query = select(CalendarFeed).where(_of(owner), CalendarFeed.revoked_at.is_(None))
    feeds = session.scalars(query).all()
    for feed in feeds:
        feed.revoked_at = now()
        audit.record(session, actor, "calendar_feed.close", feed)
    return bool(feeds)


def feed_of_token(session: Session, token: str) -> CalendarFeed:
    """Find the address that a secret opens; raises `NotFound` when there is none or it is dead."""
    query = select(CalendarFeed).where(
        CalendarFeed.token_hash == token_hash(token), CalendarFeed.revoked_at.is_(None)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Ce calendrier n’existe pas ou n’existe plus."))
    return found


def _of(owner: Owner) -> ColumnElement[bool]:
    if owner.staff_id is not None:
        return CalendarFeed.staff_id == owner.staff_id
    if owner.trainee_id is not None:
        return CalendarFeed.trainee_id == owner.trainee_id
    return CalendarFeed.tutor_id == owner.tutor_id
