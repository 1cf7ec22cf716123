"""Writing to those who direct a school."""

from collections.abc import Callable

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.accounts.queries import directors_of
from school.core.delivery import Need
from school.messages.rules import Wording
from school.messages.staff import tell_staff


def tell_directors(
    session: Session, school_id: int, write: Callable[[], Wording], need: Need = Need.ACT
) -> None:
    """Write to those who direct a school, each in their language."""
    tell_staff(session, directors_of(session, school_id), write, school_id=school_id, need=need)


def tell_link_wanted(session: Session, school_id: int, name: str, about: str, page: str) -> None:
    """Tell those who direct a school that somebody who cannot be reached asks for a new link.

    `page` is the address of the page where a message to copy is prepared.
    """
    tell_directors(session, school_id, lambda: _wanted_words(name, about, page))


def _wanted_words(name: str, about: str, page: str) -> Wording:
    return Wording(
        gettext("%(name)s demande un nouveau lien", name=name),
        gettext(
            "%(about)s\n\nLe lien a expiré, et nous n’avons pas d’adresse où en envoyer un autre. "
            "Préparez un message sur cette page :\n%(url)s",
            about=about,
            url=page,
        ),
    )
