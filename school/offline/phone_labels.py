"""Words for phones and for how long they have been silent."""

from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext, ngettext

from school.core.clock import local_now, now
from school.offline.models import Phone
from school.offline.phone_rules import Silence, silence_of
from school.offline.program import program_mark

KINDS = {Silence.HEARD: "done", Silence.SILENT: "theirs", Silence.HOLDS: "late"}


def phone_words() -> dict[str, Any]:
    """Give the pages of phones their words: how each stands, since when, with which program."""
    current = program_mark()
    return {
        "stands": _stands,
        "since": _since,
        "is_old": lambda phone: phone.program not in (None, current),
    }


def _stands(phone: Phone) -> tuple[str, str]:
    """Give the words and the colour of how a phone stands."""
    silence = silence_of(phone.held, phone.last_heard_at, now())
    words = {
        Silence.HEARD: gettext("à jour") if not phone.held else gettext("en attente"),
        Silence.SILENT: gettext("silencieux"),
        Silence.HOLDS: gettext("à relancer"),
    }
    kind = "theirs" if silence is Silence.HEARD and phone.held else KINDS[silence]
    return words[silence], kind


def _since(phone: Phone) -> str:
    """Say how long ago a phone was last heard of, in days of the place."""
    here = local_now()
    heard = phone.last_heard_at.replace(tzinfo=UTC).astimezone(here.tzinfo)
    return _days_ago(heard, here)


def _days_ago(heard: datetime, here: datetime) -> str:
    days = (here.date() - heard.date()).days
    if days <= 0:
        return gettext("aujourd’hui")
    if days == 1:
        return gettext("hier")
    return ngettext("il y a %(num)s jour", "il y a %(num)s jours", days)
