"""What a module weighs before a phone takes it along, and the practice that comes with it."""

import gzip
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from tests.factories.lessons import make_lesson, newest_version_id
from tests.factories.records import make_cohort, make_enrolment
from tests.support.pages import CheckingClient
from tests.support.people import People

ZIPPED = {"Accept-Encoding": "gzip"}


@pytest.fixture
def phone(people: People, session: Session) -> CheckingClient:
    """The phone of an apprentice in training now."""
    version = newest_version_id(session)
    cohort = make_cohort(session, people.school, curriculum_version_id=version, ends_on=None)
    make_enrolment(session, cohort, session.get(Trainee, people.account("apprentice").trainee_id))
    session.commit()
    return people.client("apprentice")


def pages_of(phone: CheckingClient, module: str = "F0") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = phone.get(f"/offline/modules/{module}").json["pages"]  # type: ignore[index]
    return found


def wire_bytes(phone: CheckingClient, url: str) -> int:
    # The client of the tests reads its pages, which it cannot do where they are compressed.
    answer = FlaskClient.open(phone, url, headers=ZIPPED)
    assert answer.status_code == 200, url
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data)
    return len(answer.data)


def test_the_practice_of_each_lesson_is_taken_along(
    phone: CheckingClient, session: Session
) -> None:
    bare = make_lesson(session).reference
    session.commit()
    urls = [one["url"] for one in pages_of(phone)]
    lessons = [one.split("/")[-1] for one in urls if one.startswith("/curriculum/lessons/")]
    practice = [one.split("/")[-2] for one in urls if one.endswith("/practice")]
    assert bare in lessons
    assert practice == [one for one in lessons if one != bare]
    assert len(practice) >= 12


@pytest.mark.parametrize("module", ["F0", "D2"])
def test_a_module_weighs_what_is_told(phone: CheckingClient, module: str) -> None:
    pages = pages_of(phone, module)
    weighed = {one["url"]: wire_bytes(phone, one["url"]) for one in pages}
    told = {one["url"]: one["bytes"] for one in pages}
    assert sum(told.values()) == pytest.approx(sum(weighed.values()), rel=0.1), (told, weighed)


def test_a_person_of_the_school_takes_no_quiz_along(people: People) -> None:
    assert not [one for one in pages_of(people.client("trainer")) if "quizzes" in one["url"]]
