"""Calendars by secret address: right by RFC 5545, revocable, and nobody else's."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort
from school.cohorts.rules import HalfDay
from school.cohorts.timetable.calendars import DayEvent, TimedEvent, calendar_text
from school.cohorts.timetable.models import CalendarFeed
from school.cohorts.timetable.rules import Place
from tests.factories.records import make_cohort, make_enrolment
from tests.factories.timetable import make_session, make_week
from tests.support.pages import CheckingClient
from tests.support.people import People

NOON = "2026-03-02T12:00:00+00:00"
MONDAY = date(2026, 3, 2)
STAMP = datetime(2026, 3, 1, 12, tzinfo=UTC).replace(tzinfo=None)
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=120
).filter(lambda text: text == text.strip())


@given(WORDS, WORDS, st.integers(0, 40), st.booleans())
def test_what_is_written_reads_back(
    summary: str, place: str, revision: int, cancelled: bool
) -> None:
    event = TimedEvent("SE-1", MONDAY, HalfDay.AFTERNOON, 210, f"{summary};,\n\\", place, STAMP,
                       revision, cancelled)  # fmt: skip
    week = DayEvent("week-1", MONDAY, MONDAY + timedelta(days=4), summary)
    text = calendar_text("Nom", "ecole.test", "Africa/Porto-Novo", [event], [week], STAMP)
    lines = text.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert lines[-1] == b""
    timed: Any
    whole: Any
    timed, whole = Calendar.from_ical(text).walk("VEVENT")
    assert str(timed["SUMMARY"]) == f"{summary};,\n\\"
    assert str(timed["LOCATION"]) == place
    assert timed["SEQUENCE"] == revision
    assert timed["STATUS"] == ("CANCELLED" if cancelled else "CONFIRMED")
    assert timed["UID"] == "SE-1@ecole.test"
    assert timed["DTSTART"].dt == datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert timed["DTEND"].dt == datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
    assert timed["DTSTAMP"].dt == STAMP.replace(tzinfo=UTC)
    assert (whole["DTSTART"].dt, whole["DTEND"].dt) == (MONDAY, date(2026, 3, 7))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\n\r"])
def test_words_never_begin_a_line_of_their_own(end: str) -> None:
    said = f"Fibre{end}ATTENDEE:mailto:x@x.test{end}END:VEVENT"
    event = TimedEvent(said, MONDAY, HalfDay.MORNING, 210, said, said, STAMP, 0)
    week = DayEvent(said, MONDAY, MONDAY, said)
    text = calendar_text(said, "ecole.test", "Africa/Porto-Novo", [event], [week], STAMP)
    # A lone carriage return is the end of a line for some programs too.
    lines = text.replace(b"\r\n ", b"").splitlines()
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 2
    assert not [line for line in lines if line.startswith(b"ATTENDEE")]


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    """A cohort of the apprentice, with sessions and weeks."""
    made = make_cohort(session, people.school)
    enrolment = make_enrolment(session, made)
    enrolment.trainee_id = people.account("apprentice").trainee_id or 0
    make_week(session, made, MONDAY)
    make_week(session, made, MONDAY + timedelta(days=7), place=Place.ENTERPRISE)
    make_session(session, made, date=MONDAY, subject="Soudure")
    make_session(
        session, made, date=MONDAY, half_day=HalfDay.AFTERNOON, subject="Clivage",
        cancelled_on=MONDAY, cancel_reason="Panne",
    )  # fmt: skip
    trainer = people.staff("trainer")
    other = make_cohort(session, people.school)
    make_session(session, other, date=MONDAY, subject="Mesures", trainer=trainer)
    session.commit()
    return made


def opened(client: CheckingClient) -> str:
    """Open an address and give its path."""
    page = client.post("/my/calendar").text
    start = page.index("http://localhost/calendar/") + len("http://localhost")
    return page[start : page.index(".ics", start)] + ".ics"


def events(client: CheckingClient, path: str) -> dict[str, Any]:
    """Read a calendar, by the summary of its events."""
    answer = client.get(path)
    assert answer.status_code == 200
    return {str(one["SUMMARY"]): one for one in Calendar.from_ical(answer.data).walk("VEVENT")}


@time_machine.travel(NOON, tick=False)
def test_everybody_reads_their_own_calendar(people: People, cohort: Cohort) -> None:
    nobody = people.app.test_client()
    assert isinstance(nobody, CheckingClient)
    found = events(nobody, opened(people.client("apprentice")))
    assert {"Soudure", "Clivage", "F0 Au centre", "F0 En entreprise"} <= set(found)
    assert found["Clivage"]["STATUS"] == "CANCELLED"
    assert found["Soudure"]["STATUS"] == "CONFIRMED"
    assert "Lundi de Pâques" in found
    assert not any("Mesures" in one for one in found)
    own = events(nobody, opened(people.client("trainer")))
    assert len(own) == 1
    assert "Mesures" in next(iter(own))


@time_machine.travel(NOON, tick=False)
def test_an_address_is_shown_once_replaced_and_closed(
    people: People, session: Session, cohort: Cohort
) -> None:
    client = people.client("apprentice")
    assert "pas encore relié" in client.get("/my/calendar").text
    first = opened(client)
    assert first not in client.get("/my/calendar").text
    second = opened(client)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert all(second[10:-4] not in one for one in session.scalars(select(CalendarFeed.token_hash)))
    assert client.post("/my/calendar/revoke").status_code == 303
    assert client.get(second).status_code == 404
    assert client.get("/calendar/x.ics").status_code == 404


@time_machine.travel(NOON, tick=False)
def test_what_has_not_changed_is_not_sent_again(
    people: People, session: Session, cohort: Cohort
) -> None:
    client = people.client("apprentice")
    path = opened(client)
    first = client.get(path)
    assert first.headers["Cache-Control"].startswith("private")
    assert first.content_type == "text/calendar; charset=utf-8"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    make_session(session, cohort, date=MONDAY + timedelta(days=1))
    session.commit()
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
