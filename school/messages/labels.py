"""Words for the ways and states of messages, on screen."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from school.core.delivery import MessageChannel, MessageState, Need
from school.core.outbox import ONLY_WRITTEN, MailMessage
from school.messages.rules import News

STATES = {
    MessageState.QUEUED: lazy_gettext("En attente"),
    MessageState.SENDING: lazy_gettext("En train de partir"),
    MessageState.SENT: lazy_gettext("Parti"),
    MessageState.FAILED: lazy_gettext("Pas encore passé"),
    MessageState.GIVEN_UP: lazy_gettext("Abandonné"),
    MessageState.GATHERED: lazy_gettext("Regroupé"),
    MessageState.WITHHELD: lazy_gettext("Non voulu"),
}

ONLY_WRITTEN_PILL = (lazy_gettext("Écrit dans un fichier"), "late")

PILLS = {
    MessageState.QUEUED: "theirs",
    MessageState.SENDING: "theirs",
    MessageState.SENT: "done",
    MessageState.FAILED: "theirs",
    MessageState.GIVEN_UP: "late",
    MessageState.GATHERED: "done",
    MessageState.WITHHELD: "off",
}


def pill_of(message: MailMessage) -> tuple[Any, str]:
    """Give the word for where a message is, and its colour; a text in a file went nowhere."""
    if message.last_error == ONLY_WRITTEN:
        return ONLY_WRITTEN_PILL
    return STATES[message.state], PILLS[message.state]


def reason_of(message: MailMessage) -> str:
    """Say why a message is not further: our own words, or those of the server that refused it."""
    own = message.last_error == ONLY_WRITTEN
    return str(gettext(ONLY_WRITTEN)) if own else message.last_error or ""


CHANNELS = {
    MessageChannel.MAIL: lazy_gettext("Courriel"),
    MessageChannel.SMS: lazy_gettext("SMS"),
}

NEEDS = {
    Need.ACT: lazy_gettext("pour agir"),
    Need.INFORM: lazy_gettext("pour information"),
}

NEWS = {
    News.DAILY: lazy_gettext("Une fois par jour, en une seule lettre"),
    News.AT_ONCE: lazy_gettext("Aussitôt"),
    News.NEVER: lazy_gettext("Jamais"),
}
