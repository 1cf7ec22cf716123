"""Writing to the staff of a school."""

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from school.accounts.models import Staff
from school.core.delivery import Need
from school.messages.posting import post
from school.messages.rules import Contact, Wording


def tell_staff(
    session: Session,
    people: Iterable[Staff],
    write: Callable[[], Wording],
    *,
    school_id: int | None,
    need: Need = Need.ACT,
) -> None:
    """Write to members of staff, each in their language."""
    for one in people:
        contact = Contact(one.name, one.email, one.phone)
        post(session, contact, write, school_id=school_id, need=need)
