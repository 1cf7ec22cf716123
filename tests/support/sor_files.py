"""Synthetic `.sor` files, written field by field as the format says, of both versions.

Nothing here comes from the reader. Counts and sizes may lie: what is announced is given apart
from what is written.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

MORNING = int(datetime(2026, 3, 10, 9, 30, tzinfo=UTC).timestamp())
ORDER = ("GenParams", "SupParams", "FxdParams", "KeyEvents", "DataPts", "Cksum")
LIGHT = 299_792_458


def zero_ended(text: bytes | str) -> bytes:
    return (text.encode() if isinstance(text, str) else text) + b"\0"


@dataclass(frozen=True)
class WrittenEvent:
    """A line of the event table as stored: 1e-10 s, then thousandths."""

    number: int = 1
    time: int = 0
    slope: int = 200
    loss: int = 50
    reflectance: int = -45_000
    code: bytes = b"1F9999"
    technique: bytes = b"LS"
    comment: bytes | str = b""

    def content(self, version: int) -> bytes:
        start = struct.pack(
            "<Hihhi", self.number, self.time, self.slope, self.loss, self.reflectance
        )
        markers = struct.pack("<5i", *range(5)) if version == 2 else b""
        return start + self.code + self.technique + markers + zero_ended(self.comment)


@dataclass(frozen=True)
class Group:
    """Points of one scale, as stored, and the number that is announced for them."""

    counts: Sequence[int]
    scale: int = 1000
    announced: int | None = None

    def content(self) -> bytes:
        number = len(self.counts) if self.announced is None else self.announced
        head = struct.pack("<IH", number, self.scale)
        return head + struct.pack(f"<{len(self.counts)}H", *self.counts)


@dataclass(frozen=True)
class SorFile:
    """All that a file holds, as stored. `lies` overrides a count, `sizes` a size in the map."""

    version: int = 2
    language: bytes = b"FR"
    fibre: bytes | str = "12"
    nominal: int = 1550
    locations: tuple[bytes | str, bytes | str] = ("NRO", "PBO")
    user_offset: int = 0
    supplier: Sequence[bytes | str] = ("Maker", "Model", "S-1", "Module", "M-1", "1.0", "")
    date: int = MORNING
    wavelength: int = 15_500
    acquisition_offset: int = 0
    pulses: Sequence[tuple[int, int, int]] = ((30, 500_000, 8),)
    index: int = 146_800
    reach: int = 490_000
    events: Sequence[WrittenEvent] = ()
    totals: tuple[int, int] | None = (1_234, 35_000)
    groups: Sequence[Group] = (Group((1000, 1010, 1020, 1030, 1500, 1510, 1520, 9000)),)
    checksum: int | str = "standard"
    order: Sequence[str] = ORDER
    others: Mapping[str, bytes] = field(default_factory=dict)
    lies: Mapping[str, int] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    trailing: bytes = b""

    def but(self, **changes: Any) -> "SorFile":
        """Give the same file with some values changed."""
        return replace(self, **changes)


def general(file: SorFile) -> bytes:
    second = file.version == 2
    return b"".join(
        (
            file.language,
            zero_ended("cable"),
            zero_ended(file.fibre),
            struct.pack("<H", 652) if second else b"",
            struct.pack("<H", file.nominal),
            *(zero_ended(one) for one in file.locations),
            zero_ended("code"),
            b"BC",
            struct.pack("<i", file.user_offset),
            struct.pack("<i", 0) if second else b"",
            zero_ended("operator"),
            zero_ended("comment"),
        )
    )


def supplier(file: SorFile) -> bytes:
    return b"".join(zero_ended(one) for one in file.supplier)


def fixed(file: SorFile) -> bytes:
    second = file.version == 2
    number = file.lies.get("pulses", len(file.pulses))
    columns = [[pulse[place] for pulse in file.pulses] for place in range(3)]
    return b"".join(
        (
            struct.pack("<I", file.date),
            b"km",
            struct.pack("<Hi", file.wavelength, file.acquisition_offset),
            struct.pack("<i", 0) if second else b"",
            struct.pack("<H", number),
            struct.pack(f"<{len(columns[0])}H", *columns[0]),
            struct.pack(f"<{len(columns[1])}I", *columns[1]),
            struct.pack(f"<{len(columns[2])}I", *columns[2]),
            struct.pack("<IHI", file.index, 800, 4096),
            struct.pack("<H", 300) if second else b"",
            struct.pack("<I", file.reach),
            struct.pack("<i", 0) if second else b"",
            struct.pack("<iHhHHHH", 0, 10_200, 1, 0, 50, 55_000, 3_000),
            b"ST" + struct.pack("<4i", 0, 0, 0, 0) if second else b"",
        )
    )


def key_events(file: SorFile) -> bytes:
    number = file.lies.get("events", len(file.events))
    events = b"".join(one.content(file.version) for one in file.events)
    totals = b""
    if file.totals is not None:
        loss, orl = file.totals
        totals = struct.pack("<iiiHii", loss, 0, 0, orl, 0, 0)
    return struct.pack("<H", number) + events + totals


def data_points(file: SorFile) -> bytes:
    number = file.lies.get("points", sum(len(one.counts) for one in file.groups))
    groups = file.lies.get("groups", len(file.groups))
    return struct.pack("<IH", number, groups) + b"".join(one.content() for one in file.groups)


def checksum(file: SorFile) -> bytes:
    """Leave room for the checksum: it is known once everything before it is written."""
    return bytes(2)


WRITERS = {
    "GenParams": general,
    "SupParams": supplier,
    "FxdParams": fixed,
    "KeyEvents": key_events,
    "DataPts": data_points,
    "Cksum": checksum,
}


def block(file: SorFile, name: str) -> bytes:
    """Write one block; those of version 2 begin with their name."""
    content = file.others[name] if name in file.others else WRITERS[name](file)
    return (zero_ended(name) if file.version == 2 else b"") + content


def written(file: SorFile) -> bytes:
    """Write a file: the map, the blocks in their order, the checksum, what follows."""
    blocks = {name: block(file, name) for name in file.order}
    marker = b"Map\0" if file.version == 2 else b""
    revision = 200 if file.version == 2 else 100
    entries = b"".join(
        zero_ended(name) + struct.pack("<HI", revision, file.sizes.get(name, len(content)))
        for name, content in blocks.items()
    )
    size = len(marker) + 8 + len(entries)
    head = struct.pack(
        "<HIH", revision, file.sizes.get("Map", size), file.lies.get("blocks", len(blocks) + 1)
    )
    whole = marker + head + entries + b"".join(blocks.values())
    if file.order and file.order[-1] == "Cksum":
        whole = whole[:-2] + struct.pack("<H", checksum_of(whole[:-2], file.checksum))
    return whole + file.trailing


def checksum_of(content: bytes, kind: int | str) -> int:
    """Compute the checksum bit by bit; a number is stored as it is."""
    if isinstance(kind, int):
        return kind
    value = {"standard": 0xFFFF, "zero_start": 0}[kind]
    for byte in content:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


def time_of(metres: float, index: int = 146_800) -> int:
    """Give the time of 1e-10 s that a distance is stored as."""
    return round(metres * index / 100_000 / LIGHT * 1e10)


def spacing_of(metres: float, index: int = 146_800) -> int:
    """Give the time of 1e-14 s that the distance between two points is stored as."""
    return round(metres * index / 100_000 / LIGHT * 1e14)


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
