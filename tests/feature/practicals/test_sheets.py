"""What a trainer signs: whole, for ever, with photos and equipment; the apprentice reads it."""

from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.core.clock import now
from school.practicals.equipment_models import Equipment
from school.practicals.equipment_rules import Calibration
from school.practicals.rules import Verdict
from school.practicals.sheet_models import PracticalSheet, SheetAcknowledgement
from tests.factories.practicals import make_equipment, make_photo, make_sheet
from tests.factories.records import make_assessment, make_staff
from tests.feature.practicals.conftest import TrainingClass
from tests.feature.practicals.test_recording import LOSS, address_of, sent
from tests.support.people import People
from tests.support.phones import entry, results


def sheets(session: Session) -> list[PracticalSheet]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(PracticalSheet).order_by(PracticalSheet.number)))


def correction(training: TrainingClass, **values: str) -> dict[str, Any]:
    trainee = training.first.trainee.reference
    said = {"trainee": trainee, "correction_reason": "Valeur mal lue", "version": "0"}
    return sent(**{**said, **values})


def test_an_attempt_is_signed_whole(
    people: People, training: TrainingClass, session: Session
) -> None:
    people.client("trainer").post(address_of(training), data=sent(note="Bon geste"))
    (sheet,) = sheets(session)
    assert (sheet.number, sheet.attempt, sheet.note) == (1, 1, "Bon geste")
    assert (sheet.computed, sheet.verdict) == (Verdict.ACQUIRED, Verdict.ACQUIRED)
    assert sheet.signed_by == people.principal("trainer").name
    said = sheet.said
    assert [(one.name, one.value, one.unit) for one in said.measures] == [
        ("loss", Decimal("0.25"), "dB")
    ]
    assert [gate.code for gate in said.gates] == ["glasses", "scraps", "surface", "laser"]
    assert all(gate.held for gate in said.gates)


def test_a_red_answer_is_signed_as_such(
    people: People, training: TrainingClass, session: Session
) -> None:
    data = sent(stop_reason="Sans lunettes", **{"gate-glasses": "0", LOSS: ""})
    people.client("trainer").post(address_of(training), data=data)
    (sheet,) = sheets(session)
    assert (sheet.computed, sheet.verdict) == (None, Verdict.NOT_ACQUIRED)
    assert sheet.stop_reason == "Sans lunettes"
    assert [gate.code for gate in sheet.said.stopped_by] == ["glasses"]


def test_another_verdict_is_visible_for_ever(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    data = sent(**{LOSS: "0,42", "decided": "acquired", "reason": "Bon geste, connecteur usé"})
    client.post(address_of(training), data=data)
    (sheet,) = sheets(session)
    assert sheet.is_overridden
    assert sheet.decision_reason == "Bon geste, connecteur usé"
    address = f"/practicals/{sheet.assessment_reference}"
    page = client.get(address).text
    assert "Verdict changé par" in page
    lists = ("/practicals", f"/practicals/grid/{training.cohort.reference}")
    assert all("changé par qui évalue" in client.get(one).text for one in lists)
    version = page and client.get(f"{address}/correct").text.split('name="version"')[1]
    number = version.split('value="')[1].split('"')[0]
    client.post(f"{address}/correct", data=correction(training, version=number))
    older, newer = sheets(session)
    assert not newer.is_overridden
    assert not any("changé par qui évalue" in client.get(one).text for one in lists)
    page = client.get(f"/practicals/sheets/{older.reference}").text
    assert "Bon geste, connecteur usé" in page
    assert "Verdict changé par" in page


def test_a_correction_is_another_sheet_and_the_first_stays(
    people: People, training: TrainingClass, session: Session
) -> None:
    made = make_assessment(session, training.first, assessed_on=date(2026, 3, 9))
    first = make_sheet(session, made)
    session.commit()
    client = people.client("director")
    address = f"/practicals/{made.reference}"
    without = client.post(f"{address}/correct", data=correction(training, correction_reason=""))
    assert without.status_code == 422
    estimates = {f"measure-estimate-{place:02d}": "0,03" for place in range(1, 13)}
    answers = {"measure-proof_test": "1", "measure-sleeves": "1"}
    data = {**correction(training, version="1"), **estimates, **answers}
    assert client.post(f"{address}/correct", data=data).status_code == 303
    older, newer = sheets(session)
    assert (older.reference, older.content) == (first.reference, first.content)
    assert (newer.number, newer.attempt) == (2, 1)
    assert newer.correction_reason == "Valeur mal lue"
    page = client.get(address).text
    assert f"/practicals/sheets/{older.reference}" in page
    assert "Valeur mal lue" in page
    assert client.get(f"/practicals/sheets/{older.reference}").status_code == 200


@pytest.mark.parametrize("change", ["note", "verdict"])
def test_what_is_signed_cannot_be_changed(
    training: TrainingClass, session: Session, change: str
) -> None:
    sheet = make_sheet(session, make_assessment(session, training.first))
    setattr(sheet, change, Verdict.IN_PROGRESS if change == "verdict" else "Autre")
    with pytest.raises(RuntimeError, match="never changed"):
        session.flush()


def test_what_is_signed_cannot_be_deleted(training: TrainingClass, session: Session) -> None:
    sheet = make_sheet(session, make_assessment(session, training.first))
    session.delete(sheet)
    with pytest.raises(RuntimeError, match="never changed"):
        session.flush()


def test_equipment_is_kept_with_its_expired_calibration(
    people: People, training: TrainingClass, session: Session
) -> None:
    old = make_equipment(session, people.school, calibration_due_on=date(2026, 3, 1))
    good = make_equipment(session, people.school)
    foreign = make_equipment(session, people.other_school)
    session.commit()
    client = people.client("trainer")
    page = client.get(address_of(training)).text
    assert "étalonnage échu le 01/03/2026" in page
    assert foreign.serial not in page
    data = {**sent(), "equipment": [old.reference, good.reference]}
    assert client.post(address_of(training), data=data).status_code == 303
    (sheet,) = sheets(session)
    states = {one.serial: one.calibration for one in sheet.said.equipment}
    assert states == {old.serial: Calibration.EXPIRED, good.serial: Calibration.VALID}
    assert "étalonnage échu" in client.get(f"/practicals/{sheet.assessment_reference}").text
    refused = client.post(address_of(training), data={**sent(), "equipment": foreign.reference})
    assert refused.status_code == 422
    kept = session.scalars(select(Equipment).where(Equipment.id == old.id)).one()
    kept.calibration_due_on = date(2027, 3, 1)
    session.commit()
    assert sheets(session)[0].said.expired[0].serial == old.serial


def test_the_next_person_is_one_tap_away_with_the_same_equipment(
    people: People, training: TrainingClass, session: Session
) -> None:
    one = make_equipment(session, people.school)
    session.commit()
    client = people.client("trainer")
    data = {**sent(assessed_on="2026-03-09"), "equipment": one.reference, "then": "next"}
    response = client.post(address_of(training), data=data)
    location = response.headers["Location"]
    assert training.enrolments[1].trainee.reference in location
    page = client.get(location).text
    assert 'value="0,25"' not in page
    assert 'value="2026-03-09"' in page
    assert (
        f'checked id="equipment-0" name="equipment" type="checkbox" value="{one.reference}"' in page
    )
    strange = location.replace(location.rpartition("like=")[2], "A-NONE")
    assert 'value="2026-03-10"' in client.get(strange).text


def test_the_apprentice_says_that_it_was_read_once(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    people.client("trainer").post(address_of(training), data=sent())
    (sheet,) = sheets(session)
    address = f"/practicals/{sheet.assessment_reference}"
    client = people.client("apprentice")
    assert "Avez-vous lu cette feuille" in client.get(address).text
    for remark in ("Je voudrais refaire", "Autre chose"):
        data = {"remark": remark, "version": "1"}
        assert client.post(f"{address}/acknowledge", data=data).status_code == 303
    session.rollback()
    (read,) = session.scalars(select(SheetAcknowledgement))
    assert read.remark == "Je voudrais refaire"
    page = client.get(address).text
    assert "Avez-vous lu" not in page
    assert "Je voudrais refaire" in people.client("trainer").get(address).text


def test_a_sheet_that_was_corrected_meanwhile_is_read_first(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    made = make_assessment(session, training.first)
    make_sheet(session, made)
    make_sheet(session, made, number=2, note="Valeur mal lue")
    session.commit()
    client = people.client("apprentice")
    address = f"/practicals/{made.reference}/acknowledge"
    for version in ("1", ""):
        answer = client.post(address, data={"remark": "Vu", "version": version})
        assert answer.status_code == 422
        assert "corrigée entre-temps" in answer.text
        assert "Valeur mal lue" in answer.text
        assert 'value="Vu"' in answer.text
    assert session.scalars(select(SheetAcknowledgement)).all() == []
    again = answer.text.split('name="version"')[1].split('value="')[1].split('"')[0]
    assert client.post(address, data={"remark": "Vu", "version": again}).status_code == 303
    session.rollback()
    assert session.scalars(select(SheetAcknowledgement)).one().sheet.number == 2


def test_the_page_says_which_sheet_is_read(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    made = make_assessment(session, training.first)
    make_sheet(session, made)
    make_sheet(session, made, number=2)
    session.commit()
    page = people.client("apprentice").get(f"/practicals/{made.reference}").text
    form = page.split("/acknowledge")[1].split("</form>")[0]
    assert form.split('name="version"')[1].split('value="')[1].split('"')[0] == "2"


def test_nobody_else_says_that_it_was_read(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    other = make_assessment(session, training.enrolments[1])
    make_sheet(session, other)
    own = make_assessment(session, training.first)
    session.commit()
    for who in ("trainer", "director"):
        answer = people.client(who).post(f"/practicals/{other.reference}/acknowledge")
        assert answer.status_code == 403
    client = people.client("apprentice")
    assert client.post(f"/practicals/{other.reference}/acknowledge").status_code == 404
    assert client.post(f"/practicals/{own.reference}/acknowledge").status_code in (404, 422)
    assert session.scalars(select(SheetAcknowledgement)).all() == []


def test_a_sheet_about_somebody_else_stays_theirs(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    made = make_assessment(session, training.first)
    wrong = make_sheet(session, made, trainee_id=training.enrolments[1].trainee_id)
    make_sheet(session, made, number=2)
    shown = make_photo(session, wrong)
    session.commit()
    client = people.client("apprentice")
    page = client.get(f"/practicals/{made.reference}").text
    assert wrong.reference not in page
    assert client.get(f"/practicals/sheets/{wrong.reference}").status_code == 404
    assert client.get(f"/practicals/photos/{shown.reference}.jpg").status_code == 404
    assert people.client("trainer").get(f"/practicals/sheets/{wrong.reference}").status_code == 200


def test_who_assesses_elsewhere_reads_here_what_an_apprentice_reads(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    made = make_assessment(session, training.first)
    wrong = make_sheet(session, made, trainee_id=training.enrolments[1].trainee_id)
    own = make_sheet(session, made, number=2)
    shown = make_photo(session, wrong)
    elsewhere = make_staff(session, school=people.other_school)
    people.account("apprentice").staff_id = elsewhere.id
    session.commit()
    client = people.client("apprentice")
    assert client.get(f"/practicals/sheets/{own.reference}").status_code == 200
    assert client.get(f"/practicals/sheets/{wrong.reference}").status_code == 404
    assert client.get(f"/practicals/photos/{shown.reference}.jpg").status_code == 404


def test_the_verdict_can_be_seen_before_it_is_signed(
    people: People, training: TrainingClass, session: Session
) -> None:
    data = sent(preview="y", **{LOSS: "0,42"})
    answer = people.client("trainer").post(address_of(training), data=data)
    assert answer.status_code == 200
    page = answer.text.replace("\u00a0", " ")
    assert 'data-verdict="not_acquired"' in page
    assert "0,42 dB ; il faut 0,3 dB au plus" in page
    assert 'value="0,42"' in page
    assert sheets(session) == []


def test_who_reads_without_network_says_so_later_once_and_as_of_then(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    made = make_assessment(session, training.first)
    sheet = make_sheet(session, made, signed_at=now() - timedelta(days=2))
    other = make_assessment(session, training.enrolments[1])
    make_sheet(session, other)
    session.commit()
    client = people.client("apprentice")
    shown = client.get(f"/practicals/{made.reference}")
    assert shown.headers["X-Keep"] == f"/practicals/{made.reference}"
    assert "X-Keep" not in people.client("trainer").get(f"/practicals/{made.reference}").headers
    said = (now() - timedelta(days=1)).replace(microsecond=0)
    values = {"saved_at": int(said.replace(tzinfo=UTC).timestamp() * 1000)}

    def reading(reference: str, version: str) -> dict[str, Any]:
        target = f"/practicals/{reference}/acknowledge"
        fields = (("remark", "Vu"), ("version", version))
        return entry("practical.acknowledgement", target, *fields, **values)

    told = results(
        client, reading(made.reference, "9"), reading(made.reference, "1"),
        reading(made.reference, "1"), reading(other.reference, "1"),
    )  # fmt: skip
    assert [one["outcome"] for one in told] == ["refused", "accepted", "accepted", "refused"]
    assert told[1]["location"] == f"/practicals/{made.reference}"
    session.rollback()
    (read,) = session.scalars(select(SheetAcknowledgement))
    assert (read.sheet_id, read.remark, read.acknowledged_at) == (sheet.id, "Vu", said)
