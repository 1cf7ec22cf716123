"""Messages about hosting apprentices: to those who answer by link, and back to the school."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.queries import directors_of
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core import outbox
from school.enterprises.interest_operations import OpenedQuestion, Recipient
from school.enterprises.labels import STATUSES
from school.enterprises.partner_models import InterestQuestion
from school.enterprises.partner_rules import InterestStatus
from school.messages.queries import language_of
from school.web.addresses import public_address


def send_question(
    session: Session, question: InterestQuestion, recipient: Recipient, token: str
) -> None:
    """Send an enterprise the link by which it says whether it hosts apprentices."""
    with force_locale(language_of(session, recipient.email).value):
        outbox.enqueue(
            session,
            recipient.email or "",
            gettext("Accueillez-vous un apprenti en %(year)s ?", year=question.year),
            gettext(
                "Bonjour %(name)s,\n\n%(school)s demande si %(enterprise)s accueille des "
                "apprentis en %(year)s, combien de propositions vous voulez par mois, et à "
                "partir de quand. Une minute suffit, sans compte ni mot de passe :\n%(url)s\n\n"
                "Ce lien sert pendant %(days)s jours.\n\n%(school)s",
                name=recipient.name,
                school=question.school.name,
                enterprise=question.enterprise.name,
                year=question.year,
                url=_address(token),
                days=LINK_LIFETIMES[LinkPurpose.STATE_INTEREST].days,
            ),
        )


def question_message(question: InterestQuestion, token: str) -> str:
    """Write the short message by which an enterprise is asked, for a telephone."""
    return str(
        gettext(
            "%(school)s : accueillez-vous un apprenti en %(year)s ? Une minute : %(url)s",
            school=question.school.name,
            year=question.year,
            url=_address(token),
        )
    )


def tell_answer(session: Session, found: OpenedQuestion, status: InterestStatus) -> None:
    """Tell those who direct the school what an enterprise answered."""
    question = found.question
    for director in directors_of(session, question.school_id):
        with force_locale(director.language.value):
            words = {
                "enterprise": question.enterprise.name,
                "year": question.year,
                "answer": str(STATUSES[status]),
            }
            outbox.enqueue(
                session,
                director.email,
                gettext("%(enterprise)s a répondu pour %(year)s : %(answer)s", **words),
                gettext("Toute la réponse :\n%(url)s", url=_page(question)),
            )


def tell_link_wanted(session: Session, found: OpenedQuestion) -> None:
    """Tell those who direct the school that somebody without e-mail asks for a new link."""
    for director in directors_of(session, found.question.school_id):
        with force_locale(director.language.value):
            outbox.enqueue(
                session,
                director.email,
                gettext("%(name)s demande un nouveau lien", name=found.link.recipient_name),
                gettext(
                    "Le lien a expiré, et nous n’avons pas d’adresse où en envoyer un autre. "
                    "Préparez un message sur cette page :\n%(url)s",
                    url=_page(found.question),
                ),
            )


def _address(token: str) -> str:
    return public_address("enterprises.link_interest", token=token)


def _page(question: InterestQuestion) -> str:
    return public_address("enterprises.hosting", reference=question.enterprise.reference)
