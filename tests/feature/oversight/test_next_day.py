"""The apprentice's next day, on the first page, on both databases."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment, Trainee
from school.cohorts.rules import HalfDay
from school.cohorts.timetable.rules import DayKind, Place
from school.placements.rules import PlacementStatus
from tests.factories.lessons import newest_version_id
from tests.factories.records import make_cohort, make_enrolment, make_placement
from tests.factories.timetable import make_day, make_room, make_session, make_week
from tests.support.people import People
from tests.support.statements import count_statements

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
pytestmark = pytest.mark.usefixtures("_on_monday")


@pytest.fixture(autouse=True)
def _on_monday() -> object:
    with time_machine.travel("2026-03-02T12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def enrolment(session: Session, people: People) -> Enrolment:
    """The apprentice in a cohort that began in January."""
    trainee = session.get(Trainee, people.account("apprentice").trainee_id)
    cohort = make_cohort(session, people.school, curriculum_version_id=newest_version_id(session))
    return make_enrolment(session, cohort, trainee)


def shown(session: Session, people: People) -> str:
    """Give the words of the panel; nothing where there is none."""
    session.commit()
    page = people.client("apprentice").get("/").text.replace("\u00a0", " ")
    found = re.search(r'<section[^>]*aria-labelledby="next-day">.*?</section>', page, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found[0])).strip() if found else ""


def test_both_halves_of_a_day_in_the_centre_are_told_and_a_cancelled_one_is_not(
    session: Session, people: People, enrolment: Enrolment
) -> None:
    cohort = enrolment.cohort
    room = make_room(session, people.school, name="Atelier bleu")
    day = MONDAY + 2 * DAY
    why = {"cancelled_on": MONDAY, "cancel_reason": "Panne"}
    make_session(session, cohort, date=MONDAY, subject="Annulée", **why)
    make_session(session, cohort, date=day, half_day=HalfDay.AFTERNOON, subject="Souder")
    make_session(session, cohort, date=day, subject="Cliver", room=room)
    make_session(session, cohort, date=day + DAY, subject="Plus tard")
    text = shown(session, people)
    assert "Mon prochain jour : mer. 4 mars" in text
    assert "Au centre de formation" in text
    assert re.search("Matin.*Cliver.*Atelier bleu.*Après-midi.*Souder.*salle à préciser", text)
    assert "Annulée" not in text
    assert "Plus tard" not in text


def test_a_day_in_the_enterprise_is_told_with_whom_and_closed_days_are_passed_over(
    session: Session, people: People, enrolment: Enrolment
) -> None:
    make_week(session, enrolment.cohort, MONDAY, place=Place.ENTERPRISE)
    make_day(session, people.school, date=MONDAY)
    placement = make_placement(session, enrolment, status=PlacementStatus.LIVE)
    text = shown(session, people)
    assert "Demain, mar. 3 mars" in text
    assert f"En entreprise, chez {placement.enterprise.name}." in text
    assert placement.tutor is not None
    assert placement.tutor.name in text
    make_day(session, people.school, date=MONDAY + DAY, kind=DayKind.WORKED)
    assert "Demain, mar. 3 mars" in shown(session, people)


def test_who_is_expected_today_reads_today(
    session: Session, people: People, enrolment: Enrolment
) -> None:
    make_week(session, enrolment.cohort, MONDAY, place=Place.ENTERPRISE)
    text = shown(session, people)
    assert "Aujourd’hui, lun. 2 mars" in text
    assert "l’école vous dira bientôt laquelle" in text


def test_a_plan_that_says_nothing_yet_is_said_so_and_who_left_reads_nothing(
    session: Session, people: People, enrolment: Enrolment
) -> None:
    assert "Rien n’est encore prévu" in shown(session, people)
    make_session(session, enrolment.cohort, date=MONDAY + 9 * WEEK)
    assert "Rien n’est encore prévu" in shown(session, people)
    enrolment.withdrawn_on = MONDAY - DAY
    assert shown(session, people) == ""


def test_nobody_reads_the_sessions_of_another_cohort(
    session: Session, people: People, enrolment: Enrolment
) -> None:
    other = make_cohort(session, people.school)
    make_session(session, other, date=MONDAY, subject="Ailleurs")
    assert "Ailleurs" not in shown(session, people)


def test_the_first_page_costs_no_more_with_two_hundred_sessions(
    app: Flask, session: Session, people: People, enrolment: Enrolment
) -> None:
    for number in range(200):
        make_session(session, enrolment.cohort, date=MONDAY + number * DAY)
    make_placement(session, enrolment, status=PlacementStatus.LIVE)
    session.commit()
    client = people.client("apprentice")
    client.get("/")
    with count_statements(app) as statements:
        assert client.get("/").status_code == 200
    assert statements.count <= 8
