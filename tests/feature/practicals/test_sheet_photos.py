"""Photos of a sheet: read, kept, and seen by whoever sees the attempt."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.practicals.models import Assessment
from school.practicals.sheet_models import SheetPhoto
from tests.factories.practicals import make_photo, make_sheet
from tests.factories.records import make_assessment
from tests.feature.practicals.conftest import TrainingClass
from tests.feature.practicals.test_recording import address_of, sent
from tests.support.people import People


def photo(size: tuple[int, int] = (40, 30), kind: str = "JPEG") -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", size, "teal").save(stream, kind)
    stream.seek(0)
    return stream


def test_photos_are_kept_and_seen_by_whoever_sees_the_attempt(
    people: People, training: TrainingClass, session: Session, apprentice: Trainee
) -> None:
    client = people.client("trainer")
    data = {**sent(), "photos": [(photo(), "un.jpg"), (photo((30, 50), "PNG"), "deux.png")]}
    response = client.post(address_of(training), data=data)
    assert response.status_code == 303
    first, second = session.scalars(select(SheetPhoto).order_by(SheetPhoto.position))
    assert (first.width, first.height, second.height) == (40, 30, 50)
    for who in ("trainer", "director", "apprentice"):
        answer = people.client(who).get(f"/practicals/photos/{first.reference}.jpg")
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert len(answer.data) == first.size
    for who in ("foreign_trainer", "foreign_director"):
        address = f"/practicals/photos/{first.reference}.jpg"
        assert people.client(who).get(address).status_code == 404


def test_a_telephone_asks_again_before_it_shows_a_photo(
    people: People, training: TrainingClass, session: Session
) -> None:
    shown = make_photo(session, make_sheet(session, make_assessment(session, training.first)))
    session.commit()
    address = f"/practicals/photos/{shown.reference}.jpg"
    answer = people.client("trainer").get(address)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": answer.headers["ETag"]}
    again = people.client("trainer").get(address, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert people.client("foreign_trainer").get(address, headers=known).status_code == 404
    other = {"If-None-Match": '"another"'}
    assert people.client("trainer").get(address, headers=other).data == answer.data


def test_a_photo_of_an_import_is_shown_whatever_its_digest_is_said_to_be(
    people: People, training: TrainingClass, session: Session
) -> None:
    sheet = make_sheet(session, make_assessment(session, training.first))
    shown = make_photo(session, sheet, digest='"été"')
    session.commit()
    address = f"/practicals/photos/{shown.reference}.jpg"
    assert people.client("trainer").get(address).status_code == 200


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.4", "notes.pdf", "notes.pdf"),
        (b"\0\0\0\x18ftypheic" + bytes(30), "IMG_1.HEIC", "Le plus compatible"),
        (b"", "vide.jpg", "vide.jpg"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_by_name_and_the_rest_kept(
    people: People, training: TrainingClass, session: Session, content: bytes, name: str, words: str
) -> None:
    data = {**sent(note="Vu"), "photos": [(BytesIO(content), name)]}
    response = people.client("trainer").post(address_of(training), data=data)
    assert response.status_code == 422
    assert words in response.text
    assert "Vu" in response.text
    assert session.scalars(select(Assessment)).all() == []


def test_six_photos_are_enough(people: People, training: TrainingClass) -> None:
    data = {**sent(), "photos": [(photo(), f"{place}.jpg") for place in range(7)]}
    response = people.client("trainer").post(address_of(training), data=data)
    assert response.status_code == 422
    assert "6 photos au plus" in response.text.replace("\u00a0", " ")
