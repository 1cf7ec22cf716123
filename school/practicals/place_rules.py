"""Where a photo was taken, as a camera notes it in the photo: read with bounds, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

LATITUDE_SIDE, LATITUDE, LONGITUDE_SIDE, LONGITUDE = 1, 2, 3, 4
"""Numbers of the notes about the place (Exif 2.3, section 4.6.6)."""

FARTHEST_NORTH, FARTHEST_EAST = Decimal(90), Decimal(180)
STEP = Decimal("0.00001")
"""About a metre: a telephone knows no better."""

PARTS_OF_AN_ANGLE = 3
SIXTY = 60


@dataclass(frozen=True)
class Place:
    """A latitude and a longitude in degrees; south and west are below zero."""

    latitude: Decimal
    longitude: Decimal


def read_place(notes: Mapping[int, object]) -> Place | None:
    """Read the place of a camera's notes; nothing where it is missing, impossible or unset.

    Degrees, minutes and seconds are three numbers, the side a letter. A camera that knows no place
    writes zero for both angles.
    """
    latitude = _angle(notes.get(LATITUDE), notes.get(LATITUDE_SIDE), "NS", FARTHEST_NORTH)
    longitude = _angle(notes.get(LONGITUDE), notes.get(LONGITUDE_SIDE), "EW", FARTHEST_EAST)
    if latitude is None or longitude is None or not (latitude or longitude):
        return None
    return Place(latitude, longitude)


def _angle(raw: object, side: object, sides: str, farthest: Decimal) -> Decimal | None:
    parts = _numbers(raw)
    letter = _letter(side)
    if parts is None or not letter or letter not in sides:
        return None
    degrees, minutes, seconds = parts
    if min(parts) < 0 or minutes > SIXTY or seconds > SIXTY or degrees > farthest:
        return None
    exact = Decimal(degrees) + Decimal(minutes) / SIXTY + Decimal(seconds) / SIXTY**2
    if exact > farthest:
        return None
    rounded = exact.quantize(STEP)
    return -rounded if rounded and letter == sides[1] else rounded


def _numbers(raw: object) -> tuple[float, ...] | None:
    if not isinstance(raw, Sequence) or isinstance(raw, str | bytes):
        return None
    if len(raw) != PARTS_OF_AN_ANGLE:
        return None
    try:
        found = tuple(float(one) for one in raw)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return found if all(isfinite(one) for one in found) else None


def _letter(raw: object) -> str:
    text = raw.decode("ascii", "replace") if isinstance(raw, bytes) else raw
    return text.strip("\0 ").upper()[:1] if isinstance(text, str) else ""
