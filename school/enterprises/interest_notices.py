"""Messages about hosting apprentices: to those who answer by link, and back to the school."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.delivery import MessageChannel, Need
from school.enterprises.interest_operations import OpenedQuestion, Recipient
from school.enterprises.labels import STATUSES
from school.enterprises.partner_models import InterestQuestion
from school.enterprises.partner_rules import InterestStatus
from school.messages.directors import tell_directors
from school.messages.posting import post, text_for
from school.messages.rules import Wording
from school.web.addresses import public_address


def send_question(
    session: Session, question: InterestQuestion, recipient: Recipient, token: str
) -> MessageChannel | None:
    """Send an enterprise the link by which it says whether it hosts apprentices."""
    return post(
        session,
        recipient,
        lambda: _question_words(question, recipient, token),
        school_id=question.school_id,
    )


def question_message(
    session: Session, question: InterestQuestion, recipient: Recipient, token: str
) -> str:
    """Write the short message by which an enterprise is asked, for a telephone."""
    return text_for(session, recipient, lambda: _question_words(question, recipient, token))


def _question_words(question: InterestQuestion, recipient: Recipient, token: str) -> Wording:
    school, year, url = question.school.name, question.year, _address(token)
    return Wording(
        gettext("Accueillez-vous un apprenti en %(year)s ?", year=year),
        gettext(
            "Bonjour %(name)s,\n\n%(school)s demande si %(enterprise)s accueille des "
            "apprentis en %(year)s, combien de propositions vous voulez par mois, et à "
            "partir de quand. Une minute suffit, sans compte ni mot de passe :\n%(url)s\n\n"
            "Ce lien sert pendant %(days)s jours.\n\n%(school)s",
            name=recipient.name,
            school=school,
            enterprise=question.enterprise.name,
            year=year,
            url=url,
            days=LINK_LIFETIMES[LinkPurpose.STATE_INTEREST].days,
        ),
        gettext(
            "%(school)s : accueillez-vous un apprenti en %(year)s ? Une minute : %(url)s",
            school=school,
            year=year,
            url=url,
        ),
    )


def tell_answer(session: Session, found: OpenedQuestion, status: InterestStatus) -> None:
    """Tell those who direct the school what an enterprise answered."""
    question = found.question
    tell_directors(
        session, question.school_id, lambda: _answer_words(question, status), Need.INFORM
    )


def _answer_words(question: InterestQuestion, status: InterestStatus) -> Wording:
    return Wording(
        gettext(
            "%(enterprise)s a répondu pour %(year)s : %(answer)s",
            enterprise=question.enterprise.name,
            year=question.year,
            answer=str(STATUSES[status]),
        ),
        gettext("Toute la réponse :\n%(url)s", url=_page(question)),
    )


def tell_link_wanted(session: Session, found: OpenedQuestion) -> None:
    """Tell those who direct the school that somebody who cannot be reached asks for a link."""
    tell_directors(
        session,
        found.question.school_id,
        lambda: Wording(
            gettext("%(name)s demande un nouveau lien", name=found.link.recipient_name),
            gettext(
                "Le lien a expiré, et nous n’avons pas d’adresse où en envoyer un autre. "
                "Préparez un message sur cette page :\n%(url)s",
                url=_page(found.question),
            ),
        ),
    )


def _address(token: str) -> str:
    return public_address("enterprises.link_interest", token=token)


def _page(question: InterestQuestion) -> str:
    return public_address("enterprises.hosting", reference=question.enterprise.reference)
