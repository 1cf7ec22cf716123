"""Duties in the logbook: noted by the week, validated with it, raised and never lowered."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.rules import LinkPurpose
from school.core.errors import InvalidInput
from school.placements.agreements.models import PlacementDuty
from school.placements.immersion import duty_operations
from school.placements.immersion.duty_operations import DutyEntry
from school.placements.immersion.models import LogbookDuty
from school.placements.immersion.rules import DutyLevel
from school.placements.models import Placement
from tests.factories.immersion import make_duty, make_duty_done
from tests.factories.records import make_logbook_day
from tests.support.people import People
from tests.support.phones import entry, results
from tests.support.placements import TODAY, link, own_placement, placed
from tests.support.statements import count_statements

MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    return own_placement(people, session)


@pytest.fixture
def duties(session: Session, placement: Placement) -> list[PlacementDuty]:
    made = [make_duty(session, placement) for _ in range(3)]
    session.commit()
    return made


def kept(session: Session) -> dict[int, tuple[DutyLevel, date | None]]:
    session.rollback()
    session.expire_all()
    return {
        one.duty_id: (one.level, one.validated_on) for one in session.scalars(select(LogbookDuty))
    }


def note(session: Session, placement: Placement, duty_id: int, level: DutyLevel | None) -> int:
    entries = [DutyEntry(duty_id, level)]
    return duty_operations.save_duties(session, "", placement, MONDAY, entries)


def test_the_apprentice_notes_duties_with_the_hours(
    people: People, session: Session, placement: Placement, duties: list[PlacementDuty]
) -> None:
    client = people.client("apprentice")
    address = f"/placements/{placement.reference}/logbook?week={MONDAY}"
    page = client.get(address).get_data(as_text=True)
    assert all(one.wording in page for one in duties)
    field = f"duty_{duties[0].id}"
    early = client.post(address, data={field: "alone"})
    assert "Notez d’abord les heures" in early.get_data(as_text=True)
    client.post(address, data={"hours_0": "7", field: "helped", f"duty_{duties[1].id}": ""})
    assert kept(session) == {duties[0].id: (DutyLevel.HELPED, None)}
    client.post(address, data={field: ""})
    assert kept(session) == {}


def test_the_tutor_validates_hours_and_duties_on_one_light_page(
    app: Flask, session: Session, placement: Placement, duties: list[PlacementDuty]
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    for duty in duties:
        make_duty_done(session, duty, week=MONDAY)
    address = f"/link/week/{link(session, placement, LinkPurpose.VALIDATE_WEEK, week=MONDAY)}"
    client = app.test_client()
    response = client.get(address)
    page = response.get_data(as_text=True)
    assert len(response.data) <= 30_000
    assert all(one.wording in page for one in duties)
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post(address, data={"seen": seen.split("-")[0]}).status_code == 422
    assert {day for _, day in kept(session).values()} == {None}
    client.post(address, data={"seen": seen})
    assert {day for _, day in kept(session).values()} == {date(2026, 3, 11)}


def test_what_is_validated_rises_and_never_falls(
    session: Session, placement: Placement, duties: list[PlacementDuty]
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    duty = duties[0]
    make_duty_done(session, duty, week=MONDAY, level=DutyLevel.HELPED, validated_on=MONDAY)
    for lower in (DutyLevel.SHOWN, None):
        with pytest.raises(InvalidInput) as refusal:
            note(session, placement, duty.id, lower)
        assert refusal.value.field == f"duty_{duty.id}"
    assert note(session, placement, duty.id, DutyLevel.HELPED) == 0
    assert note(session, placement, duty.id, DutyLevel.ALONE) == 1
    session.commit()
    assert kept(session) == {duty.id: (DutyLevel.ALONE, None)}


def test_the_duty_of_another_placement_is_refused(
    people: People, session: Session, placement: Placement
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    foreign = make_duty(session, placed(people, session))
    with pytest.raises(InvalidInput):
        note(session, placement, foreign.id, DutyLevel.ALONE)


def test_a_week_waits_on_the_phone_and_arrives_once(
    people: People, session: Session, placement: Placement, duties: list[PlacementDuty]
) -> None:
    written = int(datetime(2026, 3, 10, 17, tzinfo=UTC).timestamp() * 1000)
    target = f"/placements/{placement.reference}/logbook?week={MONDAY}"
    fields = (("hours_0", "7"), ("hours_1", "6,5"), (f"duty_{duties[2].id}", "shown"))
    sent = entry("logbook.week", target, *fields, saved_at=written)
    phone = people.client("apprentice")
    for _ in range(2):
        (told,) = results(phone, sent)
        assert told["outcome"] == "accepted", told
    assert kept(session) == {duties[2].id: (DutyLevel.SHOWN, None)}
    lost = entry("logbook.week", target.partition("?")[0], *fields, saved_at=written)
    (told,) = results(phone, lost)
    assert told["outcome"] == "refused"


def test_the_page_of_the_immersion_says_what_was_never_given(
    app: Flask, people: People, session: Session, placement: Placement, duties: list[PlacementDuty]
) -> None:
    make_logbook_day(session, placement, date=MONDAY)
    make_duty_done(session, duties[0], week=MONDAY)
    make_duty_done(session, duties[1], week=MONDAY, level=DutyLevel.SHOWN)
    session.commit()
    address = f"/placements/{placement.reference}/immersion"
    for who in ("apprentice", "enterprise", "trainer", "director"):
        client = people.client(who)
        with count_statements(app) as statements:
            page = client.get(address).get_data(as_text=True)
        assert "1 mission sur 3 n’a jamais été donnée" in page
        assert statements.count <= 8, statements.texts
