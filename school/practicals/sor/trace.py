"""A trace as it was read: distances in metres from the user offset, levels and losses in dB."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from school.practicals.sor.cautions import Caution

DECIBELS = 1e-6
"""Of one count of a sample, for a scale of 1."""


class Kind(StrEnum):
    """What an event is (issue 5)."""

    REFLECTIVE = "reflective"
    NON_REFLECTIVE = "non_reflective"
    GAIN = "gain"
    SATURATED = "saturated"
    END = "end"
    OTHER = "other"


class Checksum(StrEnum):
    """What the checksum tells: makers have variants of their own, so it never accuses."""

    VALID = "valid"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Instrument:
    """Who made the instrument, and which one it is; what the file does not say is empty."""

    supplier: str = ""
    model: str = ""
    serial: str = ""
    module: str = ""
    module_serial: str = ""
    software: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the event table. None: the instrument did not measure it."""

    number: int
    distance_m: float
    slope_db_per_km: float | None
    loss_db: float | None
    reflectance_db: float | None
    code: str
    technique: str = ""
    comment: str = ""

    @property
    def kind(self) -> Kind:
        """What the event is, by its code and its loss."""
        return kind_of(self.code, self.loss_db)


@dataclass(frozen=True, slots=True)
class Samples:
    """Points at equal distances: the raw counts, and how to place and scale them."""

    start_m: float
    step_m: float
    scale: int
    counts: "array[int]"

    def distance_m(self, index: int) -> float:
        """Give how far from the user offset a point is."""
        return self.start_m + index * self.step_m

    def level_db(self, index: int) -> float:
        """Give the level of a point; its zero is the instrument's, so only differences count."""
        return self.db(self.counts[index])

    def db(self, count: int) -> float:
        """Turn a raw count into a level."""
        return -count * self.scale * DECIBELS


@dataclass(frozen=True, slots=True)
class Trace:
    """All that the school keeps of a `.sor` file (DOMAIN §3); its moment is in UTC, as stored."""

    format_version: int
    instrument: Instrument
    location_a: str
    location_b: str
    fibre: str
    wavelength_nm: float | None
    pulse_ns: int
    index_of_refraction: float
    range_m: float
    taken_at: datetime
    user_offset_m: float
    acquisition_offset_m: float
    total_loss_db: float | None
    orl_db: float | None
    checksum: Checksum
    samples: Sequence[Samples]
    events: Sequence[Event]
    cautions: Sequence[Caution]

    @property
    def resolution_m(self) -> float:
        """Give the distance between two points."""
        return self.samples[0].step_m

    @property
    def points(self) -> int:
        """Count the points."""
        return sum(len(group.counts) for group in self.samples)

    @property
    def first_m(self) -> float:
        """Give how far from the user offset the first point is."""
        return self.samples[0].start_m

    @property
    def last_m(self) -> float:
        """Give how far from the user offset the last point is."""
        last = self.samples[-1]
        return last.distance_m(len(last.counts) - 1)

    @property
    def end(self) -> Event | None:
        """Find the event that ends the fibre; the furthest one when several claim to."""
        ends = [event for event in self.events if event.kind is Kind.END]
        return max(ends, key=lambda event: event.distance_m, default=None)

    def levels(self) -> Iterator[tuple[float, float]]:
        """Walk the points: metres from the user offset, dB."""
        for group in self.samples:
            for index in range(len(group.counts)):
                yield group.distance_m(index), group.level_db(index)


def kind_of(code: str, loss_db: float | None) -> Kind:
    """Tell what an event is (DOMAIN §3.3, 5 and 12).

    The second sign tells the end of the fibre, as found (E) or as moved by hand (D); else the
    first one tells whether the event reflects. Other second signs tell who found the event, or
    are a maker's own. A splice that seems to amplify is a gain.
    """
    first, second = code[:1], code[1:2]
    if first in {"0", "1", "2"} and second in {"E", "D"}:
        return Kind.END
    if first == "0":
        return Kind.GAIN if loss_db is not None and loss_db < 0 else Kind.NON_REFLECTIVE
    return {"1": Kind.REFLECTIVE, "2": Kind.SATURATED}.get(first, Kind.OTHER)
