"""Writing to those who direct a school."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from school.accounts.queries import directors_of
from school.core.delivery import Need
from school.messages.posting import post
from school.messages.rules import Contact, Wording


def tell_directors(
    session: Session, school_id: int, write: Callable[[], Wording], need: Need = Need.ACT
) -> None:
    """Write to those who direct a school, each in their language."""
    for director in directors_of(session, school_id):
        contact = Contact(director.name, director.email, director.phone)
        post(session, contact, write, school_id=school_id, need=need)
