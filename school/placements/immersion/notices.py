"""Messages about absences and accidents, to those who must know or act."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.core import outbox
from school.core.delivery import Need
from school.messages.queries import language_of
from school.placements.immersion.labels import CARE, REASONS
from school.placements.immersion.models import Absence, Accident
from school.placements.labels import person_and_dates
from school.placements.queries import directors_of
from school.web.addresses import public_address
from school.web.filters import day as written_day


def tell_absence(session: Session, absence: Absence, *, by_tutor: bool) -> None:
    """Tell the tutor of an absence, unless it is the tutor who told it."""
    placement = absence.placement
    tutor = placement.tutor
    if by_tutor or tutor is None or tutor.email is None:
        return
    with force_locale(language_of(session, tutor.email).value):
        words = person_and_dates(placement) | {
            "start": written_day(absence.first_on),
            "end": written_day(absence.last_on),
        }
        outbox.enqueue(
            session,
            tutor.email,
            gettext("Absence %(of_person)s", **words),
            gettext(
                "Bonjour %(name)s,\n\n%(person)s est en absence du %(start)s au %(end)s. "
                "Motif donné : %(reason)s.\n\n%(school)s",
                name=tutor.name,
                reason=str(REASONS[absence.reason]),
                school=placement.cohort.school.name,
                **words,
            ),
            need=Need.INFORM,
            name=tutor.name,
            school_id=placement.cohort.school_id,
        )


def tell_accident(session: Session, accident: Accident) -> None:
    """Tell those who direct the school of an accident: they see that it is declared in time."""
    placement = accident.placement
    for director in directors_of(session, placement.cohort.school_id):
        with force_locale(director.language.value):
            words = person_and_dates(placement)
            outbox.enqueue(
                session,
                director.email,
                gettext("Accident signalé : %(person)s chez %(enterprise)s", **words),
                gettext(
                    "Le %(day)s. Soins : %(care)s.\n\nUn accident se déclare dans les 48 heures. "
                    "Le récit, et la suite à donner :\n%(url)s",
                    day=written_day(accident.happened_on),
                    care=str(CARE[accident.care]),
                    url=public_address("placements.accident", reference=accident.reference),
                ),
                name=director.name,
                school_id=placement.cohort.school_id,
            )
