"""Files that phones should not have sent: told by name, the rest of the entry kept to be mended."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.cohorts.models import Enrolment
from school.offline.rules import LARGEST_FILE
from school.practicals.models import Assessment
from school.practicals.photo_rules import LONGEST_SIDE
from school.practicals.sheet_models import SheetPhoto
from tests.factories.records import make_cohort, make_enrolment
from tests.support.pages import CheckingClient
from tests.support.people import People
from tests.support.phones import SentFile, entry, results, send_file, send_piece, with_files
from tests.support.sor_examples import synthetic
from tests.support.sor_files import written

GPS, LATITUDE = 0x8825, 2
SAFE = [(f"gate-{code}", "1") for code in ("glasses", "scraps", "surface", "laser")]
HEIC = b"\0\0\0\x18ftypheic" + bytes(40)


def picture(size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, "teal").save(stream, "JPEG", **options)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def _on_a_training_day() -> Iterator[None]:
    with time_machine.travel("2026-03-10 09:00", tick=False):
        yield


@pytest.fixture
def person(people: People, session: Session) -> Enrolment:
    found = make_enrolment(session, make_cohort(session, people.school))
    session.commit()
    return found


@pytest.fixture
def phone(people: People) -> CheckingClient:
    return people.client("trainer")


def attempt(person: Enrolment, *files: SentFile) -> dict[str, Any]:
    """Write a sound attempt at the mechanical splice, with files."""
    target = f"/practicals/new?cohort={person.cohort.reference}&task=PA-06&trainee="
    typed = [
        *SAFE,
        ("trainee", person.trainee.reference),
        ("assessed_on", "2026-03-10"),
        ("measure-loss", "0,25"),
    ]
    return with_files(entry("practical.attempt", target, *typed), *files)


def count(session: Session, table: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize(
    ("field", "name", "content", "words"),
    [
        ("photos", "IMG_1.HEIC", HEIC, "Le plus compatible"),
        ("photos", "vide.jpg", b"", "vide.jpg"),
        ("photos", "coupe.jpg", picture()[:-200], "coupe.jpg"),
        ("photos", "notes.pdf", b"%PDF-1.4", "notes.pdf"),
        ("traces", "photo.sor", picture(), "au format JPEG"),
        ("traces", "tout.sor", b"PK\x03\x04" + bytes(40), "archive ZIP"),
        ("traces", "vide.sor", b"", "est vide"),
        ("traces", "coupe.sor", written(synthetic())[:700], "tronqué"),
        ("traces", "hasard.sor", bytes(range(256)) * 4, "hasard.sor"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_the_entry_can_be_mended(
    phone: CheckingClient,
    session: Session,
    person: Enrolment,
    field: str,
    name: str,
    content: bytes,
    words: str,
) -> None:
    good, wrong = SentFile(picture()), SentFile(content, field, name)
    sent = attempt(person, good, wrong)
    for one in (good, wrong):
        send_file(phone, one)
    [refused] = results(phone, sent)
    assert refused["outcome"] == "refused", refused
    [reason] = refused["reasons"]
    assert reason["field"] == field
    assert words in reason["words"]
    assert count(session, Assessment) == 0
    mended = {**sent, "uuid": str(uuid4()), "files": [good.written()]}
    [accepted] = results(phone, mended)
    assert accepted["outcome"] == "accepted", accepted
    assert (count(session, Assessment), count(session, SheetPhoto)) == (1, 1)


def test_a_file_of_a_billion_bytes_is_refused_before_it_comes(
    phone: CheckingClient, person: Enrolment
) -> None:
    huge = SentFile(b"Map\0" * 10, "traces", "geant.sor")
    for size in (10**9, LARGEST_FILE + 1):
        assert send_piece(phone, huge, 0, asked={"size": size}).status_code == 413
        sent = attempt(person, huge)
        sent["files"][0]["size"] = size
        [refused] = results(phone, sent)
        assert "trop lourds" in refused["reasons"][0]["words"]


def test_where_a_photo_was_taken_is_not_kept(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    notes = Image.Exif()
    notes.get_ifd(GPS)[LATITUDE] = (6.0, 21.0, 30.0)
    file = SentFile(picture(exif=notes))
    assert Image.open(BytesIO(file.content)).getexif().get_ifd(GPS)
    sent = attempt(person, file)
    send_file(phone, file)
    assert results(phone, sent)[0]["outcome"] == "accepted"
    kept = session.scalars(select(SheetPhoto)).one()
    shown = phone.get(f"/practicals/photos/{kept.reference}.jpg").data
    assert b"Exif" not in shown
    assert not Image.open(BytesIO(shown)).getexif()


def test_a_photo_of_fifty_million_pixels_is_made_smaller(
    phone: CheckingClient, session: Session, person: Enrolment
) -> None:
    file = SentFile(picture((8660, 5774)))
    sent = attempt(person, file)
    send_file(phone, file, piece=256 * 1024)
    assert results(phone, sent)[0]["outcome"] == "accepted"
    kept = session.scalars(select(SheetPhoto)).one()
    assert max(kept.width, kept.height) == LONGEST_SIDE
