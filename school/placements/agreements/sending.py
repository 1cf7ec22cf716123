"""Sending agreements: who has a part in a version, and what stays confirmed of the one before."""

from sqlalchemy.orm import Session

from school.accounts.closing import check_open
from school.core import audit
from school.core.clock import now
from school.core.errors import InvalidInput, mark
from school.messages.rules import Contact
from school.placements.agreements import queries
from school.placements.agreements.contents import changed_sections, missing
from school.placements.agreements.models import (
    AgreementConfirmation,
    AgreementParty,
    AgreementVersion,
)
from school.placements.agreements.operations import (
    check_action,
    check_going,
    enter,
    in_force_among,
    progress_of,
)
from school.placements.agreements.progress_rules import status_after
from school.placements.agreements.rules import OUTSIDE, Action, AgreementKind, Party, carried


def send(session: Session, actor: str, version: AgreementVersion) -> AgreementVersion:
    """Open a draft to signature: those who signed earlier versions confirm what changed alone.

    Raises `InvalidInput` while a section is not written, or nothing differs from what is in force.
    """
    queries.hold(session, version)
    check_action(version, Action.SEND, Party.SCHOOL)
    check_open(version.placement.cohort.school)
    check_going(version.placement)
    if absent := missing(version):
        raise InvalidInput(
            mark("Il manque encore des rubriques à remplir avant l’envoi."), absent[0].value
        )
    former = _renewed(session, version)
    if version.kind is not AgreementKind.INITIAL and not _differs(session, version):
        raise InvalidInput(mark("Rien ne change : cette modification ne dit rien de nouveau."))
    _name_parties(version)
    if former is not None:
        _carry(version, former)
    session.flush()
    version.sent_at = now()
    enter(version, status_after(progress_of(version)))
    audit.record(session, actor, "agreement.send", version)
    return version


def _renewed(session: Session, version: AgreementVersion) -> AgreementVersion | None:
    if version.renewed_from is None:
        return None
    versions = queries.versions_of(session, version.placement_id)
    return next((one for one in versions if one.number == version.renewed_from), None)


def _differs(session: Session, version: AgreementVersion) -> bool:
    base = in_force_among(queries.versions_of(session, version.placement_id))
    return base is None or bool(changed_sections(base, version))


def _name_parties(version: AgreementVersion) -> None:
    for party in (*OUTSIDE, Party.SCHOOL):
        contact = contact_of(version, party)
        version.parties.append(
            AgreementParty(party=party, name=contact.name, email=contact.email, phone=contact.phone)
        )


def contact_of(version: AgreementVersion, party: Party) -> Contact:
    """Tell whom a version names for a party, and how they are reached."""
    placement = version.placement
    if party is Party.REPRESENTATIVE:
        return Contact(
            version.representative_name or placement.enterprise.name,
            version.representative_email,
            version.representative_phone,
        )
    if party is Party.APPRENTICE:
        trainee = placement.trainee
        return Contact(trainee.full_name, trainee.email, trainee.phone)
    if party is Party.TUTOR and version.tutor is not None:
        return Contact(version.tutor.name, version.tutor.email, version.tutor.phone)
    return Contact(placement.cohort.school.name)


def _carry(version: AgreementVersion, former: AgreementVersion) -> None:
    changed = changed_sections(former, version)
    kept = carried(((one.party, one.section) for one in former.confirmations), changed)
    for one in former.confirmations:
        if (one.party, one.section) in kept:
            version.confirmations.append(
                AgreementConfirmation(
                    party=one.party,
                    section=one.section,
                    confirmed_at=one.confirmed_at,
                    confirmed_by=one.confirmed_by,
                    channel=one.channel,
                    carried_from=one.carried_from or former.number,
                )
            )
