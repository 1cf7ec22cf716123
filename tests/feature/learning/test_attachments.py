"""Files that lessons offer, films elsewhere: told with their size, served safely."""

import pytest
from sqlalchemy.orm import Session

from school.curriculum.lesson_models import Lesson, LessonFile
from tests.factories.lessons import make_lesson
from tests.factories.records import add
from tests.support.people import People

TABLE = b"couleur;colour\nbleu;blue\n"


@pytest.fixture
def lesson(session: Session) -> Lesson:
    title = {"fr": "Table des couleurs", "en": "Colour table"}
    found = make_lesson(
        session,
        downloads=[{"file": "colours.csv", "title": title}],
        videos=[{"title": title, "url": "https://films.example.test/a", "megabytes": "12.5"}],
    )
    for name in ("colours.csv", "other.csv"):
        add(
            session,
            LessonFile(
                version_id=found.version_id,
                module_id=found.module_id,
                name=name,
                size=len(TABLE),
                content=TABLE,
            ),
        )
    session.commit()
    return found


def test_a_file_is_told_with_its_size_and_given_to_be_kept(people: People, lesson: Lesson) -> None:
    client = people.client("trainer")
    page = client.get(f"/curriculum/lessons/{lesson.reference}").text
    address = f"/curriculum/lessons/{lesson.reference}/files/colours.csv"
    assert f'href="{address}"' in page
    assert f"{len(TABLE)} octets" in page.replace("\u202f", " ")
    answer = client.get(address)
    assert (answer.status_code, answer.data) == (200, TABLE)
    assert answer.headers["Content-Disposition"] == "attachment; filename=colours.csv"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Length"] == str(len(TABLE))
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_film_says_that_it_is_elsewhere_and_how_large(people: People, lesson: Lesson) -> None:
    page = people.client("trainer").get(f"/curriculum/lessons/{lesson.reference}").text
    assert 'href="https://films.example.test/a" rel="noopener noreferrer external"' in page
    assert "films.example.test" in page
    assert "12,5" in page


@pytest.mark.parametrize("name", ["other.csv", "none.pdf", "..%2fsecret"])
def test_what_the_lesson_does_not_offer_is_not_there(
    people: People, lesson: Lesson, name: str
) -> None:
    address = f"/curriculum/lessons/{lesson.reference}/files/{name}"
    assert people.client("trainer").get(address).status_code == 404


def test_who_may_not_read_the_lesson_gets_no_file(people: People, lesson: Lesson) -> None:
    address = f"/curriculum/lessons/{lesson.reference}/files/colours.csv"
    assert people.client("apprentice").get(address).status_code == 404
    assert people.client("ministry").get(address).status_code == 403
