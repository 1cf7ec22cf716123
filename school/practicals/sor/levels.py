"""The table of events beside the points of its own trace (DOMAIN §3.3, 15).

Tools exist that write other losses into a table and leave the points as they were. Around each
splice the points are fitted by two straight lines of one slope: the step between them is what the
trace itself says that the splice loses. Instruments fit otherwise, so that only a wide difference
is said; on real traces of four makers the two
agree to 0.05 dB.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from school.practicals.sor.cautions import Caution, CautionKind
from school.practicals.sor.trace import Event, Kind, Samples

REACH_M = 500.0
"""So much fibre on each side of a splice is looked at."""

TOLERANCE_DB = 0.15
"""Table and trace may differ by so much, and by what the noise makes uncertain."""

DEVIATIONS = 5
"""What the noise makes uncertain is taken so many times."""

LEAST_POINTS = 8
MOST_BLOCKS = 64
"""Points that each side needs, and how many means of neighbouring points stand for them."""

CLEAR_POINTS = 4
"""Points next to an event that belong to neither side."""

BLIND = {Kind.REFLECTIVE: 4.0, Kind.SATURATED: 8.0, Kind.END: 8.0}
"""What follows a reflection is blinded for so many halves of the pulse; any other event for 2."""

BLIND_M = 10.0
"""A receiver needs so much more to recover from a reflection, however short the pulse."""

CLIPPED = frozenset({0, 0xFFFF})
REFLECTIONS = frozenset(BLIND)
SPLICES = frozenset({Kind.NON_REFLECTIVE, Kind.GAIN})

Block = tuple[float, float]
"""Metres from the event and dB: the mean of some points that follow each other."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a trace falls by at a place, in dB, and one standard deviation of it."""

    loss_db: float
    deviation_db: float

    @property
    def allowed_db(self) -> float:
        """How far a table may differ from it."""
        return TOLERANCE_DB + DEVIATIONS * self.deviation_db


def disagreeing(
    events: Sequence[Event], samples: Sequence[Samples], half_pulse_m: float
) -> list[Caution]:
    """Name the splices whose loss in the table is not that of the trace.

    A splice too near to another event, or in too much noise, is not compared; nor is a trace in
    several groups of points, which no known instrument writes (DOMAIN §3.3, 14).
    """
    if len(samples) != 1:
        return []
    ordered = sorted(events, key=lambda event: event.distance_m)
    neighbours: list[Event | None] = [None, *ordered, None]
    numbers = []
    for event, before, after in zip(ordered, neighbours, neighbours[2:], strict=False):
        if event.kind not in SPLICES or event.loss_db is None:
            continue
        step = step_at(event, before, after, samples[0], half_pulse_m)
        if step is not None and abs(step.loss_db - event.loss_db) > step.allowed_db:
            numbers.append(event.number)
    return [Caution(CautionKind.LEVELS_DISAGREE, events=tuple(numbers))] if numbers else []


def step_at(
    event: Event, before: Event | None, after: Event | None, samples: Samples, half_pulse_m: float
) -> Step | None:
    """Tell what the trace loses at an event, between its neighbours; None where it cannot tell."""
    place = event.distance_m
    clear = half_pulse_m / 2 + CLEAR_POINTS * samples.step_m
    # The trace begins with the reflection of the instrument's own connector.
    first = samples.start_m + _blind_m(Kind.REFLECTIVE, half_pulse_m)
    if before is not None:
        first = max(first, before.distance_m + _blind_m(before.kind, half_pulse_m) + clear)
    beyond = place + _blind_m(event.kind, half_pulse_m) + clear
    last = beyond + REACH_M if after is None else min(beyond + REACH_M, after.distance_m - clear)
    left = _blocks(samples, max(first, place - REACH_M), place - clear, place)
    right = _blocks(samples, beyond, last, place)
    return _step(left, right) if left and right else None


def _blind_m(kind: Kind, half_pulse_m: float) -> float:
    return BLIND.get(kind, 2.0) * half_pulse_m + BLIND_M * (kind in REFLECTIONS)


def _blocks(group: Samples, first_m: float, last_m: float, origin_m: float) -> list[Block]:
    """Give the means of the points between two places; nothing where they are too few."""
    low = max(0, ceil((first_m - group.start_m) / group.step_m))
    high = min(len(group.counts), floor((last_m - group.start_m) / group.step_m) + 1)
    if high - low < LEAST_POINTS:
        return []
    size = ceil((high - low) / MOST_BLOCKS)
    found = []
    for start in range(low, high - size + 1, size):
        counts = group.counts[start : start + size]
        if CLIPPED.isdisjoint((min(counts), max(counts))):
            place = group.distance_m(start) + (size - 1) * group.step_m / 2
            found.append((place - origin_m, group.db(1) * (sum(counts) / size)))
    return found if len(found) >= LEAST_POINTS else []


def _step(left: Sequence[Block], right: Sequence[Block]) -> Step:
    """Fit two lines of one slope by least squares and give the step between them at the event."""
    (left_m, left_db), (right_m, right_db) = _middle(left), _middle(right)
    away = [(at - left_m, level - left_db) for at, level in left]
    away += [(at - right_m, level - right_db) for at, level in right]
    spread = sum(at * at for at, _ in away)
    slope = sum(at * level for at, level in away) / spread
    left_over = sum((level - slope * at) ** 2 for at, level in away) / (len(away) - 3)
    uncertain = 1 / len(left) + 1 / len(right) + (right_m - left_m) ** 2 / spread
    return Step(
        (left_db - slope * left_m) - (right_db - slope * right_m), sqrt(left_over * uncertain)
    )


def _middle(blocks: Sequence[Block]) -> Block:
    number = len(blocks)
    return sum(at for at, _ in blocks) / number, sum(level for _, level in blocks) / number
