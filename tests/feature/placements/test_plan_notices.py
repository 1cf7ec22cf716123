"""A changed plan is told to the apprentices, and to the tutors within whose placements it falls."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.rules import Place
from school.placements.immersion.plan_notices import Moved, moved_weeks, tell_plan
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.support.people import People
from tests.support.placements import TODAY, mails, placed

PAST, NEAR, FAR = date(2026, 3, 2), date(2026, 3, 16), date(2026, 6, 1)
BEFORE = [Week(monday, Place.CENTRE, "F0") for monday in (PAST, NEAR, FAR)]
AFTER = [Week(monday, Place.ENTERPRISE, "F0") for monday in (PAST, NEAR, FAR)]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    found = placed(people, session, status=PlacementStatus.LIVE)
    found.trainee.email = "apprentie@example.test"
    session.commit()
    return found


def test_only_weeks_to_come_that_are_spent_elsewhere_have_moved() -> None:
    moved = moved_weeks(BEFORE, AFTER, date(2026, 3, 11))
    assert moved == [Moved(day, Place.CENTRE, Place.ENTERPRISE) for day in (NEAR, FAR)]
    other_module = [Week(NEAR, Place.CENTRE, "D1")]
    assert moved_weeks([BEFORE[1]], other_module, PAST) == []
    assert moved_weeks([BEFORE[1]], [], PAST) == [Moved(NEAR, Place.CENTRE, None)]


def test_each_reads_of_the_weeks_of_their_concern(
    app: Flask, session: Session, placement: Placement
) -> None:
    assert placement.tutor is not None
    with app.test_request_context():
        tell_plan(session, placement.cohort, [], AFTER)
        tell_plan(session, placement.cohort, BEFORE, BEFORE)
        session.commit()
        assert mails(session) == []
        tell_plan(session, placement.cohort, BEFORE, AFTER)
        session.commit()
    told = {mail.recipient: mail.body.replace("\xa0", " ") for mail in mails(session)}
    assert set(told) == {"apprentie@example.test", placement.tutor.email}
    assert "01/06/2026" in told["apprentie@example.test"]
    assert "01/06/2026" not in told[placement.tutor.email or ""]
    assert all("16/03/2026 : En entreprise (avant : Au centre)" in body for body in told.values())
    assert not any("02/03/2026" in body for body in told.values())
