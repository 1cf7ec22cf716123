"""Messages about agreements: to those who sign by link, and back to the school."""

from flask_babel import gettext
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES
from school.core.delivery import MessageChannel, Need
from school.messages.directors import tell_directors
from school.messages.posting import can_be_written_to, post, text_for
from school.messages.rules import Contact, Wording
from school.placements.agreements import labels
from school.placements.agreements.link_operations import Sent
from school.placements.agreements.models import AgreementParty, AgreementVersion
from school.placements.agreements.queries import PURPOSES
from school.placements.agreements.rules import OUTSIDE, AgreementStatus, Party
from school.placements.labels import person_and_dates
from school.web.addresses import public_address

SCHOOLS_TURN = frozenset(
    {AgreementStatus.TO_CORRECT, AgreementStatus.IN_REVIEW, AgreementStatus.REJECTED}
)


def contact_of(row: AgreementParty) -> Contact:
    """Tell how a party is written to."""
    return Contact(row.name, row.email, row.phone)


def send_link(
    session: Session,
    version: AgreementVersion,
    row: AgreementParty,
    token: str,
    *,
    reminder: bool = False,
) -> MessageChannel | None:
    """Write to a party, by mail or SMS, with the link to confirm or sign by."""
    return post(
        session,
        contact_of(row),
        lambda: _words(version, row, token, reminder=reminder),
        school_id=version.placement.cohort.school_id,
    )


def link_message(
    session: Session, version: AgreementVersion, row: AgreementParty, token: str
) -> str:
    """Write the short message that carries a party's link, to be copied."""
    return text_for(session, contact_of(row), lambda: _words(version, row, token, reminder=False))


def _words(
    version: AgreementVersion, row: AgreementParty, token: str, *, reminder: bool
) -> Wording:
    school, question = version.placement.cohort.school.name, _question(version, row.party)
    url = public_address("placements.link_agreement", token=token)
    return Wording(
        _subject(version, row, reminder=reminder),
        gettext(
            "Bonjour %(name)s,\n\n%(question)s\n\nOuvrez ce lien : aucun compte n’est "
            "demandé, et rien n’est signé avant que vous ne l’ayez dit.\n%(url)s\n\n"
            "Il est à votre nom et sert pendant %(days)s jours.\n\n%(school)s\n\n"
            "Lien perdu ou expiré ? Demandez-en un autre ici :\n%(again)s",
            name=row.name,
            question=question,
            days=LINK_LIFETIMES[PURPOSES[row.party]].days,
            school=school,
            url=url,
            again=public_address("placements.agreements_again"),
        ),
        gettext("%(school)s : %(question)s %(url)s", school=school, question=question, url=url),
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


def deliver(session: Session, sent: Sent, *, reminder: bool = False) -> None:
    """Bring somebody their link, or tell the school that no message reaches them."""
    if not can_be_written_to(contact_of(sent.row)):
        tell_school(session, sent.version, unreachable=sent.row)
        return
    send_link(session, sent.version, sent.row, sent.secret, reminder=reminder)


def tell_school(
    session: Session, version: AgreementVersion, unreachable: AgreementParty | None = None
) -> None:
    """Tell those who direct the school where an agreement stands, and what to do."""
    school_id = version.placement.cohort.school_id
    tell_directors(session, school_id, lambda: _school_words(version, unreachable))


def _school_words(version: AgreementVersion, unreachable: AgreementParty | None) -> Wording:
    state, words = labels.STATES[version.status], person_and_dates(version.placement)
    text = version.reason or str(state)
    if unreachable is not None:
        text = gettext(
            "%(name)s n’a ni courriel ni téléphone où écrire : préparez un message, ou appelez.",
            name=unreachable.name,
        )
    page = public_address("placements.agreement", reference=version.placement.reference)
    return Wording(
        gettext("%(state)s : convention %(of_person)s", state=state, **words),
        gettext("%(text)s\n\n%(url)s", text=text, url=page),
        gettext("%(text)s %(url)s", text=text, url=page),
    )


def tell_news(session: Session, version: AgreementVersion) -> None:
    """Tell the school what somebody's answer changed, when it is the school's turn again."""
    if version.status in SCHOOLS_TURN:
        tell_school(session, version)


def tell_in_force(session: Session, version: AgreementVersion) -> None:
    """Tell all who had a part in an agreement that everybody has signed it."""
    for row in version.parties:
        if row.party in OUTSIDE:
            post(
                session,
                contact_of(row),
                lambda name=row.name: _in_force_words(version, name),  # type: ignore[misc]
                school_id=version.placement.cohort.school_id,
                need=Need.INFORM,
            )


def _in_force_words(version: AgreementVersion, name: str) -> Wording:
    words = {"what": labels.KINDS[version.kind], **person_and_dates(version.placement)}
    return Wording(
        gettext("Signée par tous : convention %(of_person)s", **words),
        gettext(
            "Bonjour %(name)s,\n\n%(what)s pour %(person)s chez %(enterprise)s est en vigueur. Le "
            "lien que vous avez reçu la montre toujours, et permet de l’imprimer.\n\n%(school)s",
            name=name,
            school=version.placement.cohort.school.name,
            **words,
        ),
    )
