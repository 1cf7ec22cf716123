"""Bringing a message to its reader: sent, else as a text to copy, shown once."""

from collections.abc import Callable

from flask import flash
from flask_babel import gettext

from school.core.delivery import MessageChannel
from school.messages.letters import Letter
from school.messages.posting import can_be_written_to
from school.messages.rules import Contact
from school.web.context import session
from school.web.copied_texts import keep_text

MESSAGE = "message"
"""What a page sends to ask for the text to copy rather than for a message."""


def bring(
    subject: str,
    channel: str,
    recipient: Contact,
    send: Callable[[], MessageChannel | None],
    text: Callable[[], str],
) -> None:
    """Bring a message about something to somebody by `send`, else give the `text` to copy.

    Who has neither mail nor a telephone that texts reach gets the text whatever was asked.
    """
    if channel != MESSAGE and can_be_written_to(recipient):
        say_sent(recipient, send())
    else:
        keep_text(subject, text())


def bring_letter(subject: str, channel: str, letter: Letter) -> None:
    """Bring a letter about something to its reader, or give it as a text to copy."""
    bring(
        subject,
        channel,
        letter.reader,
        lambda: letter.send(session),
        lambda: letter.text(session),
    )


def say_sent(recipient: Contact, channel: MessageChannel | None = MessageChannel.MAIL) -> None:
    """Say to whom a link has been sent, and how."""
    if channel is MessageChannel.SMS:
        flash(gettext("Un lien part par SMS à %(name)s.", name=recipient.name), "success")
    else:
        flash(gettext("Un lien part par courriel à %(name)s.", name=recipient.name), "success")
