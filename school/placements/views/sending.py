"""Bringing a link to its recipient: by mail, else as a message to copy, shown once."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date

from school.accounts.rules import LinkPurpose
from school.core.delivery import MessageChannel
from school.messages.bringing import bring
from school.placements import notices, operations_links
from school.placements.evaluations import notices as evaluation_notices
from school.placements.models import Placement
from school.placements.operations_links import OpenedLink, Recipient, recipient_of
from school.placements.rules import PlacementStatus
from school.web.context import session


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


def deliver_evaluation(placement: Placement, token: str, channel: str = "") -> None:
    """Bring the link by which a tutor evaluates."""
    deliver(
        placement,
        channel,
        lambda recipient: evaluation_notices.send_question(session, placement, recipient, token),
        lambda: evaluation_notices.question_message(
            session, placement, recipient_of(placement).phone, token
        ),
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
