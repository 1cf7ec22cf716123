"""Messages about ends: to the apprentice who may contest, and to the school that must answer."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.messages.directors import tell_directors
from school.messages.posting import post
from school.messages.rules import Contact, Wording
from school.placements.ends.labels import OUTCOMES
from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import EndAction
from school.placements.labels import person_and_dates
from school.placements.models import Placement
from school.web.addresses import public_address

TOLD_APPRENTICE = frozenset({EndAction.DECLARE, EndAction.CORRECT, EndAction.UPHOLD})


def tell(session: Session, placement: Placement, end: PlacementEnd) -> None:
    """Tell of a step those whom it concerns: a contest the school, its words the apprentice."""
    school_id, trainee = placement.cohort.school_id, placement.trainee
    if end.action is EndAction.CONTEST:
        tell_directors(session, school_id, lambda: _contest_words(placement, end))
    elif end.action in TOLD_APPRENTICE:
        contact = Contact(trainee.full_name, trainee.email, trainee.phone)
        post(session, contact, lambda: _end_words(placement, end), school_id=school_id)


def _end_words(placement: Placement, end: PlacementEnd) -> Wording:
    words, url = person_and_dates(placement), _page(placement)
    letter = gettext(
        "Bonjour %(person)s,\n\nL’école note la fin de votre placement chez %(enterprise)s : "
        "%(outcome)s.\n\nVous pouvez dire que vous êtes d’accord, ou contester avec vos mots "
        ":\n%(url)s",
        outcome=str(OUTCOMES[end.outcome]),
        url=url,
        **words,
    )
    if end.action is EndAction.UPHOLD:
        letter = gettext(
            "Bonjour %(person)s,\n\nL’école a lu votre contestation et maintient la fin de "
            "votre placement chez %(enterprise)s. Sa réponse :\n\n%(answer)s\n\n%(url)s",
            answer=end.comment,
            url=url,
            **words,
        )
    text = gettext(
        "La fin de votre placement chez %(enterprise)s est notée. Êtes-vous d’accord ? %(url)s",
        url=url,
        **words,
    )
    return Wording(gettext("La fin de votre placement chez %(enterprise)s", **words), letter, text)


def _contest_words(placement: Placement, end: PlacementEnd) -> Wording:
    words = person_and_dates(placement)
    return Wording(
        gettext("%(person)s conteste la fin de son placement", **words),
        gettext(
            "%(person)s, chez %(enterprise)s :\n\n%(comment)s\n\nPour répondre :\n%(url)s",
            comment=end.comment,
            url=_page(placement),
            **words,
        ),
    )


def _page(placement: Placement) -> str:
    return public_address("placements.end", reference=placement.reference)
