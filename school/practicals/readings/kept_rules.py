"""A corrected reading as a signed sheet keeps it, and the events of a key, as plain content.

The correction is kept whole, with its tolerances: neither a new version of the key nor another
way of pairing ever changes what was signed.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from school.practicals.readings.rules import FURTHEST_M, GREATEST_DB, MOST_EVENTS, NEAREST_M
from school.practicals.sor import Kind
from school.practicals.traces.answer_key import Correction, Found, Reading, Tolerance
from school.practicals.traces.places import exact

PARTS = {"tolerance", "found", "missed", "false"}


def events_as_plain(events: Sequence[Reading]) -> list[Any]:
    """Give events as JSON holds them: distance in metres, kind, loss in dB or nothing."""
    return [_plain(one) for one in events]


def events_from_plain(plain: Any) -> tuple[Reading, ...]:
    """Read the events that JSON holds; raise `ValueError` or `TypeError` when they are none."""
    if not isinstance(plain, list) or len(plain) > MOST_EVENTS:
        raise ValueError("events")
    return tuple(_reading(*one) for one in plain)


def correction_as_plain(correction: Correction) -> dict[str, Any]:
    """Give a correction as JSON holds it."""
    tolerance = correction.tolerance
    return {
        "tolerance": [_written(exact(tolerance.position_m)), _written(tolerance.loss_db)],
        "found": [[_plain(one.key), _plain(one.answer)] for one in correction.found],
        "missed": events_as_plain(correction.missed),
        "false": events_as_plain(correction.false),
    }


def correction_from_plain(plain: Mapping[str, Any]) -> Correction:
    """Read the correction that JSON holds; raise `ValueError` or `TypeError` when it is none."""
    if not isinstance(plain, dict) or set(plain) != PARTS or not isinstance(plain["found"], list):
        raise ValueError("correction")
    position, loss = (_decimal(one, FURTHEST_M) for one in plain["tolerance"])
    if len(plain["found"]) > MOST_EVENTS or position < 0 or loss < 0:
        raise ValueError("correction")
    return Correction(
        tuple(Found(_reading(*key), _reading(*answer)) for key, answer in plain["found"]),
        events_from_plain(plain["missed"]),
        events_from_plain(plain["false"]),
        Tolerance(float(position), loss),
    )


def _plain(one: Reading) -> list[str | None]:
    loss = None if one.loss_db is None else _written(one.loss_db)
    return [_written(exact(one.distance_m)), one.kind.value, loss]


def _reading(distance: str, kind: str, loss: str | None) -> Reading:
    place = _decimal(distance, FURTHEST_M)
    if place < NEAREST_M:
        raise ValueError("distance")
    return Reading(float(place), Kind(kind), None if loss is None else _decimal(loss, GREATEST_DB))


def _decimal(text: str, most: Decimal) -> Decimal:
    if not isinstance(text, str):
        raise TypeError("number")
    try:
        value = Decimal(text)
    except ArithmeticError as error:
        raise ValueError("number") from error
    if not value.is_finite() or abs(value) > most or value != round(value, 6):
        raise ValueError("number")
    if _written(value) != text:
        raise ValueError("number")
    return value


def _written(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
