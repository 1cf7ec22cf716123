"""The table of events and its totals, with what the instrument did not measure (DOMAIN §3.3, 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from school.practicals.sor import errors
from school.practicals.sor.cautions import Caution, CautionKind
from school.practicals.sor.cursor import Cursor
from school.practicals.sor.layout import Layout
from school.practicals.sor.parameters import Fixed
from school.practicals.sor.trace import Event, Kind

LEAST_EVENT, MARKERS = 23, 20
"""Bytes of an event with an empty comment, and of the five markers of version 2."""

TOTALS = 22

MOST_EVENTS = 1_000
"""Instruments stop at some hundreds; what is done with events takes their square."""

UNMEASURED_SHORT = {-32_768, -32_767}
UNMEASURED_LONG = {-2_147_483_648, -2_147_483_647}
"""The lowest numbers of two and of four bytes stand for « not measured »."""

UNMEASURED_ORL = {0, 65_535}


@dataclass(frozen=True, slots=True)
class EventTable:
    """The events and the totals of the whole fibre, in dB."""

    events: tuple[Event, ...] = ()
    total_loss_db: float | None = None
    orl_db: float | None = None


@dataclass(frozen=True, slots=True)
class _Raw:
    """An event as written: time in 1e-10 s, the others in thousandths."""

    number: int
    time: int
    slope: int
    loss: int
    reflectance: int
    code: str
    technique: str
    comment: str


def read_events(content: bytes, layout: Layout, fixed: Fixed) -> tuple[EventTable, list[Caution]]:
    """Read the table; a file without one has no events and no totals."""
    opened = layout.open(content, "KeyEvents")
    if opened is None:
        return EventTable(), [Caution(CautionKind.NO_EVENT_BLOCK)]
    cursor, is_second = opened
    least = LEAST_EVENT + MARKERS * is_second
    place = cursor.place
    count = cursor.count("u16", at_least=least)
    if count > MOST_EVENTS:
        raise errors.too_many_events(cursor.block, place, count)
    written = [_read_event(cursor, is_second) for _ in range(count)]
    events = tuple(_event(one, fixed) for one in written)
    loss, orl, cautions = _totals(cursor)
    return EventTable(events, loss, orl), [*_doubts(written, events), *cautions]


def _read_event(cursor: Cursor, is_second: bool) -> _Raw:
    number, time = cursor.number("u16"), cursor.number("i32")
    slope, loss, reflectance = cursor.number("i16"), cursor.number("i16"), cursor.number("i32")
    code, technique = cursor.characters(6), cursor.characters(2)
    if is_second:
        cursor.skip(MARKERS)
    return _Raw(number, time, slope, loss, reflectance, code, technique, cursor.text())


def _event(raw: _Raw, fixed: Fixed) -> Event:
    return Event(
        number=raw.number,
        distance_m=fixed.metres(raw.time),
        slope_db_per_km=_thousandths(raw.slope, UNMEASURED_SHORT),
        loss_db=_thousandths(raw.loss, UNMEASURED_SHORT),
        # Glass reflects less than it receives: zero says « none », more is a mistake.
        reflectance_db=_thousandths(raw.reflectance, UNMEASURED_LONG)
        if raw.reflectance < 0
        else None,
        code=raw.code,
        technique=raw.technique,
        comment=raw.comment,
    )


def _thousandths(value: int, unmeasured: set[int]) -> float | None:
    return None if value in unmeasured else value / 1000


def _doubts(written: Sequence[_Raw], events: Sequence[Event]) -> list[Caution]:
    """Tell which events lack a measure or bear a code that nobody knows."""
    found = {
        CautionKind.LOSS_NOT_MEASURED: [one.number for one in events if one.loss_db is None],
        CautionKind.SLOPE_NOT_MEASURED: [
            one.number for one in events if one.slope_db_per_km is None
        ],
        CautionKind.REFLECTANCE_NOT_MEASURED: [
            one.number for one in written if one.reflectance in {0, *UNMEASURED_LONG}
        ],
        CautionKind.REFLECTANCE_POSITIVE: [one.number for one in written if one.reflectance > 0],
        CautionKind.UNKNOWN_CODE: [one.number for one in events if one.kind is Kind.OTHER],
    }
    return [Caution(kind, events=tuple(numbers)) for kind, numbers in found.items() if numbers]


def _totals(cursor: Cursor) -> tuple[float | None, float | None, list[Caution]]:
    """Read the totals: zero says « not measured », and some makers keep whole decibels only."""
    if cursor.remaining < TOTALS:
        return None, None, [Caution(CautionKind.NO_TOTALS)]
    loss = cursor.number("i32")
    cursor.skip(8)
    orl = cursor.number("u16")
    cautions = []
    if loss in {0, *UNMEASURED_LONG}:
        cautions.append(Caution(CautionKind.TOTAL_LOSS_NOT_MEASURED))
    elif loss % 1000 == 0:
        cautions.append(Caution(CautionKind.TOTAL_LOSS_WHOLE))
    if orl in UNMEASURED_ORL:
        cautions.append(Caution(CautionKind.ORL_NOT_MEASURED))
    return (
        _thousandths(loss, {0, *UNMEASURED_LONG}),
        _thousandths(orl, UNMEASURED_ORL),
        cautions,
    )
