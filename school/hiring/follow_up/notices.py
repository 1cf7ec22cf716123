"""Messages of the follow-up: to people who left, to their employers, and back to the school."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.rules import Language
from school.cohorts.models import Enrolment
from school.core import outbox
from school.hiring.follow_up.hire_check_operations import OpenedCheck
from school.hiring.labels import employer_of
from school.hiring.models import Hire, Situation
from school.hiring.rules import SituationKind
from school.placements.queries import directors_of
from school.web.addresses import public_address


def send_question(session: Session, enrolment: Enrolment, recipient: str, token: str) -> None:
    """Send somebody the link by which they tell what they do."""
    school = enrolment.cohort.school.name
    with force_locale(Language.FRENCH.value):
        outbox.enqueue(
            session,
            recipient,
            gettext("Que devenez-vous depuis la formation ?"),
            gettext(
                "Bonjour %(name)s,\n\nQue faites-vous aujourd’hui : un emploi, votre compte, des "
                "études, une recherche ? Une minute suffit, sans compte ni mot de passe :\n"
                "%(url)s\n\nVotre réponse aide les prochaines promotions.\n%(school)s",
                name=enrolment.trainee.full_name,
                url=public_address("hiring.link_situation", token=token),
                school=school,
            ),
        )


def question_message(enrolment: Enrolment, token: str) -> str:
    """Write the short message by which somebody is asked what they do."""
    with force_locale(Language.FRENCH.value):
        return str(
            gettext(
                "%(school)s : bonjour %(name)s, que faites-vous maintenant ? Une minute : %(url)s",
                school=enrolment.cohort.school.name,
                name=enrolment.trainee.given_names or enrolment.trainee.family_name,
                url=public_address("hiring.link_situation", token=token),
            )
        )


def send_check(session: Session, hire: Hire, name: str, recipient: str, token: str) -> None:
    """Send an employer the link by which a hire is confirmed or contested."""
    person = hire.trainee.full_name
    with force_locale(Language.FRENCH.value):
        outbox.enqueue(
            session,
            recipient,
            gettext("Confirmez-vous l’embauche de %(person)s ?", person=person),
            gettext(
                "Bonjour %(name)s,\n\n%(person)s nous dit travailler chez %(employer)s. "
                "Confirmez-le, ou dites ce qui n’est pas exact, sans compte ni mot de passe :\n"
                "%(url)s",
                name=name,
                person=person,
                employer=employer_of(hire),
                url=public_address("hiring.link_employment", token=token),
            ),
        )


def check_message(hire: Hire, token: str) -> str:
    """Write the short message by which an employer is asked to confirm a hire."""
    with force_locale(Language.FRENCH.value):
        return str(
            gettext(
                "Confirmez-vous l’embauche de %(person)s chez %(employer)s ? %(url)s",
                person=hire.trainee.full_name,
                employer=employer_of(hire),
                url=public_address("hiring.link_employment", token=token),
            )
        )


def send_document_request(session: Session, situation: Situation, recipient: str) -> None:
    """Ask somebody by mail to show what they said they do."""
    with force_locale(Language.FRENCH.value):
        outbox.enqueue(
            session,
            recipient,
            gettext("Un papier qui montre ce que vous faites"),
            gettext(
                "Bonjour %(name)s,\n\n%(request)s\n\nL’école note ce qu’elle a vu et n’en garde "
                "pas de copie.",
                name=situation.trainee.full_name,
                request=_request(situation),
            ),
        )


def document_message(situation: Situation) -> str:
    """Write the short message by which somebody is asked to show what they said they do."""
    trainee = situation.trainee
    with force_locale(Language.FRENCH.value):
        return str(
            gettext(
                "Bonjour %(name)s. %(request)s",
                name=trainee.given_names or trainee.family_name,
                request=_request(situation),
            )
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
    for director in directors_of(session, found.school.id):
        with force_locale(director.language.value):
            outbox.enqueue(
                session,
                director.email,
                gettext(
                    "%(employer)s conteste l’embauche de %(person)s",
                    employer=employer_of(found.hire),
                    person=found.hire.trainee.full_name,
                ),
                gettext(
                    "« %(comment)s »\n\nElle ne compte plus, jusqu’à ce que vous la régliez :\n"
                    "%(url)s",
                    comment=found.check.comment or "",
                    url=public_address("hiring.settle_hire", reference=found.hire.reference),
                ),
            )
