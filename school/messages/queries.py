"""Reads of what people chose about messages, and of the messages of a school."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.identifiers import normal_identifier
from school.accounts.models import Account, Staff
from school.accounts.rules import Language
from school.core.clock import now
from school.core.delivery import MessageChannel, MessageState, Need
from school.core.errors import NotFound, mark
from school.core.outbox import MailMessage
from school.core.paging import Slice, paginate
from school.messages.models import MessagePreference
from school.messages.policy import messages_visible_to
from school.messages.rules import DIGEST_FROM, News


@dataclass(frozen=True)
class MessageFilter:
    """Which messages are looked for; nothing means all of them."""

    state: MessageState | None = None
    channel: MessageChannel | None = None
    address: str = ""


def key_of(address: str) -> str:
    """Give the one form in which an address is known among what people chose."""
    return normal_identifier(address) or address.strip().lower()


def preference_of(records: Session, address: str) -> MessagePreference | None:
    """Find what the reader of an address chose."""
    return records.scalar(
        select(MessagePreference).where(MessagePreference.address == key_of(address))
    )


def language_of(records: Session, address: str | None) -> Language:
    """Tell in which language to write to a mail address or number: French where nobody said.

    What the reader chose on the page of preferences comes first, then the language of their
    account, then that of their record as a member of staff. One statement.
    """
    if not address:
        return Language.FRENCH
    key = key_of(address)
    chosen = select(MessagePreference.language.label("language"), literal(1).label("rank")).where(
        MessagePreference.address == key, MessagePreference.language.is_not(None)
    )
    account = select(Account.language, literal(2).label("rank")).where(
        or_(Account.email == key, Account.phone == key)
    )
    staff = select(Staff.language, literal(3).label("rank")).where(func.lower(Staff.email) == key)
    known = union_all(chosen, account, staff).subquery()
    found = records.scalar(select(known.c.language).order_by(known.c.rank).limit(1))
    return Language(found) if found else Language.FRENCH


def message_list(
    records: Session, principal: Principal, wanted: MessageFilter, number: int
) -> Slice[MailMessage]:
    """Read one page of the messages of a person's schools, newest first."""
    query = select(MailMessage).where(messages_visible_to(principal))
    if wanted.state is not None:
        query = query.where(MailMessage.state == wanted.state)
    if wanted.channel is not None:
        query = query.where(MailMessage.channel == wanted.channel)
    if wanted.address:
        typed = wanted.address.lower()
        query = query.where(
            or_(
                func.lower(MailMessage.recipient).contains(typed, autoescape=True),
                func.lower(MailMessage.name).contains(typed, autoescape=True),
            )
        )
    return paginate(records, query.order_by(MailMessage.id.desc()), number)


def count_by_state(records: Session, principal: Principal) -> dict[MessageState, int]:
    """Count the messages of a person's schools in each state."""
    query = (
        select(MailMessage.state, func.count())
        .where(messages_visible_to(principal))
        .group_by(MailMessage.state)
    )
    return {row[0]: row[1] for row in records.execute(query)}


def message_by_number(records: Session, principal: Principal, number: int) -> MailMessage:
    """Find a message and hold it; raise `NotFound` for another school's."""
    query = select(MailMessage).where(messages_visible_to(principal), MailMessage.id == number)
    found = records.scalar(query.with_for_update())
    if found is None:
        raise NotFound(mark("Ce message n’existe pas."))
    return found


def message_by_uuid(records: Session, uuid: str) -> MailMessage:
    """Find the message that a link of preferences came with; raise `NotFound` where none did."""
    found = records.scalar(select(MailMessage).where(MailMessage.uuid == uuid))
    if found is None:
        raise NotFound(mark("Ce lien n’existe pas."))
    return found


def declined_news(records: Session) -> list[MailMessage]:
    """List the news that wait for people who want none any more."""
    query = (
        select(MailMessage)
        .join(MessagePreference, MessagePreference.address == func.lower(MailMessage.recipient))
        .where(
            MailMessage.state == MessageState.QUEUED,
            MailMessage.need == Need.INFORM,
            MessagePreference.news == News.NEVER,
        )
        .order_by(MailMessage.id)
    )
    return list(records.scalars(query))


def to_gather(records: Session) -> Sequence[Sequence[MailMessage]]:
    """List, for each address, the letters ready for it where they are many enough to be one.

    They are held until the end of the transaction; those that a sender has are left alone.
    """
    ready = and_(
        MailMessage.state == MessageState.QUEUED,
        MailMessage.channel == MessageChannel.MAIL,
        MailMessage.due_at <= now(),
    )
    crowded = (
        select(func.lower(MailMessage.recipient))
        .where(ready)
        .group_by(func.lower(MailMessage.recipient))
        .having(func.count() >= DIGEST_FROM)
    )
    query = (
        select(MailMessage)
        .where(ready, func.lower(MailMessage.recipient).in_(crowded))
        .order_by(MailMessage.id)
        .with_for_update(skip_locked=True)
    )
    groups: dict[str, list[MailMessage]] = {}
    for message in records.scalars(query):
        groups.setdefault(message.recipient.lower(), []).append(message)
    return [group for group in groups.values() if len(group) >= DIGEST_FROM]
