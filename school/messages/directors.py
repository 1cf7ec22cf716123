"""Writing to those who direct a school."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from school.accounts.queries import directors_of
from school.core.delivery import Need
from school.messages.rules import Wording
from school.messages.staff import tell_staff


def tell_directors(
    session: Session, school_id: int, write: Callable[[], Wording], need: Need = Need.ACT
) -> None:
    """Write to those who direct a school, each in their language."""
    tell_staff(session, directors_of(session, school_id), write, school_id=school_id, need=need)
