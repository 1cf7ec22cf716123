"""The outbox of messages: written with the change they tell of, sent after the commit by a command.

A message is a letter by mail or a short text for a telephone. Its row says where it is on its way
and why it is not further (`school.core.delivery`).
"""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql import ColumnElement

from school.core.clock import now
from school.core.database import Base, enum_type
from school.core.delivery import (
    LEASE,
    MAXIMUM_ATTEMPTS,
    TRANSITIONS,
    WAITING,
    DeliveryStep,
    MessageChannel,
    MessageState,
    Need,
    after_failure,
    next_try,
)
from school.core.errors import NotAllowed, mark
from school.core.short_text import short_text

__all__ = [
    "MAXIMUM_ATTEMPTS",
    "ONLY_WRITTEN",
    "MailMessage",
    "accept",
    "enqueue",
    "fail",
    "held",
    "latest",
    "move",
    "take",
    "waiting",
]

LONGEST_REASON = 500

# French sets no-break spaces before its double signs: they are no blanks between lines.
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")

ONLY_WRITTEN = mark("Aucune passerelle de SMS n’est réglée : le texte n’est arrivé à personne.")


class MailMessage(Base):
    """A message to one address. Its text is emptied once sent, as it may carry a link's secret."""

    __tablename__ = "mail_messages"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True, default=lambda: str(uuid4()))
    """What mail servers and gateways know it by, the same at each try."""
    channel: Mapped[MessageChannel] = mapped_column(
        enum_type(MessageChannel, "channel"), default=MessageChannel.MAIL
    )
    need: Mapped[Need] = mapped_column(enum_type(Need, "need"), default=Need.ACT)
    recipient: Mapped[str]
    name: Mapped[str | None]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"), index=True)
    """The school that writes, and that is shown what became of it; none for the installation."""
    subject: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    state: Mapped[MessageState] = mapped_column(
        enum_type(MessageState, "state"), default=MessageState.QUEUED
    )
    state_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(default=now)
    """Before which it is not sent: the next try, or the hour of what is told once a day."""
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("mail_messages.id"), index=True)
    """The letter in which this one was sent together with others."""


def enqueue(
    session: Session,
    recipient: str,
    subject: str,
    body: str,
    *,
    channel: MessageChannel = MessageChannel.MAIL,
    need: Need = Need.ACT,
    name: str | None = None,
    school_id: int | None = None,
) -> MailMessage:
    """Put a message into the outbox, in the transaction of the change it tells of.

    Its subject is one line, whatever lines the names in it are written on. The body of a short
    text is kept to two parts of seven bits, its address whole. It is sent as soon as may be, unless
    its `due_at` is put off.
    """
    message = MailMessage(
        recipient=recipient,
        subject=_BLANKS.sub(" ", subject).strip(),
        body=short_text(body) if channel is MessageChannel.SMS else body,
        channel=channel,
        need=need,
        name=name,
        school_id=school_id,
    )
    session.add(message)
    session.flush()
    return message


def move(message: MailMessage, step: DeliveryStep) -> None:
    """Take a message a step further; raises `NotAllowed` where its state does not allow it."""
    states, target = TRANSITIONS[step]
    if message.state not in states:
        raise NotAllowed(mark("Ce message ne peut pas faire ce pas."))
    message.state, message.state_at = target, now()


def waiting(
    session: Session, limit: int = 100, channels: Collection[MessageChannel] = tuple(MessageChannel)
) -> list[MailMessage]:
    """List the oldest messages that are still to be sent, and may be now."""
    query = select(MailMessage).where(_may_be_taken(), MailMessage.channel.in_(channels))
    return list(session.scalars(query.order_by(MailMessage.id).limit(limit)))


def take(session: Session, number: int) -> MailMessage | None:
    """Take one message to send; nothing when another sender has it or has sent it.

    Once this is committed, no other sender takes the message before the lease is over.
    """
    query = select(MailMessage).where(MailMessage.id == number, _may_be_taken())
    message = session.scalar(query.with_for_update(skip_locked=True))
    if message is not None:
        move(message, DeliveryStep.TAKE)
        message.attempts += 1
        session.flush()
    return message


def held(session: Session, number: int) -> MailMessage | None:
    """Find a message that was taken and is not settled; nothing when another settled it since."""
    query = select(MailMessage).where(
        MailMessage.id == number, MailMessage.state == MessageState.SENDING
    )
    return session.scalar(query.with_for_update())


def accept(message: MailMessage, *, reaches_reader: bool = True) -> None:
    """Note that the mail server or the gateway took a message over; its text is not kept.

    Of one that only stands in a file, it says so where others say why they are not further.
    """
    move(message, DeliveryStep.ACCEPT)
    message.sent_at = now()
    message.last_error = None if reaches_reader else ONLY_WRITTEN
    message.body = ""


def fail(message: MailMessage, reason: str, *, permanent: bool) -> None:
    """Note why a message was not taken over, and when it is tried again, if it is."""
    message.last_error = reason[:LONGEST_REASON]
    move(message, after_failure(message.attempts, permanent))
    message.due_at = next_try(message.attempts, now())


def latest(session: Session, limit: int = 100) -> list[MailMessage]:
    """List the newest messages, sent or not, for the page that shows the outbox."""
    return list(session.scalars(select(MailMessage).order_by(MailMessage.id.desc()).limit(limit)))


def _may_be_taken() -> ColumnElement[bool]:
    at = now()
    ready = WAITING - {MessageState.SENDING}
    return or_(
        and_(MailMessage.state.in_(sorted(ready)), MailMessage.due_at <= at),
        # Whoever had it was stopped before they could tell how it went.
        and_(MailMessage.state == MessageState.SENDING, MailMessage.state_at <= at - LEASE),
    )
