"""Giving certificates, and revoking them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.certification import certificate_queries
from school.certification.contents import Content, content_of
from school.certification.credential import Place, credential_of
from school.certification.jury_rules import LONGEST_REASON, Revocation, dates_after_revocation
from school.certification.models import Certificate, JuryDecision
from school.certification.status_list import PLACES
from school.certification.tokens import issuer_of
from school.cohorts.cohort_queries import period_of
from school.cohorts.enrolment_rules import advance, check_dates
from school.cohorts.models import Enrolment
from school.cohorts.operations import write_dates
from school.cohorts.queries import enrolment_of_pair
from school.cohorts.rules import EnrolmentState
from school.core import audit
from school.core.clock import today
from school.core.database import one_at_a_time
from school.core.errors import InvalidInput, NotAllowed, mark
from school.core.references import ALPHABET

CODE_LETTERS = 26
"""Letters of five bits: 130 bits that nobody guesses."""


@dataclass(frozen=True)
class Issuer:
    """The installation that gives certificates: its key, and where its pages are.

    `page_of` gives the public page of a code, `list_of` the address of a list of revocations.
    """

    key: Ed25519PrivateKey
    home: str
    page_of: Callable[[str], str]
    list_of: Callable[[str], str]

    @property
    def list_name(self) -> str:
        """The name of this key's list: the end of its identifier."""
        return issuer_of(self.key)[-12:]


def give(
    session: Session,
    principal: Principal,
    decision: JuryDecision,
    enrolment: Enrolment,
    issuer: Issuer,
) -> Certificate:
    """Give the certificate that a decision is about; that of a path dates `certified_on`.

    Raises `NotAllowed` when the record says certified on another day, and `InvalidInput` when
    the day of the jury does not go with the other dates of the person.
    """
    # Places in the list are chosen among those that are free: two at once would choose blindly.
    one_at_a_time(session, Certificate)
    if decision.module is None:
        _certify(session, principal, decision, enrolment)
    certificate = _made(session, decision, enrolment, issuer)
    session.add(certificate)
    session.flush()
    about = {"code": certificate.code, "trainee": enrolment.trainee.reference}
    audit.note(session, principal.name, "certificate.give", certificate, about)
    return certificate


def revoke(
    session: Session,
    principal: Principal,
    certificate: Certificate,
    kind: Revocation,
    note: str,
) -> None:
    """Revoke a certificate for good; raises `NotAllowed` when it is, `InvalidInput` without why."""
    certificate_queries.hold_holders(session, [certificate.trainee_id])
    session.refresh(certificate)
    if certificate.revoked_on is not None:
        raise NotAllowed(mark("Ce certificat est déjà révoqué."))
    if not note:
        raise InvalidInput(mark("Dites pourquoi ce certificat est révoqué."), "note")
    withdraw(session, principal, certificate, kind, note)


def withdraw(
    session: Session,
    principal: Principal,
    certificate: Certificate,
    kind: Revocation,
    note: str | None,
) -> None:
    """Mark a certificate as revoked today; that of a path takes `certified_on` back with it."""
    certificate.revoked_on, certificate.revocation = today(), kind
    certificate.revocation_note = (note or "")[:LONGEST_REASON] or None
    audit.record(session, principal.name, "certificate.revoke", certificate)
    if certificate.module_id is not None:
        return
    enrolment = enrolment_of_pair(session, certificate.cohort_id, certificate.trainee_id)
    if enrolment is not None and enrolment.certified_on is not None:
        write_dates(enrolment, dates_after_revocation(enrolment.dates))
        audit.record(session, principal.name, "enrolment.revoke", enrolment)


def new_code() -> str:
    """Make the code of a certificate, which stands in its address and on its paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))


def _made(
    session: Session, decision: JuryDecision, enrolment: Enrolment, issuer: Issuer
) -> Certificate:
    content = _content(session, decision, enrolment)
    code, place = new_code(), _free_place(session, issuer)
    where = Place(issuer.page_of(code), issuer.home, issuer.list_of(issuer.list_name), place)
    return Certificate(
        code=code,
        decision_reference=decision.reference,
        trainee=enrolment.trainee,
        cohort=decision.jury.cohort,
        module=decision.module,
        issued_on=today(),
        content=content.as_plain(),
        credential=credential_of(content, where, issuer.key),
        status_list=issuer.list_name,
        status_index=place,
    )


def _content(session: Session, decision: JuryDecision, enrolment: Enrolment) -> Content:
    cohort, module = decision.jury.cohort, decision.module
    modules = certificate_queries.modules_with_rules(session, cohort, module.id if module else None)
    return content_of(
        decision.jury,
        enrolment.trainee,
        modules,
        certificate_queries.competencies_of(session, modules),
        certificate_queries.version_of(session, cohort),
        whole_path=module is None,
    )


def _certify(
    session: Session, principal: Principal, decision: JuryDecision, enrolment: Enrolment
) -> None:
    held_on = decision.jury.held_on
    if enrolment.certified_on == held_on:
        return
    if enrolment.certified_on is not None:
        raise NotAllowed(
            mark("La fiche dit déjà : certification le %(day)s. Corrigez-la d’abord."),
            values={"day": enrolment.certified_on.isoformat()},
        )
    dates = advance(enrolment.dates, EnrolmentState.CERTIFIED, held_on)
    try:
        check_dates(dates, period_of(enrolment.cohort), today())
    except InvalidInput as refusal:
        raise NotAllowed(
            mark("Le jour du jury ne va pas avec les dates de la fiche de %(name)s."),
            values={"name": enrolment.trainee.full_name},
        ) from refusal
    write_dates(enrolment, dates)
    audit.record(session, principal.name, "enrolment.certified", enrolment)


def _free_place(session: Session, issuer: Issuer) -> int:
    taken = certificate_queries.taken_places(session, issuer.list_name)
    while True:
        place = secrets.randbelow(PLACES)
        if place not in taken:
            return place
