"""Alerts about immersions: each has somebody to act, and passes on when it lasts."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from school.cohorts.timetable.rules import Place
from school.placements.agreements.rules import AgreementStatus
from school.placements.immersion.alert_queries import alerts_of
from school.placements.immersion.alert_rules import COURSES, AlertKind, who_acts
from school.placements.immersion.rules import AbsenceStatus, AccidentStatus, Care
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.agreements import SENT_AT, make_draft, make_in_force
from tests.factories.immersion import make_absence, make_accident, make_duty, make_duty_done
from tests.factories.records import make_logbook_day
from tests.factories.timetable import make_week
from tests.support.people import People
from tests.support.placements import TODAY, own_placement
from tests.support.statements import count_statements

LAST_WEEK = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    found = own_placement(people, session)
    make_in_force(session, found)
    session.commit()
    return found


def kinds(people: People, session: Session, day: date = date(2026, 3, 11)) -> set[AlertKind]:
    session.commit()
    return {one.kind for one in alerts_of(session, people.principal("director"), day, 50)}


@given(st.sampled_from(AlertKind), st.dates(), st.integers(0, 400))
def test_every_alert_has_somebody_to_act(kind: AlertKind, since: date, days: int) -> None:
    today = min(since, date(9000, 1, 1)) + timedelta(days=days)
    since = min(since, date(9000, 1, 1))
    acting = who_acts(kind, since, today)
    assert acting.late == (days > COURSES[kind].patience.days)
    assert acting.actor is (COURSES[kind].then if acting.late else COURSES[kind].first)


def test_an_empty_week_is_seen_unless_it_is_explained(
    people: People, session: Session, placement: Placement
) -> None:
    assert kinds(people, session) == {AlertKind.LOGBOOK_EMPTY}
    absence = make_absence(session, placement, status=AbsenceStatus.EXCUSED, settled_on=LAST_WEEK)
    assert kinds(people, session) == set()
    session.delete(absence)
    week = make_week(session, placement.cohort, LAST_WEEK, place=Place.CENTRE)
    assert kinds(people, session) == set()
    week.place = Place.ENTERPRISE
    assert kinds(people, session) == {AlertKind.LOGBOOK_EMPTY}
    make_logbook_day(session, placement, date=LAST_WEEK, validated_on=LAST_WEEK)
    assert kinds(people, session) == set()


def test_what_waits_is_seen_until_it_is_done(
    people: People, session: Session, placement: Placement
) -> None:
    day = make_logbook_day(session, placement, date=LAST_WEEK)
    assert kinds(people, session) == {AlertKind.WEEK_TO_VALIDATE}
    day.validated_on = LAST_WEEK
    absence = make_absence(session, placement)
    accident = make_accident(session, placement)
    assert kinds(people, session) == {AlertKind.ABSENCE_TO_SETTLE, AlertKind.ACCIDENT_TO_DECLARE}
    absence.status, absence.settled_on = AbsenceStatus.MISTAKE, LAST_WEEK
    accident.care = Care.NONE
    assert kinds(people, session) == {AlertKind.ACCIDENT_TO_CLOSE}
    accident.status = AccidentStatus.CLOSED
    accident.closed_on, accident.measures = LAST_WEEK, "Balisage"
    assert kinds(people, session) == set()


def test_an_agreement_is_asked_for_a_fortnight_before_the_first_day(
    people: People, session: Session
) -> None:
    placement = own_placement(
        people, session, status=PlacementStatus.CONFIRMED, starts_on=date(2026, 3, 20)
    )
    alert = AlertKind.AGREEMENT_TO_WRITE
    assert alert not in kinds(people, session, date(2026, 3, 5))
    assert alert in kinds(people, session, date(2026, 3, 6))
    assert "Convention à écrire" in people.client("trainer").get("/").text
    assert "Convention à écrire" not in people.client("apprentice").get("/placements/alerts").text
    version = make_draft(session, placement)
    assert alert not in kinds(people, session), "the draft itself waits"
    version.status, version.reason = AgreementStatus.DEPRECATED, "Abandonnée"
    assert alert in kinds(people, session)
    version.status, version.sent_at = AgreementStatus.REJECTED, SENT_AT
    assert alert not in kinds(people, session), "the refused one waits"
    placement.status, version.status = PlacementStatus.LIVE, AgreementStatus.DEPRECATED
    assert alert in kinds(people, session, date(2026, 3, 2))
    make_in_force(session, placement, number=2)
    assert alert not in kinds(people, session)
    placement.status = PlacementStatus.CANCELLED
    assert alert not in kinds(people, session)


def test_duties_never_given_are_seen_from_the_middle_on(
    people: People, session: Session, placement: Placement
) -> None:
    duty = make_duty(session, placement)
    middle = date(2026, 3, 29)
    make_logbook_day(session, placement, date=date(2026, 3, 16), validated_on=middle)
    make_logbook_day(session, placement, date=date(2026, 3, 23), validated_on=middle)
    assert AlertKind.DUTIES_NOT_GIVEN not in kinds(people, session, date(2026, 3, 27))
    assert kinds(people, session, middle) == {AlertKind.DUTIES_NOT_GIVEN}
    make_duty_done(session, duty)
    assert kinds(people, session, middle) == set()


def test_the_page_and_the_homes_name_who_acts(
    app: Flask, people: People, session: Session, placement: Placement
) -> None:
    make_accident(session, placement)
    session.commit()
    for who in ("director", "trainer", "apprentice", "enterprise"):
        page = people.client(who).get("/placements/alerts").get_data(as_text=True)
        assert "Accident à déclarer" in page
        assert "Carnet vide" in page
    for who in ("director", "trainer"):
        client = people.client(who)
        with count_statements(app) as statements:
            home = client.get("/").get_data(as_text=True)
        assert "Accident à déclarer" in home
        assert statements.count <= 8, statements.texts
    foreign = people.client("foreign_director").get("/placements/alerts").get_data(as_text=True)
    assert "Accident" not in foreign.split("Rien n’attend")[0]
