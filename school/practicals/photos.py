"""Reading the photos that people send: checked, made smaller, drawn anew without their notes."""

from io import BytesIO
from typing import IO

from PIL import ExifTags, Image, ImageOps

from school.core.errors import InvalidInput, mark
from school.practicals.photo_rules import LARGEST_FILE, LONGEST_SIDE, Picture
from school.practicals.place_rules import Place, read_place

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = {"JPEG": 120_000_000}
MOST_PIXELS_AT_ONCE = 60_000_000
"""Pixels of the kinds that can only be read whole; a JPEG is read at an eighth of its size."""

ENOUGH = 2
"""Times the size that is wanted: what is larger is thinned out first, before it is copied."""

QUALITY = 80
HEADER_SIZE = 12
APPLE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")

# The limits above stand in its place: the library would warn at one size and fail at another.
Image.MAX_IMAGE_PIXELS = None

TOO_HEAVY = mark("Photo trop lourde : 12 Mo au plus.")
APPLE = mark(
    "Les photos HEIC ne sont pas lues : choisissez « Le plus compatible » dans les réglages de "
    "l’appareil photo, ou envoyez-la en JPEG."
)
NO_PHOTO = mark("Ce fichier n’est pas une photo JPEG, PNG ou WebP entière.")
TOO_LARGE = mark("Photo trop grande : prenez-la avec moins de pixels.")


def read_photo(stream: IO[bytes]) -> Picture:
    """Read a photo and draw it anew as a JPEG of at most `LONGEST_SIDE` pixels, turned upright.

    Nothing else of the file is in what is drawn: neither place, nor time, nor the make of the
    telephone. The place is told beside it, for a school that wishes to keep it.
    Raises `InvalidInput` when the file is too heavy, no photo, or one that cannot be read.
    """
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise InvalidInput(TOO_HEAVY)
    if data[4:8] == b"ftyp" and data[8:HEADER_SIZE] in APPLE_BRANDS:
        raise InvalidInput(APPLE)
    try:
        return _drawn_anew(data)
    except InvalidInput:
        raise
    except Exception as error:
        # Each reader of the library has errors of its own for what it cannot read.
        raise InvalidInput(NO_PHOTO) from error


def smaller_photo(content: bytes, longest: int) -> Picture:
    """Give a photo that is kept with at most `longest` pixels a side, itself when it is smaller.

    Raises `InvalidInput` when it cannot be read: an import may bring anything.
    """
    try:
        return _made_smaller(content, longest)
    except InvalidInput:
        raise
    except Exception as error:
        # Each reader of the library has errors of its own for what it cannot read.
        raise InvalidInput(NO_PHOTO) from error


def _made_smaller(content: bytes, longest: int) -> Picture:
    with Image.open(BytesIO(content), formats=FORMATS) as found:
        _refuse_too_large(found)
        if found.format == "JPEG" and found.mode == "RGB" and max(found.size) <= longest:
            found.load()
            return Picture(content, *found.size)
        found.draft("RGB", (longest, longest))
        plain = _opaque(_thinned(found, longest))
        plain.thumbnail((longest, longest))
    kept = BytesIO()
    plain.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Picture(kept.getvalue(), *plain.size)


def _refuse_too_large(found: Image.Image) -> None:
    pixels = found.width * found.height
    if pixels > MOST_PIXELS.get(found.format or "", MOST_PIXELS_AT_ONCE):
        raise InvalidInput(TOO_LARGE)


def _drawn_anew(data: bytes) -> Picture:
    with Image.open(BytesIO(data), formats=FORMATS) as found:
        _refuse_too_large(found)
        place = _place_of(found)
        # Both sides have to be asked for: a square would be read at twice the size.
        width, height = (max(1, side * LONGEST_SIDE // max(found.size)) for side in found.size)
        found.draft("RGB", (width, height))
        image = _opaque(ImageOps.exif_transpose(_thinned(found, LONGEST_SIDE)))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = BytesIO()
    # A new image holds no note of the old one, and gives the encoder none to copy.
    plain = Image.new("RGB", image.size)
    plain.paste(image)
    plain.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(kept.getvalue(), *plain.size, place)


def _place_of(found: Image.Image) -> Place | None:
    try:
        return read_place(found.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:  # noqa: BLE001 - the library has many errors for broken notes
        # The photo itself may be sound: it tells no place.
        return None


def _thinned(image: Image.Image, longest: int) -> Image.Image:
    """Take one of so many pixels of a very large image: each other way copies it whole first."""
    most, side = ENOUGH * longest, max(image.size)
    if side <= most:
        return image
    size = (max(1, image.width * most // side), max(1, image.height * most // side))
    return image.resize(size, Image.Resampling.NEAREST)


def _opaque(image: Image.Image) -> Image.Image:
    """Lay what is transparent on white."""
    if image.mode == "RGB":
        return image
    whole = image.convert("RGBA")
    white = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(white, whole).convert("RGB")
