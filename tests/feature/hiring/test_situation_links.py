"""Somebody who left tells what they do, from a link: once, whatever is sent."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.cohorts.models import Enrolment
from school.hiring.follow_up.operations import send_question
from school.hiring.models import FollowUp, Hire, HireCheck, Situation
from school.hiring.rules import AttemptOutcome, Channel, Contract, Evidence, SituationKind
from tests.factories.records import make_enterprise, make_hire
from tests.support.follow_up import NOON, PRESENT, hired, somebody
from tests.support.people import People
from tests.support.placements import mails

WORK = {
    "activity": "hired",
    "employer_name": "Réseaux du Golfe",
    "contract": "open_ended",
    "starts_on": "2025-09-01",
    "in_trade": "yes",
    "contact_name": "Codjo Ahouansou",
    "contact_phone": "",
    "contact_email": "codjo@golfe.test",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    people.account("director")
    return somebody(session, people.school)


def link(session: Session, enrolment: Enrolment, channel: Channel = Channel.MAIL) -> str:
    token = send_question(session, "Directrice", enrolment, 6, channel)
    session.commit()
    return f"/link/situation/{token}"


def facts(session: Session) -> list[Hire | Situation]:
    session.rollback()
    return [*session.scalars(select(Hire)), *session.scalars(select(Situation))]


def outcomes(session: Session) -> list[AttemptOutcome]:
    session.rollback()
    return list(session.scalars(select(FollowUp.outcome).order_by(FollowUp.id)))


def test_a_school_further_east_takes_answers_until_its_own_midnight(
    app: Flask, session: Session, enrolment: Enrolment
) -> None:
    enrolment.cohort.school.timezone = "Pacific/Auckland"
    address = link(session, enrolment)
    response = app.test_client().post(address, data={"activity": "seeking"})
    assert response.status_code == 303
    (situation,) = facts(session)
    assert isinstance(situation, Situation)
    assert situation.observed_on == PRESENT + timedelta(days=1)
    assert outcomes(session) == [AttemptOutcome.LINK_SENT, AttemptOutcome.REACHED]


def test_work_under_contract_is_declared_and_the_employer_is_asked(
    app: Flask, people: People, session: Session, enrolment: Enrolment
) -> None:
    client, address = app.test_client(), link(session, enrolment)
    response = client.get(address)
    assert len(response.data) <= 30_000
    assert "<script" not in response.get_data(as_text=True)
    page = client.post(address, data=WORK, follow_redirects=True).get_data(as_text=True)
    assert "Merci, votre réponse est notée" in page
    (hire,) = facts(session)
    assert isinstance(hire, Hire)
    assert (hire.trainee_id, hire.employer_name) == (enrolment.trainee_id, "Réseaux du Golfe")
    assert (hire.contract, hire.starts_on, hire.in_trade) == (
        Contract.OPEN_ENDED, date(2025, 9, 1), True,
    )  # fmt: skip
    assert (hire.evidence, hire.contested, hire.recorded_on) == (Evidence.DECLARED, False, PRESENT)
    (mail,) = mails(session)
    assert mail.recipient == "codjo@golfe.test"
    assert "/link/employment/" in mail.body
    assert outcomes(session) == [AttemptOutcome.LINK_SENT, AttemptOutcome.REACHED]
    assert hired(session, people.school, Evidence.DECLARED, PRESENT) == (1, 1)
    assert hired(session, people.school, Evidence.CONFIRMED, PRESENT) == (0, 1)


def test_to_open_a_link_records_nothing(app: Flask, session: Session, enrolment: Enrolment) -> None:
    address = link(session, enrolment)
    assert app.test_client().get(address).status_code == 200
    assert facts(session) == []
    assert outcomes(session) == [AttemptOutcome.LINK_SENT]


def test_an_answer_sent_twice_is_one(app: Flask, session: Session, enrolment: Enrolment) -> None:
    client, address = app.test_client(), link(session, enrolment)
    client.post(address, data=WORK)
    again = client.post(address, data={"activity": "seeking"}, follow_redirects=True)
    assert "Merci" in again.get_data(as_text=True)
    assert len(facts(session)) == 1
    assert len(mails(session)) == 1


@pytest.mark.parametrize(
    ("answer", "kind", "full_time"),
    [
        ({"activity": "self_employed", "starts_on": "2025-10-01"}, "self_employed", None),
        ({"activity": "studying", "full_time": "yes"}, "studying", True),
        ({"activity": "seeking"}, "seeking", None),
        ({"activity": "inactive", "full_time": "yes"}, "inactive", None),
    ],
)
def test_another_situation_is_a_fact_observed_today(
    app: Flask, session: Session, enrolment: Enrolment,
    answer: dict[str, str], kind: str, full_time: bool | None,
) -> None:  # fmt: skip
    app.test_client().post(link(session, enrolment), data=answer)
    (fact,) = facts(session)
    assert isinstance(fact, Situation)
    assert fact.situation is SituationKind(kind)
    assert (fact.observed_on, fact.recorded_on, fact.full_time) == (PRESENT, PRESENT, full_time)


def test_who_still_works_at_the_same_place_is_not_hired_twice(
    app: Flask, people: People, session: Session, enrolment: Enrolment
) -> None:
    enterprise = make_enterprise(session, people.school, name="Réseaux  du GOLFE")
    known = make_hire(
        session, enrolment.trainee, enterprise=enterprise, employer_name=None,
        starts_on=date(2025, 9, 8), recorded_on=date(2025, 9, 9),
    )  # fmt: skip
    app.test_client().post(link(session, enrolment), data=WORK)
    assert [fact.reference for fact in facts(session)] == [known.reference]
    assert mails(session) == []


def test_a_partner_of_the_school_is_known_by_its_name(
    app: Flask, people: People, session: Session, enrolment: Enrolment
) -> None:
    enterprise = make_enterprise(session, people.school, name="réseaux du golfe")
    app.test_client().post(link(session, enrolment), data=WORK)
    (hire,) = facts(session)
    assert isinstance(hire, Hire)
    assert (hire.enterprise_id, hire.employer_name) == (enterprise.id, None)


def test_a_contact_with_a_telephone_number_alone_waits_for_the_school(
    app: Flask, session: Session, enrolment: Enrolment
) -> None:
    contact = {"contact_email": "", "contact_phone": "97 00 00 02"}
    app.test_client().post(link(session, enrolment), data={**WORK, **contact})
    session.rollback()
    (check,) = session.scalars(select(HireCheck))
    assert (check.contact_phone, check.asked_on) == ("+2290197000002", None)
    assert mails(session) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"activity": ""}, "Choisissez une des réponses proposées."),
        ({"activity": "king"}, "Choisissez une des réponses proposées."),
        ({"employer_name": ""}, "Qui vous emploie"),
        ({"contract": ""}, "Quel contrat avez-vous"),
        ({"starts_on": ""}, "Depuis quel jour"),
        ({"starts_on": "demain"}, "Écrivez la date comme 05/03/2026."),
        ({"contact_email": "codjo"}, "n’est pas une adresse de courriel"),
        ({"activity": "seeking", "starts_on": "2026-03-03"}, "Ce jour est à venir."),
    ],
)
def test_what_is_missing_is_asked_again_and_nothing_is_lost(
    app: Flask, session: Session, enrolment: Enrolment, change: dict[str, str], words: str
) -> None:
    address = link(session, enrolment)
    response = app.test_client().post(address, data={**WORK, **change})
    assert response.status_code == 422
    page = response.get_data(as_text=True)
    assert words in page
    assert ("Réseaux du Golfe" in page) is (change.get("employer_name") is None)
    assert facts(session) == []


def test_a_newer_link_replaces_the_one_before(
    app: Flask, session: Session, enrolment: Enrolment
) -> None:
    first, second = link(session, enrolment), link(session, enrolment)
    client = app.test_client()
    assert client.get(first).status_code == 410
    assert client.post(first, data=WORK).status_code == 303
    assert facts(session) == []
    assert client.get(second).status_code == 200


def test_an_expired_link_is_renewed_by_mail_or_by_a_call(
    app: Flask, session: Session, enrolment: Enrolment, clock: time_machine.Traveller
) -> None:
    client, address = app.test_client(), link(session, enrolment)
    clock.shift(LINK_LIFETIMES[LinkPurpose.SITUATION] + timedelta(seconds=1))
    assert "Recevoir un nouveau lien" in client.get(address).get_data(as_text=True)
    for _ in range(2):
        client.post(f"{address}/renew")
    assert [mail.recipient for mail in mails(session)] == ["aicha@example.test"]
    assert len(session.scalars(select(SignedLink)).all()) == 2
    by_message = link(session, enrolment, Channel.MESSAGE)
    clock.shift(LINK_LIFETIMES[LinkPurpose.SITUATION] + timedelta(seconds=1))
    for _ in range(2):
        client.post(f"{by_message}/renew")
    assert outcomes(session)[-1] is AttemptOutcome.CALL_BACK
    assert outcomes(session).count(AttemptOutcome.CALL_BACK) == 1


def test_links_of_others_and_of_other_purposes_open_nothing(app: Flask) -> None:
    client = app.test_client()
    for address in ("/link/situation/nothing", "/link/situation/nothing/renew"):
        assert client.post(address, data=WORK).status_code == 404


def test_everything_that_is_missing_is_asked_at_once(
    app: Flask, session: Session, enrolment: Enrolment
) -> None:
    response = app.test_client().post(link(session, enrolment), data={"activity": "hired"})
    page = response.get_data(as_text=True)
    for words in ("Qui vous emploie", "Quel contrat avez-vous", "Depuis quel jour"):
        assert words in page
