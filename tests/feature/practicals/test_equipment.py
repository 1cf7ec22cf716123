"""The equipment of a school: registered by whoever assesses there, one serial number once."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.core.audit import AuditEntry
from school.practicals.equipment_models import Equipment
from tests.factories.practicals import make_equipment
from tests.support.people import People

SPLICER = {
    "kind": "splicer",
    "serial": "SF-1",
    "model": "SF-40",
    "calibrated_on": "2026-01-05",
    "calibration_due_on": "05/01/2027",
}


def test_a_piece_is_registered_and_changed(people: People, session: Session) -> None:
    client = people.client("trainer")
    assert "Aucun matériel" in client.get("/practicals/equipment").text
    assert client.post("/practicals/equipment/new", data=SPLICER).status_code == 303
    found = session.scalars(select(Equipment)).one()
    assert (found.school_id, found.serial) == (people.school.id, "SF-1")
    assert found.calibration_due_on == date(2027, 1, 5)
    address = f"/practicals/equipment/{found.reference}/edit"
    assert 'value="SF-1"' in client.get(address).text
    data = {**SPLICER, "retired": "y", "version": "1"}
    assert client.post(address, data=data).status_code == 303
    session.rollback()
    session.expire_all()
    assert session.scalars(select(Equipment)).one().retired
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["equipment.register", "equipment.revise"]
    stale = client.post(address, data=data)
    assert stale.status_code == 422


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"serial": ""}, "nécessaire"),
        ({"kind": "spoon"}, "réponses proposées"),
        ({"calibration_due_on": "2025-01-05"}, "avant d’avoir été fait"),
        ({"calibrated_on": "hier"}, "Écrivez la date"),
    ],
)
def test_what_cannot_be_is_refused(people: People, change: dict[str, str], words: str) -> None:
    answer = people.client("trainer").post("/practicals/equipment/new", data={**SPLICER, **change})
    assert answer.status_code == 422
    assert words in answer.text
    assert "SF-40" in answer.text


def test_a_serial_number_is_there_once_in_a_school(people: People, session: Session) -> None:
    make_equipment(session, people.other_school, serial="SF-1")
    session.commit()
    client = people.client("director")
    assert client.post("/practicals/equipment/new", data=SPLICER).status_code == 303
    again = client.post("/practicals/equipment/new", data=SPLICER)
    assert again.status_code == 422
    assert "de ce numéro de série" in again.text


def test_another_school_s_equipment_is_not_there(people: People, session: Session) -> None:
    foreign = make_equipment(session, people.other_school)
    session.commit()
    client = people.client("trainer")
    assert foreign.serial not in client.get("/practicals/equipment").text
    address = f"/practicals/equipment/{foreign.reference}/edit"
    assert client.get(address).status_code == 404
    assert client.post(address, data=SPLICER).status_code == 404
    assert people.client("apprentice").get("/practicals/equipment").status_code == 403
