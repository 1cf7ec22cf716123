"""Synthetic `.sor` files for tests, which may lie: they announce what they do not hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from school.demo import sor_files
from school.demo.sor_files import (
    LIGHT,
    ORDER,
    WrittenEvent,
    checksum_of,
    spacing_of,
    time_of,
    zero_ended,
)

__all__ = [
    "LIGHT",
    "MORNING",
    "ORDER",
    "Group",
    "SorFile",
    "WrittenEvent",
    "checksum_of",
    "long_file",
    "sloping",
    "spacing_of",
    "time_of",
    "written",
    "zero_ended",
]

MORNING = int(datetime(2026, 3, 10, 9, 30, tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class Group(sor_files.Group):
    """Points of one scale, as stored, and the number that is announced for them."""

    announced: int | None = None

    @property
    def number(self) -> int:
        return len(self.counts) if self.announced is None else self.announced


@dataclass(frozen=True)
class SorFile(sor_files.SorFile):
    """All that a file holds, as stored. `lies` overrides a count, `sizes` a size in the map."""

    date: int = MORNING
    order: Sequence[str] = ORDER
    others: Mapping[str, bytes] = field(default_factory=dict)
    lies: Mapping[str, int] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    trailing: bytes = b""

    def announced(self, what: str, number: int) -> int:
        return self.lies.get(what, number)

    def size_of(self, name: str, size: int) -> int:
        return self.sizes.get(name, size)

    @property
    def names(self) -> Sequence[str]:
        return self.order

    def block(self, name: str) -> bytes:
        return self.others[name] if name in self.others else super().block(name)


def written(file: SorFile) -> bytes:
    """Write a file, and what follows it."""
    return sor_files.written(file) + file.trailing


def sloping(
    points: int, step_m: float, events: Sequence[tuple[float, float]] = (), slope: float = 0.2
) -> list[int]:
    """Give the counts of a trace that sinks, with steps of dB at metres, then noise at its end."""
    levels = []
    for place in range(points):
        metres = place * step_m
        fallen = slope * metres / 1000 + sum(loss for at, loss in events if at <= metres)
        levels.append(min(65_535, max(0, round(10_000 + 1000 * fallen))))
    return levels


def long_file(points: int = 131_072, events: int = 40) -> SorFile:
    """Give a trace of many points and events."""
    step = 0.5
    places = [round(points * step * share / (events + 1)) for share in range(1, events + 1)]
    told = [WrittenEvent(i, time_of(at), code=b"0F9999") for i, at in enumerate(places, 1)]
    counts = sloping(points, step)
    return SorFile(pulses=((30, spacing_of(step), points),), events=told, groups=(Group(counts),))
