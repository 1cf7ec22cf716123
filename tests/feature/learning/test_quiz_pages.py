"""Pages of quizzes: an apprentice takes one, without script, and reads the result."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.models import Cohort, Trainee
from school.curriculum.pack.questions import Question
from school.learning.answers import Answer
from school.learning.drawing import Drawn
from school.learning.quizzes.models import QuizAnswer, QuizAttempt
from school.learning.quizzes.operations import draw_for
from school.learning.quizzes.targets import QuizTarget, module_target, practice_target
from tests.factories.lessons import newest_version_id
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People
from tests.support.quizzes import hidden_fields, page_fields, right_answer

ATTEMPT = "/quizzes/modules/F0/attempt"
PRACTICE = "/quizzes/lessons/F0-01/practice"
KINDS = {
    "single", "multiple", "true_false", "numeric", "parameterised", "matching", "ordering",
    "short_answer", "hotspot",
}  # fmt: skip

Answering = Callable[[Question, Drawn], Answer | None]


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    """The cohort of the apprentice, on the deployment path, running now."""
    cohort = make_cohort(
        session, people.school, curriculum_version_id=newest_version_id(session), ends_on=None
    )
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    make_enrolment(session, cohort, trainee)
    session.commit()
    return cohort


@pytest.fixture
def apprentice(people: People) -> Principal:
    """The apprentice of the test."""
    return people.principal("apprentice")


def filled(app: Flask, target: QuizTarget, number: int, answer: Answering) -> dict[str, str]:
    """Fill the fields of an attempt."""
    drawn = draw_for(target, number, app.config["SECRET_KEY"])
    fields: dict[str, str] = {}
    for question, one in drawn.items:
        if (given := answer(question, one)) is not None:
            fields |= page_fields(question, one, given)
    return fields


def test_the_bank_has_every_kind(session: Session, cohort: Cohort, apprentice: Principal) -> None:
    target = module_target(session, apprentice, "F0")
    assert {one.kind for one in target.bank} == KINDS


def test_an_attempt_is_taken_once(
    app: Flask, people: People, session: Session, cohort: Cohort, apprentice: Principal
) -> None:
    client = people.client("apprentice")
    page = client.get(ATTEMPT)
    assert page.status_code == 200
    target = module_target(session, apprentice, "F0")
    sent = hidden_fields(page.text) | filled(app, target, 1, right_answer)
    first = client.post(ATTEMPT, data=sent)
    assert first.status_code == 303, first.text
    again = client.post(ATTEMPT, data=sent)
    assert again.headers["Location"] == first.headers["Location"]
    session.rollback()
    attempt = session.scalars(select(QuizAttempt)).one()
    assert (attempt.mark, attempt.number) == (Decimal(100), 1)
    assert attempt.client_uuid == sent["submission"]
    answers = session.scalar(select(func.count()).select_from(QuizAnswer))
    assert answers == target.size
    result = client.get(first.headers["Location"])
    assert "Note\u00a0: 100\u00a0%" in result.text


def test_practice_is_taken_as_often_as_wanted(
    app: Flask, people: People, session: Session, cohort: Cohort, apprentice: Principal
) -> None:
    client = people.client("apprentice")
    for number in (1, 2, 3, 4, 5):
        page = client.get(PRACTICE)
        target = practice_target(session, apprentice, "F0-01")
        sent = hidden_fields(page.text)
        assert sent["number"] == str(number)
        answer = client.post(PRACTICE, data=sent | filled(app, target, number, lambda *_: None))
        assert answer.status_code == 303, answer.text
        session.rollback()
    assert "Bonne réponse" in client.get(answer.headers["Location"]).text
