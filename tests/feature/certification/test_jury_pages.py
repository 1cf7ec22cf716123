"""What a jury does through its pages: giving, correcting, revoking, and what is refused there."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.certification.models import Certificate, Jury, JuryDecision
from school.cohorts.models import Enrolment
from school.core.clock import today
from school.placements.rules import PlacementStatus
from tests.factories import records
from tests.factories.certification import make_certificate, make_jury, module_of
from tests.support.pages import CheckingClient
from tests.support.people import People

REASON = "Dossier papier, brûlé en mars."
EXCEPTION = {"outcome": "certified", "derogation": REASON}


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    cohort = records.make_cohort(
        session, people.school, starts_on=today() - timedelta(days=200),
        ends_on=today() - timedelta(days=1),
    )  # fmt: skip
    return records.make_enrolment(session, cohort)


@pytest.fixture
def jury(session: Session, enrolment: Enrolment) -> Jury:
    made = make_jury(session, enrolment.cohort)
    session.commit()
    return made


@pytest.fixture
def director(jury: Jury, signed_in: Callable[[str], CheckingClient]) -> CheckingClient:
    del jury
    return signed_in("director")


def address(jury: Jury, enrolment: Enrolment, subject: str = "path") -> str:
    return f"/juries/{jury.reference}/people/{enrolment.trainee.reference}?subject={subject}"


def certificates(session: Session) -> list[Certificate]:
    session.rollback()
    return list(session.scalars(select(Certificate).order_by(Certificate.id)))


def read_now(page: str) -> dict[str, str]:
    """Read from the form of a decision what it knows as written."""
    found = re.search(r'<input[^>]*name="version"[^>]*value="(\d+)"', page)
    assert found is not None
    return {"version": found[1]}


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(
    session: Session, director: CheckingClient, jury: Jury, enrolment: Enrolment
) -> None:
    page = address(jury, enrolment, "F0")
    opened = read_now(director.get(page).text)
    adjourned = {"outcome": "adjourned", "reason": "Le dossier manque."}
    assert director.post(page, data=adjourned | opened).status_code == 303
    refused = director.post(page, data=EXCEPTION | opened)
    assert (refused.status_code, REASON in refused.text) == (422, True)
    assert "Le dossier manque." in refused.text
    assert certificates(session) == []
    corrected = {"outcome": "adjourned", "reason": "Deux dossiers manquent."}
    fresh = read_now(director.get(page).text)
    assert director.post(page, data=corrected | fresh).status_code == 303
    # The same day the row is corrected in place: what it says tells, not how many there are.
    assert director.post(page, data=EXCEPTION | fresh).status_code == 422
    assert director.post(page, data=EXCEPTION | read_now(refused.text)).status_code == 422
    assert (
        director.post(page, data=EXCEPTION | read_now(director.get(page).text)).status_code == 303
    )


def test_a_certificate_is_given_and_anybody_verifies_it(
    session: Session, director: CheckingClient, jury: Jury, enrolment: Enrolment
) -> None:
    assert director.post(address(jury, enrolment), data=EXCEPTION).status_code == 303
    [given] = certificates(session)
    page = director.get(f"/juries/{jury.reference}").text
    assert "par dérogation" in page
    assert given.code in page
    assert REASON in director.get(address(jury, enrolment)).text
    public = director.application.test_client().get(f"/attest/{given.code}").text
    assert enrolment.trainee.full_name in public
    assert REASON not in public
    blind = director.post(address(jury, enrolment), data=EXCEPTION)
    assert (blind.status_code, "entre-temps" in blind.text) == (422, True)
    again = director.post(address(jury, enrolment), data=EXCEPTION | read_now(blind.text))
    assert "a déjà ce certificat" in again.text
    assert len(certificates(session)) == 1


def test_an_exception_without_a_reason_is_refused_and_what_was_typed_is_kept(
    session: Session, director: CheckingClient, jury: Jury, enrolment: Enrolment
) -> None:
    typed = {"outcome": "certified", "reason": "Écrit pendant la séance.", "derogation": "  "}
    answer = director.post(address(jury, enrolment, "F0"), data=typed)
    assert answer.status_code == 422
    assert "écrivez la raison de la dérogation" in answer.text
    assert "Écrit pendant la séance." in answer.text
    assert certificates(session) == []
    assert session.scalars(select(JuryDecision)).all() == []


def test_a_decision_is_corrected_and_the_certificate_taken_back(
    session: Session, director: CheckingClient, jury: Jury, enrolment: Enrolment
) -> None:
    director.post(address(jury, enrolment, "F0"), data=EXCEPTION)
    seen = read_now(director.get(address(jury, enrolment, "F0")).text)
    unsaid = director.post(address(jury, enrolment, "F0"), data={"outcome": "adjourned"} | seen)
    assert unsaid.status_code == 422
    adjourned = {"outcome": "adjourned", "reason": "Le dossier était d’une autre personne."} | seen
    assert director.post(address(jury, enrolment, "F0"), data=adjourned).status_code == 303
    [given] = certificates(session)
    assert given.revoked_on == today()
    public = director.application.test_client().get(f"/attest/{given.code}").text
    assert "décision du jury corrigée" in public
    assert "autre personne" not in public
    assert "ajourné" in director.get(f"/juries/{jury.reference}?subject=F0").text


def test_a_certificate_is_revoked_once_and_with_its_reasons(
    session: Session, director: CheckingClient, jury: Jury, enrolment: Enrolment
) -> None:
    director.post(address(jury, enrolment), data=EXCEPTION)
    [given] = certificates(session)
    page = f"/certificates/{given.code}/revoke"
    silent = director.post(page, data={"kind": "fraud", "note": " "})
    assert silent.status_code == 422
    assert certificates(session)[0].revoked_on is None
    why = {"kind": "fraud", "note": "Logbook d’un autre."}
    assert director.post(page, data=why).status_code == 303
    assert certificates(session)[0].revoked_on == today()
    assert "déjà révoqué" in director.post(page, data=why).text
    public = director.application.test_client().get(f"/attest/{given.code}").text
    assert "obtenu par fraude" in public
    assert "Logbook" not in public


def test_a_tutor_who_sits_is_refused_and_the_rest_is_kept(
    people: People, session: Session, director: CheckingClient, enrolment: Enrolment
) -> None:
    staff = [records.make_staff(session, school=people.school) for _ in range(2)]
    tutor = records.make_tutor(session, email=staff[1].email)
    records.make_placement(session, enrolment, tutor=tutor, status=PlacementStatus.LIVE)
    session.commit()
    before = len(session.scalars(select(Jury)).all())
    typed = {
        "held_on": today().isoformat(), "place": "Salle du fil bleu",
        "members": [one.email for one in staff], "president": staff[0].email,
    }  # fmt: skip
    page = f"/cohorts/{enrolment.cohort.reference}/juries/new"
    answer = director.post(page, data=typed)
    assert answer.status_code == 422
    assert "ne siège pas au jury" in answer.text
    assert "Salle du fil bleu" in answer.text
    assert len(session.scalars(select(Jury)).all()) == before
    third = records.make_staff(session, school=people.school)
    session.commit()
    accepted = director.post(page, data={**typed, "members": [staff[0].email, third.email]})
    assert accepted.status_code == 303


def test_what_belongs_to_others_is_not_found(
    people: People, session: Session, director: CheckingClient, jury: Jury, enrolment: Enrolment
) -> None:
    stranger = records.make_enrolment(session, records.make_cohort(session, people.other_school))
    theirs = make_jury(session, stranger.cohort)
    certificate = make_certificate(session, stranger, module_of(session))
    session.commit()
    for page, data in (
        (address(theirs, stranger), EXCEPTION),
        (address(jury, stranger), EXCEPTION),
        (address(jury, enrolment, "M1"), EXCEPTION),
        (f"/certificates/{certificate.code}/revoke", {"kind": "error", "note": "Non."}),
        (f"/juries/{theirs.reference}/certify", {"people": [stranger.trainee.reference]}),
        (f"/cohorts/{stranger.cohort.reference}/juries/new", {"place": "Ici"}),
    ):
        assert director.post(page, data=data).status_code == 404, page
    [kept] = certificates(session)
    assert kept.revoked_on is None
