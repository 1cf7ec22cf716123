"""Files of an OTDR that was never built, written field by field as the format says (DOMAIN §3).

Both versions are written. Nothing here comes from the reader, so that tests can try it on them.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

ORDER = ("GenParams", "SupParams", "FxdParams", "KeyEvents", "DataPts", "Cksum")
LIGHT = 299_792_458
STARTS = {"standard": 0xFFFF, "zero_start": 0}
"""With what makers begin the checksum."""


def zero_ended(text: bytes | str) -> bytes:
    """Write a text with the zero after it."""
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
        """Write the line."""
        start = struct.pack(
            "<Hihhi", self.number, self.time, self.slope, self.loss, self.reflectance
        )
        markers = struct.pack("<5i", *range(5)) if version == 2 else b""
        return start + self.code + self.technique + markers + zero_ended(self.comment)


@dataclass(frozen=True)
class Group:
    """Points of one scale, as stored."""

    counts: Sequence[int]
    scale: int = 1000

    @property
    def number(self) -> int:
        """How many points the group announces."""
        return len(self.counts)

    def content(self) -> bytes:
        """Write the group."""
        head = struct.pack("<IH", self.number, self.scale)
        return head + struct.pack(f"<{len(self.counts)}H", *self.counts)


@dataclass(frozen=True)
class SorFile:
    """All that a file holds, as stored."""

    version: int = 2
    language: bytes = b"FR"
    fibre: bytes | str = "12"
    nominal: int = 1550
    locations: tuple[bytes | str, bytes | str] = ("NRO", "PBO")
    user_offset: int = 0
    supplier: Sequence[bytes | str] = ("Maker", "Model", "S-1", "Module", "M-1", "1.0", "")
    date: int = 0
    wavelength: int = 15_500
    acquisition_offset: int = 0
    pulses: Sequence[tuple[int, int, int]] = ((30, 500_000, 8),)
    index: int = 146_800
    reach: int = 490_000
    events: Sequence[WrittenEvent] = ()
    totals: tuple[int, int] | None = (1_234, 35_000)
    groups: Sequence[Group] = (Group((1000, 1010, 1020, 1030, 1500, 1510, 1520, 9000)),)
    checksum: int | str = "standard"

    def but(self, **changes: Any) -> Self:
        """Give the same file with some values changed."""
        return replace(self, **changes)

    def announced(self, what: str, number: int) -> int:
        """Give how many of something the file says that it holds."""
        del what
        return number

    def size_of(self, name: str, size: int) -> int:
        """Give the size that the map says a block to have."""
        del name
        return size

    @property
    def names(self) -> Sequence[str]:
        """The blocks, in their order."""
        return ORDER

    def block(self, name: str) -> bytes:
        """Write what a block holds after its name."""
        return WRITERS[name](self)


def general(file: SorFile) -> bytes:
    """Write who measured what, and from where."""
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
    """Write the instrument."""
    return b"".join(zero_ended(one) for one in file.supplier)


def fixed(file: SorFile) -> bytes:
    """Write how it was measured."""
    second = file.version == 2
    number = file.announced("pulses", len(file.pulses))
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
    """Write the table of events, with its totals."""
    number = file.announced("events", len(file.events))
    events = b"".join(one.content(file.version) for one in file.events)
    totals = b""
    if file.totals is not None:
        loss, orl = file.totals
        totals = struct.pack("<iiiHii", loss, 0, 0, orl, 0, 0)
    return struct.pack("<H", number) + events + totals


def data_points(file: SorFile) -> bytes:
    """Write the points."""
    number = file.announced("points", sum(len(one.counts) for one in file.groups))
    groups = file.announced("groups", len(file.groups))
    return struct.pack("<IH", number, groups) + b"".join(one.content() for one in file.groups)


def checksum(file: SorFile) -> bytes:
    """Leave room for the checksum: it is known once everything before it is written."""
    del file
    return bytes(2)


WRITERS = {
    "GenParams": general,
    "SupParams": supplier,
    "FxdParams": fixed,
    "KeyEvents": key_events,
    "DataPts": data_points,
    "Cksum": checksum,
}


def written(file: SorFile) -> bytes:
    """Write a file: the map, the blocks in their order, the checksum."""
    second = file.version == 2
    blocks = {name: (zero_ended(name) if second else b"") + file.block(name) for name in file.names}
    marker = b"Map\0" if second else b""
    revision = 200 if second else 100
    entries = b"".join(
        zero_ended(name) + struct.pack("<HI", revision, file.size_of(name, len(content)))
        for name, content in blocks.items()
    )
    size = file.size_of("Map", len(marker) + 8 + len(entries))
    head = struct.pack("<HIH", revision, size, file.announced("blocks", len(blocks) + 1))
    whole = marker + head + entries + b"".join(blocks.values())
    if file.names and file.names[-1] == "Cksum":
        whole = whole[:-2] + struct.pack("<H", checksum_of(whole[:-2], file.checksum))
    return whole


def checksum_of(content: bytes, kind: int | str) -> int:
    """Compute the checksum bit by bit; a number is stored as it is."""
    if isinstance(kind, int):
        return kind
    value = STARTS[kind]
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
