"""Messages about offers: to the tutor who may declare one, and back to the school."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.core.delivery import MessageChannel
from school.hiring.labels import FIRM, employer_of
from school.hiring.models import Offer
from school.messages.directors import tell_directors
from school.messages.posting import post, text_for
from school.messages.rules import Wording
from school.placements.models import Placement
from school.placements.operations_links import Recipient, recipient_of
from school.web.addresses import public_address


def send_offer_link(
    session: Session, placement: Placement, recipient: Recipient, token: str
) -> MessageChannel | None:
    """Send the tutor the link by which an offer is declared."""
    return post(
        session, recipient, lambda: _offer_words(placement, recipient, token),
        school_id=placement.cohort.school_id,
    )  # fmt: skip


def offer_message(session: Session, placement: Placement, token: str) -> str:
    """Write the short message by which a tutor is asked whether an offer will be made."""
    recipient = recipient_of(placement)
    return text_for(session, recipient, lambda: _offer_words(placement, recipient, token))


def _offer_words(placement: Placement, recipient: Recipient, token: str) -> Wording:
    person, school = placement.trainee.full_name, placement.cohort.school.name
    url = public_address("hiring.link_offer", token=token)
    return Wording(
        gettext("Déclarer une offre à %(person)s", person=person),
        gettext(
            "Bonjour %(name)s,\n\nVoici le lien pour déclarer votre offre à %(person)s. Aucun "
            "compte n’est demandé :\n%(url)s\n\n%(school)s",
            name=recipient.name,
            person=person,
            url=url,
            school=school,
        ),
        gettext(
            "%(school)s : souhaitez-vous embaucher %(person)s ? %(url)s",
            school=school,
            person=person,
            url=url,
        ),
    )


def tell_offer(session: Session, placement: Placement, offer: Offer) -> None:
    """Tell those who direct the school that a tutor declared an offer."""
    tell_directors(
        session,
        placement.cohort.school_id,
        lambda: Wording(
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
        ),
    )
