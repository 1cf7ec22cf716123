"""Answers to quizzes that a phone kept: taken in as on their page, once, and late where need be."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment, Trainee
from school.core.clock import now
from school.learning.quizzes.models import QuizAttempt
from school.learning.quizzes.operations import draw_for
from school.learning.quizzes.page_stamp import stamp
from school.learning.quizzes.targets import module_target
from tests.factories.lessons import newest_version_id
from tests.factories.quizzes import make_window
from tests.factories.records import make_cohort, make_enrolment
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.phones import entry, results, send
from tests.support.quizzes import hidden_fields

ATTEMPT = "/quizzes/modules/F0/attempt"
PRACTICE = "/quizzes/lessons/F0-01/practice"
LATE = "Ce quiz était déjà fermé quand vous avez répondu"


@pytest.fixture
def enrolment(people: People, session: Session) -> Enrolment:
    """The apprentice, in training now."""
    version = newest_version_id(session)
    cohort = make_cohort(session, people.school, curriculum_version_id=version, ends_on=None)
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    found = make_enrolment(session, cohort, trainee)
    session.commit()
    return found


@pytest.fixture
def phone(people: People, enrolment: Enrolment) -> CheckingClient:
    return people.client("apprentice")


def answered(phone: CheckingClient, address: str, **fields: str) -> dict[str, Any]:
    """Give the entry of an attempt as its page makes it, every question left blank."""
    hidden = hidden_fields(phone.get(address).text)
    return entry("quiz.attempt", address, *{**hidden, **fields}.items())


def attempts(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(QuizAttempt)) or 0


@pytest.mark.parametrize("address", [ATTEMPT, PRACTICE], ids=["module", "practice"])
def test_an_attempt_is_kept_once(phone: CheckingClient, session: Session, address: str) -> None:
    sent = answered(phone, address)
    [first] = results(phone, sent)
    assert first["outcome"] == "accepted"
    assert results(phone, sent) == [first]
    assert attempts(session) == 1
    attempt = session.scalars(select(QuizAttempt)).one()
    assert first["location"] == f"/quizzes/attempts/{attempt.reference}"
    assert attempt.client_uuid == sent["uuid"]


def test_what_the_next_page_says_is_not_what_the_phone_sent(
    phone: CheckingClient, session: Session
) -> None:
    results(phone, answered(phone, ATTEMPT))
    assert "Vos réponses sont enregistrées" not in phone.get("/curriculum").text


def test_the_answer_sets_no_cookie_that_a_bad_line_could_cut(phone: CheckingClient) -> None:
    answer = send(phone, answered(phone, ATTEMPT))
    assert answer.status_code == 200
    assert answer.headers.getlist("Set-Cookie") == []


def test_an_attempt_entered_on_two_copies_of_its_page_counts_once(
    phone: CheckingClient, session: Session
) -> None:
    first, second = answered(phone, ATTEMPT), answered(phone, ATTEMPT)
    outcomes = [one["outcome"] for one in results(phone, first, second)]
    assert outcomes == ["accepted", "refused"]
    assert attempts(session) == 1


def test_what_was_answered_in_time_is_taken_in_late(
    app: Flask, people: People, phone: CheckingClient, session: Session, enrolment: Enrolment
) -> None:
    target = module_target(session, people.principal("apprentice"), "F0")
    shown = stamp(target, 1, app.config["SECRET_KEY"], now() - timedelta(hours=4))
    in_time = f"{now() - timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}"
    sent = answered(phone, ATTEMPT, answered_at=in_time, shown=shown)
    late = answered(
        phone, ATTEMPT, answered_at=f"{now() - timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}"
    )
    closed = now() - timedelta(hours=1)
    make_window(session, enrolment.cohort, closes_at=closed, decided_at=now())
    session.commit()
    [refused] = results(phone, late)
    assert refused["outcome"] == "refused"
    assert attempts(session) == 0
    [accepted] = results(phone, sent)
    assert accepted["outcome"] == "accepted", accepted


def test_a_page_shown_after_the_end_is_not_answered_before_it(
    app: Flask, people: People, phone: CheckingClient, session: Session, enrolment: Enrolment
) -> None:
    closed = now() - timedelta(hours=1)
    make_window(session, enrolment.cohort, closes_at=closed, decided_at=now())
    session.commit()
    assert phone.get(ATTEMPT).status_code == 303
    # What is refused shows the questions: they are not to be answered in a time made up.
    target = module_target(session, people.principal("apprentice"), "F0")
    drawn = draw_for(target, 1, app.config["SECRET_KEY"])
    shown = hidden_fields(phone.post(ATTEMPT, data={"number": "1"}).text)
    shown |= {"edition": target.version.version, "draw": drawn.fingerprint}
    earlier = f"{closed - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
    for said in (shown["shown"], f"{earlier} {'0' * 64}", f"{earlier} é"):
        fields = {**shown, "answered_at": earlier, "shown": said}
        [refused] = results(phone, entry("quiz.attempt", ATTEMPT, *fields.items()))
        assert LATE in refused["reasons"][0]["words"]
    assert attempts(session) == 0


def test_a_stamp_is_of_one_person_and_one_attempt(
    phone: CheckingClient, session: Session, enrolment: Enrolment
) -> None:
    first = hidden_fields(phone.get(ATTEMPT).text)
    assert results(phone, answered(phone, ATTEMPT))[0]["outcome"] == "accepted"
    second = hidden_fields(phone.get(ATTEMPT).text)
    make_window(session, enrolment.cohort, closes_at=now() - timedelta(minutes=1))
    session.commit()
    stated = f"{now() - timedelta(minutes=2):%Y-%m-%dT%H:%M:%SZ}"
    fields = {**second, "answered_at": stated, "shown": first["shown"]}
    [refused] = results(phone, entry("quiz.attempt", ATTEMPT, *fields.items()))
    assert LATE in refused["reasons"][0]["words"]


def test_answers_to_other_questions_are_told(phone: CheckingClient, session: Session) -> None:
    sent = answered(phone, ATTEMPT, **{"q-NO-SUCH": "1"})
    [refused] = results(phone, sent)
    assert refused["outcome"] == "refused"
    assert "d’autres questions" in refused["reasons"][0]["words"]
    assert attempts(session) == 0
