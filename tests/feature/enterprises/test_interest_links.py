"""An enterprise says by link, once and without account, whether it hosts apprentices."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import School, SignedLink, StaffAssignment
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose, StaffRole
from school.core.database import Database
from school.core.delivery import MessageChannel
from school.core.outbox import MailMessage
from school.enterprises import interest_operations
from school.enterprises.models import Enterprise
from school.enterprises.partner_models import EnterpriseInterest, InterestQuestion
from tests.factories.partners import make_representative
from tests.factories.records import make_enterprise, make_school
from tests.support.overlapping import overlapping
from tests.support.people import People

ANSWER = {"status": "interested", "max_proposals_per_month": "2", "answered_by": "Gérante"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-04-20 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def enterprise(people: People, session: Session) -> Enterprise:
    people.account("director")
    return make_enterprise(session, people.school, name="Delta", email="contact@delta.test")


def asked(people: People, session: Session, enterprise: Enterprise) -> str:
    _, _, token = interest_operations.ask(session, "Directrice", enterprise, people.school, 2026)
    session.commit()
    return f"/link/interest/{token}"


def answers(session: Session) -> list[EnterpriseInterest]:
    session.rollback()
    return list(session.scalars(select(EnterpriseInterest)))


def test_one_light_page_takes_one_answer(
    app: Flask, people: People, session: Session, enterprise: Enterprise
) -> None:
    address, client = asked(people, session, enterprise), app.test_client()
    page = client.get(address)
    assert len(page.data) <= 30_000
    assert "<script" not in page.text
    assert answers(session) == []
    refused = client.post(address, data={**ANSWER, "max_proposals_per_month": "deux"})
    assert refused.status_code == 422
    assert 'value="deux"' in refused.text
    assert "Merci" in client.post(address, data=ANSWER, follow_redirects=True).text
    client.post(address, data={**ANSWER, "status": "not_open"})
    (answer,) = answers(session)
    assert (answer.status, answer.max_proposals_per_month) == ("interested", 2)
    told = [mail.subject for mail in session.scalars(select(MailMessage))]
    assert told == ["Delta a répondu pour 2026\N{NO-BREAK SPACE}: Intéressée"]


def test_an_old_link_asks_for_another(
    app: Flask,
    people: People,
    session: Session,
    enterprise: Enterprise,
    clock: time_machine.Traveller,
) -> None:
    first, client = asked(people, session, enterprise), app.test_client()
    address = asked(people, session, enterprise)
    assert client.get(first).status_code == 410
    clock.shift(LINK_LIFETIMES[LinkPurpose.STATE_INTEREST] + timedelta(days=1))
    assert client.get(address).status_code == 410
    client.post(address, data=ANSWER)
    assert answers(session) == []
    client.post(f"{address}/renew")
    client.post(f"{address}/renew")
    session.rollback()
    (mail,) = session.scalars(select(MailMessage)).all()
    assert mail.recipient == "contact@delta.test"
    assert len(session.scalars(select(SignedLink)).all()) == 3
    assert client.get("/link/interest/rien").status_code == 404


def test_an_old_link_without_mail_is_renewed_by_text_where_texts_leave(
    app: Flask,
    people: People,
    session: Session,
    enterprise: Enterprise,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enterprise.email, enterprise.phone = None, "97 00 00 01"
    client, written = app.test_client(), []
    for gateway in ("", "https://gateway.example/send"):
        monkeypatch.setattr(app.config["SETTINGS"], "sms_url", gateway)
        address = asked(people, session, enterprise)
        clock.shift(LINK_LIFETIMES[LinkPurpose.STATE_INTEREST] + timedelta(days=1))
        client.post(f"{address}/renew")
        session.rollback()
        query = select(MailMessage).order_by(MailMessage.id.desc())
        written.append(session.scalars(query.limit(1)).one())
    told, text = written
    assert told.subject == "Delta demande un nouveau lien"
    assert (text.channel, text.recipient) == (MessageChannel.SMS, "+2290197000001")
    assert client.get(text.body.split()[-1]).status_code == 200


def test_pages_of_a_partner(people: People, session: Session, enterprise: Enterprise) -> None:
    session.commit()
    client, home = people.client("director"), f"/enterprises/{enterprise.reference}"
    for name, data in (
        ("sites/new", {"name": "Dépôt", "latitude": "6,37", "longitude": "2,39"}),
        ("representatives/new", {"name": "Gérante", "may_sign": "y", "email": "g@delta.test"}),
        (
            "places/new",
            {"starts_on": "2026-05-04", "ends_on": "2026-07-31", "places": "3", "site": "0"},
        ),
        ("techniques/new", {"kind": "equipment", "name": "Soudeuse"}),
        ("interest", {**ANSWER, "year": "2026"}),
    ):
        assert client.get(f"{home}/{name}").status_code == 200
        assert client.post(f"{home}/{name}", data={}).status_code == 422
        assert client.post(f"{home}/{name}", data=data).status_code == 303, name
    assert client.post(f"{home}/sites/new", data={"name": "D", "latitude": "6"}).status_code == 422
    shown = client.get(home).text
    assert "Dépôt" in shown
    assert "peut signer" in shown
    assert "au plus 2 propositions par mois" in shown
    hosting = client.get(f"{home}/hosting").text
    assert "Soudeuse" in hosting
    assert "/edit" not in people.client("trainer").get(home).text
    assert client.get(f"{home}/history").status_code == 200
    assert client.get("/enterprises/departments").status_code == 200


def test_two_records_become_one_once_confirmed(
    people: People, session: Session, enterprise: Enterprise
) -> None:
    double = make_enterprise(session, people.school, name="DELTA")
    session.commit()
    client, page = people.client("director"), f"/enterprises/{enterprise.reference}/merge"
    asked = client.post(page, data={"double": double.reference})
    assert asked.status_code == 422
    assert "Tout ce qui est à DELTA passera à Delta" in asked.text
    done = client.post(page, data={"double": double.reference, "confirmed": "y"})
    assert done.status_code == 303
    gone = client.get(f"/enterprises/{double.reference}")
    assert gone.headers["Location"] == f"/enterprises/{enterprise.reference}"


@pytest.mark.parametrize("late", [timedelta(0), LINK_LIFETIMES[LinkPurpose.STATE_INTEREST]])
def test_who_speaks_for_the_enterprise_no_more_answers_no_more(
    app: Flask,
    people: People,
    session: Session,
    enterprise: Enterprise,
    clock: time_machine.Traveller,
    late: timedelta,
) -> None:
    gone = make_representative(session, enterprise)
    address, client = asked(people, session, enterprise), app.test_client()
    assert client.get(address).status_code == 200
    gone.ends_on = date(2026, 4, 19)
    session.commit()
    clock.shift(late)
    before = len(letters(session))
    assert client.get(address).status_code == 410
    client.post(address, data=ANSWER)
    client.post(f"{address}/renew")
    assert answers(session) == []
    assert len(letters(session)) == before
    assert client.get(asked(people, session, enterprise)).status_code == 200


def test_two_who_ask_at_once_ask_one_question(
    people: People, session: Session, database: Database, enterprise: Enterprise
) -> None:
    session.commit()

    def ask(records: Session) -> None:
        found, school = (
            records.get(Enterprise, enterprise.id),
            records.get(School, people.school.id),
        )
        assert found is not None
        assert school is not None
        interest_operations.ask(records, "Directrice", found, school, 2026)

    assert overlapping(database, ask, ask) is None
    session.rollback()
    assert len(session.scalars(select(InterestQuestion)).all()) == 1


def test_the_school_that_works_with_the_enterprise_asks(people: People, session: Session) -> None:
    director = people.staff("director")
    elsewhere = make_school(session, "A-FIRST")
    session.add(
        StaffAssignment(staff_id=director.id, role=StaffRole.DIRECTOR, school_id=elsewhere.id)
    )
    partner = make_enterprise(session, people.school)
    session.commit()
    people.client("director").post(f"/enterprises/{partner.reference}/ask-interest")
    session.rollback()
    assert session.scalars(select(InterestQuestion.school_id)).all() == [people.school.id]


def letters(session: Session) -> list[MailMessage]:
    session.rollback()
    return list(session.scalars(select(MailMessage)))
