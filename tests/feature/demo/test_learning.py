"""What the apprentices of the demo have read and answered, as drawn and as their pages show it."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.cohorts.models import Enrolment, Trainee
from school.command import run
from school.demo import story
from school.demo.answers import answer_to
from school.demo.draft import Row
from school.learning.drawing import draw_question
from school.learning.marking import Verdict, mark_answer
from school.learning.models import LessonProgress
from school.learning.quizzes.models import QuizAnswer, QuizAttempt, QuizWindow
from school.learning.quizzes.rules import Opening, OpeningState, Purpose
from tests.support.demo_scenes import DRAWS, draw, rows, scene
from tests.support.shipped import shipped_pack

SEED, TODAY = DRAWS[0]
NOON = datetime.combine(TODAY, time(12))
MOST_ATTEMPTS, PASS_MARK = 3, 60


def attempts_by_person(seed: int, today: date) -> dict[tuple[str, str], list[Row]]:
    """List the attempts that count, by person and quiz, in the order of their numbers."""
    found = defaultdict(list)
    for row in rows(scene(seed, today), QuizAttempt):
        if row["purpose"] is Purpose.MODULE:
            found[row["trainee"], row["quiz"]].append(row)
    return found


@pytest.mark.parametrize(("seed", "today"), DRAWS)
def test_marks_rise_and_most_but_not_all_pass(seed: int, today: date) -> None:
    people = attempts_by_person(seed, today)
    assert len(people) > 100
    for made in people.values():
        assert [row["number"] for row in made] == list(range(1, len(made) + 1))
        marks = [row["mark"] for row in made]
        assert marks == sorted(set(marks))
        assert all(mark < PASS_MARK for mark in marks[:-1])
        assert len(made) <= MOST_ATTEMPTS
    passed = sum(made[-1]["mark"] >= PASS_MARK for made in people.values())
    assert 0.75 < passed / len(people) < 0.99
    assert sum(len(made) > 1 for made in people.values()) > len(people) / 10


@pytest.mark.parametrize(("seed", "today"), DRAWS)
def test_everything_lies_in_the_past_while_its_person_trained(seed: int, today: date) -> None:
    drawn = scene(seed, today)
    windows = {(row["cohort"], row["module"]): row for row in rows(drawn, QuizWindow)}
    left = {
        (row["trainee"], row["cohort"]): row.get("withdrawn_on") for row in rows(drawn, Enrolment)
    }
    for row in rows(drawn, QuizAttempt):
        assert row["answered_at"].date() < today
        gone = left[row["trainee"], row["cohort"]]
        assert gone is None or row["answered_at"].date() <= gone
        if row["purpose"] is Purpose.MODULE:
            window = windows[row["cohort"], row["module"]]
            assert window["opens_at"] <= row["answered_at"] <= window["closes_at"]
    assert all(row["read_on"] < today for row in rows(drawn, LessonProgress))
    assert all(row["decided_at"].date() < today for row in windows.values())


def test_a_quiz_runs_and_another_comes_where_the_apprentice_trains() -> None:
    drawn = scene(SEED, TODAY)
    [group] = [group for group in drawn.groups if group.has_apprentice]
    states = [
        Opening(row["opens_at"], row["closes_at"]).state(NOON)
        for row in rows(drawn, QuizWindow)
        if row["cohort"] == group.reference
    ]
    assert states == [OpeningState.CLOSED, OpeningState.OPEN, OpeningState.COMING]


def test_wrong_answers_gather_on_some_questions() -> None:
    drawn = scene(SEED, TODAY)
    shares = defaultdict(list)
    for row in rows(drawn, QuizAnswer):
        shares[row["question"]].append(row["share"])
    means = [sum(one) / len(one) for one in shares.values() if len(one) >= 20]
    assert sum(mean < Decimal("0.5") for mean in means) > len(means) / 20
    assert sum(mean > Decimal("0.6") for mean in means) > len(means) / 2


def test_the_same_seed_and_day_give_the_same_attempts() -> None:
    again = draw(SEED, TODAY)
    for table in (LessonProgress, QuizWindow, QuizAttempt, QuizAnswer):
        assert rows(again, table) == rows(scene(SEED, TODAY), table)


def test_each_shipped_question_can_be_known_or_not() -> None:
    banks = shipped_pack().banks.values()
    for question in (question for bank in banks for question in bank.questions):
        for luck in ("one", "two"):
            drawn = draw_question(question, luck)
            known = mark_answer(question, answer_to(question, drawn, knows=True), drawn.quantities)
            missed = mark_answer(
                question, answer_to(question, drawn, knows=False), drawn.quantities
            )
            assert known.verdict is Verdict.RIGHT, question.code
            assert missed.verdict in (Verdict.WRONG, Verdict.PARTLY_RIGHT), question.code


@pytest.fixture
def opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, database_url: str
) -> Callable[[], int]:
    """The command, on the database of the test."""
    monkeypatch.setenv("SCHOOL_INSTANCE", str(tmp_path_factory.mktemp("instance")))
    monkeypatch.setenv("DATABASE_URL", database_url)
    return lambda: run(["demo", "--seed", str(SEED), "--today", f"{TODAY:%Y-%m-%d}"])


def test_the_apprentice_finds_a_lesson_a_quiz_and_a_result(
    opened: Callable[[], int], app: Flask, session: Session
) -> None:
    assert opened() == 0
    account = session.scalars(
        select(Account).join(Trainee).where(Trainee.family_name == story.APPRENTICE[1])
    ).one()
    with time_machine.travel(NOON, tick=False):
        client = app.test_client()
        client.post("/sign-in/demo", data={"account": account.id})
        home = client.get("/").text
        assert "Prochaine leçon" in home
        [lesson] = re.findall(r'href="(/curriculum/lessons/[^"]+)"', home)
        assert client.get(lesson).status_code == 200
        assert 'href="/quizzes/modules/D1"' in home
        assert "3 essais restants" in home
        assert "/quizzes/modules/D1/attempt" in client.get("/quizzes/modules/D1").text
        assert client.get("/quizzes/modules/D1/attempt").status_code == 200
        [result] = re.findall(
            r'href="(/quizzes/attempts/[^"]+)"', client.get("/quizzes/modules/F0").text
        )
        assert client.get(result).status_code == 200
