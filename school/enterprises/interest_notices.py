"""Messages about hosting apprentices: to those who answer by link, and back to the school."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.delivery import Need
from school.enterprises.interest_operations import OpenedQuestion, Recipient
from school.enterprises.labels import STATUSES
from school.enterprises.partner_models import InterestQuestion
from school.enterprises.partner_rules import InterestStatus
from school.messages import directors
from school.messages.letters import Letter
from school.messages.rules import Wording
from school.web.addresses import public_address


def letter(question: InterestQuestion, recipient: Recipient, token: str) -> Letter:
    """Ask an enterprise, with the link by which it says whether it hosts apprentices."""
    return Letter(
        recipient, question.school_id, lambda: _question_words(question, recipient, token)
    )


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
    directors.tell_directors(
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
    question, name = found.question, found.link.recipient_name
    about = f"{question.enterprise.name}, {question.year}"
    directors.tell_link_wanted(session, question.school_id, name, about, _page(question))


def _address(token: str) -> str:
    return public_address("enterprises.link_interest", token=token)


def _page(question: InterestQuestion) -> str:
    return public_address("enterprises.hosting", reference=question.enterprise.reference)
