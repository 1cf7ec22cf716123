"""Recognising a trace that was handed in before, under another name or date (DOMAIN §3.3, 15).

The noise of an instrument is its signature: two traces of one fibre, taken one after the other,
look alike and differ in every point beyond its end. A copy keeps those points, whatever was
written into its head. What is recognised is flagged for a person to judge, never refused.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from statistics import median
from struct import pack, unpack

from school.practicals.sor import Trace

PLACES = 256
"""So many points, spread over the whole trace, stand for it."""

STEPS = 100
"""Levels are kept in hundredths of a dB."""

POINTS_DIFFER = 0.05
"""A copy that was cut shorter lacks less than this share of the points."""

NEAR_STEPS = 1
"""A copy saved anew with another scale rounds each level by no more than this."""

ALIKE = 0.9
"""Of the points that say something, so many are near in a copy."""

LEAST_POINTS = 32
"""Fewer points than these prove nothing."""

LEAST_LEVELS = 16
"""Points of fewer different levels prove nothing either: a flat line is like any other."""

CLIPPED = frozenset({0, 0xFFFF})
"""Counts at the end of the scale: every instrument writes the same ones there."""

SILENT = -32_768
"""Stands for a point that says nothing."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a trace to know it again; levels in hundredths of a dB, SILENT for none."""

    serial: str
    taken_at: datetime
    wavelength_nm: float | None
    points: int
    levels: tuple[int, ...]


class Suspicion(StrEnum):
    """What two traces share that two measurements cannot."""

    SAME_TRACE = "same_trace"
    NEW_DATE = "new_date"
    OTHER_INSTRUMENT = "other_instrument"
    SAME_MOMENT = "same_moment"


def fingerprint_of(trace: Trace) -> Fingerprint:
    """Take what is needed to know a trace again."""
    instrument = trace.instrument
    serial = " ".join(text for text in (instrument.serial, instrument.module_serial) if text)
    return Fingerprint(serial, trace.taken_at, trace.wavelength_nm, trace.points, _levels(trace))


def suspicions(one: Fingerprint, other: Fingerprint) -> tuple[Suspicion, ...]:
    """Tell why two traces may be one; nothing when they are two measurements.

    The same points: one trace, with a new date or another instrument's name where those differ.
    Other points at the very second of another trace of the same instrument: one of the two was
    altered, since an instrument measures one trace at a time for each wavelength.
    """
    same_moment = one.taken_at == other.taken_at
    same_serial = one.serial == other.serial
    if are_alike(one, other):
        found = [Suspicion.SAME_TRACE]
        if not same_moment:
            found.append(Suspicion.NEW_DATE)
        if not same_serial:
            found.append(Suspicion.OTHER_INSTRUMENT)
        return tuple(found)
    is_named = bool(one.serial) and same_serial
    if is_named and same_moment and one.wavelength_nm == other.wavelength_nm:
        return (Suspicion.SAME_MOMENT,)
    return ()


def are_alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two traces have the same points, up to rounding and to a shift of all levels."""
    if one.points != other.points:
        return False
    pairs = [
        (left, right)
        for left, right in zip(one.levels, other.levels, strict=False)
        if SILENT not in {left, right}
    ]
    if len(pairs) < LEAST_POINTS or len({left for left, _ in pairs}) < LEAST_LEVELS:
        return False
    shifts = [right - left for left, right in pairs]
    middle = median(shifts)
    near = sum(abs(shift - middle) <= NEAR_STEPS for shift in shifts)
    return near >= ALIKE * len(pairs)


def as_text(fingerprint: Fingerprint) -> str:
    """Write the levels of a fingerprint for a column of the database."""
    return b64encode(pack(f"<{len(fingerprint.levels)}h", *fingerprint.levels)).decode("ascii")


def from_text(
    text: str, *, serial: str, taken_at: datetime, wavelength_nm: float | None, points: int
) -> Fingerprint:
    """Read a fingerprint again. Raises `ValueError` when the text is none."""
    try:
        content = b64decode(text, validate=True)
    except ValueError as error:
        raise ValueError("these are no levels of a fingerprint") from error
    if len(content) % 2 or len(content) > 2 * PLACES:
        raise ValueError("these are no levels of a fingerprint")
    levels = unpack(f"<{len(content) // 2}h", content)
    return Fingerprint(serial, taken_at, wavelength_nm, points, levels)


def seen_with(trace: Trace, fingerprint: Fingerprint, points: int) -> Fingerprint:
    """Give the fingerprint of a trace as if it had so many points from its first one on.

    Thus a trace that was cut shorter, or the whole one of which it was cut, has its points at the
    places of the other; what lies beyond its own end says nothing. A trace in several groups, or
    of quite another number of points, is given as it is.
    """
    if len(trace.samples) != 1 or not is_near(points, trace.points):
        return fingerprint
    (group,) = trace.samples
    places = min(points, PLACES)
    indexes = (place * points // places for place in range(places))
    levels = tuple(
        _level(group.counts[index], group.scale) if index < len(group.counts) else SILENT
        for index in indexes
    )
    return replace(fingerprint, points=points, levels=levels)


def is_near(points: int, others: int) -> bool:
    """Tell whether two numbers of points differ by less than what a cut copy may lack."""
    return abs(points - others) < POINTS_DIFFER * max(points, others)


def _levels(trace: Trace) -> tuple[int, ...]:
    return tuple(
        _level(count, group.scale)
        for group in trace.samples
        for count in _spread(group.counts, trace)
    )


def _level(count: int, scale: int) -> int:
    return SILENT if count in CLIPPED else max(SILENT + 1, round(-count * scale * 1e-6 * STEPS))


def _spread(counts: Sequence[int], trace: Trace) -> list[int]:
    """Choose points at equal distances, in proportion to what a group holds of the trace."""
    places = min(len(counts), PLACES * len(counts) // trace.points)
    return [counts[place * len(counts) // places] for place in range(places)]
