"""Messages that ask a tutor to evaluate a placement, and that tell the school of a low mark."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.delivery import MessageChannel
from school.messages.posting import post
from school.messages.queries import language_of
from school.messages.rules import Wording
from school.placements.models import Placement
from school.placements.operations_links import Recipient
from school.web.addresses import public_address
from school.web.filters import of


def send_question(
    session: Session, placement: Placement, recipient: Recipient, token: str
) -> MessageChannel | None:
    """Write to the tutor with the link by which the placement is evaluated."""
    return post(
        session,
        recipient,
        lambda: _question_words(placement, recipient, token),
        school_id=placement.cohort.school_id,
    )


def question_message(session: Session, placement: Placement, phone: str | None, token: str) -> str:
    """Write the short message by which a tutor is asked, for a telephone."""
    with force_locale(language_of(session, phone).value):
        return _question_words(placement, Recipient("", None, phone), token).text


def _question_words(placement: Placement, recipient: Recipient, token: str) -> Wording:
    of_person, school = of(placement.trainee.full_name), placement.cohort.school.name
    url = public_address("placements.link_evaluation", token=token)
    return Wording(
        gettext("Votre évaluation du placement %(of_person)s", of_person=of_person),
        gettext(
            "Bonjour %(name)s,\n\n%(school)s vous demande comment s’est passé le placement "
            "%(of_person)s, et si vous proposez un emploi. Une seule page, sans compte :\n"
            "%(url)s\n\nCe lien sert pendant %(days)s jours.\n\n%(school)s",
            name=recipient.name,
            of_person=of_person,
            school=school,
            days=LINK_LIFETIMES[LinkPurpose.EVALUATE_PLACEMENT].days,
            url=url,
        ),
        gettext(
            "%(school)s : comment s’est passé le placement %(of_person)s ? %(url)s",
            school=school,
            of_person=of_person,
            url=url,
        ),
    )
