"""Traces as the reader gives them, from the few values that a test cares for."""

from collections.abc import Sequence
from random import Random

from school.practicals.sor import Trace, read_sor
from tests.support.sor_files import (
    Group,
    SorFile,
    WrittenEvent,
    sloping,
    spacing_of,
    time_of,
    written,
)

STEP_M = 2.0
Place = tuple[float, float]
"""Metres from the user offset, and dB of loss."""


def trace_with(
    splices: Sequence[Place] = (),
    length_m: float | None = 4_000.0,
    connectors: Sequence[tuple[float, float, float]] = (),
    **changes: object,
) -> Trace:
    """Read a trace with splices, connectors (metres, dB, reflectance) and an end at a length."""
    places = [
        *((at, WrittenEvent(0, time_of(at), 200, round(loss * 1000), 0, b"0F9999"))
          for at, loss in splices),
        *((at, WrittenEvent(0, time_of(at), 200, round(loss * 1000), round(back * 1000)))
          for at, loss, back in connectors),
    ]  # fmt: skip
    if length_m is not None:
        end = WrittenEvent(0, time_of(length_m), 200, 15_000, -14_000, b"1E9999")
        places.append((length_m, end))
    events = tuple(
        WrittenEvent(number, one.time, one.slope, one.loss, one.reflectance, one.code)
        for number, (_, one) in enumerate(sorted(places, key=lambda place: place[0]), 1)
    )
    points = 2_600
    steps = [*splices, *((at, loss) for at, loss, _ in connectors)]
    file = SorFile(
        pulses=((30, spacing_of(STEP_M), points),),
        events=events,
        groups=(Group(sloping(points, STEP_M, [*steps, (length_m or 1e9, 30.0)])),),
    )
    return read_sor(written(file.but(**changes)))


def noisy(seed: int, points: int = 2_000, loudness: int = 12, **changes: object) -> SorFile:
    """Write a fibre with the noise of one measurement: little on the fibre, all after its end."""
    random = Random(seed)  # noqa: S311 - noise needs no secret
    counts = [
        max(1, min(65_534, round(10_000 + place + random.gauss(0, loudness))))
        if place < points * 0.7
        else random.randint(40_000, 60_000)
        for place in range(points)
    ]
    file = SorFile(groups=(Group(counts),), pulses=((30, spacing_of(STEP_M), points),))
    return file.but(**changes)
