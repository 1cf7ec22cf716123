"""Pages of lessons and of the glossary: who reads what, in which version, and marks it as read."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Trainee
from school.core.errors import NotAllowed, NotFound
from school.curriculum.lesson_models import Competency, CurriculumVersion, Lesson
from school.learning.models import LessonProgress
from school.learning.operations import mark_read
from school.learning.queries import lesson_by_reference
from tests.factories.lessons import (
    make_figure,
    make_lesson,
    make_progress,
    make_term,
    module_of,
    newest_version_id,
)
from tests.factories.records import make_cohort, make_enrolment, path_of
from tests.support.people import People

DAY = date(2026, 3, 2)
READERS = ("director", "trainer", "apprentice")


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    """The cohort of the apprentice, on the deployment path and its newest version."""
    version = newest_version_id(session)
    cohort = make_cohort(session, people.school, curriculum_version_id=version)
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    make_enrolment(session, cohort, trainee)
    session.commit()
    return cohort


def newer_version(session: Session, module: str) -> CurriculumVersion:
    version = CurriculumVersion(code="fibre", version="2030.1", digest="x", loaded_on=DAY)
    session.add(version)
    session.flush()
    place = module_of(session, module).id
    session.add(
        Competency(
            version_id=version.id, module_id=place, reference="N.1", position=0, title_fr="Lire",
            title_en="Read",
        )
    )  # fmt: skip
    session.flush()
    return version


def made(session: Session, **values: object) -> Lesson:
    lesson = make_lesson(session, **values)  # type: ignore[arg-type]
    session.commit()
    return lesson


def submission_of(text: str) -> str:
    found = re.search(r'name="submission"[^>]*value="([^"]*)"', text)
    assert found is not None
    return found[1]


def test_who_reads_a_lesson(people: People, session: Session, cohort: Cohort) -> None:
    lesson = made(session)
    for who in READERS:
        page = people.client(who).get(f"/curriculum/lessons/{lesson.reference}")
        assert page.status_code == 200
        assert "La lumière reste dans le cœur." in page.text
        assert ("J’ai lu" in page.text) == (who == "apprentice")
    for who in ("ministry", "enterprise"):
        assert people.client(who).get(f"/curriculum/lessons/{lesson.reference}").status_code == 403
    assert people.client("trainer").get("/curriculum/lessons/nowhere").status_code == 404


def test_an_apprentice_reads_the_own_path_alone(
    people: People, session: Session, cohort: Cohort
) -> None:
    foreign = made(session, module="M2")
    place = f"/curriculum/lessons/{foreign.reference}"
    assert people.client("trainer").get(place).status_code == 200
    client = people.client("apprentice")
    assert client.get(place).status_code == 404
    assert client.post(f"{place}/read").status_code == 404
    assert foreign.title_fr not in client.get("/curriculum/modules/M2").text


def test_who_is_in_no_cohort_reads_nothing(people: People, session: Session) -> None:
    lesson = made(session)
    client = people.client("apprentice")
    assert client.get(f"/curriculum/lessons/{lesson.reference}").status_code == 404
    assert client.get("/curriculum/modules/F0").status_code == 200
    assert client.get("/curriculum/glossary").status_code == 200


def test_a_cohort_keeps_the_version_it_began_with(
    people: People, session: Session, cohort: Cohort
) -> None:
    old = make_lesson(session, reference="F0-X", body_fr="Le texte ancien")
    newer = newer_version(session, "F0")
    made(session, reference="F0-X", version_id=newer.id, body_fr="Le texte nouveau")
    place = f"/curriculum/lessons/{old.reference}"
    assert "Le texte ancien" in people.client("apprentice").get(place).text
    assert "Le texte nouveau" in people.client("trainer").get(place).text
    cohort.curriculum_version_id = None
    session.commit()
    assert "Le texte nouveau" in people.client("apprentice").get(place).text


def test_read_is_noted_once(people: People, session: Session, cohort: Cohort) -> None:
    lesson = made(session)
    client, place = people.client("apprentice"), f"/curriculum/lessons/{lesson.reference}"
    sent = {"submission": submission_of(client.get(place).text)}
    for _ in range(2):
        answer = client.post(f"{place}/read", data=sent)
        assert (answer.status_code, answer.headers["Location"]) == (303, place)
    assert client.post(f"{place}/read").status_code == 303
    noted = session.scalars(select(LessonProgress)).one()
    assert noted.client_uuid == sent["submission"]
    assert noted.curriculum_version == session.get_one(CurriculumVersion, lesson.version_id).version
    assert "Vous avez lu cette leçon" in client.get(place).text
    assert 'class="pill done">lue<' in client.get("/curriculum/modules/F0").text


def test_one_number_notes_one_lesson(people: People, session: Session, cohort: Cohort) -> None:
    lesson, other = made(session), made(session)
    principal = people.principal("apprentice")
    found = lesson_by_reference(session, principal, lesson.reference)
    for _ in range(2):
        mark_read(session, principal, found, client_uuid="one", day=DAY)
    another = lesson_by_reference(session, principal, other.reference)
    with pytest.raises(NotAllowed):
        mark_read(session, principal, another, client_uuid="one", day=DAY)
    assert session.scalar(select(func.count()).select_from(LessonProgress)) == 1


def test_the_number_of_somebody_else_is_refused_in_words(
    people: People, session: Session, cohort: Cohort
) -> None:
    lesson = made(session)
    theirs = make_progress(session, make_enrolment(session, cohort).trainee, lesson)
    theirs.client_uuid = "0d3d3b2e-5cb5-4b51-8a0e-6b1f7c8a9d10"
    session.commit()
    place = f"/curriculum/lessons/{lesson.reference}"
    client = people.client("apprentice")
    refused = client.post(f"{place}/read", data={"submission": theirs.client_uuid})
    assert refused.status_code == 422
    assert "est déjà pris" in refused.text
    assert "J’ai lu" in client.get(place).text


def test_trainers_mark_nothing(people: People, session: Session) -> None:
    lesson = made(session)
    place = f"/curriculum/lessons/{lesson.reference}/read"
    assert people.client("trainer").post(place).status_code == 403
    principal = people.principal("trainer")
    found = lesson_by_reference(session, principal, lesson.reference)
    with pytest.raises(NotAllowed):
        mark_read(session, principal, found, client_uuid="one", day=DAY)
    with pytest.raises(NotFound):
        lesson_by_reference(session, people.principal("ministry"), lesson.reference)


def test_progress_is_ones_own(people: People, session: Session, cohort: Cohort) -> None:
    lesson = made(session)
    other = make_enrolment(session, cohort)
    make_progress(session, other.trainee, lesson)
    session.commit()
    client = people.client("apprentice")
    assert "J’ai lu" in client.get(f"/curriculum/lessons/{lesson.reference}").text


def test_lessons_lead_to_their_neighbours(people: People, session: Session, cohort: Cohort) -> None:
    first, second = made(session), made(session)
    client = people.client("apprentice")
    page = client.get(f"/curriculum/lessons/{second.reference}").text
    assert f"Avant\u00a0: {first.title_fr}" in page
    assert 'rel="next"' not in page
    module = client.get("/curriculum/modules/F0").text
    assert module.index(first.title_fr) < module.index(second.title_fr)


def test_a_lesson_in_english(people: People, session: Session, cohort: Cohort) -> None:
    term, figure = make_term(session), make_figure(session)
    body = f"![A fibre](figure:{figure.reference})\n\nA [word](glossary:{term.reference})."
    lesson = made(session, body_en=body)
    client = people.client("apprentice")
    client.post("/language", data={"language": "en"})
    page = client.get(f"/curriculum/lessons/{lesson.reference}").text
    assert "The core in the middle." in page
    assert page.count(f"/curriculum/glossary#{term.reference}") == 2
    assert term.definition_en in page


def test_the_glossary_is_searched(people: People, session: Session, cohort: Cohort) -> None:
    splicer = make_term(session, title_fr="Épissureuse", title_en="splicer")
    other = make_term(session)
    session.commit()
    for who in READERS:
        client = people.client(who)
        whole = client.get("/curriculum/glossary").text
        assert splicer.title_fr in whole
        assert other.title_fr in whole
        for wanted in ("EPISSUREUSE", "Splicer"):
            found = client.get("/curriculum/glossary", query_string={"q": wanted}).text
            assert splicer.title_fr in found
            assert other.title_fr not in found
    nothing = people.client("trainer").get("/curriculum/glossary?q=%3Cscript%3E").text
    assert "Aucun mot trouvé" in nothing


def test_a_cohort_opens_on_the_newest_version(people: People, session: Session, app: Flask) -> None:
    newest = newer_version(session, "F0").id
    session.commit()
    client = people.client("director")
    sent = {
        "code": "NEW-1", "school": people.school.reference, "name": "Promotion",
        "path": path_of(session).reference,
        "starts_on": "2026-03-02",
    }  # fmt: skip
    answer = client.post("/cohorts/new", data=sent)
    assert answer.status_code == 303, answer.text
    session.rollback()
    opened = session.scalars(select(Cohort).where(Cohort.reference == "NEW-1")).one()
    assert opened.curriculum_version_id == newest
