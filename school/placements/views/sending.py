"""Bringing a link to its recipient: by mail, else as a message to copy, shown once."""

from datetime import date

from flask import flash
from flask import session as cookie
from flask_babel import gettext

from school.placements import notices
from school.placements.models import Placement
from school.placements.operations_links import Recipient, recipient_of
from school.web.context import session

COOKIE_KEY = "message_to_copy"
MESSAGE = "message"


def deliver_proposal(placement: Placement, token: str, channel: str = "") -> None:
    """Bring the link of a proposal to the enterprise."""
    recipient = recipient_of(placement)
    if recipient.email and channel != MESSAGE:
        notices.send_proposal(session, placement, recipient, token)
        say_sent(recipient)
    else:
        keep_message(placement, notices.proposal_message(placement, token))


def deliver_week(placement: Placement, monday: date, token: str, channel: str = "") -> None:
    """Bring the link of a week to the tutor."""
    recipient = recipient_of(placement)
    if recipient.email and channel != MESSAGE:
        notices.send_week(session, placement, recipient, monday, token)
        say_sent(recipient)
    else:
        keep_message(placement, notices.week_message(placement, monday, token))


def say_sent(recipient: Recipient) -> None:
    """Say to whom a link has been sent."""
    flash(gettext("Un lien part par courriel à %(name)s.", name=recipient.name), "success")


def keep_message(placement: Placement, text: str) -> None:
    """Keep a message about a placement in the sender's own browser until the next page."""
    keep_text(placement.reference, text)


def take_message(placement: Placement) -> str | None:
    """Give the message about a placement, and forget it."""
    return take_text(placement.reference)


def keep_text(subject: str, text: str) -> None:
    """Keep a message about something in the sender's own browser: it carries a secret."""
    cookie[COOKIE_KEY] = [subject, text]
    flash(gettext("Le message est prêt à copier."), "success")


def take_text(subject: str) -> str | None:
    """Give the message about something, and forget it."""
    kept = cookie.get(COOKIE_KEY)
    if not isinstance(kept, list) or kept[:1] != [subject]:
        return None
    cookie.pop(COOKIE_KEY)
    return str(kept[1])
