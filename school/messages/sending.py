"""Sending what waits in the outbox: each message in transactions of its own.

A message is taken and committed, handed over, and settled: no lock is held while a server is
waited for. Who is stopped between handing over and settling leaves the message taken; another
takes it when the lease is over, under the same name, so that a gateway that minds names sends it
once.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.core import outbox
from school.core.database import Database
from school.core.delivery import MessageChannel, Need
from school.core.outbox import MailMessage
from school.messages import notices, operations
from school.messages.gateways import Gateway, NotTaken, Parcel
from school.messages.secrets import preference_token
from school.web.addresses import public_address


@dataclass(frozen=True)
class Sent:
    """How many messages were handed over, and how many of those looked at were not."""

    sent: int
    left: int

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(self.sent + other.sent, self.left + other.left)


def gather(database: Database) -> int:
    """Make one letter of the many that are ready for one person."""
    with database.transaction() as records:
        return operations.gather(records, lambda group: notices.digest_wording(records, group))


def waiting_numbers(
    database: Database, channels: Collection[MessageChannel], limit: int
) -> list[int]:
    """List the messages that may be sent now by some ways, oldest first."""
    with database.reading() as records:
        return [message.id for message in outbox.waiting(records, limit, channels)]


def send(database: Database, gateway: Gateway, numbers: Collection[int]) -> Sent:
    """Hand messages over, one after the other, until they end or the gateway closes."""
    sent = 0
    for number in numbers:
        if not gateway.is_open:
            break
        sent += _send_one(database, gateway, number)
    return Sent(sent, len(numbers) - sent)


def _send_one(database: Database, gateway: Gateway, number: int) -> bool:
    with database.transaction() as records:
        message = outbox.take(records, number)
        if message is None:
            return False
        parcel = _parcel(records, message)
    try:
        gateway.hand_over(parcel)
    except NotTaken as refusal:
        _settle(database, number, gateway, refusal)
        return False
    _settle(database, number, gateway, None)
    return True


def _settle(database: Database, number: int, gateway: Gateway, refusal: NotTaken | None) -> None:
    with database.transaction() as records:
        message = outbox.held(records, number)
        if message is None:
            return
        if refusal is None:
            outbox.accept(message, reaches_reader=gateway.reaches_reader)
        else:
            outbox.fail(message, refusal.reason, permanent=refusal.permanent)


def _parcel(records: Session, message: MailMessage) -> Parcel:
    if message.channel is MessageChannel.SMS:
        return Parcel(message.uuid, message.recipient, message.subject, message.body)
    token = preference_token(message)
    stop_url = public_address("messages.stop_news", token=token)
    return Parcel(
        message.uuid,
        message.recipient,
        message.subject,
        notices.letter_with_choice(
            records, message, public_address("messages.preferences", token=token)
        ),
        stop_url if message.need is Need.INFORM else None,
    )
