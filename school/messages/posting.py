"""Writing to somebody: in their language, by the way that reaches them, at the pace they chose."""

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from school.accounts.identifiers import normal_phone
from school.core import outbox
from school.core.clock import now
from school.core.delivery import MessageChannel, Need
from school.messages.queries import language_of, preference_of
from school.messages.rules import Contact, News, Wording, next_digest


def post(
    records: Session,
    contact: Contact,
    write: Callable[[], Wording],
    *,
    school_id: int | None,
    need: Need = Need.ACT,
) -> MessageChannel | None:
    """Put a message for somebody into the outbox and tell which way it takes, or that none does.

    The words are written in the reader's language. Who has a mail address gets the letter; who
    has none gets the short text by SMS. What only informs is sent by mail alone, once a day
    unless the reader wants it at once, and not at all to who wants none. What is needed to act
    is always sent.
    """
    channel, address = way_to(contact)
    if channel is None or (need is Need.INFORM and channel is MessageChannel.SMS):
        return None
    due_at = now()
    if need is Need.INFORM:
        chosen = _news_chosen(records, address)
        if chosen is News.NEVER:
            return None
        due_at = _moment(chosen)
    with force_locale(language_of(records, address).value):
        wording = write()
    message = outbox.enqueue(
        records,
        address,
        wording.subject,
        wording.letter if channel is MessageChannel.MAIL else wording.text,
        channel=channel,
        need=need,
        name=contact.name,
        school_id=school_id,
    )
    message.due_at = due_at
    records.flush()
    return channel


def way_to(contact: Contact) -> tuple[MessageChannel | None, str]:
    """Tell by what way somebody is reached, and at what address."""
    if contact.email:
        return MessageChannel.MAIL, contact.email
    number = normal_phone(contact.phone) if contact.phone else None
    return (MessageChannel.SMS, number) if number else (None, "")


def can_be_written_to(contact: Contact) -> bool:
    """Tell whether a message would reach somebody: by mail, or by SMS where texts leave."""
    channel, _ = way_to(contact)
    return channel is MessageChannel.MAIL or (channel is MessageChannel.SMS and sms_leaves())


def text_for(records: Session, contact: Contact, write: Callable[[], Wording]) -> str:
    """Write the short text for somebody, in their language, to be copied into any messenger."""
    _, address = way_to(contact)
    with force_locale(language_of(records, address).value):
        return write().text


def _news_chosen(records: Session, address: str) -> News:
    preference = preference_of(records, address)
    return preference.news if preference is not None else News.DAILY


def _moment(chosen: News) -> datetime:
    return now() if chosen is News.AT_ONCE else next_digest(now())


def sms_leaves() -> bool:
    """Tell whether a gateway takes texts over; without one they only stand in a file."""
    return bool(current_app.config["SETTINGS"].sms_url)
