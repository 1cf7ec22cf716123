"""Buttons tapped twice on a slow line: one mail, one link, and a word on what happened."""

from collections.abc import Iterator
from datetime import date
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask, redirect
from flask import session as cookie
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from school.access.guard import public
from school.core import submissions
from school.hiring.models import Situation
from school.hiring.rules import Evidence, SituationKind
from school.web.context import session as request_session
from tests.factories.records import make_school, make_situation
from tests.support.follow_up import NOON, somebody
from tests.support.people import People
from tests.support.placements import mails

KEY = "0d3d3b2e-5cb5-4b51-8a0e-6b1f7c8a9d10"
OTHER = "7a1b8e0c-93c2-4c53-8d53-1c4b8e2f6a77"
ASK = "/situations/X-1/document/ask"


@pytest.fixture
def situation(people: People, session: Session) -> Iterator[Situation]:
    with time_machine.travel(NOON, tick=False):
        trainee = somebody(session, people.school).trainee
        trainee.email = "afi@example.org"
        day = date(2026, 2, 20)
        yield make_situation(
            session,
            trainee,
            reference="X-1",
            situation=SituationKind.SELF_EMPLOYED,
            observed_on=day,
            starts_on=date(2025, 10, 1),
            evidence=Evidence.DECLARED,
            recorded_on=day,
        )


def test_a_second_tap_sends_no_second_mail(
    situation: Situation, people: People, session: Session
) -> None:
    session.commit()
    client = people.client("director")
    answers = [client.post(ASK, data={"channel": "mail", "once": KEY}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert {answer.location for answer in answers} == {"/situations/X-1/document"}
    assert len(mails(session)) == 1
    assert "rien n’est parti une seconde fois" in client.get(answers[0].location).text


def test_another_page_of_the_same_button_acts_again(
    situation: Situation, people: People, session: Session
) -> None:
    session.commit()
    client = people.client("director")
    for key in (KEY, OTHER):
        client.post(ASK, data={"channel": "mail", "once": key})
    assert len(mails(session)) == 2


def test_each_page_numbers_its_buttons_anew(
    situation: Situation, people: People, session: Session
) -> None:
    session.commit()
    client = people.client("director")
    pages = [client.get("/situations/X-1/document").text for _ in range(2)]
    numbers = [page.split('name="once" value="')[1:] for page in pages]
    assert all(numbers)
    assert len({each[:36] for page in numbers for each in page}) == sum(map(len, numbers))


def test_a_refused_tap_may_be_tried_again_and_says_why(
    situation: Situation, people: People, session: Session
) -> None:
    situation.evidence = Evidence.DOCUMENT_SEEN
    session.commit()
    client = people.client("director")
    refused = client.post(ASK, data={"channel": "mail", "once": KEY})
    assert refused.status_code == 422
    assert "Rien n’est à montrer de cette situation." in refused.text
    assert mails(session) == []
    assert submissions.earlier_location(session, KEY) is None


@pytest.mark.parametrize("key", ["", "x", "\x00", KEY.upper(), "é" * 999])
def test_a_made_up_number_joins_nothing(
    situation: Situation, people: People, session: Session, key: str
) -> None:
    session.commit()
    client = people.client("director")
    for _ in range(2):
        assert client.post(ASK, data={"channel": "mail", "once": key}).status_code == 303
    assert len(mails(session)) == 2


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_two_taps_at_once_act_once_and_the_copy_keeps_nothing(app: Flask, session: Session) -> None:
    """Both pass the first look; the later one is undone, and so is what it wrote in the cookie."""
    together = Barrier(2, timeout=20)

    @public
    def tapped() -> ResponseReturnValue:
        together.wait()
        reference = f"S-{together.wait()}"
        make_school(request_session, reference)
        cookie["made"] = reference
        return redirect(f"/made/{reference}", 303)

    app.add_url_rule("/tapped", "tapped", tapped, methods=["POST"])
    answers: list[tuple[int, str, str]] = []

    def tap() -> None:
        client = app.test_client()
        answer = client.post("/tapped", data={"once": KEY})
        with client.session_transaction() as kept:
            answers.append((answer.status_code, answer.location, kept.get("made", "")))

    takers = [Thread(target=tap) for _ in range(2)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    (status, location, _), (other_status, other_location, _) = answers
    assert (status, other_status) == (303, 303)
    assert location == other_location == submissions.earlier_location(session, KEY)
    made = location.removeprefix("/made/")
    assert sorted(kept for _, _, kept in answers) == ["", made]
