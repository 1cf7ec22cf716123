"""The same attempt and the same lesson at the same moment, from two telephones: kept once."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.cohorts.models import Trainee
from school.core.clock import now
from school.core.database import Base, Database
from school.core.errors import NotAllowed
from school.learning.models import LessonProgress
from school.learning.operations import mark_read
from school.learning.queries import lesson_by_reference
from school.learning.quizzes.models import QuizAttempt
from school.learning.quizzes.operations import Sent, draw_for, submit_attempt
from school.learning.quizzes.targets import module_target
from tests.factories.lessons import newest_version_id
from tests.factories.records import make_cohort, make_enrolment
from tests.support.overlapping import Act, overlapping
from tests.support.people import People

KEY = "a secret of thirty-two characters"
DAY = date(2026, 3, 2)


@pytest.fixture
def apprentice(people: People, session: Session) -> Principal:
    cohort = make_cohort(
        session, people.school, curriculum_version_id=newest_version_id(session), ends_on=None
    )
    make_enrolment(session, cohort, session.get(Trainee, people.account("apprentice").trainee_id))
    session.commit()
    return people.principal("apprentice")


def answering(apprentice: Principal, uuid: str, number: int = 1) -> Act:
    """Send an attempt left blank, as a request does: everything is read as it writes."""

    def answer(session: Session) -> object:
        target = module_target(session, apprentice, "F0")
        drawn = draw_for(target, number, KEY)
        sent = Sent(number, target.version.version, drawn.fingerprint, {}, uuid)
        return submit_attempt(session, apprentice, target, sent, key=KEY, now=now())

    return answer


def reading(apprentice: Principal, reference: str, uuid: str) -> Act:
    def read(session: Session) -> None:
        found = lesson_by_reference(session, apprentice, reference)
        mark_read(session, apprentice, found, client_uuid=uuid, day=DAY)

    return read


def count(session: Session, table: type[Base]) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_one_attempt_under_two_numbers(
    database: Database, session: Session, apprentice: Principal
) -> None:
    refusal = overlapping(database, answering(apprentice, "one"), answering(apprentice, "two"))
    assert isinstance(refusal, NotAllowed)
    assert count(session, QuizAttempt) == 1


def test_one_attempt_under_one_number(
    database: Database, session: Session, apprentice: Principal
) -> None:
    assert overlapping(database, answering(apprentice, "one"), answering(apprentice, "one")) is None
    assert count(session, QuizAttempt) == 1


@pytest.mark.parametrize("uuid", ["one", "two"])
def test_a_lesson_is_read_once(
    database: Database, session: Session, apprentice: Principal, uuid: str
) -> None:
    refusal = overlapping(
        database, reading(apprentice, "F0-01", "one"), reading(apprentice, "F0-01", uuid)
    )
    assert refusal is None
    assert count(session, LessonProgress) == 1


def test_one_number_is_not_two_lessons(
    database: Database, session: Session, apprentice: Principal
) -> None:
    refusal = overlapping(
        database, reading(apprentice, "F0-01", "one"), reading(apprentice, "F0-02", "one")
    )
    assert isinstance(refusal, NotAllowed)
    assert count(session, LessonProgress) == 1
