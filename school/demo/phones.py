"""Phones of the demo: one that synchronised this morning, and one that somebody has to look at."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Account, Staff
from school.core.clock import now
from school.demo import names
from school.demo.story import COTONOU
from school.offline.models import Phone
from school.offline.program import program_mark


@dataclass(frozen=True)
class Shown:
    """A phone: which browser, how long ago it was heard of, what stayed on it, its program."""

    number: str
    family: str
    ago: timedelta
    held: int
    current: bool = True


DIRECTOR = (
    Shown("3d1c9f0e-5b7a-4c58-9a53-1f0e6b1f7a01", "Chrome, Android", timedelta(hours=19), 0),
)
TRAINER = (
    Shown("3d1c9f0e-5b7a-4c58-9a53-1f0e6b1f7a02", "Chrome, Android", timedelta(hours=2), 0),
    Shown("3d1c9f0e-5b7a-4c58-9a53-1f0e6b1f7a03", "Firefox, Android", timedelta(days=9), 3, False),
)
APPRENTICE = (
    Shown("3d1c9f0e-5b7a-4c58-9a53-1f0e6b1f7a04", "Samsung Internet, Android",
          timedelta(days=8), 0),
)  # fmt: skip
OLD_PROGRAM = "5e1f0a3c"
KNOWN_FOR = timedelta(days=60)


def show_phones(session: Session) -> None:
    """Write down when the phones of the people of the demo were last heard of."""
    for staff, phones in ((COTONOU.director, DIRECTOR), (COTONOU.trainers["deployment"], TRAINER)):
        email = names.address(*staff, COTONOU.host)
        owner = select(Account).join(Staff, Staff.id == Account.staff_id)
        _show(session, session.scalars(owner.where(Staff.email == email)).one(), phones)
    apprentice = session.scalars(select(Account).where(Account.trainee_id.is_not(None))).one()
    _show(session, apprentice, APPRENTICE)


def _show(session: Session, account: Account, phones: tuple[Shown, ...]) -> None:
    for phone in phones:
        heard = now() - phone.ago
        session.add(
            Phone(
                account_id=account.id,
                number=phone.number,
                family=phone.family,
                program=program_mark() if phone.current else OLD_PROGRAM,
                held=phone.held,
                first_heard_at=heard - KNOWN_FOR,
                last_heard_at=heard,
            )
        )
    session.flush()
