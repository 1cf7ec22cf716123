"""A tutor's calendar: the weeks of the people placed with them, by first name alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import SignedLink
from school.accounts.rules import LINK_LIFETIMES, LinkPurpose
from school.cohorts.timetable.rules import Place
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from tests.factories.records import make_tutor
from tests.factories.timetable import make_week
from tests.support.people import People
from tests.support.placements import TODAY, link, own_placement, placed

WEEK = LinkPurpose.VALIDATE_WEEK


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TODAY + "+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    return own_placement(people, session)


def events(client: Any, page: str) -> list[Any]:
    """Read the calendar whose address a page shows."""
    start = page.index("http://localhost/calendar/") + len("http://localhost")
    answer = client.get(page[start : page.index(".ics", start)] + ".ics")
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def test_the_weeks_of_the_plan_within_the_placement(
    people: People, session: Session, placement: Placement
) -> None:
    assert placement.starts_on is not None
    monday = placement.starts_on - timedelta(days=placement.starts_on.weekday())
    for number, place in ((-1, Place.ENTERPRISE), (0, Place.ENTERPRISE), (1, Place.CENTRE),
                          (2, Place.ENTERPRISE)):  # fmt: skip
        make_week(session, placement.cohort, monday + timedelta(weeks=number), place=place)
    session.commit()
    client = people.client("enterprise")
    page = client.post(f"/placements/{placement.reference}/calendar").text
    found = events(client, page)
    assert [one["DTSTART"].dt for one in found] == [
        placement.starts_on, monday + timedelta(weeks=2),
    ]  # fmt: skip
    first = (placement.trainee.given_names or "").split()[0]
    assert {str(one["SUMMARY"]) for one in found} == {f"{first} en entreprise"}
    assert placement.trainee.family_name not in page


def test_without_a_plan_the_placement_is_shown_as_a_whole(
    people: People, session: Session, placement: Placement
) -> None:
    client = people.client("enterprise")
    (found,) = events(client, client.post(f"/placements/{placement.reference}/calendar").text)
    assert placement.ends_on is not None
    assert found["DTSTART"].dt == placement.starts_on
    assert found["DTEND"].dt == placement.ends_on + timedelta(days=1)


def test_a_tutor_without_account_opens_and_closes_it_by_link(
    app: Flask, people: People, session: Session
) -> None:
    placement = placed(people, session, status=PlacementStatus.LIVE)
    placed(people, session, status=PlacementStatus.LIVE)
    token = link(session, placement, WEEK, week=date(2026, 3, 9))
    client = app.test_client()
    page = f"/link/week/{token}/calendar"
    text = client.post(page).text
    assert len(events(client, text)) == 1, "nobody else's people"
    start = text.index("/calendar/tutor/")
    address = text[start : text.index(".ics", start)] + ".ics"
    own = address.replace("/calendar/tutor/", "/calendar/")
    assert client.get(own).status_code == 404
    assert client.post(page, data={"action": "close"}).status_code == 200
    assert client.get(address).status_code == 404
    assert client.post("/link/week/none/calendar").status_code == 404


def test_a_dead_link_opens_nothing(app: Flask, people: People, session: Session) -> None:
    placement = placed(people, session, status=PlacementStatus.LIVE)
    old = link(session, placement, WEEK, week=date(2026, 3, 9))
    link(session, placement, WEEK, week=date(2026, 3, 9))
    assert app.test_client().post(f"/link/week/{old}/calendar").status_code == 303
    late = date(2026, 3, 11) + LINK_LIFETIMES[WEEK] + timedelta(days=1)
    newest = link(session, placement, WEEK, week=date(2026, 3, 9))
    with time_machine.travel(late, tick=False):
        assert app.test_client().post(f"/link/week/{newest}/calendar").status_code == 303


@pytest.mark.parametrize("what", ["time", "tutor"])
@pytest.mark.parametrize(("further", "answer"), [("calendar", 200), ("offer", 303)])
def test_an_answered_link_does_not_lead_on_for_ever(
    app: Flask, people: People, session: Session, what: str, further: str, answer: int
) -> None:
    placement = placed(people, session, status=PlacementStatus.LIVE)
    token = link(session, placement, WEEK, week=date(2026, 3, 9))
    used = session.scalars(select(SignedLink)).one()
    used.used_at = used.expires_at - timedelta(days=1)
    session.commit()
    page = f"/link/week/{token}"
    client = app.test_client()
    assert f"{page}/{further}" in client.get(page).text
    led = client.post(f"{page}/{further}")
    assert (led.status_code, led.location == page) == (answer, False)
    days = 1
    if what == "tutor":
        placement.tutor = make_tutor(session, placement.enterprise)
        session.commit()
    else:
        days += LINK_LIFETIMES[WEEK].days
    with time_machine.travel(date(2026, 3, 11) + timedelta(days=days), tick=False):
        shown = client.get(page)
        assert (shown.status_code, f"{page}/{further}" in shown.text) == (200, False)
        refused = client.post(f"{page}/{further}")
        assert (refused.status_code, refused.location) == (303, page)


def test_only_the_tutor_opens_it(people: People, session: Session, placement: Placement) -> None:
    page = f"/placements/{placement.reference}/calendar"
    assert people.client("director").post(page).status_code == 303
    assert people.client("apprentice").post(page).status_code == 303
    assert people.client("foreign_director").post(page).status_code == 404
