"""Bringing a link to its recipient: by mail, else as a message to copy, shown once."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date

from flask import flash
from flask_babel import gettext

from school.accounts.rules import LinkPurpose
from school.placements import notices, operations_links
from school.placements.models import Placement
from school.placements.operations_links import OpenedLink, Recipient, recipient_of
from school.placements.rules import PlacementStatus
from school.web.context import session
from school.web.copied_texts import keep_text, take_text

MESSAGE = "message"

__all__ = [
    "deliver",
    "deliver_proposal",
    "deliver_week",
    "keep_message",
    "keep_text",
    "renew",
    "say_sent",
    "take_message",
    "take_text",
]


def deliver(
    placement: Placement, channel: str, send: Callable[[Recipient], None], text: Callable[[], str]
) -> None:
    """Bring a link to the enterprise as it was asked: by `send`, else as the `text` to copy.

    Who has no address gets the text whatever was asked.
    """
    recipient = recipient_of(placement)
    if recipient.email and channel != MESSAGE:
        send(recipient)
        say_sent(recipient)
    else:
        keep_message(placement, text())


def deliver_proposal(placement: Placement, token: str, channel: str = "") -> None:
    """Bring the link of a proposal to the enterprise."""
    deliver(
        placement,
        channel,
        lambda recipient: notices.send_proposal(session, placement, recipient, token),
        lambda: notices.proposal_message(placement, token),
    )


def deliver_week(placement: Placement, monday: date, token: str, channel: str = "") -> None:
    """Bring the link of a week to the tutor."""
    deliver(
        placement,
        channel,
        lambda recipient: notices.send_week(session, placement, recipient, monday, token),
        lambda: notices.week_message(placement, monday, token),
    )


def renew(
    token: str,
    purpose: LinkPurpose,
    states: AbstractSet[PlacementStatus],
    send: Callable[[OpenedLink, Recipient, str], None],
) -> None:
    """Send a new link to whoever had the expired one, or tell the school that they want it."""
    renewed = operations_links.renew(session, token, purpose, states)
    if renewed is None:
        return
    found, secret = renewed
    if secret is None:
        notices.tell_link_wanted(session, found.placement, found.link.recipient_name)
    else:
        send(found, operations_links.recipient_of_link(found.link), secret)


def say_sent(recipient: Recipient) -> None:
    """Say to whom a link has been sent."""
    flash(gettext("Un lien part par courriel à %(name)s.", name=recipient.name), "success")


def keep_message(placement: Placement, text: str) -> None:
    """Keep a message about a placement in the sender's own browser until the next page."""
    keep_text(placement.reference, text)


def take_message(placement: Placement) -> str | None:
    """Give the message about a placement, and forget it."""
    return take_text(placement.reference)
