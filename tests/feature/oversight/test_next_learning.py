"""What the apprentice's first page says is next: a lesson, a quiz, on both databases."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment, Trainee
from school.core.clock import now, today
from school.curriculum.lesson_models import Lesson
from school.curriculum.models import Module, PathModule
from tests.factories.lessons import make_progress, module_of, newest_version_id
from tests.factories.quizzes import make_attempt, make_window
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People
from tests.support.statements import count_statements

DAY = timedelta(days=1)


@pytest.fixture
def enrolment(session: Session, people: People) -> Enrolment:
    """The apprentice in a cohort that began a month ago, whose quizzes have no window."""
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    start = today() - timedelta(days=30)
    cohort = make_cohort(
        session,
        people.school,
        starts_on=start,
        ends_on=start + timedelta(days=240),
        curriculum_version_id=newest_version_id(session),
    )
    return make_enrolment(session, cohort, trainee)


def lessons(session: Session, enrolment: Enrolment) -> list[Lesson]:
    query = (
        select(Lesson)
        .join(PathModule, PathModule.module_id == Lesson.module_id)
        .where(
            PathModule.path_id == enrolment.cohort.path_id,
            Lesson.version_id == enrolment.cohort.curriculum_version_id,
        )
        .order_by(PathModule.position, Lesson.position)
    )
    return list(session.scalars(query))


def read(session: Session, enrolment: Enrolment, several: list[Lesson]) -> None:
    for one in several:
        make_progress(session, enrolment.trainee, one)


def shown(session: Session, people: People) -> str:
    """Give the panel of what is next; nothing where there is none."""
    session.commit()
    text = people.client("apprentice").get("/").text.replace("\u00a0", " ")
    found = re.search(r'<section[^>]*aria-labelledby="next-learning">.*?</section>', text, re.S)
    return found[0] if found else ""


def test_first_unread_lesson_and_first_quiz_are_one_tap_away(
    app: Flask, session: Session, people: People, enrolment: Enrolment
) -> None:
    every = lessons(session, enrolment)
    read(session, enrolment, [every[0], every[2]])
    session.commit()
    client = people.client("apprentice")
    client.get("/")
    with count_statements(app) as statements:
        assert client.get("/").status_code == 200
    assert statements.count <= 8
    text = shown(session, people)
    assert f'href="/curriculum/lessons/{every[1].reference}"' in text
    assert every[3].reference not in text
    assert f"Leçons lues : 2 sur {len(every)}" in text
    assert 'href="/quizzes/modules/F0"' in text
    assert "3 essais restants" in text


def test_next_module_follows_when_all_is_read_and_passed(
    session: Session, people: People, enrolment: Enrolment
) -> None:
    every = lessons(session, enrolment)
    common = [one for one in every if one.module_id == module_of(session).id]
    read(session, enrolment, common)
    make_attempt(session, enrolment, number=1, mark=Decimal(60))
    text = shown(session, people)
    assert "/curriculum/lessons/D1-01" in text
    assert "/quizzes/modules/D1" in text


def test_attempts_short_of_the_mark_leave_one_less(
    session: Session, people: People, enrolment: Enrolment
) -> None:
    for number in (1, 2):
        make_attempt(session, enrolment, number=number, mark=Decimal("59.9"))
    text = shown(session, people)
    assert "/quizzes/modules/F0" in text
    assert "1 essai restant ·" in text
    make_attempt(session, enrolment, number=3, mark=Decimal("59.9"))
    assert "/quizzes/modules/D1" in shown(session, people)


def test_nothing_left_to_read_still_says_something(
    session: Session, people: People, enrolment: Enrolment
) -> None:
    read(session, enrolment, lessons(session, enrolment))
    text = shown(session, people)
    assert "Toutes lues" in text
    assert f'href="/curriculum/paths/{enrolment.cohort.path.reference}"' in text
    assert "Prochaine leçon" not in text


def test_quiz_that_opens_next_is_announced_and_a_closed_one_is_not(
    session: Session, people: People, enrolment: Enrolment
) -> None:
    modules = session.scalars(
        select(Module)
        .join(PathModule, PathModule.module_id == Module.id)
        .where(PathModule.path_id == enrolment.cohort.path_id)
        .order_by(PathModule.position)
    ).all()
    cohort = enrolment.cohort
    make_window(session, cohort, module_id=modules[0].id, closes_at=now() - DAY)
    for module, days in zip(modules[1:], (9, 5, 7), strict=True):
        make_window(session, cohort, module_id=module.id, opens_at=now() + days * DAY)
    text = shown(session, people)
    assert "À venir" in text
    assert f"/quizzes/modules/{modules[2].reference}" in text
    assert "/quizzes/modules/F0" not in text
    late = {"opens_at": now() - DAY, "closes_at": now() + DAY, "decided_at": now()}
    make_window(session, cohort, module_id=modules[3].id, **late)
    text = shown(session, people)
    assert f"/quizzes/modules/{modules[3].reference}" in text
    assert "Ouvert" in text


def test_who_left_has_nothing_next(session: Session, people: People, enrolment: Enrolment) -> None:
    enrolment.withdrawn_on = today() - DAY
    assert shown(session, people) == ""
