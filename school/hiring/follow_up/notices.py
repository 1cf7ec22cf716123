"""Messages of the follow-up: to people who left, to their employers, and back to the school."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment, Trainee
from school.core.delivery import MessageChannel
from school.hiring.follow_up.hire_check_operations import OpenedCheck
from school.hiring.follow_up.queries import cohort_left
from school.hiring.labels import employer_of
from school.hiring.models import Hire, Situation
from school.hiring.rules import SituationKind
from school.messages.directors import tell_directors
from school.messages.posting import post, text_for
from school.messages.rules import Contact, Wording
from school.web.addresses import public_address


def contact_of(trainee: Trainee) -> Contact:
    """Tell how somebody who trains or has trained is written to."""
    return Contact(trainee.full_name, trainee.email, trainee.phone)


def send_question(
    session: Session, enrolment: Enrolment, recipient: Contact, token: str
) -> MessageChannel | None:
    """Send somebody the link by which they tell what they do."""
    return post(
        session, recipient, lambda: _question_words(enrolment, token),
        school_id=enrolment.cohort.school_id,
    )  # fmt: skip


def question_message(session: Session, enrolment: Enrolment, token: str) -> str:
    """Write the short message by which somebody is asked what they do."""
    recipient = contact_of(enrolment.trainee)
    return text_for(session, recipient, lambda: _question_words(enrolment, token))


def _question_words(enrolment: Enrolment, token: str) -> Wording:
    trainee, school = enrolment.trainee, enrolment.cohort.school.name
    url = public_address("hiring.link_situation", token=token)
    return Wording(
        gettext("Que devenez-vous depuis la formation ?"),
        gettext(
            "Bonjour %(name)s,\n\nQue faites-vous aujourd’hui : un emploi, votre compte, des "
            "études, une recherche ? Une minute suffit, sans compte ni mot de passe :\n"
            "%(url)s\n\nVotre réponse aide les prochaines promotions.\n%(school)s",
            name=trainee.full_name,
            url=url,
            school=school,
        ),
        gettext(
            "%(school)s : bonjour %(name)s, que faites-vous maintenant ? Une minute : %(url)s",
            school=school,
            name=trainee.given_names or trainee.family_name,
            url=url,
        ),
    )


def send_check(
    session: Session, hire: Hire, recipient: Contact, token: str
) -> MessageChannel | None:
    """Send an employer the link by which a hire is confirmed or contested."""
    return post(
        session,
        recipient,
        lambda: _check_words(hire, recipient.name, token),
        school_id=_school_left(session, hire.trainee_id),
    )


def _school_left(session: Session, trainee_id: int) -> int | None:
    cohort = cohort_left(session, trainee_id)
    return cohort.school_id if cohort else None


def check_message(session: Session, hire: Hire, recipient: Contact, token: str) -> str:
    """Write the short message by which an employer is asked to confirm a hire."""
    return text_for(session, recipient, lambda: _check_words(hire, recipient.name, token))


def _check_words(hire: Hire, name: str, token: str) -> Wording:
    person, employer = hire.trainee.full_name, employer_of(hire)
    url = public_address("hiring.link_employment", token=token)
    return Wording(
        gettext("Confirmez-vous l’embauche de %(person)s ?", person=person),
        gettext(
            "Bonjour %(name)s,\n\n%(person)s nous dit travailler chez %(employer)s. "
            "Confirmez-le, ou dites ce qui n’est pas exact, sans compte ni mot de passe :\n"
            "%(url)s",
            name=name,
            person=person,
            employer=employer,
            url=url,
        ),
        gettext(
            "Confirmez-vous l’embauche de %(person)s chez %(employer)s ? %(url)s",
            person=person,
            employer=employer,
            url=url,
        ),
    )


def send_document_request(session: Session, situation: Situation) -> MessageChannel | None:
    """Ask somebody to show what they said they do."""
    contact = contact_of(situation.trainee)
    return post(
        session,
        contact,
        lambda: _document_words(situation),
        school_id=_school_left(session, situation.trainee_id),
    )


def document_message(session: Session, situation: Situation) -> str:
    """Write the short message by which somebody is asked to show what they said they do."""
    return text_for(session, contact_of(situation.trainee), lambda: _document_words(situation))


def _document_words(situation: Situation) -> Wording:
    trainee, request = situation.trainee, _request(situation)
    return Wording(
        gettext("Un papier qui montre ce que vous faites"),
        gettext(
            "Bonjour %(name)s,\n\n%(request)s\n\nL’école note ce qu’elle a vu et n’en garde "
            "pas de copie.",
            name=trainee.full_name,
            request=request,
        ),
        gettext(
            "Bonjour %(name)s. %(request)s",
            name=trainee.given_names or trainee.family_name,
            request=request,
        ),
    )


def _request(situation: Situation) -> str:
    if situation.situation is SituationKind.STUDYING:
        return str(
            gettext(
                "Vous nous avez dit étudier. Montrez-nous une attestation d’inscription ou votre "
                "carte : une photo en réponse suffit, ou passez à l’école."
            )
        )
    return str(
        gettext(
            "Vous nous avez dit être à votre compte. Montrez-nous un papier qui le dit (registre, "
            "carte professionnelle, facture) : une photo en réponse suffit, ou passez à l’école."
        )
    )


def tell_contested(session: Session, found: OpenedCheck) -> None:
    """Tell those who direct the school that an employer contests a hire."""
    if found.school is None:
        return
    tell_directors(
        session,
        found.school.id,
        lambda: Wording(
            gettext(
                "%(employer)s conteste l’embauche de %(person)s",
                employer=employer_of(found.hire),
                person=found.hire.trainee.full_name,
            ),
            gettext(
                "« %(comment)s »\n\nElle ne compte plus, jusqu’à ce que vous la régliez :\n%(url)s",
                comment=found.check.comment or "",
                url=public_address("hiring.settle_hire", reference=found.hire.reference),
            ),
        ),
    )
