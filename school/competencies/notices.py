"""Messages that ask a tutor what an apprentice can do."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, Language, LinkPurpose
from school.core import outbox
from school.placements.models import Placement
from school.placements.operations_links import Recipient
from school.web.addresses import public_address
from school.web.filters import of


def send_question(session: Session, placement: Placement, recipient: Recipient, token: str) -> None:
    """Write to the tutor with the link by which the apprentice is rated."""
    with force_locale(Language.FRENCH.value):
        person = placement.trainee.full_name
        outbox.enqueue(
            session,
            recipient.email or "",
            gettext("Votre avis sur le travail %(of_person)s", of_person=of(person)),
            gettext(
                "Bonjour %(name)s,\n\n%(school)s vous demande ce que %(person)s sait faire au "
                "travail. Touchez un niveau pour ce que vous avez vu ; laissez le reste. Aucun "
                "compte n’est demandé :\n%(url)s\n\nCe lien sert pendant %(days)s jours.\n\n"
                "%(school)s",
                name=recipient.name,
                person=person,
                school=placement.cohort.school.name,
                days=LINK_LIFETIMES[LinkPurpose.RATE_COMPETENCIES].days,
                url=public_address("competencies.link", token=token),
            ),
        )


def question_message(placement: Placement, token: str) -> str:
    """Write the short message by which a tutor is asked, for a telephone."""
    with force_locale(Language.FRENCH.value):
        return str(
            gettext(
                "%(school)s : que sait faire %(person)s au travail ? %(url)s",
                school=placement.cohort.school.name,
                person=placement.trainee.full_name,
                url=public_address("competencies.link", token=token),
            )
        )
