"""Where photos were taken: kept only for a school that wishes so, and shown to who assesses."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.core.audit import AuditEntry
from school.practicals.place_rules import Place
from school.practicals.sheet_models import SheetPhoto
from tests.factories.practicals import make_photo, make_sheet
from tests.factories.records import make_assessment
from tests.feature.practicals.conftest import TrainingClass
from tests.feature.practicals.test_recording import address_of, sent
from tests.support.people import People

HERE = Place(Decimal("6.36536"), Decimal("2.41833"))
NOTES = {1: "N", 2: (6, 21, 55.3), 3: "E", 4: (2, 25, 6)}
WORDS = "Prise à 6,36536° N, 2,41833° E"


def photo(notes: dict[int, Any] | None = None) -> BytesIO:
    exif, stream = Image.Exif(), BytesIO()
    exif.get_ifd(0x8825).update(NOTES if notes is None else notes)
    Image.new("RGB", (40, 30), "teal").save(stream, "JPEG", exif=exif)
    stream.seek(0)
    return stream


def school_that(session: Session, people: People, keeps: bool) -> School:
    people.school.keeps_photo_places = keeps
    session.commit()
    return people.school


def sign(people: People, training: TrainingClass, session: Session, taken: BytesIO) -> SheetPhoto:
    data = {**sent(), "photos": [(taken, "photo.jpg")]}
    assert people.client("trainer").post(address_of(training), data=data).status_code == 303
    session.rollback()
    return session.scalars(select(SheetPhoto)).one()


@pytest.mark.parametrize("keeps", [False, True])
def test_a_place_is_kept_beside_the_photo_if_the_school_wishes_so(
    people: People, training: TrainingClass, session: Session, keeps: bool
) -> None:
    school_that(session, people, keeps)
    kept = sign(people, training, session, photo())
    assert kept.place == (HERE if keeps else None)
    answer = people.client("trainer").get(f"/practicals/photos/{kept.reference}.jpg")
    assert b"Exif" not in answer.data


def test_a_photo_without_a_place_is_kept_without(
    people: People, training: TrainingClass, session: Session
) -> None:
    school_that(session, people, keeps=True)
    assert sign(people, training, session, photo({})).place is None


def test_the_place_is_for_those_who_assess(
    people: People, training: TrainingClass, session: Session
) -> None:
    assessment = make_assessment(session, training.first)
    make_photo(
        session, make_sheet(session, assessment), latitude=HERE.latitude, longitude=HERE.longitude
    )
    session.commit()
    address = f"/practicals/{assessment.reference}"
    for who in ("trainer", "director"):
        assert WORDS in people.client(who).get(address).get_data(as_text=True)
    apprentice = people.client("apprentice").get(address)
    assert "Prise à" not in apprentice.get_data(as_text=True)


@pytest.mark.parametrize(
    "place",
    [
        (Decimal(6), None),
        (None, Decimal(2)),
        (Decimal(91), Decimal(2)),
        (Decimal(6), Decimal(-181)),
    ],
)
def test_a_place_that_cannot_be_is_not_kept(
    training: TrainingClass, session: Session, place: tuple[Decimal | None, Decimal | None]
) -> None:
    sheet = make_sheet(session, make_assessment(session, training.first))
    with pytest.raises(IntegrityError):
        make_photo(session, sheet, latitude=place[0], longitude=place[1])


def test_the_form_says_what_becomes_of_the_place(
    people: People, training: TrainingClass, session: Session
) -> None:
    client = people.client("trainer")
    school_that(session, people, keeps=False)
    page = client.get(address_of(training)).get_data(as_text=True)
    assert "sont effacés" in page
    assert "data-places" not in page
    school_that(session, people, keeps=True)
    page = client.get(address_of(training)).get_data(as_text=True)
    assert "L’école garde le lieu" in page
    assert "data-places" in page


# The choice of the school


def choice(people: People) -> str:
    return f"/schools/{people.school.reference}/photo-places"


def test_a_director_chooses_and_the_trail_tells(people: People, session: Session) -> None:
    client = people.client("director")
    assert "effacé" in client.get(f"/schools/{people.school.reference}").get_data(as_text=True)
    data = {"keeps": "y", "version": str(people.school.version)}
    assert client.post(choice(people), data=data).status_code == 303
    session.rollback()
    session.refresh(people.school)
    assert people.school.keeps_photo_places
    trail = session.scalars(select(AuditEntry).where(AuditEntry.action == "school.photo_places"))
    assert trail.one().changes == {"keeps_photo_places": [False, True]}
    assert "checked" in client.get(choice(people)).get_data(as_text=True)
    assert client.post(choice(people), data={"version": people.school.version}).status_code == 303
    session.rollback()
    session.refresh(people.school)
    assert not people.school.keeps_photo_places


def test_two_directors_choosing_at_once(people: People, session: Session) -> None:
    data = {"keeps": "y", "version": "0"}
    answer = people.client("director").post(choice(people), data=data)
    assert answer.status_code == 422
    assert "Quelqu’un d’autre" in answer.get_data(as_text=True)
    session.rollback()
    session.refresh(people.school)
    assert not people.school.keeps_photo_places


@pytest.mark.parametrize(
    ("who", "status"),
    [("trainer", 403), ("apprentice", 403), ("ministry", 403), ("foreign_director", 404)],
)
def test_nobody_else_chooses(people: People, session: Session, who: str, status: int) -> None:
    client = people.client(who)
    assert client.get(choice(people)).status_code == status
    assert client.post(choice(people), data={"keeps": "y", "version": "1"}).status_code == status
    session.rollback()
    session.refresh(people.school)
    assert not people.school.keeps_photo_places
