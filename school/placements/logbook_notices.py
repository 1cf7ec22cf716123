"""Messages about a week of the logbook that its tutor finds wrong."""

from datetime import date

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.messages.directors import tell_directors
from school.messages.posting import can_be_written_to, post
from school.messages.rules import Contact, Wording
from school.placements.operations_links import OpenedLink, answerer_of
from school.web.addresses import public_address
from school.web.filters import day as written_day


def tell_contested(session: Session, found: OpenedLink, monday: date, words: str) -> None:
    """Tell the apprentice what their tutor finds wrong; where they are not reached, the school."""
    placement = found.placement
    school_id, trainee = placement.cohort.school_id, placement.trainee
    reader = Contact(trainee.full_name, trainee.email, trainee.phone)
    if can_be_written_to(reader):
        post(session, reader, lambda: _words(found, monday, words), school_id=school_id)
    else:
        tell_directors(session, school_id, lambda: _words(found, monday, words))


def _words(found: OpenedLink, monday: date, words: str) -> Wording:
    placement = found.placement
    url = public_address(
        "placements.logbook", reference=placement.reference, week=monday.isoformat()
    )
    told = {
        "tutor": answerer_of(found.link),
        "person": placement.trainee.full_name,
        "day": written_day(monday),
        "words": words,
        "url": url,
    }
    return Wording(
        gettext("Semaine du %(day)s : des heures à corriger", **told),
        gettext(
            "%(tutor)s ne valide pas encore la semaine du %(day)s de %(person)s :\n\n"
            "« %(words)s »\n\nCorrigez le carnet, puis renvoyez la semaine :\n%(url)s",
            **told,
        ),
        gettext(
            "%(tutor)s ne valide pas la semaine du %(day)s : « %(words)s ». Corrigez : %(url)s",
            **told,
        ),
    )
