"""An employer confirms or contests a hire, from a link: once, whatever is sent."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.errors import NotAllowed
from school.hiring.follow_up.hire_check_operations import ask_employer
from school.hiring.follow_up.operations import Contact
from school.hiring.models import Hire, HireCheck
from school.hiring.rules import CheckAnswer, Evidence, Settlement
from tests.factories.records import make_hire
from tests.support.follow_up import NOON, PRESENT, hired, somebody
from tests.support.people import People
from tests.support.placements import mails

CODJO = Contact("Codjo Ahouansou", "codjo@golfe.test")
STARTED = date(2025, 9, 1)
YES = {"answer": "confirmed", "answered_by": "Codjo Ahouansou", "starts_on": "2025-09-01"}
NO = {**YES, "answer": "contested", "comment": "Un stage seulement"}
LEARNED = date(2026, 2, 20)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hire(people: People, session: Session) -> Hire:
    """A hire that the person declared ten days ago."""
    people.account("director")
    enrolment = somebody(session, people.school)
    return make_hire(
        session, enrolment.trainee, employer_name="Réseaux du Golfe", starts_on=STARTED,
        evidence=Evidence.DECLARED, recorded_on=LEARNED,
    )  # fmt: skip


def link(session: Session, hire: Hire, contact: Contact = CODJO) -> str:
    token = ask_employer(session, "Directrice", hire, contact)
    session.commit()
    return f"/link/employment/{token}"


def rows(session: Session) -> list[Hire]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Hire).order_by(Hire.recorded_on)))


def check_of(session: Session) -> HireCheck:
    session.rollback()
    session.expire_all()
    return session.scalars(select(HireCheck)).one()


def test_what_the_employer_confirms_is_known_better_and_the_rate_moves(
    app: Flask, people: People, session: Session, hire: Hire
) -> None:
    client, address = app.test_client(), link(session, hire)
    response = client.get(address)
    assert len(response.data) <= 30_000
    assert "<script" not in response.get_data(as_text=True)
    assert [row.evidence for row in rows(session)] == [Evidence.DECLARED]
    assert hired(session, people.school, Evidence.CONFIRMED, PRESENT) == (0, 1)
    page = client.post(address, data=YES, follow_redirects=True).get_data(as_text=True)
    assert "est confirmée" in page
    first, second = rows(session)
    assert (first.evidence, first.recorded_on) == (Evidence.DECLARED, LEARNED)
    assert (second.evidence, second.recorded_on) == (Evidence.CONFIRMED, PRESENT)
    assert (second.employer_name, second.starts_on) == (first.employer_name, STARTED)
    assert hired(session, people.school, Evidence.CONFIRMED, PRESENT) == (1, 1)
    assert hired(session, people.school, Evidence.CONFIRMED, PRESENT - timedelta(1)) == (0, 1)
    check = check_of(session)
    assert (check.answer, check.answered_on) == (CheckAnswer.CONFIRMED, PRESENT)
    assert check.answered_by == "Codjo Ahouansou"


def test_the_employer_knows_the_first_day_best(app: Flask, session: Session, hire: Hire) -> None:
    app.test_client().post(link(session, hire), data={**YES, "starts_on": "2025-10-06"})
    assert rows(session)[-1].starts_on == date(2025, 10, 6)


def test_what_the_employer_contests_counts_nowhere_and_the_school_is_told(
    app: Flask, people: People, session: Session, hire: Hire
) -> None:
    client, address = app.test_client(), link(session, hire)
    page = client.post(address, data=NO, follow_redirects=True).get_data(as_text=True)
    assert "votre remarque est transmise" in page
    assert "Un stage seulement" in page
    assert [row.contested for row in rows(session)] == [False, True]
    assert hired(session, people.school, Evidence.DECLARED, PRESENT) == (0, 1)
    (mail,) = mails(session)
    assert mail.recipient == people.staff("director").email
    assert f"/hires/{hire.reference}/settle" in mail.body


def test_an_answer_sent_twice_is_the_first(app: Flask, session: Session, hire: Hire) -> None:
    client, address = app.test_client(), link(session, hire)
    client.post(address, data=YES)
    shown = client.post(address, data=NO, follow_redirects=True)
    assert "est confirmée" in shown.get_data(as_text=True)
    assert [row.contested for row in rows(session)] == [False, False]
    assert mails(session) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({**NO, "comment": ""}, "Dites en un mot"),
        ({**YES, "answered_by": " "}, "Ce champ est nécessaire."),
        ({**YES, "starts_on": "hier"}, "Écrivez la date"),
        ({**YES, "comment": "Un stage seulement"}, "Vous signalez une erreur"),
    ],
)
def test_what_is_missing_is_asked_again(
    app: Flask, session: Session, hire: Hire, answer: dict[str, str], words: str
) -> None:
    response = app.test_client().post(link(session, hire), data=answer)
    assert response.status_code == 422
    assert words in response.get_data(as_text=True)
    assert len(rows(session)) == 1


def test_an_answer_without_a_button_confirms_nothing(
    app: Flask, session: Session, hire: Hire
) -> None:
    response = app.test_client().post(link(session, hire), data={**YES, "answer": "perhaps"})
    assert response.status_code == 422
    assert len(rows(session)) == 1


def test_a_first_day_after_the_last_is_refused(app: Flask, session: Session, hire: Hire) -> None:
    hire.ends_on = date(2025, 12, 31)
    response = app.test_client().post(link(session, hire), data={**YES, "starts_on": "2026-01-05"})
    assert response.status_code == 422
    assert len(rows(session)) == 1


def test_what_is_known_better_or_contested_is_not_asked(session: Session, hire: Hire) -> None:
    hire.contested = True
    with pytest.raises(NotAllowed):
        ask_employer(session, "Directrice", hire, CODJO)
    hire.contested, hire.evidence = False, Evidence.CONFIRMED
    with pytest.raises(NotAllowed):
        ask_employer(session, "Directrice", hire, CODJO)


def test_a_document_seen_is_not_lowered_by_the_employer(
    app: Flask, session: Session, hire: Hire
) -> None:
    address = link(session, hire)
    hire.evidence = Evidence.DOCUMENT_SEEN
    session.commit()
    app.test_client().post(address, data=YES)
    assert rows(session)[-1].evidence is Evidence.DOCUMENT_SEEN


def test_an_expired_link_is_renewed_once(
    app: Flask, session: Session, hire: Hire, clock: time_machine.Traveller
) -> None:
    client, address = app.test_client(), link(session, hire)
    clock.shift(LINK_LIFETIMES[LinkPurpose.EMPLOYMENT] + timedelta(seconds=1))
    assert client.post(address, data=YES).status_code == 303
    assert len(rows(session)) == 1
    assert client.get(address).status_code == 410
    for _ in range(2):
        client.post(f"{address}/renew")
    assert [mail.recipient for mail in mails(session)] == ["codjo@golfe.test"]


def test_without_an_address_the_employer_is_to_be_asked_again(
    app: Flask, session: Session, hire: Hire, clock: time_machine.Traveller
) -> None:
    address = link(session, hire, Contact("Codjo Ahouansou", None, "+2290197000002"))
    clock.shift(LINK_LIFETIMES[LinkPurpose.EMPLOYMENT] + timedelta(seconds=1))
    app.test_client().post(f"{address}/renew")
    assert check_of(session).asked_on is None
    assert mails(session) == []


def test_links_of_other_purposes_open_nothing(app: Flask) -> None:
    for address in ("/link/employment/nothing", "/link/employment/nothing/renew"):
        assert app.test_client().post(address, data=YES).status_code == 404


SETTLED = {
    "reason": "Bulletin de paie vu",
    "evidence": "E3",
    "enterprise": "",
    "employer_name": "Golfe SA",
    "contract": "fixed_term",
    "starts_on": "2025-09-08",
    "ends_on": "",
    "in_trade": "yes",
}


@pytest.mark.parametrize("settlement", list(Settlement))
def test_a_contested_hire_is_settled_with_a_reason(
    app: Flask, people: People, session: Session, hire: Hire, settlement: Settlement
) -> None:
    app.test_client().post(link(session, hire), data=NO)
    client = people.client("director")
    assert "Un stage seulement" in client.get("/settling").get_data(as_text=True)
    page = f"/hires/{hire.reference}/settle"
    version = client.get(page).get_data(as_text=True).partition('name="version"')[2]
    sent = {**SETTLED, "settlement": settlement.value, "version": version.split('"')[3]}
    assert client.post(page, data={**sent, "reason": ""}).status_code == 422
    assert client.post(page, data={**sent, "version": "1"}).status_code == 422
    assert client.post(page, data=sent).status_code == 303
    latest, check = rows(session)[-1], check_of(session)
    assert (check.settlement, check.reason) == (settlement, "Bulletin de paie vu")
    assert latest.contested is (settlement is Settlement.WITHDRAWN)
    corrected = settlement is Settlement.CORRECTED
    assert (latest.employer_name == "Golfe SA") is corrected
    counts = hired(session, people.school, Evidence.DOCUMENT_SEEN, PRESENT)
    assert counts == ((0, 1) if settlement is Settlement.WITHDRAWN else (1, 1))
    assert "Un stage seulement" not in client.get("/settling").get_data(as_text=True)


def test_what_is_not_contested_is_not_settled(people: People, session: Session, hire: Hire) -> None:
    session.commit()
    client, page = people.client("director"), f"/hires/{hire.reference}/settle"
    version = client.get(page).get_data(as_text=True).partition('name="version"')[2].split('"')[3]
    sent = {**SETTLED, "settlement": "confirmed", "version": version}
    assert client.post(page, data=sent).status_code == 422
