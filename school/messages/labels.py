"""Words for the ways and states of messages, on screen."""

from flask_babel import lazy_gettext

from school.core.delivery import MessageChannel, MessageState, Need
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

PILLS = {
    MessageState.QUEUED: "theirs",
    MessageState.SENDING: "theirs",
    MessageState.SENT: "done",
    MessageState.FAILED: "theirs",
    MessageState.GIVEN_UP: "late",
    MessageState.GATHERED: "done",
    MessageState.WITHHELD: "off",
}

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
