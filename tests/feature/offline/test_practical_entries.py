"""Attempts that a phone kept, with photos: as on their page, once, numbered as they were made."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from random import Random
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment
from school.offline.file_models import FilePiece, ReceivedFile
from school.offline.models import OutboxReceipt
from school.practicals.circumstance_rules import PhotoMoment
from school.practicals.models import Assessment
from school.practicals.sheet_models import PracticalSheet, SheetPhoto
from school.practicals.trace_models import SheetTrace
from tests.factories.records import make_cohort, make_enrolment, make_trainee
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.phones import (
    SentFile,
    entry,
    key_of,
    results,
    send,
    send_file,
    send_piece,
    with_files,
)
from tests.support.sor_files import long_file, written

SAFE = [(f"gate-{code}", "1") for code in ("glasses", "scraps", "surface", "laser")]


@pytest.fixture(autouse=True)
def _on_a_training_day() -> Iterator[None]:
    with time_machine.travel("2026-03-10 09:00", tick=False):
        yield


@pytest.fixture
def cohort(people: People, session: Session) -> Cohort:
    return make_cohort(session, people.school)


@pytest.fixture
def person(cohort: Cohort, session: Session) -> Enrolment:
    found = make_enrolment(session, cohort, make_trainee(session, family_name="Adjovi"))
    session.commit()
    return found


@pytest.fixture
def phone(people: People) -> CheckingClient:
    return people.client("trainer")


def attempt(person: Enrolment, *fields: tuple[str, str], **values: Any) -> dict[str, Any]:
    """Write the entry of an attempt at the mechanical splice, sound unless fields say otherwise."""
    typed = dict([*SAFE, ("assessed_on", "2026-03-10"), ("measure-loss", "0,25"), *fields])
    cohort, trainee = person.cohort.reference, person.trainee.reference
    target = f"/practicals/new?cohort={cohort}&task=PA-06&trainee={trainee}"
    return entry("practical.attempt", target, *typed.items(), **values)


def photo(seed: int = 1, **values: Any) -> SentFile:
    """A photo of a shade that turns with its seed."""
    image = Image.linear_gradient("L").rotate(40 * seed).resize((120, 90))
    image.save(kept := BytesIO(), "JPEG", quality=95)
    return SentFile(kept.getvalue(), **values)


def count(session: Session, table: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table)) or 0


def attempts(session: Session) -> list[Assessment]:
    session.rollback()
    return list(session.scalars(select(Assessment).order_by(Assessment.id)))


def lacking(result: dict[str, Any]) -> dict[str, int]:
    assert result["outcome"] == "later"
    return {one["uuid"]: one["received"] for one in result["missing"]}


def test_an_attempt_does_what_its_page_does(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    [told] = results(phone, attempt(person))
    [found] = attempts(session)
    assert told["location"] == f"/practicals/{found.reference}"
    assert (found.trainee_id, found.assessed_on) == (person.trainee_id, date(2026, 3, 10))
    assert phone.get(told["location"]).status_code == 200


def test_an_entry_waits_for_its_files_and_claims_nothing(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    photos = [photo(1), photo(2)]
    sent = with_files(attempt(person), *photos)
    assert lacking(results(phone, sent)[0]) == {one.uuid: 0 for one in photos}
    send_file(phone, photos[0])
    send_piece(phone, photos[1], 0, 500)
    assert lacking(results(phone, sent)[0]) == {photos[1].uuid: 500}
    assert count(session, Assessment) == count(session, OutboxReceipt) == 0
    send_piece(phone, photos[1], 500)
    [first] = results(phone, sent)
    assert first["outcome"] == "accepted", first
    assert results(phone, sent) == [first]
    assert (count(session, Assessment), count(session, SheetPhoto)) == (1, 2)
    assert count(session, ReceivedFile) == count(session, FilePiece) == 0


def test_where_and_on_what_it_was_made_arrives_with_photos_of_before_and_after(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    photos = [photo(1), photo(2, field="photos_before")]
    for one in photos:
        send_file(phone, one)
    said = {"occasion": "summative", "setting": "site", "fibre": "7", "started_at": "08:30"}
    [told] = results(phone, with_files(attempt(person, *said.items()), *photos))
    assert told["outcome"] == "accepted", told
    found = session.scalars(select(PracticalSheet)).one().said
    assert found.circumstances.as_plain() == said
    assert found.moments == (PhotoMoment.BEFORE, PhotoMoment.AFTER)


def test_the_photos_are_those_that_were_sent(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    photos = [photo(seed) for seed in range(3)]
    for one in photos:
        send_file(phone, one, piece=1000)
    results(phone, with_files(attempt(person), *photos))
    kept = session.scalars(select(SheetPhoto).order_by(SheetPhoto.position)).all()
    shown = [phone.get(f"/practicals/photos/{one.reference}.jpg").data for one in kept]
    for one, data in zip(photos, shown, strict=True):
        small, same = (
            Image.open(BytesIO(found)).convert("L").resize((12, 9)) for found in (one.content, data)
        )
        assert max(abs(a - b) for a, b in zip(small.tobytes(), same.tobytes(), strict=True)) < 8


def test_a_trace_arrives_byte_for_byte(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    trace = SentFile(written(long_file()), field="traces", name="fibre 3.sor")
    send_file(phone, trace)
    one = photo()
    send_file(phone, one)
    [told] = results(phone, with_files(attempt(person), trace, one))
    assert told["outcome"] == "accepted", told
    [kept] = session.scalars(select(SheetTrace))
    assert phone.get(f"/practicals/traces/{kept.reference}.sor").data == trace.content
    assert count(session, SheetPhoto) == 1


def test_two_copies_at_once_are_one_attempt(
    people: People, session: Session, person: Enrolment
) -> None:
    one = photo()
    clients = [people.client("trainer") for _ in range(4)]
    send_file(clients[0], one)
    sent, account, together = with_files(attempt(person), one), key_of(clients[0]), Barrier(4)
    answers: list[Any] = []

    def tap(client: CheckingClient) -> None:
        together.wait(20)
        answers.append(send(client, sent, account=account).json)

    takers = [Thread(target=tap, args=(client,)) for client in clients]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert [answer["results"][0]["outcome"] for answer in answers] == ["accepted"] * 4
    assert (count(session, Assessment), count(session, SheetPhoto)) == (1, 1)


@pytest.mark.parametrize("seed", range(6))
def test_a_line_that_loses_doubles_and_reorders_brings_each_attempt_once(
    phone: CheckingClient, session: Session, person: Enrolment, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311
    photos = [photo(1), photo(2)]
    sent = with_files(attempt(person), *photos)
    known = {one.uuid: one for one in photos}
    strays: list[tuple[SentFile, int]] = []
    result = results(phone, sent)[0]
    while result["outcome"] == "later":
        for uuid, here in lacking(result).items():
            start = max(0, here - chance.choice([0, 0, 0, 400]))
            strays += [(known[uuid], start)] * chance.choice([1, 1, 2])
        chance.shuffle(strays)
        for _ in range(chance.randrange(4)):
            file, start = strays.pop() if strays else (photos[0], 0)
            send_piece(phone, file, start, start + chance.randrange(1, 3000))
        result = results(phone, *[sent] * chance.choice([1, 2]))[0]
    assert result["outcome"] == "accepted", result
    for file, start in strays[:5]:
        send_piece(phone, file, start)
    assert results(phone, sent) == [result]
    assert (count(session, Assessment), count(session, SheetPhoto)) == (1, 2)


def test_what_is_damaged_is_asked_for_again(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    sound = photo(uuid="8f14e45f-ceea-4672-9b1d-3a5c0f6e2d11")
    spoilt = SentFile(bytes(len(sound.content)), uuid=sound.uuid)
    send_piece(phone, spoilt, 0, asked={"sha256": sound.digest})
    sent = with_files(attempt(person), sound)
    waiting = with_files(attempt(person), photo())
    assert lacking(results(phone, sent, waiting)[0]) == {sound.uuid: 0}
    assert count(session, FilePiece) == 0, "dropped for good, whatever the next entry undoes"
    send_file(phone, sound)
    assert results(phone, sent)[0]["outcome"] == "accepted"


def test_a_refused_attempt_leaves_its_photos_for_the_one_in_its_place(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    sound, trick = photo(), SentFile(b"no photo", name="faux.jpg")
    for one in (sound, trick):
        send_file(phone, one)
    [told] = results(phone, with_files(attempt(person, ("measure-loss", "9")), sound, trick))
    assert {one["field"] for one in told["reasons"]} == {"measure-loss", "photos"}
    assert "faux.jpg" in next(one["words"] for one in told["reasons"] if one["field"] == "photos")
    assert count(session, Assessment) == 0
    [anew] = results(phone, with_files(attempt(person), sound))
    assert anew["outcome"] == "accepted"
    assert count(session, SheetPhoto) == 1


def test_other_files_under_the_same_number_are_another_entry(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    sent = attempt(person)
    assert results(phone, sent)[0]["outcome"] == "accepted"
    [changed] = results(phone, with_files(sent, photo()))
    assert "sous ce numéro" in changed["reasons"][0]["words"]
    assert results(phone, {**sent, "format": 2, "files": []})[0]["outcome"] == "accepted"


def test_attempts_are_numbered_as_they_were_made(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    made = [attempt(person, ("measure-loss", f"0,2{n}"), saved_at=1e12 + n) for n in range(3)]
    told = results(phone, made[2], made[0], made[1])
    session.rollback()
    places = {
        f"/practicals/{one.assessment_reference}": one.attempt
        for one in session.scalars(select(PracticalSheet))
    }
    assert [places[one["location"]] for one in told] == [3, 1, 2]


def test_one_attempt_too_many_is_refused_until_it_is_meant(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    assert {one["outcome"] for one in results(phone, *(attempt(person) for _ in range(3)))} == {
        "accepted"
    }
    [refused] = results(phone, attempt(person))
    assert "n° 4" in refused["reasons"][0]["words"].replace("\u00a0", " ")
    [meant] = results(phone, attempt(person, ("confirmed", "y")))
    assert meant["outcome"] == "accepted"
    assert count(session, Assessment) == 4


def test_then_the_next_person_leads_to_their_form(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    other = make_enrolment(session, person.cohort, make_trainee(session, family_name="Bio"))
    session.commit()
    [told] = results(phone, attempt(person, ("then", "next")))
    assert told["location"].startswith("/practicals/new?")
    assert other.trainee.reference in told["location"]


@pytest.mark.parametrize("typed", ["2027-03-10", "", "demain"])
def test_a_day_that_cannot_be_is_told_on_its_field(
    phone: CheckingClient, session: Session, person: Enrolment, typed: str
) -> None:
    [refused] = results(phone, attempt(person, ("assessed_on", typed)))
    assert refused["reasons"][0]["field"] == "assessed_on"
    assert count(session, Assessment) == 0


def test_a_phone_with_a_wrong_clock_loses_nothing(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    wrong = [attempt(person, saved_at=value) for value in (0, 4102444800000, None)]
    assert {one["outcome"] for one in results(phone, *wrong)} == {"accepted"}
    assert {one.assessed_on for one in attempts(session)} == {date(2026, 3, 10)}


@pytest.mark.parametrize("who", ["foreign_trainer", "apprentice", "ministry"])
def test_who_may_not_assess_signs_nothing(
    people: People, session: Session, person: Enrolment, who: str
) -> None:
    [refused] = results(people.client(who), attempt(person))
    assert refused["reasons"][0]["words"].startswith("Cette fiche n’existe pas")
    assert count(session, Assessment) == 0


def test_files_without_a_place_in_the_form_break_nothing(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    stray = photo(field="measure-loss")
    send_file(phone, stray)
    assert results(phone, with_files(attempt(person), stray))[0]["outcome"] == "accepted"


def test_too_much_is_refused_without_asking_for_it(
    phone: CheckingClient, person: Enrolment
) -> None:
    sent = with_files(attempt(person), photo())
    sent["files"][0]["size"] = 10**9
    [refused] = results(phone, sent)
    assert "trop lourds" in refused["reasons"][0]["words"]


WRONG_FILES: list[object] = [
    None, {}, "x", [1], [None], [{}], [{"field": "photos"}], [[]] * 21,
    [photo().written(uuid="x")], [photo().written(size=-1)], [photo().written(size=True)],
    [photo().written(name="")], [photo().written(sha256="x")], [photo().written(type=1)],
    [photo().written()] * 2 and [photo(uuid="8f14e45f-ceea-4672-9b1d-3a5c0f6e2d11").written()] * 2,
]  # fmt: skip


def test_files_that_are_none_are_told(phone: CheckingClient, person: Enrolment) -> None:
    spoilt = [{**attempt(person), "format": 2, "files": one} for one in WRONG_FILES]
    assert {one["outcome"] for one in results(phone, *spoilt)} == {"refused"}


def test_an_old_program_that_leaves_the_files_out_is_told_to_wait(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    assert results(phone, attempt(person, format=2))[0]["outcome"] == "later"
    assert count(session, OutboxReceipt) == 0


def test_a_correction_is_signed_once_and_not_over_another(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    results(phone, attempt(person))
    [found] = attempts(session)
    sent, late = attempt(person, ("measure-loss", "0,2")), attempt(person)
    for one in (sent, late):
        one |= {"kind": "practical.correction", "target": f"/practicals/{found.reference}/correct"}
        one["fields"] += [
            ["version", "1"],
            ["correction_reason", "Mal lu"],
            ["trainee", person.trainee.reference],
        ]
    [signed] = results(phone, sent)
    assert signed["outcome"] == "accepted", signed
    assert results(phone, sent) == [signed]
    [refused] = results(phone, late)
    assert refused["outcome"] == "refused"
    assert count(session, PracticalSheet) == 2
