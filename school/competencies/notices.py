"""Messages that ask a tutor what an apprentice can do."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.delivery import MessageChannel
from school.messages.posting import post, text_for
from school.messages.rules import Wording
from school.placements.models import Placement
from school.placements.operations_links import Recipient, recipient_of
from school.web.addresses import public_address
from school.web.filters import of


def send_question(
    session: Session, placement: Placement, recipient: Recipient, token: str
) -> MessageChannel | None:
    """Write to the tutor with the link by which the apprentice is rated."""
    return post(
        session, recipient, lambda: _question_words(placement, recipient, token),
        school_id=placement.cohort.school_id,
    )  # fmt: skip


def question_message(session: Session, placement: Placement, token: str) -> str:
    """Write the short message by which a tutor is asked, for a telephone."""
    recipient = recipient_of(placement)
    return text_for(session, recipient, lambda: _question_words(placement, recipient, token))


def _question_words(placement: Placement, recipient: Recipient, token: str) -> Wording:
    person, school = placement.trainee.full_name, placement.cohort.school.name
    url = public_address("competencies.link", token=token)
    return Wording(
        gettext("Votre avis sur le travail %(of_person)s", of_person=of(person)),
        gettext(
            "Bonjour %(name)s,\n\n%(school)s vous demande ce que %(person)s sait faire au "
            "travail. Touchez un niveau pour ce que vous avez vu ; laissez le reste. Aucun "
            "compte n’est demandé :\n%(url)s\n\nCe lien sert pendant %(days)s jours.\n\n"
            "%(school)s",
            name=recipient.name,
            person=person,
            school=school,
            days=LINK_LIFETIMES[LinkPurpose.RATE_COMPETENCIES].days,
            url=url,
        ),
        gettext(
            "%(school)s : que sait faire %(person)s au travail ? %(url)s",
            school=school,
            person=person,
            url=url,
        ),
    )
