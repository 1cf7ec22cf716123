"""Accidents: told at once, on the phone too; declared, then closed by the school."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.errors import InvalidInput, NotAllowed
from school.placements.immersion import operations
from school.placements.immersion.models import Accident
from school.placements.immersion.operations import AccidentNote
from school.placements.immersion.rules import AccidentStatus, Care
from school.placements.models import Placement
from tests.factories.immersion import make_accident
from tests.support.people import People
from tests.support.phones import entry, results
from tests.support.placements import TODAY, mails, own_placement

MONDAY = date(2026, 3, 9)
FIELDS = {
    "happened_on": "2026-03-09",
    "hour": "10 h 30",
    "place": "Chambre 12",
    "account": "La trappe est tombée.",
    "care": "doctor",
    "injury": "Index droit",
    "stopped_work": "y",
}


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY + "+00:00", tick=False):
        yield


@pytest.fixture
def placement(people: People, session: Session) -> Placement:
    return own_placement(people, session)


def kept(session: Session) -> list[Accident]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Accident).order_by(Accident.id)))


def test_an_accident_is_told_declared_and_closed(
    people: People, session: Session, placement: Placement
) -> None:
    director, apprentice = people.client("director"), people.client("apprentice")
    trainer = people.client("trainer")
    address = f"/placements/{placement.reference}/accidents/new"
    refused = apprentice.post(address, data={**FIELDS, "injury": ""})
    assert refused.status_code == 422
    assert "La trappe est tombée." in refused.get_data(as_text=True)
    page = apprentice.post(address, data=FIELDS, follow_redirects=True).get_data(as_text=True)
    assert "déclarer avant le" in page
    assert 'action="/accidents/' not in page
    (mail,) = mails(session)
    assert mail.recipient == people.staff("director").email
    (accident,) = kept(session)
    here = f"/accidents/{accident.reference}"
    early = {"declared_on": "2026-03-08", "declared_to": "CNSS 12", "version": "1"}
    assert director.post(f"{here}/declare", data=early).status_code == 422
    done = director.post(f"{here}/declare", data={**early, "declared_on": "2026-03-10"})
    assert done.status_code == 303, done.get_data(as_text=True)
    assert trainer.post(f"{here}/close").status_code == 403
    director.post(f"{here}/close", data={"measures": "Crochet posé", "version": "2"})
    (accident,) = kept(session)
    assert (accident.status, accident.closed_on) == (AccidentStatus.CLOSED, date(2026, 3, 11))


def test_a_near_miss_is_closed_without_declaration_and_an_injury_is_not(
    session: Session, placement: Placement
) -> None:
    missed = make_accident(session, placement, care=Care.NONE)
    operations.close_accident(session, "", missed, "Balisage", 1)
    hurt = make_accident(session, placement)
    with pytest.raises(NotAllowed):
        operations.close_accident(session, "", hurt, "Balisage", 1)


@pytest.mark.parametrize("day", [date(2026, 3, 12), date(2026, 3, 1)])
def test_an_accident_to_come_or_outside_the_placement_is_refused(
    session: Session, placement: Placement, day: date
) -> None:
    note = AccidentNote(day, None, "Ici", "Chute", Care.NONE)
    with pytest.raises(InvalidInput) as refusal:
        operations.report_accident(session, "", placement, note)
    assert refusal.value.field == "happened_on"


def test_an_accident_waits_on_the_phone(
    people: People, session: Session, placement: Placement
) -> None:
    written = int(datetime(2026, 3, 9, 11, tzinfo=UTC).timestamp() * 1000)
    target = f"/placements/{placement.reference}/accidents/new"
    sent = entry("accident.report", target, *FIELDS.items(), saved_at=written)
    for _ in range(2):
        (told,) = results(people.client("apprentice"), sent)
        assert told["outcome"] == "accepted", told
    (accident,) = kept(session)
    assert accident.reported_on == MONDAY
