"""Photos as people send them: read, made smaller, without place or time; refused with words."""

from io import BytesIO
from random import Random

import pytest
from PIL import Image

from school.core.errors import InvalidInput
from school.practicals import photos
from school.practicals.parts import PART_SIZE
from school.practicals.photo_rules import LARGEST_FILE, LONGEST_SIDE, Picture
from school.practicals.photos import read_photo, smaller_photo

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def sent(size: tuple[int, int] = (60, 40), kind: str = "JPEG", **options: object) -> BytesIO:
    stream = BytesIO()
    mode = options.pop("mode", "RGB")
    Image.new(str(mode), size, str(options.pop("colour", "teal"))).save(stream, kind, **options)
    stream.seek(0)
    return stream


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_a_jpeg(kind: str) -> None:
    found = read_photo(sent(kind=kind))
    assert opened(found).format == "JPEG"
    assert (found.width, found.height) == opened(found).size == (60, 40)


def test_neither_place_nor_time_nor_telephone_is_kept() -> None:
    notes = Image.Exif()
    notes[MAKE] = "Telephone of Aïcha"
    notes.get_ifd(GPS)[1] = "N"
    stream = sent(exif=notes, comment=b"at home")
    assert b"Telephone" in stream.getvalue()
    found = read_photo(stream)
    assert not opened(found).getexif()
    for word in (b"Telephone", b"at home", b"Exif"):
        assert word not in found.content


def test_a_photo_is_turned_upright() -> None:
    notes = Image.Exif()
    notes[ORIENTATION] = 6
    found = read_photo(sent((60, 40), exif=notes))
    assert (found.width, found.height) == (40, 60)


def test_a_photo_of_fifty_million_pixels_is_made_smaller() -> None:
    found = read_photo(sent((8660, 5774)))
    assert max(found.width, found.height) == LONGEST_SIDE
    assert abs(found.width / found.height - 1.5) < 0.01
    assert len(found.content) < 400_000


def test_a_strip_of_a_photo_is_still_one() -> None:
    found = read_photo(sent((9000, 3)))
    assert (found.width, found.height) == (LONGEST_SIDE, 1)


def test_what_is_transparent_lies_on_white() -> None:
    found = read_photo(sent(kind="PNG", mode="RGBA", colour="#00000000"))
    assert opened(found).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK", "I;16"])
def test_photos_of_every_kind_of_colour_are_read(mode: str) -> None:
    stream = BytesIO()
    Image.new(mode, (30, 20)).save(stream, "PNG" if mode != "CMYK" else "JPEG")
    stream.seek(0)
    assert read_photo(stream).width == 30


def test_a_photo_too_large_to_be_read_whole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS_AT_ONCE", 1000)
    with pytest.raises(InvalidInput, match="moins de pixels"):
        read_photo(sent((60, 40), "PNG"))
    assert read_photo(sent((60, 40), "JPEG")).width == 60


def test_a_photo_too_heavy_is_refused() -> None:
    with pytest.raises(InvalidInput, match="trop lourde"):
        read_photo(BytesIO(bytes(LARGEST_FILE + 1)))


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix"])
def test_an_apple_photo_is_refused_with_what_to_do(brand: bytes) -> None:
    with pytest.raises(InvalidInput, match="Le plus compatible"):
        read_photo(BytesIO(b"\0\0\0\x18ftyp" + brand + bytes(40)))


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"GIF89a", b"%PDF-1.4", sent().getvalue()[:-300], bytes(5000)]
)
def test_what_is_no_whole_photo_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="n’est pas une photo"):
        read_photo(BytesIO(content))


def test_a_spoilt_photo_is_read_or_refused_and_nothing_else() -> None:
    random = Random(5)  # noqa: S311
    whole = [sent(kind=kind).getvalue() for kind in ("JPEG", "PNG", "WEBP")]
    refused = 0
    for _ in range(300):
        spoilt = bytearray(random.choice(whole))
        for _ in range(random.randint(1, 6)):
            spoilt[random.randrange(len(spoilt))] = random.randrange(256)
        try:
            assert read_photo(BytesIO(bytes(spoilt))).width >= 1
        except InvalidInput:
            refused += 1
    assert refused > 20


def test_pieces_make_the_photo_again() -> None:
    random = Random(1)  # noqa: S311
    content = random.randbytes(3 * PART_SIZE + 7)
    picture = Picture(content, 1, 1)
    assert b"".join(picture.parts) == content
    assert [len(part) for part in picture.parts] == [PART_SIZE] * 3 + [7]


def test_a_photo_is_made_smaller_and_never_larger() -> None:
    large = sent((300, 150)).getvalue()
    found = smaller_photo(large, 100)
    assert (found.width, found.height) == opened(found).size == (100, 50)
    assert smaller_photo(large, 300) == Picture(large, 300, 150)


@pytest.mark.parametrize("content", [b"", b"none", sent((300, 150)).getvalue()[:-400]])
def test_what_is_no_whole_photo_is_not_made_smaller(content: bytes) -> None:
    for longest in (10, 1000):
        with pytest.raises(InvalidInput):
            smaller_photo(content, longest)


def test_a_photo_of_too_many_pixels_is_not_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS_AT_ONCE", 100)
    with pytest.raises(InvalidInput, match="moins de pixels"):
        smaller_photo(sent(kind="PNG").getvalue(), 10)
