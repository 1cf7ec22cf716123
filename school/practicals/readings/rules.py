"""Keys of traces: what a key may hold, its versions, and by which tolerances it corrects.

A task reads traces when it measures what a reading gives (DOMAIN §2, PA-11), whatever its name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from school.core.errors import InvalidInput, mark
from school.curriculum.rules import Threshold
from school.practicals.sor import Event, Kind, Trace
from school.practicals.traces.answer_key import Correction, Reading, Tolerance, key_from
from school.practicals.traces.places import exact

MOST_EVENTS = 50
"""Events of a key, and of what is read on one trace; measures count up to as many."""

USUAL_POSITION_M = 2.0
"""How closely tasks usually ask a place to be read (DOMAIN §2, PA-11)."""

FURTHEST_M = Decimal(500_000)
NEAREST_M = Decimal(-50_000)
GREATEST_DB = Decimal(60)
DECIMETRE, THOUSANDTH = Decimal("0.1"), Decimal("0.001")

MISSED, FALSE, POSITION, LOSS = "missed_events", "false_events", "position_error", "loss_error"
READING_CODES = (MISSED, FALSE, POSITION, LOSS)
"""The measures that a reading gives; a task with all of them reads traces."""

READ_PULSE, READ_SPACING = "read_pulse", "read_spacing"
"""What the trace that was read tells of itself: ns, and metres between two points."""

KINDS_RIGHT, END_RIGHT = "types_right", "end_right"
"""Answers with yes or no that a reading gives too, where the task asks them."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event as somebody types it; None is what was left blank, and a blank is not zero."""

    distance_m: Decimal | None = None
    kind: Kind | None = None
    loss_db: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing at all was typed."""
        return self.distance_m is None and self.kind is None and self.loss_db is None


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row, by its place among those typed, on which of its cells."""

    place: int
    cell: str
    message: str


@dataclass(frozen=True, slots=True)
class KeyVersion:
    """The events that a key holds since one of its changes; versions count from 1."""

    number: int
    events: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class CorrectedReading:
    """A reading that is about to be signed: by which version of which key, and what came of it."""

    version_id: int
    correction: Correction


def settings_of(trace: Trace) -> dict[str, Decimal]:
    """Give what bounds how closely a place of a trace can be read, under the codes of measures."""
    return {
        READ_PULSE: Decimal(trace.pulse_ns),
        READ_SPACING: exact(round(trace.resolution_m, 6)),
    }


def tolerance_of(
    thresholds: Sequence[Threshold], settings: Mapping[str, Decimal] | None = None
) -> Tolerance | None:
    """Give the tolerances of a task that reads traces, by its own limits; None for other tasks.

    Each measure of a reading is taken once, and both errors have a maximum. `settings` are those
    of the trace, from which the limits of a task may follow (DOMAIN §2, PA-11).
    """
    known = {one.code: one.at(settings or {}) for one in thresholds}
    if not all(code in known and known[code].repeats == 1 for code in READING_CODES):
        return None
    position, loss = known[POSITION].maximum, known[LOSS].maximum
    if position is None or loss is None:
        return None
    return Tolerance(float(position), loss)


def measures_of(
    correction: Correction,
    thresholds: Sequence[Threshold],
    settings: Mapping[str, Decimal] | None = None,
) -> dict[str, Decimal]:
    """Give the measures of a task that follow from a correction, under their codes.

    `settings` are those of the trace that was read. What cannot be told of it, such as errors
    when nothing was found, is left out.
    """
    values: Mapping[str, Decimal] = {
        **(settings or {}),
        **correction.measures(),
        KINDS_RIGHT: Decimal(all(one.is_kind_right for one in correction.found)),
        END_RIGHT: Decimal(correction.is_end_right),
    }
    asked = {one.code for one in thresholds if one.repeats == 1}
    return {code: value for code, value in values.items() if code in asked}


def given_by_reading(thresholds: Sequence[Threshold]) -> frozenset[str]:
    """Give the codes of a task's measures that a corrected reading answers."""
    if tolerance_of(thresholds) is None:
        return frozenset()
    answered = {*READING_CODES, KINDS_RIGHT, END_RIGHT, READ_PULSE, READ_SPACING}
    return frozenset(one.code for one in thresholds if one.code in answered and one.repeats == 1)


def contradictions(
    typed: Mapping[str, Decimal | None], computed: Mapping[str, Decimal], codes: frozenset[str]
) -> dict[str, Decimal | None]:
    """Find the measures that were typed and are not what the reading gives, with what it gives."""
    return {
        code: computed.get(code)
        for code in sorted(codes)
        if (value := typed.get(code)) is not None and value != computed.get(code)
    }


def proposed(events: Sequence[Event]) -> tuple[Row, ...]:
    """Propose a key from the table of a trace: places to the decimetre, losses to the thousandth.

    What lies after the end of the fibre is left out, and so is what is one with its neighbour.
    """
    rows: list[Row] = []
    for reading in sorted(key_from(events), key=lambda one: one.distance_m):
        row = _rounded(reading)
        if rows and rows[-1].distance_m == row.distance_m:
            continue
        rows.append(row)
        if row.kind is Kind.END or len(rows) == MOST_EVENTS:
            break
    return tuple(rows)


def _rounded(reading: Reading) -> Row:
    distance = exact(reading.distance_m).quantize(DECIMETRE)
    loss = None if reading.loss_db is None else reading.loss_db.quantize(THOUSANDTH)
    if reading.kind is Kind.GAIN and loss == 0:
        return Row(distance, Kind.NON_REFLECTIVE, loss)
    return Row(distance, reading.kind, loss)


def readings_of(rows: Sequence[Row]) -> tuple[Reading, ...]:
    """Give the events of rows that have no fault, in the order of the fibre; blank rows are none.

    Raises `InvalidInput` when a row has no place or no kind.
    """
    found = []
    for row in rows:
        if row.is_blank:
            continue
        if row.distance_m is None or row.kind is None:
            raise InvalidInput(mark("Il manque la distance ou le genre d’un événement."))
        # What is added drops the sign of a nought.
        found.append(Reading(float(row.distance_m + 0), row.kind, row.loss_db))
    return tuple(sorted(found, key=lambda one: one.distance_m))


def row_faults(rows: Sequence[Row]) -> Iterator[RowFault]:
    """Find what cannot be read on any trace: half a row, a place or a loss that no fibre has."""
    for place, row in enumerate(rows):
        if row.is_blank:
            continue
        if row.distance_m is None:
            yield RowFault(place, "distance", mark("Écrivez la distance."))
        elif not NEAREST_M <= row.distance_m <= FURTHEST_M:
            yield RowFault(place, "distance", mark("Aucune fibre ne va si loin."))
        if row.kind is None:
            yield RowFault(place, "kind", mark("Choisissez le genre d’événement."))
        if row.loss_db is not None and abs(row.loss_db) > GREATEST_DB:
            yield RowFault(place, "loss", mark("Aucun événement ne perd tant."))


def key_faults(rows: Sequence[Row]) -> Iterator[RowFault]:
    """Find what a key may not hold, beyond what no reading may: what contradicts itself.

    Two events at one place, two ends, an event after the end, an end with a loss, and a gain that
    loses something.
    """
    yield from row_faults(rows)
    ends = [row.distance_m for row in rows if row.kind is Kind.END and row.distance_m is not None]
    seen: set[Decimal] = set()
    for place, row in enumerate(rows):
        if row.distance_m is None or row.kind is None:
            continue
        if row.distance_m in seen:
            yield RowFault(place, "distance", mark("Un autre événement est déjà à cette place."))
        elif ends and row.distance_m > min(ends):
            yield RowFault(place, "distance", mark("C’est après la fin de la fibre."))
        seen.add(row.distance_m)
        if row.loss_db is None:
            continue
        if row.kind is Kind.END:
            yield RowFault(place, "loss", mark("La fin de la fibre n’a pas de perte à dire."))
        elif row.kind is Kind.GAIN and row.loss_db >= 0:
            yield RowFault(place, "loss", mark("La perte d’un gain apparent est négative."))


def check_key(rows: Sequence[Row]) -> tuple[Reading, ...]:
    """Give the events of a key; raise `InvalidInput` when it holds none or contradicts itself."""
    for fault in key_faults(rows):
        raise InvalidInput(fault.message, "events")
    events = readings_of(rows)
    if not events:
        raise InvalidInput(mark("Un corrigé a au moins un événement."), "events")
    if len(events) > MOST_EVENTS:
        raise InvalidInput(
            mark("Un corrigé a %(most)s événements au plus."), "events", {"most": MOST_EVENTS}
        )
    return events


def version_after(last: KeyVersion | None, events: tuple[Reading, ...]) -> KeyVersion:
    """Give the version that a key has once it holds these events.

    The same events are the same version; others are a new one, so that what was corrected by an
    earlier one can always be understood.
    """
    if last is not None and last.events == events:
        return last
    return KeyVersion(1 if last is None else last.number + 1, events)
