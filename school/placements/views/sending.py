"""Bringing a link to its recipient: by mail, else as a message to copy, shown once."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date

from flask import flash
from flask_babel import gettext

from school.accounts.rules import LinkPurpose
from school.core.delivery import MessageChannel
from school.messages.posting import can_be_written_to
from school.messages.rules import Contact
from school.placements import notices, operations_links
from school.placements.models import Placement
from school.placements.operations_links import OpenedLink, Recipient, recipient_of
from school.placements.rules import PlacementStatus
from school.web.context import session
from school.web.copied_texts import keep_text

MESSAGE = "message"


def deliver(
    placement: Placement,
    channel: str,
    send: Callable[[Recipient], MessageChannel | None],
    text: Callable[[], str],
) -> None:
    """Bring a link to the enterprise as it was asked: by `send`, else as the `text` to copy.

    Who has neither mail nor a telephone that texts reach gets the text whatever was asked.
    """
    recipient = recipient_of(placement)
    bring(placement.reference, channel, recipient, lambda: send(recipient), text)


def bring(
    subject: str,
    channel: str,
    recipient: Contact,
    send: Callable[[], MessageChannel | None],
    text: Callable[[], str],
) -> None:
    """Bring a message about something to somebody by `send`, else give the `text` to copy."""
    if channel != MESSAGE and can_be_written_to(recipient):
        say_sent(recipient, send())
    else:
        keep_text(subject, text())


def deliver_proposal(placement: Placement, token: str, channel: str = "") -> None:
    """Bring the link of a proposal to the enterprise."""
    deliver(
        placement,
        channel,
        lambda recipient: notices.send_proposal(session, placement, recipient, token),
        lambda: notices.proposal_message(session, placement, token),
    )


def deliver_week(placement: Placement, monday: date, token: str, channel: str = "") -> None:
    """Bring the link of a week to the tutor."""
    deliver(
        placement,
        channel,
        lambda recipient: notices.send_week(session, placement, recipient, monday, token),
        lambda: notices.week_message(session, placement, monday, token),
    )


def renew(
    token: str,
    purpose: LinkPurpose,
    states: AbstractSet[PlacementStatus],
    send: Callable[[OpenedLink, Recipient, str], object],
) -> None:
    """Send a new link to whoever had the expired one, or tell the school that they want it."""
    renewed = operations_links.renew(session, token, purpose, states)
    if renewed is None:
        return
    found, secret = renewed
    if secret is None:
        notices.tell_link_wanted(session, found.placement, found.link.recipient_name)
    else:
        send(found, operations_links.recipient_of_link(found), secret)


def say_sent(recipient: Recipient, channel: MessageChannel | None = MessageChannel.MAIL) -> None:
    """Say to whom a link has been sent, and how."""
    if channel is MessageChannel.SMS:
        flash(gettext("Un lien part par SMS à %(name)s.", name=recipient.name), "success")
    else:
        flash(gettext("Un lien part par courriel à %(name)s.", name=recipient.name), "success")
