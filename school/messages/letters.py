"""A message to one reader: sent by the way that reaches them, or written out to be copied."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.operations import issue_link
from school.core.clock import now
from school.core.delivery import MessageChannel
from school.messages.posting import can_be_written_to, post, text_for
from school.messages.rules import Contact, Wording


@dataclass(frozen=True)
class Letter:
    """What a school writes to one reader; `write` puts it into words, in their language."""

    reader: Contact
    school_id: int
    write: Callable[[], Wording]

    def send(self, records: Session) -> MessageChannel | None:
        """Put the message into the outbox and tell which way it takes, or that none does."""
        return post(records, self.reader, self.write, school_id=self.school_id)

    def text(self, records: Session) -> str:
        """Write the short text, to be copied into any messenger."""
        return text_for(records, self.reader, self.write)


def replace_link(records: Session, link: SignedLink, reader: Contact) -> str | None:
    """Make a new link in the place of an expired one, for the same reader, and give its secret.

    Without an address to write to, nor a telephone that texts reach, there is no new secret: the
    link is closed, and the school is to be told.
    """
    if not can_be_written_to(reader):
        link.revoked_at = now()
        records.flush()
        return None
    return issue_link(
        records,
        link.purpose,
        link.object_id,
        recipient_name=link.recipient_name,
        recipient_email=link.recipient_email,
        week_starts_on=link.week_starts_on,
    )


def reader_of(link: SignedLink, now_there: Contact) -> Contact:
    """Tell who received a link: the address written to then, the telephone they have now.

    Who is not there any more is not written to at another's telephone.
    """
    phone = now_there.phone if now_there.name == link.recipient_name else None
    return Contact(link.recipient_name, link.recipient_email, phone)
