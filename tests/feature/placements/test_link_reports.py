"""A tutor without account tells an absence, an accident, a wrong hour, by the link of a week."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.core.audit import AuditEntry
from school.placements.immersion.models import Absence, Accident
from school.placements.models import LogbookDay, Placement
from tests.support.people import People
from tests.support.placements import TODAY, link, mails, own_placement

MONDAY = date(2026, 3, 9)
WEEK = LinkPurpose.VALIDATE_WEEK


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TODAY + "+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    people.account("director")
    return own_placement(people, session)


def test_a_tutor_tells_an_absence_and_an_accident(
    app: Flask, session: Session, placement: Placement, clock: time_machine.Traveller
) -> None:
    assert placement.tutor is not None
    week = f"/link/week/{link(session, placement, WEEK, week=MONDAY)}"
    browser = app.test_client()
    assert f"{week}/absence" in browser.get(week).text
    absence = {"first_on": "2026-03-10", "last_on": "2026-03-10", "reason": "no_news"}
    assert 'value="2026-03-11"' in browser.get(f"{week}/absence").text
    assert browser.post(f"{week}/absence", data={**absence, "reason": ""}).status_code == 422
    told = browser.post(f"{week}/absence", data=absence, follow_redirects=True)
    assert "L’absence est notée" in told.text
    accident = {"happened_on": "2026-03-10", "place": "Toit", "account": "Chute", "care": "none"}
    assert browser.get(f"{week}/accident").status_code == 200
    assert browser.post(f"{week}/accident", data={**accident, "place": ""}).status_code == 422
    assert browser.post(f"{week}/accident", data=accident).status_code == 303
    session.rollback()
    assert session.scalars(select(Absence.declared_by)).all() == [placement.tutor.name]
    assert len(session.scalars(select(Accident.id)).all()) == 1
    assert any("Accident signalé" in one.subject for one in mails(session))
    clock.shift(LINK_LIFETIMES[WEEK] + timedelta(days=1))
    assert browser.get(f"{week}/absence").status_code == 303
    assert browser.post(f"{week}/accident", data=accident).status_code == 303
    assert len(session.scalars(select(Accident.id)).all()) == 1


def test_a_wrong_hour_is_told_to_the_apprentice(
    app: Flask, session: Session, placement: Placement
) -> None:
    session.add(LogbookDay(placement_id=placement.id, date=MONDAY, hours=Decimal(9)))
    placement.trainee.email = "apprentie@example.test"
    session.commit()
    week = f"/link/week/{link(session, placement, WEEK, week=MONDAY)}"
    browser = app.test_client()
    assert "Une heure est fausse" in browser.get(week).text
    nothing = browser.post(f"{week}/contest", data={"words": " "}, follow_redirects=True)
    assert "Dites en quelques mots" in nothing.text
    assert mails(session) == []
    browser.post(f"{week}/contest", data={"words": "Lundi : 7 heures, pas 9."})
    (letter,) = mails(session)
    assert letter.recipient == "apprentie@example.test"
    assert "Lundi : 7 heures" in letter.body
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "logbook.contest")).one()
    assert entry.changes == {"words": "Lundi : 7 heures, pas 9."}
    assert "Valider la semaine" in browser.get(week).text
