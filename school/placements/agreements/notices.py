"""Messages about agreements: to those who sign by link, and back to the school."""

from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, Language
from school.core import outbox
from school.placements import queries as placement_queries
from school.placements.agreements import labels
from school.placements.agreements.link_operations import Sent
from school.placements.agreements.models import AgreementParty, AgreementVersion
from school.placements.agreements.queries import PURPOSES
from school.placements.agreements.rules import OUTSIDE, AgreementStatus, Party
from school.placements.labels import person_and_dates
from school.web.addresses import public_address


def send_link(
    session: Session,
    version: AgreementVersion,
    row: AgreementParty,
    token: str,
    *,
    reminder: bool = False,
) -> None:
    """Write to a party with the link to confirm or sign by; a reminder carries it too."""
    with force_locale(Language.FRENCH.value):
        outbox.enqueue(
            session,
            row.email or "",
            _subject(version, row, reminder=reminder),
            gettext(
                "Bonjour %(name)s,\n\n%(question)s\n\nOuvrez ce lien : aucun compte n’est "
                "demandé, et rien n’est signé avant que vous ne l’ayez dit.\n%(url)s\n\n"
                "Il est à votre nom et sert pendant %(days)s jours.\n\n%(school)s",
                name=row.name,
                question=_question(version, row.party),
                days=LINK_LIFETIMES[PURPOSES[row.party]].days,
                school=version.placement.cohort.school.name,
                url=public_address("placements.link_agreement", token=token),
            ),
        )


def _subject(version: AgreementVersion, row: AgreementParty, *, reminder: bool) -> str:
    words = {"what": labels.KINDS[version.kind], **person_and_dates(version.placement)}
    if reminder:
        return str(gettext("Rappel : %(what)s pour %(person)s vous attend", **words))
    if row.party is Party.TUTOR:
        return str(gettext("Les missions %(of_person)s à confirmer", **words))
    return str(gettext("%(what)s pour %(person)s, à relire et à signer", **words))


def _question(version: AgreementVersion, party: Party) -> str:
    words = {"what": labels.KINDS[version.kind], **person_and_dates(version.placement)}
    if party is Party.TUTOR:
        return str(
            gettext(
                "Vous accueillez %(person)s chez %(enterprise)s : les missions prévues sont-elles "
                "bien celles du poste ?",
                **words,
            )
        )
    return str(
        gettext("%(what)s pour %(person)s chez %(enterprise)s attend votre signature.", **words)
    )


def link_message(version: AgreementVersion, row: AgreementParty, token: str) -> str:
    """Write the short message that carries a party's link, for a telephone."""
    with force_locale(Language.FRENCH.value):
        return str(
            gettext(
                "%(school)s : %(question)s %(url)s",
                school=version.placement.cohort.school.name,
                question=_question(version, row.party),
                url=public_address("placements.link_agreement", token=token),
            )
        )


def deliver(session: Session, sent: Sent, *, reminder: bool = False) -> None:
    """Write to somebody with their link, or tell the school that they have no address."""
    if sent.secret is None:
        tell_school(session, sent.version, _no_address(sent.row))
    else:
        send_link(session, sent.version, sent.row, sent.secret, reminder=reminder)


def _no_address(row: AgreementParty) -> str:
    return str(
        gettext(
            "%(name)s n’a pas d’adresse de courriel : préparez un message, ou appelez.",
            name=row.name,
        )
    )


def tell_school(session: Session, version: AgreementVersion, text: str = "") -> None:
    """Tell those who direct the school where an agreement stands, and what to do."""
    placement = version.placement
    for director in placement_queries.directors_of(session, placement.cohort.school_id):
        with force_locale(director.language.value):
            outbox.enqueue(
                session,
                director.email,
                gettext(
                    "%(state)s : convention %(of_person)s",
                    state=labels.STATES[version.status],
                    **person_and_dates(placement),
                ),
                gettext(
                    "%(text)s\n\n%(url)s",
                    text=text or version.reason or labels.STATES[version.status],
                    url=public_address("placements.agreement", reference=placement.reference),
                ),
            )


def tell_news(session: Session, version: AgreementVersion) -> None:
    """Tell the school what somebody's answer changed, when it is the school's turn again."""
    if version.status in {
        AgreementStatus.TO_CORRECT,
        AgreementStatus.IN_REVIEW,
        AgreementStatus.REJECTED,
    }:
        tell_school(session, version)


def tell_in_force(session: Session, version: AgreementVersion) -> None:
    """Tell all who had a part in an agreement that everybody has signed it."""
    with force_locale(Language.FRENCH.value):
        words = person_and_dates(version.placement)
        for row in version.parties:
            if row.party in OUTSIDE and row.email:
                outbox.enqueue(
                    session,
                    row.email,
                    gettext("Signée par tous : convention %(of_person)s", **words),
                    gettext(
                        "Bonjour %(name)s,\n\n%(what)s pour %(person)s chez %(enterprise)s est en "
                        "vigueur. Le lien que vous avez reçu la montre toujours, et permet de "
                        "l’imprimer.\n\n%(school)s",
                        name=row.name,
                        what=labels.KINDS[version.kind],
                        school=version.placement.cohort.school.name,
                        **words,
                    ),
                )
