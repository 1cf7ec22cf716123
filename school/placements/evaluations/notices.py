"""Messages that ask a tutor to evaluate a placement, and that tell the school of a low mark."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core import outbox
from school.messages.queries import language_of
from school.placements.models import Placement
from school.placements.operations_links import Recipient
from school.web.addresses import public_address
from school.web.filters import of


def send_question(session: Session, placement: Placement, recipient: Recipient, token: str) -> None:
    """Write to the tutor with the link by which the placement is evaluated."""
    with force_locale(language_of(session, recipient.email).value):
        person = placement.trainee.full_name
        outbox.enqueue(
            session,
            recipient.email or "",
            gettext("Votre évaluation du placement %(of_person)s", of_person=of(person)),
            gettext(
                "Bonjour %(name)s,\n\n%(school)s vous demande comment s’est passé le placement "
                "%(of_person)s, et si vous proposez un emploi. Une seule page, sans compte :\n"
                "%(url)s\n\nCe lien sert pendant %(days)s jours.\n\n%(school)s",
                name=recipient.name,
                of_person=of(person),
                school=placement.cohort.school.name,
                days=LINK_LIFETIMES[LinkPurpose.EVALUATE_PLACEMENT].days,
                url=public_address("placements.link_evaluation", token=token),
            ),
        )


def question_message(session: Session, placement: Placement, phone: str | None, token: str) -> str:
    """Write the short message by which a tutor is asked, for a telephone."""
    with force_locale(language_of(session, phone).value):
        return str(
            gettext(
                "%(school)s : comment s’est passé le placement %(of_person)s ? %(url)s",
                school=placement.cohort.school.name,
                of_person=of(placement.trainee.full_name),
                url=public_address("placements.link_evaluation", token=token),
            )
        )
