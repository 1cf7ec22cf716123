"""Messages of action plans: the reminder to whoever is in charge."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.clauses.practices.actions.models import ClauseAction
from school.messages.posting import post
from school.messages.rules import Contact, Wording
from school.web.addresses import public_address
from school.web.filters import day_long


def remind_owner(session: Session, action: ClauseAction) -> None:
    """Remind whoever is in charge of an action of the day by which it is to be done."""
    owner = Contact(action.owner_name, action.owner_email)
    post(session, owner, lambda: _words(action), school_id=None)


def _words(action: ClauseAction) -> Wording:
    words = {
        "name": action.owner_name,
        "action": action.wording,
        "contract": action.contract.name,
        "day": day_long(action.due_on),
        "url": public_address("practices.action", reference=action.reference),
    }
    return Wording(
        gettext("À faire pour le %(day)s : %(action)s", **words),
        gettext(
            "Bonjour %(name)s,\n\nVous êtes en charge de ceci, pour le contrat « %(contract)s » :"
            "\n%(action)s\n\nÉchéance : %(day)s.\n\nOù en est cette action :\n%(url)s",
            **words,
        ),
    )
