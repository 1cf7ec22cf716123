"""Whoever has not answered a consultation is asked once more, and newcomers are asked too."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.enterprises.consultations import link_operations, queries
from school.enterprises.consultations.reminders import ask_again
from tests.factories.consultations import invite, make_answer, make_consultation
from tests.factories.records import make_enterprise
from tests.support.people import People

OPENED = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-03-02 09:00+00:00", tick=False) as traveller:
        yield traveller


def test_the_silent_are_reminded_once_in_the_last_week(
    app: Flask, people: People, session: Session, clock: time_machine.Traveller
) -> None:
    last_day = OPENED + timedelta(days=20)
    consultation = make_consultation(session, people.school, closes_on=last_day)
    for email in ("silent@example.test", "answered@example.test", None):
        partner = make_enterprise(session, people.school, email=email, phone=None)
        invitation = invite(session, consultation, partner)
        reader = queries.recipients(session, [partner])[partner.id]
        link_operations.issue(session, link_operations.ANSWER, invitation, reader)
        if email == "answered@example.test":
            make_answer(session, invitation, (1,))
    session.commit()

    def asked() -> list[tuple[str | None, bool]]:
        with app.test_request_context():
            made = ask_again(session, "test")
        session.commit()
        return [(one.recipient.email, one.is_new) for one in made]

    assert asked() == [], "the last week has not begun"
    make_enterprise(session, people.school, email="new@example.test")
    session.commit()
    assert asked() == [("new@example.test", True)]
    clock.shift(timedelta(days=14))
    assert asked() == [("silent@example.test", False), ("new@example.test", False)]
    assert asked() == [], "nobody is reminded twice"
    clock.shift(timedelta(days=10))
    assert asked() == [], "the consultation takes no answers any more"
    assert session.query(SignedLink).count() == 6
