"""Messages of consultations: the question, what came of it, and « send me my link again »."""

from collections.abc import Callable

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.accounts.queries import directors_of
from school.core.delivery import MessageChannel
from school.enterprises.consultations.models import Consultation
from school.enterprises.consultations.queries import Recipient
from school.messages.posting import post, text_for
from school.messages.rules import Contact, Wording
from school.web.addresses import public_address
from school.web.filters import day_long

Letter = Callable[[Session, Consultation, Recipient, str], MessageChannel | None]
"""Writes to an enterprise about a consultation, with the secret of its link."""


def send_question(
    session: Session, consultation: Consultation, recipient: Recipient, token: str
) -> MessageChannel | None:
    """Write to an enterprise with the link by which it answers."""
    return post(
        session,
        recipient,
        lambda: _question_words(consultation, recipient, token),
        school_id=consultation.school_id,
    )


def question_message(
    session: Session, consultation: Consultation, recipient: Recipient, token: str
) -> str:
    """Write the short message by which an enterprise is asked, for a telephone."""
    return text_for(session, recipient, lambda: _question_words(consultation, recipient, token))


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


def send_return(
    session: Session, consultation: Consultation, recipient: Recipient, token: str
) -> MessageChannel | None:
    """Write to an enterprise what was decided, with the link to what came of it."""
    return post(
        session,
        recipient,
        lambda: _return_words(consultation, recipient, token),
        school_id=consultation.school_id,
    )


def return_message(
    session: Session, consultation: Consultation, recipient: Recipient, token: str
) -> str:
    """Write the short message that leads to what came of a consultation, for a telephone."""
    return text_for(session, recipient, lambda: _return_words(consultation, recipient, token))


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
    for director in directors_of(session, consultation.school_id):
        post(
            session,
            Contact(director.name, director.email, director.phone),
            lambda: _wanted_words(consultation, name),
            school_id=consultation.school_id,
        )


def _wanted_words(consultation: Consultation, name: str) -> Wording:
    return Wording(
        gettext("%(name)s demande un nouveau lien", name=name),
        gettext(
            "Le lien pour répondre à la consultation « %(title)s » a expiré, et nous "
            "n’avons pas d’adresse où en envoyer un autre.\n\nPour préparer un message à "
            "copier :\n%(url)s",
            title=consultation.title,
            url=public_address("consultations.enterprises", reference=consultation.reference),
        ),
    )
