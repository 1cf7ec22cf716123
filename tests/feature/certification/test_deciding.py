"""A jury's decisions: reasons, certificates given and taken back, and what the record says."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.certification import certificate_operations, operations, queries
from school.certification.certificate_pages import checked_badge
from school.certification.jury_rules import Outcome, Revocation, Ruling
from school.certification.models import Certificate, Jury
from school.certification.operations import JuryDetails, Subject
from school.certification.tokens import checked
from school.certification.verification import Validity
from school.cohorts.models import Enrolment
from school.core.clock import today
from school.core.errors import InvalidInput, NotAllowed
from school.placements.rules import PlacementStatus
from tests.factories import records
from tests.factories.certification import make_certificate, make_issuer, make_jury, module_of
from tests.support.pages import CheckingClient
from tests.support.people import People

EXCEPTION = Ruling(Outcome.CERTIFIED, derogation="Dossier papier.")


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    cohort = records.make_cohort(
        session, people.school, starts_on=today() - timedelta(days=200),
        ends_on=today() - timedelta(days=1),
    )  # fmt: skip
    return records.make_enrolment(session, cohort)


@pytest.fixture
def jury(session: Session, enrolment: Enrolment) -> Jury:
    return make_jury(session, enrolment.cohort)


def decide(people: People, session: Session, jury: Jury, ruling: Ruling, who: Enrolment) -> None:
    director = people.principal("director")
    known = queries.edition_of_decision(session, jury, who.trainee_id, None)
    operations.decide(session, director, jury, Subject(), who, ruling, make_issuer(), known=known)


def test_certifying_a_path_dates_the_record_and_gives_a_badge(
    people: People, session: Session, jury: Jury, enrolment: Enrolment
) -> None:
    decide(people, session, jury, EXCEPTION, enrolment)
    given = session.scalars(select(Certificate)).one()
    assert enrolment.certified_on == jury.held_on
    assert checked(given.credential).payload["id"].endswith(given.code)
    with pytest.raises(NotAllowed):
        decide(people, session, jury, EXCEPTION, enrolment)


def test_a_revoked_path_leaves_the_person_at_the_end_and_uncertified(
    people: People, session: Session, jury: Jury, enrolment: Enrolment
) -> None:
    decide(people, session, jury, EXCEPTION, enrolment)
    given = session.scalars(select(Certificate)).one()
    director = people.principal("director")
    certificate_operations.revoke(session, director, given, Revocation.ERROR, "Trop tôt.")
    assert (enrolment.certified_on, enrolment.completed_on) == (None, jury.held_on)
    with pytest.raises(NotAllowed):
        certificate_operations.revoke(session, director, given, Revocation.FRAUD, "Encore.")


def test_a_correction_takes_the_certificate_back(
    people: People, session: Session, jury: Jury, enrolment: Enrolment
) -> None:
    decide(people, session, jury, EXCEPTION, enrolment)
    decide(people, session, jury, Ruling(Outcome.ADJOURNED, "Examen à repasser."), enrolment)
    assert session.scalars(select(Certificate)).one().revocation is Revocation.CORRECTED
    assert enrolment.certified_on is None


def test_reasons_are_asked_for(
    people: People, session: Session, jury: Jury, enrolment: Enrolment
) -> None:
    for ruling, field in (
        (Ruling(Outcome.CERTIFIED), "derogation"),
        (Ruling(Outcome.ADJOURNED), "reason"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            decide(people, session, jury, ruling, enrolment)
        assert refusal.value.field == field
    assert session.scalars(select(Certificate)).all() == []


def test_nobody_decides_about_oneself_or_before_the_day(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    early = make_jury(session, enrolment.cohort, held_on=today() + timedelta(days=1))
    with pytest.raises(NotAllowed, match="réuni"):
        decide(people, session, early, EXCEPTION, enrolment)
    account = people.account("director")
    account.trainee_id = enrolment.trainee_id
    session.flush()
    with pytest.raises(NotAllowed, match="propre"):
        decide(people, session, make_jury(session, enrolment.cohort), EXCEPTION, enrolment)


@pytest.mark.parametrize("by", ["account", "address"])
def test_a_tutor_of_the_cohort_does_not_sit(
    people: People, session: Session, enrolment: Enrolment, by: str
) -> None:
    staff = [records.make_staff(session, school=people.school) for _ in range(2)]
    address = staff[1].email.upper() if by == "address" else None
    tutor = records.make_tutor(session, email=address)
    records.make_placement(session, enrolment, tutor=tutor, status=PlacementStatus.LIVE)
    if by == "account":
        session.add(Account(name="X", email="x@x.test", staff_id=staff[1].id, tutor_id=tutor.id))
        session.flush()
    details = JuryDetails(today(), "Cotonou", [one.id for one in staff], staff[0].id)
    with pytest.raises(InvalidInput, match="siège pas"):
        operations.call_jury(session, people.principal("director"), enrolment.cohort, details)


def test_only_who_meets_everything_is_certified_together(
    people: People, session: Session, jury: Jury, enrolment: Enrolment
) -> None:
    subject = Subject(module_of(session))
    with pytest.raises(NotAllowed):
        operations.certify_several(
            session, people.principal("director"), jury, subject,
            [enrolment.trainee.reference], make_issuer(),
        )  # fmt: skip
    assert queries.decisions_of(session, jury) == []


def test_the_public_page_says_who_for_what_and_that_it_was_revoked(
    app: Flask, session: Session, enrolment: Enrolment
) -> None:
    given = make_certificate(session, enrolment, revoked_on=today(), revocation=Revocation.FRAUD)
    session.commit()
    page = app.test_client().get(f"/attest/{given.code}")
    assert page.status_code == 200
    assert "obtenu par fraude" in page.text
    assert enrolment.trainee.full_name in page.text
    assert enrolment.trainee.reference not in page.text
    assert app.test_client().get("/attest/NOBODY").status_code == 404


@pytest.mark.parametrize("sent", ["", "x.y.z", "a" * 300_000, "…", "<svg/>"])
def test_what_is_no_badge_is_refused_and_never_breaks(app: Flask, sent: str) -> None:
    answer = app.test_client().post("/attest", data={"text": sent})
    assert answer.status_code == 422


def test_an_apprentice_lists_and_downloads_the_own_certificates_alone(
    people: People, session: Session, enrolment: Enrolment,
    signed_in: Callable[[str], CheckingClient],
) -> None:  # fmt: skip
    trainee_id = people.account("apprentice").trainee_id
    own = records.make_enrolment(session, enrolment.cohort)
    account = people.account("apprentice")
    assert trainee_id is not None
    account.trainee_id = own.trainee_id
    mine, other = make_certificate(session, own), make_certificate(session, enrolment)
    session.commit()
    client = signed_in("apprentice")
    assert mine.code in client.get(f"/people/{own.trainee.reference}/certificates").text
    assert client.get(f"/certificates/{mine.code}/certificate.pdf").data.startswith(b"%PDF")
    assert client.get(f"/certificates/{mine.code}/badge.svg").status_code == 200
    assert client.get(f"/certificates/{other.code}").status_code == 404
    assert client.get(f"/people/{enrolment.trainee.reference}/certificates").status_code == 404


def test_a_badge_that_is_sent_is_held_against_what_is_kept(
    session: Session, enrolment: Enrolment
) -> None:
    given = make_certificate(session, enrolment)
    badge, ours = given.credential.encode(), make_issuer()
    assert checked_badge(session, badge, ours).validity is Validity.VALID
    given.revoked_on, given.revocation = today(), Revocation.ERROR
    session.flush()
    assert checked_badge(session, badge, ours).validity is Validity.REVOKED
    other = make_issuer(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    assert checked_badge(session, badge, other).validity is Validity.OTHER_KEY
    session.delete(given)
    session.flush()
    assert checked_badge(session, badge, ours).validity is Validity.UNKNOWN
