"""Telling the other schools of an enterprise that its record was merged with its double."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.delivery import Need
from school.enterprises import queries
from school.enterprises.models import Enterprise
from school.messages.directors import tell_directors
from school.messages.rules import Wording
from school.web.addresses import public_address


def tell_schools(session: Session, principal: Principal, double: str, kept: Enterprise) -> None:
    """Write to those who direct the other schools that work with the enterprise."""
    own = principal.school_ids(Permission.MANAGE_ENTERPRISES)
    for school_id in queries.partner_schools(session, kept):
        if school_id in own:
            continue
        tell_directors(session, school_id, lambda: _merged_words(double, kept), Need.INFORM)


def _merged_words(double: str, kept: Enterprise) -> Wording:
    return Wording(
        gettext("La fiche de %(name)s a été réunie à son double", name=kept.name),
        gettext(
            "%(double)s et %(name)s étaient la même entreprise. Rien n’est perdu : "
            "tout se trouve sur cette page :\n%(url)s",
            double=double,
            name=kept.name,
            url=public_address("enterprises.show", reference=kept.reference),
        ),
    )
