"""Forms sent twice: each carries a number, and a copy leads to the page of the first."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from school.core.clock import now
from school.core.database import Base


class Submission(Base):
    """A form that was accepted, by the number it carried, and the page it led to."""

    __tablename__ = "submissions"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    location: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(default=now)


def earlier_location(session: Session, key: str) -> str | None:
    """Find the page an earlier copy of the same form led to."""
    return session.scalar(select(Submission.location).where(Submission.key == key))


def remember(session: Session, key: str, location: str) -> bool:
    """Keep the number of an accepted form; false when a copy of it was accepted meanwhile."""
    try:
        with session.begin_nested():
            session.add(Submission(key=key, location=location))
    except IntegrityError:
        return False
    return True
