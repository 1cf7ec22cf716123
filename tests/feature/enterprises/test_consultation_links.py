"""An enterprise answers a consultation by link, corrects itself, and reads what came of it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.cohorts.models import Cohort
from school.core.delivery import MessageChannel
from school.core.outbox import MailMessage
from school.curriculum.lesson_models import CurriculumVersion
from school.enterprises.consultations import answer_queries, link_operations, queries
from school.enterprises.consultations.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationInvitation,
)
from school.enterprises.consultations.queries import Recipient
from school.enterprises.consultations.rules import ConsultationState
from school.placements.rules import PlacementStatus
from tests.factories import records
from tests.factories.consultations import invite, make_answer, make_consultation, make_decision
from tests.factories.partners import make_representative
from tests.support.people import People

NOW = "2026-11-20 09:00+00:00"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def invitation(session: Session) -> ConsultationInvitation:
    school = records.make_school(session)
    enterprise = records.make_enterprise(session, school, name="Fibre du Sud", email="a@b.example")
    return invite(session, make_consultation(session, school), enterprise)


def address(session: Session, invitation: ConsultationInvitation, email: str | None = "a@b") -> str:
    recipient = Recipient(invitation.enterprise.name, email)
    token = link_operations.issue(session, link_operations.ANSWER, invitation, recipient)
    session.commit()
    return f"/link/consultation/{token}"


def return_address(session: Session, invitation: ConsultationInvitation) -> str:
    recipient = Recipient(invitation.enterprise.name, None)
    token = link_operations.issue(session, link_operations.READ, invitation, recipient)
    session.commit()
    return f"/link/consultation-return/{token}"


def typed(invitation: ConsultationInvitation, version: int, *modules: int) -> dict[str, str]:
    items = invitation.consultation.items
    boxes = {f"module-{place}": str(items[one].id) for place, one in enumerate(modules, start=1)}
    return {"version": str(version), "lacking": "La soudure ruban", "hires": "2", **boxes}


def answers(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(ConsultationAnswer)) or 0


def test_one_light_screen_asks_and_reading_changes_nothing(
    app: Flask, session: Session, invitation: ConsultationInvitation
) -> None:
    other = records.make_enterprise(session, name="Une Autre")
    make_answer(session, invite(session, invitation.consultation, other), (1,), lacking="Secret")
    place = address(session, invitation)
    for _ in range(2):
        response = app.test_client().get(place)
    assert response.status_code == 200
    assert len(response.data) <= 30_000
    assert "<script" not in response.text
    assert "Une Autre" not in response.text
    assert "Secret" not in response.text
    assert answers(session) == 1
    link = session.scalars(select(SignedLink).order_by(SignedLink.id.desc())).first()
    assert link is not None
    assert link.used_at is None


def test_the_link_of_who_left_the_enterprise_serves_no_more(
    app: Flask, session: Session, invitation: ConsultationInvitation
) -> None:
    enterprise = invitation.enterprise
    gone = make_representative(session, enterprise, email="Gerante@sud.example")
    place = address(session, invitation, "gerante@sud.example")
    client = app.test_client()
    assert client.get(place).status_code == 200
    gone.ends_on = date(2026, 11, 19)
    session.commit()
    assert client.get(place).status_code == 410
    client.post(place, data=typed(invitation, 0, 1))
    assert answers(session) == 0
    enterprise.email = "gerante@sud.example"
    session.commit()
    assert client.get(place).status_code == 200, "the house itself is written to there"
    enterprise.email = None
    records.make_tutor(session, enterprise, email="gerante@sud.example")
    assert queries.recipients(session, [enterprise])[enterprise.id].email is None
    make_representative(session, enterprise, email="gerante@sud.example")
    session.commit()
    assert client.get(place).status_code == 200
    assert queries.recipients(session, [enterprise])[enterprise.id].email == "gerante@sud.example"


def test_an_answer_is_kept_in_order_and_may_be_corrected(
    app: Flask, session: Session, invitation: ConsultationInvitation
) -> None:
    place, client = address(session, invitation), app.test_client()
    assert client.post(place, data=typed(invitation, 0, 2, 0)).status_code == 303
    assert "La soudure ruban" in client.get(place).text
    assert client.post(place, data=typed(invitation, 1, 1)).status_code == 303
    assert answers(session) == 2
    found = answer_queries.latest_answer(session, invitation)
    assert found is not None
    assert found.number == 2
    assert [(one.item.position, one.place) for one in found.choices] == [(2, 1)]
    assert found.hires == 2


def test_of_two_colleagues_the_second_is_told(
    app: Flask, session: Session, invitation: ConsultationInvitation
) -> None:
    place, client = address(session, invitation), app.test_client()
    client.post(place, data=typed(invitation, 0, 0))
    second = client.post(place, data=typed(invitation, 0, 1))
    assert second.status_code == 422
    assert "La soudure ruban" in second.text
    assert answers(session) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"module-2": "same"},
        {"module-1": "999999"},
        {"hires": "beaucoup"},
        {"places": "501"},
        {"module-1": "", "lacking": "", "hires": ""},
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(
    app: Flask, session: Session, invitation: ConsultationInvitation, change: dict[str, str]
) -> None:
    sent = typed(invitation, 0, 0)
    same = {name: sent["module-1"] if value == "same" else value for name, value in change.items()}
    response = app.test_client().post(address(session, invitation), data={**sent, **same})
    assert response.status_code == 422
    assert answers(session) == 0


def test_after_the_last_day_nothing_is_taken(
    app: Flask,
    session: Session,
    invitation: ConsultationInvitation,
    clock: time_machine.Traveller,
) -> None:
    place, client = address(session, invitation), app.test_client()
    client.post(place, data=typed(invitation, 0, 0))
    clock.shift(timedelta(days=11))
    late = client.post(place, data=typed(invitation, 1, 1))
    assert late.status_code == 200
    assert "La consultation est fermée" in late.text
    assert answers(session) == 1


def test_an_expired_link_is_renewed_for_the_same_enterprise(
    app: Flask,
    session: Session,
    invitation: ConsultationInvitation,
    clock: time_machine.Traveller,
) -> None:
    invitation.consultation.closes_on = date(2027, 6, 1)
    place, client = address(session, invitation), app.test_client()
    clock.shift(timedelta(days=46))
    assert client.get(place).status_code == 410
    assert client.post(place, data=typed(invitation, 0, 0)).status_code == 410
    for _ in range(2):
        client.post(f"{place}/renew")
    session.rollback()
    mails = session.scalars(select(MailMessage)).all()
    assert [one.recipient for one in mails] == ["a@b"]
    assert client.get(place).status_code == 410
    assert answers(session) == 0


def test_an_expired_link_without_mail_is_renewed_by_text_where_texts_leave(
    app: Flask,
    session: Session,
    invitation: ConsultationInvitation,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app.config["SETTINGS"], "sms_url", "https://gateway.example/send")
    invitation.consultation.closes_on = date(2027, 6, 1)
    invitation.enterprise.email, invitation.enterprise.phone = None, "97 00 00 01"
    place, client = address(session, invitation, email=None), app.test_client()
    clock.shift(timedelta(days=46))
    client.post(f"{place}/renew")
    session.rollback()
    text = session.scalars(select(MailMessage)).one()
    assert (text.channel, text.recipient) == (MessageChannel.SMS, "+2290197000001")
    assert client.get(text.body.split()[-1]).status_code == 200


def test_a_link_serves_its_own_purpose_alone(
    app: Flask, session: Session, invitation: ConsultationInvitation
) -> None:
    token = address(session, invitation).rpartition("/")[2]
    assert app.test_client().get(f"/link/consultation-return/{token}").status_code == 404
    assert app.test_client().get("/link/consultation/nobody").status_code == 404


def follow(session: Session, consultation: Consultation, version_id: int) -> Cohort:
    """Open a cohort that follows a version."""
    return records.make_cohort(
        session, consultation.school, curriculum_version_id=version_id, starts_on=date(2026, 1, 12)
    )


def test_what_came_of_it_tells_an_enterprise_of_itself_and_of_the_whole(
    app: Flask, session: Session, people: People
) -> None:
    consultation = make_consultation(session, people.school, state=ConsultationState.RETURNED)
    mine = records.make_enterprise(session, people.school, name="Fibre du Sud")
    theirs = records.make_enterprise(session, people.school, name="Une Autre")
    invitation = invite(session, consultation, mine)
    make_answer(session, invitation, (2, 4), lacking="La soudure")
    make_answer(session, invite(session, consultation, theirs), (1,), lacking="Secret")
    version = session.scalars(select(CurriculumVersion)).first()
    assert version is not None
    make_decision(session, consultation.items[1], version_id=version.id)
    cohort = follow(session, consultation, version.id)
    for number in range(7):
        enrolment = records.make_enrolment(session, cohort)
        host = mine if number < 1 else theirs
        records.make_placement(
            session,
            enrolment,
            enterprise=host,
            tutor=None,
            status=PlacementStatus.COMPLETED,
            confirmed_on=date(2026, 2, 3),
            ended_on=date(2026, 4, 24),
        )
        if number < 3:
            records.make_hire(session, enrolment.trainee, enterprise=host)
    page = app.test_client().get(return_address(session, invitation))
    assert page.status_code == 200
    assert len(page.data) <= 30_000
    for said in ("La soudure", "renforcé", "Toutes le demandent", "1 en placement, 1 embauche"):
        assert said in page.text
    for secret in ("Secret", "Une Autre", enrolment.trainee.family_name, "Toutes les réponses"):
        assert secret not in page.text
    assert "<dd>7</dd>" in page.text
    assert "caché, pour ne désigner personne" in page.text
    assert "<dd>3</dd>" not in page.text
    full = people.client("director").get(f"/consultations/{consultation.reference}/outcomes").text
    assert ">3</td>" in full
    assert "peu enseigné" in full
