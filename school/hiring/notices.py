"""Messages about offers: to the tutor who may declare one, and back to the school."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.rules import Language
from school.core import outbox
from school.hiring.labels import FIRM, employer_of
from school.hiring.models import Offer
from school.placements.models import Placement
from school.placements.operations_links import Recipient
from school.placements.queries import directors_of
from school.web.addresses import public_address


def send_offer_link(
    session: Session, placement: Placement, recipient: Recipient, token: str
) -> None:
    """Send the tutor the link by which an offer is declared."""
    person = placement.trainee.full_name
    with force_locale(Language.FRENCH.value):
        outbox.enqueue(
            session,
            recipient.email or "",
            gettext("Déclarer une offre à %(person)s", person=person),
            gettext(
                "Bonjour %(name)s,\n\nVoici le lien pour déclarer votre offre à %(person)s. Aucun "
                "compte n’est demandé :\n%(url)s\n\n%(school)s",
                name=recipient.name,
                person=person,
                url=public_address("hiring.link_offer", token=token),
                school=placement.cohort.school.name,
            ),
        )


def offer_message(placement: Placement, token: str) -> str:
    """Write the short message by which a tutor is asked whether an offer will be made."""
    with force_locale(Language.FRENCH.value):
        return str(
            gettext(
                "%(school)s : souhaitez-vous embaucher %(person)s ? %(url)s",
                school=placement.cohort.school.name,
                person=placement.trainee.full_name,
                url=public_address("hiring.link_offer", token=token),
            )
        )


def tell_offer(session: Session, placement: Placement, offer: Offer) -> None:
    """Tell those who direct the school that a tutor declared an offer."""
    for director in directors_of(session, placement.cohort.school_id):
        with force_locale(director.language.value):
            outbox.enqueue(
                session,
                director.email,
                gettext(
                    "%(enterprise)s déclare une offre à %(person)s",
                    enterprise=employer_of(offer),
                    person=offer.trainee.full_name,
                ),
                gettext(
                    "%(firm)s. Notez ici la réponse de la personne :\n%(url)s",
                    firm=str(FIRM[offer.firm]),
                    url=public_address("hiring.offer", reference=offer.reference),
                ),
            )
