"""Where a photo was taken: read of a camera's notes with bounds, or not at all."""

from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from school.practicals.photos import read_photo
from school.practicals.place_rules import FARTHEST_EAST, FARTHEST_NORTH, Place, read_place

COTONOU = {1: "N", 2: (6, 21, 55.3), 3: "E", 4: (2, 25, 6)}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner, inner),
    max_leaves=8,
)


def taken_at(notes: dict[int, Any]) -> BytesIO:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update(notes)
    stream = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(stream, "JPEG", exif=exif)
    stream.seek(0)
    return stream


def test_a_place_is_read_in_degrees() -> None:
    assert read_place(COTONOU) == Place(Decimal("6.36536"), Decimal("2.41833"))
    south_west = {**COTONOU, 1: b"S\0", 3: "w"}
    assert read_place(south_west) == Place(Decimal("-6.36536"), Decimal("-2.41833"))


@given(
    st.decimals(0, 90, places=5, allow_nan=False),
    st.decimals(0, 180, places=5, allow_nan=False),
    st.sampled_from("NS"),
    st.sampled_from("EW"),
)
def test_every_place_is_read_to_the_metre(
    latitude: Decimal, longitude: Decimal, north: str, east: str
) -> None:
    def parts(angle: Decimal) -> tuple[Fraction, ...]:
        whole = int(angle)
        minutes = (Fraction(angle) - whole) * 60
        return Fraction(whole), Fraction(int(minutes)), (minutes - int(minutes)) * 60

    found = read_place({1: north, 2: parts(latitude), 3: east, 4: parts(longitude)})
    if not latitude and not longitude:
        assert found is None, "a camera that knows no place writes zero twice"
        return
    assert found is not None
    assert abs(abs(found.latitude) - latitude) <= Decimal("0.00001")
    assert abs(abs(found.longitude) - longitude) <= Decimal("0.00001")
    assert found.latitude <= 0 or north == "N"
    assert found.longitude <= 0 or east == "E"


@given(st.dictionaries(st.integers(0, 6), ANYTHING))
def test_strange_notes_tell_no_place_and_break_nothing(notes: dict[int, object]) -> None:
    found = read_place({**COTONOU, **notes})
    if found is not None:
        assert abs(found.latitude) <= FARTHEST_NORTH
        assert abs(found.longitude) <= FARTHEST_EAST


@pytest.mark.parametrize(
    "notes",
    [
        {1: "X"}, {1: ""}, {1: None}, {2: (91, 0, 0)}, {2: (90, 0, 1)}, {2: (6, 61, 0)},
        {2: (6, 0, -1)}, {2: (6, 0)}, {2: 6}, {2: "6.1"}, {2: (float("nan"), 0, 0)},
        {4: (180, 0, 1)}, {4: (float("inf"), 0, 0)}, {2: (0, 0, 0), 4: (0, 0, 0)},
    ],
)  # fmt: skip
def test_what_cannot_be_is_no_place(notes: dict[int, object]) -> None:
    assert read_place({**COTONOU, **notes}) is None


def test_a_photo_tells_its_place_beside_its_bytes() -> None:
    found = read_photo(taken_at(COTONOU))
    assert found.place == Place(Decimal("6.36536"), Decimal("2.41833"))
    assert b"Exif" not in found.content
    assert not Image.open(BytesIO(found.content)).getexif()


def test_a_photo_without_a_place_tells_none() -> None:
    assert read_photo(taken_at({})).place is None


@pytest.mark.filterwarnings("ignore")  # the library grumbles about such notes, and reads on
@given(st.data())
def test_broken_notes_lose_the_place_and_not_the_photo(data: st.DataObject) -> None:
    content = bytearray(taken_at(COTONOU).getvalue())
    start, end = content.index(b"Exif") + 6, content.index(b"\xff\xdb")
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(start, end - 1))] = data.draw(st.integers(0, 255))
    found = read_photo(BytesIO(bytes(content)))
    assert {found.width, found.height} == {40, 30}
