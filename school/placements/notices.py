"""Messages about placements: to those who answer by link, and back to the school."""

from datetime import date

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.delivery import MessageChannel, Need
from school.messages.directors import tell_directors
from school.messages.posting import post, text_for
from school.messages.rules import Wording
from school.placements.labels import person_and_dates, reason_words
from school.placements.link_words import handed_on_words
from school.placements.models import Placement
from school.placements.operations_links import Recipient, recipient_of
from school.placements.rules import PlacementStatus
from school.web.addresses import public_address
from school.web.filters import day as written_day
from school.web.filters import of


def send_proposal(
    session: Session, placement: Placement, recipient: Recipient, token: str
) -> MessageChannel | None:
    """Write to the enterprise that a placement is proposed, with the link to answer by."""
    school_id = placement.cohort.school_id
    return post(
        session, recipient, lambda: _proposal_words(placement, recipient, token),
        school_id=school_id,
    )  # fmt: skip


def proposal_message(session: Session, placement: Placement, token: str) -> str:
    """Write the short message by which an enterprise is asked to confirm, for a telephone."""
    recipient = recipient_of(placement)
    return text_for(session, recipient, lambda: _proposal_words(placement, recipient, token))


def _proposal_words(placement: Placement, recipient: Recipient, token: str) -> Wording:
    words = person_and_dates(placement)
    school = placement.cohort.school.name
    url = public_address("placements.link_confirm", token=token)
    return Wording(
        gettext("Confirmez-vous le placement %(of_person)s ?", **words),
        gettext(
            "Bonjour %(name)s,\n\n%(school)s vous propose d’accueillir %(person)s, "
            "du %(start)s au %(end)s, au poste « %(position)s ».\n\n"
            "Pour confirmer ou décliner, ouvrez ce lien. Aucun compte n’est demandé :\n"
            "%(url)s\n\nIl sert pendant %(days)s jours.\n\n%(school)s",
            name=recipient.name,
            school=school,
            position=placement.position or "—",
            days=LINK_LIFETIMES[LinkPurpose.CONFIRM_PLACEMENT].days,
            url=url,
            **words,
        ),
        gettext(
            "%(school)s : confirmez-vous le placement %(of_person)s du %(start)s au %(end)s ? "
            "%(url)s",
            school=school,
            url=url,
            **words,
        ),
    )


def send_week(
    session: Session, placement: Placement, recipient: Recipient, monday: date, token: str
) -> MessageChannel | None:
    """Write to the tutor that a week of the logbook awaits validation."""
    return post(
        session, recipient, lambda: _week_words(placement, recipient, monday, token),
        school_id=placement.cohort.school_id,
    )  # fmt: skip


def week_message(session: Session, placement: Placement, monday: date, token: str) -> str:
    """Write the short message by which a tutor is asked to validate a week."""
    recipient = recipient_of(placement)
    return text_for(session, recipient, lambda: _week_words(placement, recipient, monday, token))


def _week_words(placement: Placement, recipient: Recipient, monday: date, token: str) -> Wording:
    words = person_and_dates(placement)
    school = placement.cohort.school.name
    url = public_address("placements.link_week", token=token)
    return Wording(
        gettext("Une semaine %(of_person)s à valider", **words),
        gettext(
            "Bonjour %(name)s,\n\n%(person)s a rempli son carnet pour la semaine du "
            "%(day)s.\n\nPour relire les heures et les valider, ouvrez ce lien. Aucun compte "
            "n’est demandé :\n%(url)s\n\n%(school)s",
            name=recipient.name,
            day=written_day(monday),
            school=school,
            url=url,
            **words,
        ),
        gettext(
            "%(school)s : validez-vous la semaine du %(day)s %(of_person)s ? %(url)s",
            school=school,
            of_person=of(placement.trainee.full_name),
            day=written_day(monday),
            url=url,
        ),
    )


def tell_answer(session: Session, placement: Placement, link: SignedLink | None = None) -> None:
    """Tell those who direct the school that the enterprise confirmed or declined.

    A refusal asks for another proposal; a confirmation only informs. Who answered by a link that
    was sent to somebody else is named.
    """
    declined = placement.status is PlacementStatus.DECLINED
    tell_directors(
        session,
        placement.cohort.school_id,
        lambda: Wording(
            _answer_subject(placement), f"{_answer(placement)}\n\n{handed_on_words(link)}".rstrip()
        ),
        Need.ACT if declined else Need.INFORM,
    )


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
    """Tell those who direct the school that somebody who cannot be reached asks for a new link."""
    tell_directors(
        session,
        placement.cohort.school_id,
        lambda: Wording(
            gettext("%(name)s demande un nouveau lien", name=recipient_name),
            gettext(
                "Le lien reçu pour le placement %(of_person)s a expiré, et nous n’avons pas "
                "d’adresse où en envoyer un autre. Préparez un message sur cette page :\n"
                "%(url)s",
                of_person=of(placement.trainee.full_name),
                url=_page(placement),
            ),
        ),
    )


def _page(placement: Placement) -> str:
    return public_address("placements.show", reference=placement.reference)
