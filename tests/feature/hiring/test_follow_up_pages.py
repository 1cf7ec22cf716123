"""The pages of the follow-up: whom to ask, what was tried, the links that are sent."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.hiring.models import FollowUp, Hire, HireCheck
from school.hiring.rules import AttemptOutcome, Channel, Evidence
from tests.factories.records import make_follow_up, make_hire, make_offer, make_placement
from tests.support.follow_up import NOON, PRESENT, careers_at, somebody
from tests.support.people import People
from tests.support.placements import mails


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    return somebody(session, people.school)


@pytest.fixture
def page(enrolment: Enrolment) -> str:
    return f"/follow-up/{enrolment.cohort.reference}/{enrolment.trainee.reference}"


@pytest.fixture
def declared(session: Session, enrolment: Enrolment) -> Hire:
    hire = make_hire(
        session, enrolment.trainee, evidence=Evidence.DECLARED,
        starts_on=date(2025, 9, 1), recorded_on=date(2026, 2, 20),
    )  # fmt: skip
    session.commit()
    return hire


def attempts(session: Session) -> list[FollowUp]:
    session.rollback()
    return list(session.scalars(select(FollowUp).order_by(FollowUp.id)))


@pytest.mark.parametrize("who", ["director", "trainer"])
def test_who_is_to_be_asked_is_listed(
    people: People, session: Session, enrolment: Enrolment, who: str
) -> None:
    text = people.client(who).get("/follow-up").get_data(as_text=True)
    assert enrolment.trainee.full_name in text
    assert "+2290197000001" in text
    assert "jusqu’à 100" in text


def test_people_of_other_schools_are_not_listed(people: People, enrolment: Enrolment) -> None:
    text = people.client("foreign_director").get("/follow-up").get_data(as_text=True)
    assert enrolment.trainee.full_name not in text
    assert "Personne à relancer pour l’instant" in text


@pytest.mark.parametrize("query", ["months=7", "months=", "cohort=NIL", "page=99", "months=24"])
def test_an_odd_address_is_read_as_well_as_can_be(
    people: People, enrolment: Enrolment, query: str
) -> None:
    assert people.client("director").get(f"/follow-up?{query}").status_code == 200


def test_when_everybody_is_known_the_page_says_so(people: People, session: Session) -> None:
    careers_at(session, people.school).hired(2)
    session.commit()
    text = people.client("director").get("/follow-up").get_data(as_text=True)
    assert "Tout le monde a répondu" in text


def test_coverage_now_and_at_best_are_shown(people: People, session: Session) -> None:
    careers = careers_at(session, people.school)
    careers.hired(5)
    for one in careers.certified(3)[:2]:
        one.trainee.phone = "+2290197000001"
    session.commit()
    text = people.client("director").get("/follow-up").get_data(as_text=True)
    assert "Couverture\u00a0: 62,5\u00a0%, jusqu’à 87,5\u00a0%" in text


def test_an_attempt_is_noted_once(
    people: People, session: Session, enrolment: Enrolment, page: str
) -> None:
    sent = {
        "submission": "9f1c5a0e-1111-4222-8333-444455556666", "channel": "call",
        "outcome": "call_back", "attempted_on": "2026-03-02", "call_back_on": "2026-03-09",
        "note": "Le soir",
    }  # fmt: skip
    client = people.client("trainer")
    for _ in range(2):
        assert client.post(f"{page}/attempts?months=12", data=sent).status_code == 303
    (attempt,) = attempts(session)
    assert (attempt.months, attempt.outcome, attempt.channel) == (
        12, AttemptOutcome.CALL_BACK, Channel.CALL,
    )  # fmt: skip
    assert attempt.call_back_on == date(2026, 3, 9)
    assert attempt.made_by == people.account("trainer").name
    text = client.get(page).get_data(as_text=True)
    assert "Le soir" in text
    assert "1 essai" in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcome": ""}, "Choisissez une des réponses proposées."),
        ({"outcome": "link_sent"}, "Choisissez une des réponses proposées."),
        ({"outcome": "call_back"}, "Quel jour faut-il rappeler"),
        ({"call_back_on": "2026-03-09"}, "Un jour de rappel ne va qu’avec"),
        ({"outcome": "call_back", "call_back_on": "2026-03-01"}, "Le rappel vient avant"),
        ({"attempted_on": "2026-03-03"}, "Ce jour est à venir."),
        ({"attempted_on": ""}, "Ce champ est nécessaire."),
    ],
)
def test_an_attempt_that_cannot_be_is_refused_and_kept(
    people: People, session: Session, page: str, change: dict[str, str], words: str
) -> None:
    sent = {"channel": "call", "outcome": "no_answer", "attempted_on": "2026-03-02", "note": "Soir"}
    response = people.client("trainer").post(f"{page}/attempts", data={**sent, **change})
    assert response.status_code == 422
    text = response.get_data(as_text=True)
    assert words in text
    assert "Soir" in text
    assert attempts(session) == []


def test_a_link_goes_by_mail(people: People, session: Session, page: str) -> None:
    people.client("trainer").post(f"{page}/link", data={"channel": "mail"})
    (mail,) = mails(session)
    assert mail.recipient == "aicha@example.test"
    assert "/link/situation/" in mail.body
    assert [one.channel for one in attempts(session)] == [Channel.MAIL]


def test_a_message_to_copy_is_shown_once(
    people: People, session: Session, enrolment: Enrolment, page: str
) -> None:
    enrolment.trainee.email = None
    session.commit()
    client = people.client("trainer")
    shown = client.post(f"{page}/link", data={"channel": "mail"}, follow_redirects=True)
    assert "/link/situation/" in shown.get_data(as_text=True)
    assert "/link/situation/" not in client.get(page).get_data(as_text=True)
    assert mails(session) == []
    assert [one.channel for one in attempts(session)] == [Channel.MESSAGE]


def test_the_employer_is_asked_by_mail_or_by_a_message(
    people: People, session: Session, declared: Hire
) -> None:
    client, page = people.client("trainer"), f"/hires/{declared.reference}/ask-employer"
    assert client.get(page).status_code == 200
    contact = {"contact_name": "Codjo", "contact_email": "codjo@delta.test", "contact_phone": ""}
    client.post(page, data={**contact, "channel": "mail"})
    assert [mail.recipient for mail in mails(session)] == ["codjo@delta.test"]
    text = client.post(page, data={**contact, "channel": "message"}, follow_redirects=True)
    assert "/link/employment/" in text.get_data(as_text=True)
    (check,) = session.scalars(select(HireCheck))
    assert (check.contact_name, check.asked_on) == ("Codjo", PRESENT)


@pytest.mark.parametrize(
    "change", [{"contact_name": ""}, {"contact_email": "codjo"}, {"contact_phone": "12"}]
)
def test_a_contact_that_is_none_is_refused(
    people: People, session: Session, declared: Hire, change: dict[str, str]
) -> None:
    contact = {"contact_name": "Codjo", "contact_email": "codjo@delta.test", "channel": "mail"}
    page = f"/hires/{declared.reference}/ask-employer"
    response = people.client("trainer").post(page, data={**contact, **change})
    assert response.status_code == 422
    assert mails(session) == []


def test_what_is_not_to_be_confirmed_is_not_asked(
    people: People, session: Session, declared: Hire
) -> None:
    declared.contested = True
    session.commit()
    page = f"/hires/{declared.reference}/ask-employer"
    response = people.client("trainer").post(
        page, data={"contact_name": "Codjo", "channel": "message"}
    )
    assert response.status_code == 422


def test_an_offer_declared_by_a_tutor_waits_to_be_settled(
    people: People, session: Session, enrolment: Enrolment
) -> None:
    placement = make_placement(session, enrolment)
    make_offer(session, enrolment.trainee, reference=f"O-{placement.reference}")
    make_offer(session, enrolment.trainee)
    session.commit()
    text = people.client("director").get("/settling").get_data(as_text=True)
    assert text.count(enrolment.trainee.full_name) == 0
    with time_machine.travel(NOON.replace("2026", "2027"), tick=False):
        text = people.client("director").get("/settling").get_data(as_text=True)
    assert text.count(enrolment.trainee.full_name) == 1


def test_nothing_to_settle_is_said(people: People) -> None:
    assert "Rien à régler" in people.client("director").get("/settling").get_data(as_text=True)


def test_the_response_rate_counts_who_was_asked(people: People, session: Session) -> None:
    careers = careers_at(session, people.school)
    (silent,), (spoken,) = careers.certified(), careers.hired()
    for one in (silent, spoken):
        make_follow_up(session, one, attempted_on=PRESENT - timedelta(days=30))
    session.commit()
    text = people.client("director").get("/follow-up").get_data(as_text=True)
    assert "ont répondu, sur 2 relancés" in text
    assert "50,0\u00a0%" in text
