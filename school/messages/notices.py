"""What the program adds to messages: the letter made of many, and the line about choosing."""

from collections.abc import Sequence

from flask_babel import force_locale, gettext, ngettext
from sqlalchemy.orm import Session

from school.core.outbox import MailMessage
from school.messages.queries import language_of
from school.messages.rules import Wording

BETWEEN = "\n\n" + "—" * 12 + "\n\n"


def digest_wording(records: Session, group: Sequence[MailMessage]) -> Wording:
    """Write the one letter made of several for the same person, what is needed to act first."""
    ordered = sorted(group, key=lambda one: (one.need.value, one.id))
    with force_locale(language_of(records, group[0].recipient).value):
        subject = ngettext(
            "%(num)s message : %(first)s",
            "%(num)s messages : %(first)s…",
            len(group),
            first=ordered[0].subject,
        )
        opening = ngettext(
            "Voici %(num)s message pour vous.",
            "Voici %(num)s messages pour vous, en une seule lettre.",
            len(group),
        )
    parts = [f"{one.subject}\n\n{one.body}" for one in ordered]
    return Wording(subject, BETWEEN.join([opening, *parts]))


def letter_with_choice(records: Session, message: MailMessage, url: str) -> str:
    """Add to a letter the line by which its reader chooses their language and what they get."""
    with force_locale(language_of(records, message.recipient).value):
        line = gettext("Choisir la langue et ce que vous recevez :\n%(url)s", url=url)
    return f"{message.body.rstrip()}\n\n-- \n{line}\n"
