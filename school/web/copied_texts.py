"""A message with a secret, to be copied into a telephone: kept in the browser, shown once."""

from flask import flash
from flask import session as cookie
from flask_babel import gettext

COOKIE_KEY = "message_to_copy"


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
