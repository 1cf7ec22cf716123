"""Messages about placements: to those who answer by link, and back to the school."""

from datetime import date

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, Language, LinkPurpose
from school.core import outbox
from school.placements import queries
from school.placements.labels import person_and_dates, reason_words
from school.placements.models import Placement
from school.placements.operations_links import Recipient
from school.placements.rules import PlacementStatus
from school.web.addresses import public_address
from school.web.filters import day as written_day
from school.web.filters import of


def proposal_message(placement: Placement, token: str) -> str:
    """Write the short message by which an enterprise is asked to confirm, for a telephone."""
    with force_locale(Language.FRENCH.value):
        return str(
            gettext(
                "%(school)s : confirmez-vous le placement %(of_person)s du %(start)s au %(end)s ? "
                "%(url)s",
                school=placement.cohort.school.name,
                url=public_address("placements.link_confirm", token=token),
                **person_and_dates(placement),
            )
        )


def week_message(placement: Placement, monday: date, token: str) -> str:
    """Write the short message by which a tutor is asked to validate a week."""
    with force_locale(Language.FRENCH.value):
        return str(
            gettext(
                "%(school)s : validez-vous la semaine du %(day)s %(of_person)s ? %(url)s",
                school=placement.cohort.school.name,
                of_person=of(placement.trainee.full_name),
                day=written_day(monday),
                url=public_address("placements.link_week", token=token),
            )
        )


def send_proposal(session: Session, placement: Placement, recipient: Recipient, token: str) -> None:
    """Write to the enterprise that a placement is proposed, with the link to answer by."""
    with force_locale(Language.FRENCH.value):
        words = person_and_dates(placement)
        outbox.enqueue(
            session,
            recipient.email or "",
            gettext("Confirmez-vous le placement %(of_person)s ?", **words),
            gettext(
                "Bonjour %(name)s,\n\n%(school)s vous propose d’accueillir %(person)s, "
                "du %(start)s au %(end)s, au poste « %(position)s ».\n\n"
                "Pour confirmer ou décliner, ouvrez ce lien. Aucun compte n’est demandé :\n"
                "%(url)s\n\nIl sert pendant %(days)s jours.\n\n%(school)s",
                name=recipient.name,
                school=placement.cohort.school.name,
                position=placement.position or "—",
                days=LINK_LIFETIMES[LinkPurpose.CONFIRM_PLACEMENT].days,
                url=public_address("placements.link_confirm", token=token),
                **words,
            ),
        )


def send_week(
    session: Session, placement: Placement, recipient: Recipient, monday: date, token: str
) -> None:
    """Write to the tutor that a week of the logbook awaits validation."""
    with force_locale(Language.FRENCH.value):
        words = person_and_dates(placement)
        outbox.enqueue(
            session,
            recipient.email or "",
            gettext("Une semaine %(of_person)s à valider", **words),
            gettext(
                "Bonjour %(name)s,\n\n%(person)s a rempli son carnet pour la semaine du "
                "%(day)s.\n\nPour relire les heures et les valider, ouvrez ce lien. Aucun compte "
                "n’est demandé :\n%(url)s\n\n%(school)s",
                name=recipient.name,
                day=written_day(monday),
                school=placement.cohort.school.name,
                url=public_address("placements.link_week", token=token),
                **words,
            ),
        )


def tell_answer(session: Session, placement: Placement) -> None:
    """Tell those who direct the school that the enterprise confirmed or declined."""
    for director in queries.directors_of(session, placement.cohort.school_id):
        with force_locale(director.language.value):
            outbox.enqueue(session, director.email, _answer_subject(placement), _answer(placement))


def _answer_subject(placement: Placement) -> str:
    words = person_and_dates(placement)
    if placement.status is PlacementStatus.DECLINED:
        return str(gettext("%(enterprise)s décline le placement %(of_person)s", **words))
    return str(gettext("%(enterprise)s confirme le placement %(of_person)s", **words))


def _answer(placement: Placement) -> str:
    words = person_and_dates(placement)
    url = _page(placement)
    if placement.status is PlacementStatus.DECLINED:
        return str(
            gettext(
                "Raison donnée : %(reason)s.\n\nPour proposer une autre entreprise :\n%(url)s",
                reason=reason_words(placement.end_reason),
                url=url,
            )
        )
    return str(gettext("Le travail commence le %(start)s.\n\n%(url)s", url=url, **words))


def tell_link_wanted(session: Session, placement: Placement, recipient_name: str) -> None:
    """Tell those who direct the school that somebody without e-mail asks for a new link."""
    for director in queries.directors_of(session, placement.cohort.school_id):
        with force_locale(director.language.value):
            outbox.enqueue(
                session,
                director.email,
                gettext("%(name)s demande un nouveau lien", name=recipient_name),
                gettext(
                    "Le lien reçu pour le placement %(of_person)s a expiré, et nous n’avons pas "
                    "d’adresse où en envoyer un autre. Préparez un message sur cette page :\n"
                    "%(url)s",
                    of_person=of(placement.trainee.full_name),
                    url=_page(placement),
                ),
            )


def _page(placement: Placement) -> str:
    return public_address("placements.show", reference=placement.reference)
