"""A cohort's table: two hundred people by sixty competencies, in a constant few statements."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.competencies.models import CompetencyRecord
from school.competencies.rules import Level, Voice
from school.curriculum.lesson_models import Competency
from tests.factories.competencies import make_competency_record, make_evidence
from tests.factories.lessons import module_of, newest_version_id
from tests.factories.records import make_cohort, make_enrolment
from tests.support.people import People
from tests.support.statements import count_statements

MOST = 8
MODULES = ("F0", "D1", "D2", "D3")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-04-20 09:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    cohort = make_cohort(session, people.school)
    session.commit()
    return cohort


def page(people: People, cohort: Cohort, query: str = "", who: str = "trainer") -> str:
    response = people.client(who).get(f"/cohorts/{cohort.reference}/competencies?{query}")
    assert response.status_code == 200
    return response.get_data(as_text=True)


def fill(session: Session, cohort: Cohort, people: int) -> None:
    """Let every voice say something of sixty competencies of many people."""
    version = newest_version_id(session)
    codes = [(module, f"X{number}") for module in MODULES for number in range(10)]
    if people == 10:
        for module, code in codes:
            session.add(
                Competency(
                    version_id=version, module_id=module_of(session, module).id, reference=code,
                    position=100 + int(code[1:]), title_fr=code, title_en=code,
                )
            )  # fmt: skip
    rows = []
    for _ in range(people):
        trainee = make_enrolment(session, cohort).trainee
        rows += [
            {
                "reference": f"{trainee.reference}-{module}-{code}-{voice}",
                "trainee_id": trainee.id, "module": module, "competency": code,
                "voice": voice, "level": Level.ACQUIRED, "noted_on": date(2026, 3, 2),
                "recorded_at": datetime.fromisoformat("2026-03-02T10:00:00"),
                "author": "Quelqu’un",
            }
            for module, code in codes
            for voice in Voice
        ]  # fmt: skip
    session.execute(insert(CompetencyRecord), rows)
    session.commit()


def test_two_hundred_people_by_sixty_take_no_more_statements(
    app: Flask, people: People, session: Session, cohort: Cohort
) -> None:
    client = people.client("director")
    address = f"/cohorts/{cohort.reference}/competencies"
    counts = []
    for more in (10, 190):
        fill(session, cohort, more)
        client.get(address)
        with count_statements(app) as statements:
            text = client.get(address).get_data(as_text=True)
        counts.append(statements.count)
    assert counts[0] == counts[1] <= MOST
    assert text.count('<th scope="row">') == 200
    assert text.count('<th scope="col"><abbr') == 60
    assert text.count("<td") == 200 * 60


def test_levels_disagreements_and_age_stand_in_letters(
    people: People, session: Session, cohort: Cohort
) -> None:
    trainee = make_enrolment(session, cohort).trainee
    make_competency_record(session, trainee, level=Level.ACQUIRED)
    make_competency_record(session, trainee, level=Level.IN_PROGRESS, voice=Voice.SELF)
    old = date(2025, 10, 19)
    make_competency_record(session, trainee, competency="F0.1", noted_on=old)
    kept = make_competency_record(session, trainee, competency="F0.2", noted_on=old)
    make_evidence(session, kept, happened_on=old + timedelta(days=1))
    make_competency_record(session, trainee, competency="F0.3", level=Level.NOT_SEEN)
    session.commit()
    text = page(people, cohort)
    assert "EC–A" in text
    assert text.count('<span class="unseen">désaccord</span>') == 1
    assert text.count('<span class="unseen">à confirmer</span>') == 1
    assert "que les voix diffèrent le plus : 1 personne." in text.replace("\u00a0", " ")
    assert "Un niveau a plus de six mois" in text
    assert ">NV</td>" in text
    assert "Personne n’a encore de niveau pour F0.3" in text


def test_one_voice_and_one_module_may_be_chosen(
    people: People, session: Session, cohort: Cohort
) -> None:
    trainee = make_enrolment(session, cohort).trainee
    make_competency_record(session, trainee, level=Level.EXPERT, voice=Voice.SELF)
    session.commit()
    assert 'class="l3"' in page(people, cohort, "view=self")
    assert 'class="l3"' not in page(people, cohort, "view=tutor")
    only = page(people, cohort, "module=D1")
    assert ">D1.1</abbr>" in only
    assert ">F0.1</abbr>" not in only
    assert ">F0.1</abbr>" in page(people, cohort, "module=XX&view=%3Cb%3E")


def test_an_empty_cohort_says_what_will_be_there(people: People, cohort: Cohort) -> None:
    assert "Le tableau se remplit" in page(people, cohort)


def test_only_the_staff_of_the_school_sees_it(people: People, cohort: Cohort) -> None:
    address = f"/cohorts/{cohort.reference}/competencies"
    for who, status in (("foreign_director", 404), ("apprentice", 404), ("ministry", 403)):
        assert people.client(who).get(address).status_code == status
