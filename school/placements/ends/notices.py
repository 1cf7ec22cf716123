"""Messages about ends: to the apprentice who may contest, and to the school that must answer."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.core import outbox
from school.messages.queries import language_of
from school.placements.ends.labels import OUTCOMES
from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import EndAction
from school.placements.labels import person_and_dates
from school.placements.models import Placement
from school.placements.queries import directors_of
from school.web.addresses import public_address

TOLD_APPRENTICE = frozenset({EndAction.DECLARE, EndAction.CORRECT, EndAction.UPHOLD})


def tell(session: Session, placement: Placement, end: PlacementEnd) -> None:
    """Tell of a step those whom it concerns: a contest the school, its words the apprentice."""
    if end.action is EndAction.CONTEST:
        _tell_school(session, placement, end)
    elif end.action in TOLD_APPRENTICE and placement.trainee.email:
        _tell_apprentice(session, placement, end)


def _tell_apprentice(session: Session, placement: Placement, end: PlacementEnd) -> None:
    with force_locale(language_of(session, placement.trainee.email).value):
        words = person_and_dates(placement)
        text = gettext(
            "Bonjour %(person)s,\n\nL’école note la fin de votre placement chez %(enterprise)s : "
            "%(outcome)s.\n\nVous pouvez dire que vous êtes d’accord, ou contester avec vos mots "
            ":\n%(url)s",
            outcome=str(OUTCOMES[end.outcome]),
            url=_page(placement),
            **words,
        )
        if end.action is EndAction.UPHOLD:
            text = gettext(
                "Bonjour %(person)s,\n\nL’école a lu votre contestation et maintient la fin de "
                "votre placement chez %(enterprise)s. Sa réponse :\n\n%(answer)s\n\n%(url)s",
                answer=end.comment,
                url=_page(placement),
                **words,
            )
        subject = gettext("La fin de votre placement chez %(enterprise)s", **words)
        outbox.enqueue(session, placement.trainee.email or "", subject, text)


def _tell_school(session: Session, placement: Placement, end: PlacementEnd) -> None:
    for director in directors_of(session, placement.cohort.school_id):
        with force_locale(director.language.value):
            words = person_and_dates(placement)
            outbox.enqueue(
                session,
                director.email,
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
