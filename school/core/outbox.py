"""The outbox of mail: written with the change it tells of, sent after the commit by a command."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from school.core.clock import now
from school.core.database import Base

MAXIMUM_ATTEMPTS = 8
"""Tries after which a message stays unsent, so that it does not keep others waiting."""


class MailMessage(Base):
    """A message to one address. Its text is emptied once sent, as it may carry a link's secret."""

    __tablename__ = "mail_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]


def enqueue(session: Session, recipient: str, subject: str, body: str) -> MailMessage:
    """Put a message into the outbox, in the transaction of the change it tells of.

    Its subject is one line, whatever lines the names in it are written on.
    """
    subject = " ".join(subject.split())
    message = MailMessage(recipient=recipient, subject=subject, body=body)
    session.add(message)
    session.flush()
    return message


def waiting(session: Session, limit: int = 100) -> list[MailMessage]:
    """List the oldest messages that are still to be sent."""
    query = select(MailMessage).where(*_TO_BE_SENT).order_by(MailMessage.id)
    return list(session.scalars(query.limit(limit)))


def take(session: Session, number: int) -> MailMessage | None:
    """Take one message to send; nothing when another sender has it or has sent it."""
    query = select(MailMessage).where(MailMessage.id == number, *_TO_BE_SENT)
    return session.scalar(query.with_for_update(skip_locked=True))


def latest(session: Session, limit: int = 100) -> list[MailMessage]:
    """List the newest messages, sent or not, for the page that shows the outbox."""
    return list(session.scalars(select(MailMessage).order_by(MailMessage.id.desc()).limit(limit)))


_TO_BE_SENT = (MailMessage.sent_at.is_(None), MailMessage.attempts < MAXIMUM_ATTEMPTS)
