"""Letters of consultations: the question, and what came of it."""

from collections.abc import Callable
from dataclasses import replace

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.enterprises.consultations.models import Consultation
from school.enterprises.consultations.queries import Recipient
from school.messages import directors
from school.messages.letters import Letter
from school.messages.rules import Wording
from school.web.addresses import public_address
from school.web.filters import day_long

ConsultationLetter = Callable[[Consultation, Recipient, str], Letter]
"""Makes the letter to an enterprise about a consultation, with the secret of its link."""


def question(consultation: Consultation, recipient: Recipient, token: str) -> Letter:
    """Ask an enterprise, with the link by which it answers."""
    return Letter(
        recipient,
        consultation.school_id,
        lambda: _question_words(consultation, recipient, token),
    )


def reminder(consultation: Consultation, recipient: Recipient, token: str) -> Letter:
    """Ask an enterprise that has not answered once more, with the link by which it answers."""
    return Letter(
        recipient,
        consultation.school_id,
        lambda: _reminder_words(consultation, recipient, token),
    )


def _reminder_words(consultation: Consultation, recipient: Recipient, token: str) -> Wording:
    words = _question_words(consultation, recipient, token)
    last_day = day_long(consultation.closes_on)
    subject = gettext("Rappel : votre avis est attendu jusqu’au %(day)s", day=last_day)
    return replace(words, subject=subject)


def _question_words(consultation: Consultation, recipient: Recipient, token: str) -> Wording:
    school, url = consultation.school.name, public_address("consultations.link", token=token)
    return Wording(
        gettext("%(school)s vous demande votre avis", school=school),
        gettext(
            "Bonjour %(name)s,\n\n%(school)s veut savoir ce que la formation doit enseigner : "
            "« %(title)s ».\n\nDites ce qui vous est le plus utile, ce qui manque, et pour "
            "quoi vous embaucherez. Une page, sans compte :\n%(url)s\n\nVous pouvez corriger "
            "votre réponse jusqu’au %(day)s.\n\n%(school)s",
            name=recipient.name,
            school=school,
            title=consultation.title,
            url=url,
            day=day_long(consultation.closes_on),
        ),
        gettext(
            "%(school)s : que doit enseigner la formation ? Répondez jusqu’au %(day)s. %(url)s",
            school=school,
            day=day_long(consultation.closes_on),
            url=url,
        ),
    )


def outcome(consultation: Consultation, recipient: Recipient, token: str) -> Letter:
    """Tell an enterprise what was decided, with the link to what came of it."""
    return Letter(
        recipient, consultation.school_id, lambda: _return_words(consultation, recipient, token)
    )


def _return_words(consultation: Consultation, recipient: Recipient, token: str) -> Wording:
    school = consultation.school.name
    url = public_address("oversight.link_consultation", token=token)
    return Wording(
        gettext("Vous avez demandé : voici ce qui a changé"),
        gettext(
            "Bonjour %(name)s,\n\nVous étiez consultés : « %(title)s ». %(school)s vous dit ce "
            "que le comité a décidé, pourquoi, et ce qui en est venu :\n%(url)s\n\nMerci.\n\n"
            "%(school)s",
            name=recipient.name,
            school=school,
            title=consultation.title,
            url=url,
        ),
        gettext(
            "%(school)s : vous avez demandé, voici ce qui a changé. %(url)s",
            school=school,
            url=url,
        ),
    )


def tell_link_wanted(session: Session, consultation: Consultation, name: str) -> None:
    """Tell those who direct the school that an enterprise without address asks for a link."""
    page = public_address("consultations.enterprises", reference=consultation.reference)
    directors.tell_link_wanted(session, consultation.school_id, name, consultation.title, page)
