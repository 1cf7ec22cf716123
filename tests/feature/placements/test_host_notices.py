"""Whoever hosts is told: the tutor, else the enterprise, else the school is asked to call."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.placements.host_notices import tell_called_off
from school.placements.immersion.plan_notices import tell_plan
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.agreements import make_sent
from tests.feature.placements.test_plan_notices import AFTER, BEFORE
from tests.support.people import People
from tests.support.placements import TODAY, mails, own_placement, placed

HOUSE = "maison@example.test"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


def without_address(session: Session, placement: Placement, house: str | None) -> None:
    assert placement.tutor is not None
    placement.tutor.email = placement.tutor.phone = None
    placement.enterprise.email, placement.enterprise.phone = house, None
    session.commit()


def told(session: Session) -> dict[str, str]:
    return {mail.recipient: mail.body for mail in mails(session)}


def test_an_enterprise_reads_that_a_placement_is_called_off_but_not_why(
    session: Session, people: People
) -> None:
    director = people.client("director")
    placement = placed(people, session, status=PlacementStatus.CONFIRMED)
    assert placement.tutor is not None
    move = {"target": "cancelled", "reason": "apprentice_choice", "detail": "opérée"}
    answer = director.post(f"/placements/{placement.reference}/move", data=move)
    assert answer.status_code == 303
    letter = told(session)[placement.tutor.email or ""]
    assert "n’a pas lieu" in letter
    assert "opérée" not in letter


def test_a_break_off_is_told_to_who_signed_too(
    app: Flask, session: Session, people: People
) -> None:
    people.account("director")
    placement = placed(people, session, status=PlacementStatus.LIVE)
    signer = make_sent(session, placement).representative_email
    placement.status, placement.ended_on = PlacementStatus.BROKEN_OFF, date(2026, 3, 10)
    without_address(session, placement, HOUSE)
    with app.test_request_context():
        tell_called_off(session, placement)
        session.commit()
    assert set(told(session)) == {HOUSE, signer}
    assert all("s’est arrêté" in body for body in told(session).values())


def test_a_tutor_out_of_reach_is_told_through_the_house_or_the_school(
    app: Flask, session: Session, people: People
) -> None:
    school = people.staff("director").email
    placement = own_placement(people, session)
    apprentice = people.client("apprentice")
    without_address(session, placement, HOUSE)
    note = {"first_on": "2026-03-12", "last_on": "2026-03-13", "reason": "sickness"}
    address = f"/placements/{placement.reference}/absences/new"
    assert apprentice.post(address, data=note).status_code == 303
    assert "12/03/2026" in told(session)[HOUSE] or "12 mars" in told(session)[HOUSE]
    assert "Motif" not in told(session)[HOUSE]
    without_address(session, placement, None)
    with app.test_request_context():
        tell_plan(session, placement.cohort, BEFORE, AFTER)
        session.commit()
    assert placement.enterprise.name in told(session)[school]
    assert "ni courriel ni téléphone" in told(session)[school]
