"""Writing down that a phone was heard of."""

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.devices import device_family
from school.core.clock import now
from school.offline.models import Phone
from school.offline.phone_rules import FORGOTTEN, MOST_PHONES, PhoneNote


def hear(
    session: Session, principal: Principal, note: PhoneNote, *, accepted: int, signature: str
) -> None:
    """Write down that a phone sent something, and what is left on it after that.

    `accepted` entries have left it with this sending. `signature` is what the browser says of
    itself, of which only the family is kept. A phone that somebody signed out of is dropped.
    """
    if note.left:
        session.execute(delete(Phone).where(_is(principal, note)))
        return
    phone = _find(session, principal, note) or _first_heard(session, principal, note)
    phone.held = max(0, note.held - accepted)
    phone.program = note.program
    phone.family = device_family(signature) or None
    phone.last_heard_at = now()
    session.flush()


def _is(principal: Principal, note: PhoneNote) -> ColumnElement[bool]:
    own = Phone.account_id == principal.account_id
    return and_(own, Phone.number == note.number)


def _find(session: Session, principal: Principal, note: PhoneNote) -> Phone | None:
    return session.scalar(select(Phone).where(_is(principal, note)))


def _first_heard(session: Session, principal: Principal, note: PhoneNote) -> Phone:
    _make_room(session, principal)
    try:
        with session.begin_nested():
            phone = Phone(account_id=principal.account_id, number=note.number, held=note.held)
            session.add(phone)
    except IntegrityError:
        # Two windows of one phone, at once for the first time: the other was quicker.
        found = _find(session, principal, note)
        if found is None:
            raise
        return found
    return phone


def _make_room(session: Session, principal: Principal) -> None:
    own = Phone.account_id == principal.account_id
    old = Phone.last_heard_at < now() - FORGOTTEN
    session.execute(delete(Phone).where(own, old, Phone.held == 0))
    last_heard = select(Phone.id).where(own).order_by(Phone.last_heard_at.desc(), Phone.id.desc())
    beyond = list(session.scalars(last_heard.offset(MOST_PHONES - 1)))
    if beyond:
        session.execute(delete(Phone).where(Phone.id.in_(beyond)))
