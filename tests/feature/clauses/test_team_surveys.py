"""The questionnaire of teams: answered once by a link, read by those who see the contract."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.clauses.models import Contract
from school.clauses.practices.surveys import operations, queries
from school.clauses.practices.surveys.models import TeamSurvey
from school.clauses.practices.surveys.rules import DEFAULT_QUESTIONS, mean_mark
from school.core.outbox import MailMessage
from school.core.questions import MOST_QUESTIONS, Answer, Question, QuestionKind
from tests.factories.clauses import make_contract
from tests.factories.practices import make_survey
from tests.support.people import People
from tests.support.statements import count_statements

LIGHT = 30_000
"""Bytes that a page behind a link may weigh (DESIGN, « Weak lines »)."""

GIVEN = {"welcome": "4", "planned": "5", "declared": "3", "learning": "4", "after": "4"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel("2026-03-11 09:00+00:00", tick=False):
        yield


@pytest.fixture
def contract(session: Session, people: People) -> Contract:
    made = make_contract(session, operator_id=people.operator.id)
    session.commit()
    return made


def asked(session: Session, contract: Contract) -> tuple[TeamSurvey, str]:
    """Ask a team; give the address of its link."""
    survey = make_survey(session, contract, recipient_email="moussa@example.test")
    token = operations.issue(session, survey)
    session.commit()
    return survey, f"/link/survey/{token}"


def read(session: Session, survey: TeamSurvey) -> TeamSurvey:
    session.rollback()
    session.refresh(survey)
    return survey


def test_a_team_answers_once(app: Flask, session: Session, contract: Contract) -> None:
    """Reading changes nothing; a low mark asks why; a second answer is not taken."""
    survey, address = asked(session, contract)
    team: FlaskClient = app.test_client()
    for _ in range(2):
        assert "Comment travaille votre équipe" in team.get(address).text
    assert read(session, survey).answered_on is None
    refused = team.post(address, data={**GIVEN, "planned": "1"})
    assert refused.status_code == 422
    assert "ce qui n’a pas été" in refused.text
    assert team.post(address, data=GIVEN).status_code == 303
    assert team.post(address, data={**GIVEN, "welcome": "5"}).status_code == 200
    answers = read(session, survey).answers
    assert answers is not None
    assert [one["values"] for one in answers] == [["4"], ["5"], ["3"], ["4"], ["4"]]
    assert survey.answered_on == date(2026, 3, 11)
    assert "vos réponses sont notées" in team.get(address).text


def test_the_longest_page_is_light(
    app: Flask, session: Session, people: People, contract: Contract
) -> None:
    ministry = people.principal("ministry")
    for place in range(MOST_QUESTIONS - len(DEFAULT_QUESTIONS)):
        words = f"Une question assez longue pour prendre deux lignes sur un téléphone {place} "
        question = Question(f"q{place}", QuestionKind.LIKERT, words * 2, words * 2)
        operations.add_question(session, ministry, question, date(2026, 3, 11))
    _, address = asked(session, contract)
    assert len(app.test_client().get(address).data) <= LIGHT


def test_a_link_that_expired_is_renewed_by_mail(
    app: Flask, session: Session, contract: Contract
) -> None:
    _, address = asked(session, contract)
    with time_machine.travel("2026-06-01 09:00+00:00", tick=False):
        team = app.test_client()
        assert team.get(address).status_code == 410
        assert team.post(address, data=GIVEN).status_code == 410
        for _ in range(2):
            assert team.post(f"{address}/renew").status_code == 303
    assert session.scalar(select(func.count()).select_from(MailMessage)) == 1
    assert session.scalar(select(func.count()).select_from(SignedLink)) == 2


def test_an_officer_asks_and_readers_read(
    app: Flask, session: Session, people: People, contract: Contract
) -> None:
    officer = people.client("integration_officer")
    page = f"/clauses/contracts/{contract.reference}/surveys"
    assert "Aucune équipe" in officer.get(page).text
    typed = {"team": "Équipe Nord", "recipient_name": "Moussa", "recipient_email": "faux"}
    assert officer.post(f"{page}/new", data=typed).status_code == 422
    made = officer.post(f"{page}/new", data={**typed, "recipient_email": ""})
    assert "/link/survey/" in officer.get(made.headers["Location"]).text
    reader = people.client("ministry")
    assert "Équipe Nord" in reader.get(page).text
    with count_statements(app) as statements:
        reader.get(page)
    assert statements.count <= 8
    assert officer.get("/clauses/survey-questions").status_code == 404
    assert officer.post("/clauses/survey-questions/welcome/retire").status_code == 404


def test_the_ministry_chooses_what_is_asked(session: Session, people: People) -> None:
    """A question more, one less; what was asked stays in its version."""
    ministry = people.client("ministry")
    more = {"fr": "Et la sécurité ?", "en": "", "kind": "likert", "choices_text": ""}
    assert ministry.post("/clauses/survey-questions", data=more).status_code == 303
    assert ministry.post("/clauses/survey-questions/welcome/retire").status_code == 303
    session.rollback()
    known = [one.key for one in queries.questions_asked(session)]
    assert len(known) == len(DEFAULT_QUESTIONS)
    assert "welcome" not in known
    newest = queries.newest_questions(session)
    assert newest is not None
    assert newest.number == 2


def test_the_mean_is_of_the_marks_given() -> None:
    marks = [Answer(one, (mark,)) for one, mark in zip(DEFAULT_QUESTIONS, "254", strict=False)]
    found = mean_mark([*marks, Answer(DEFAULT_QUESTIONS[-1], words="des mots")])
    assert found is not None
    assert float(found[0]) == pytest.approx(11 / 3)
    assert found[1] == 3
    assert mean_mark([]) is None
