"""Messages about absences and accidents, to those who must know or act."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.messages.directors import tell_directors
from school.messages.rules import Contact, Wording
from school.placements.host_notices import tell_host
from school.placements.immersion.labels import CARE, REASONS
from school.placements.immersion.models import Absence, Accident
from school.placements.labels import person_and_dates
from school.web.addresses import public_address
from school.web.filters import day as written_day


def tell_absence(session: Session, absence: Absence, *, by_tutor: bool) -> None:
    """Tell the tutor of an absence, unless it is the tutor who told it.

    A tutor who cannot be reached is told through the enterprise or the school.
    """
    if not by_tutor:
        tell_host(session, absence.placement, lambda reader: _absence_words(absence, reader))


def _absence_words(absence: Absence, reader: Contact) -> Wording:
    placement = absence.placement
    words = person_and_dates(placement) | {
        "start": written_day(absence.first_on),
        "end": written_day(absence.last_on),
        "school": placement.cohort.school.name,
    }
    # The tutor reads why; who only passes the word on need not.
    why = ""
    if placement.tutor is not None and reader.name == placement.tutor.name:
        why = gettext("Motif donné : %(reason)s.", reason=str(REASONS[absence.reason]))
    return Wording(
        gettext("Absence %(of_person)s", **words),
        gettext(
            "Bonjour %(name)s,\n\n%(person)s est en absence du %(start)s au %(end)s. "
            "%(why)s\n\n%(school)s",
            name=reader.name,
            why=why,
            **words,
        ),
        gettext("%(school)s : %(person)s est en absence du %(start)s au %(end)s.", **words),
    )


def tell_accident(session: Session, accident: Accident) -> None:
    """Tell those who direct the school of an accident: they see that it is declared in time."""
    placement = accident.placement
    tell_directors(
        session,
        placement.cohort.school_id,
        lambda: Wording(
            gettext(
                "Accident signalé : %(person)s chez %(enterprise)s", **person_and_dates(placement)
            ),
            gettext(
                "Le %(day)s. Soins : %(care)s.\n\nUn accident se déclare dans les 48 heures. "
                "Le récit, et la suite à donner :\n%(url)s",
                day=written_day(accident.happened_on),
                care=str(CARE[accident.care]),
                url=public_address("placements.accident", reference=accident.reference),
            ),
        ),
    )
