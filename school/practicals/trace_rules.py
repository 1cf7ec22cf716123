"""OTDR traces handed in with a practical: how many, what is kept, what is like another one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import IO, Any, Self

from school.curriculum.rules import Threshold
from school.practicals.parts import digest_of, in_parts
from school.practicals.sor import MOST_BYTES, Trace, read_sor
from school.practicals.sor.cursor import readable
from school.practicals.traces.reuse import (
    Fingerprint,
    Suspicion,
    fingerprint_of,
    seen_with,
    suspicions,
)

MOST_TRACES = 4
"""One fibre at two wavelengths, from both its ends."""

LONGEST_NAME = 120
LONGEST_SERIAL = 200
"""Letters that are kept of a name and of a serial number; a file may claim thousands."""

MOST_LIKE = 20
"""So many other traces are named that one is like; more say nothing new."""

OTDR_CODES = frozenset(
    {"launch_length", "pulse_width", "position_error", "largest_error", "splice_loss"}
)
"""Measures that are taken with an OTDR."""


@dataclass(frozen=True)
class SentTrace:
    """A trace as it was sent: its bytes, which are kept as they are, and what they say."""

    name: str
    content: bytes
    trace: Trace

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return digest_of(self.content)

    @property
    def parts(self) -> list[bytes]:
        """The bytes in pieces, in order."""
        return in_parts(self.content)

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """What is kept to know the trace again."""
        found = fingerprint_of(self.trace)
        return replace(found, serial=found.serial[:LONGEST_SERIAL].strip())

    def beside(self, other: Fingerprint, seen: dict[int, Fingerprint]) -> Fingerprint:
        """Give the fingerprint to be held beside another one, of which this may be a cut copy.

        `seen` keeps those that were made for as many points.
        """
        if other.points == self.fingerprint.points:
            return self.fingerprint
        if other.wavelength_nm != self.fingerprint.wavelength_nm:
            return self.fingerprint
        if other.points not in seen:
            seen[other.points] = seen_with(self.trace, self.fingerprint, other.points)
        return seen[other.points]


@dataclass(frozen=True)
class Likeness:
    """Another trace, by its reference, and why the two may be one."""

    trace: str
    suspicions: tuple[Suspicion, ...]

    def as_plain(self) -> list[str]:
        """Give the likeness as JSON holds it."""
        return [self.trace, *(one.value for one in self.suspicions)]

    @classmethod
    def from_plain(cls, plain: Sequence[Any]) -> Self:
        """Read the likeness that JSON holds; raise `ValueError` when it is none."""
        if not isinstance(plain, list) or len(plain) < 2 or not isinstance(plain[0], str):
            raise ValueError("likeness")
        return cls(plain[0], tuple(Suspicion(one) for one in plain[1:]))


def read_trace(stream: IO[bytes], name: str) -> SentTrace:
    """Read a trace as it was sent, never more of it than a trace may hold.

    Raises `SorError`, with its reason, when it is none.
    """
    content = stream.read(MOST_BYTES + 1)
    return SentTrace(name_of(name), content, read_sor(content))


PARTS_FOLDERS = re.compile(r"[/\\:]")


def name_of(name: str) -> str:
    """Give the name of a file without its folders or what cannot be printed, cut to a length.

    The name may have been written by any system, so both kinds of slashes part folders, and a
    colon a drive. Of a name of dots alone, which is a folder anywhere, nothing is left.
    """
    last = PARTS_FOLDERS.split(readable(name.encode(errors="replace")))[-1]
    plain = last[:LONGEST_NAME].strip()
    return plain if plain.strip(".") else "trace.sor"


def without_copies(traces: Iterable[SentTrace]) -> tuple[SentTrace, ...]:
    """Leave out a file that was chosen twice: the same bytes are one trace."""
    return tuple({one.digest: one for one in reversed(list(traces))}.values())[::-1]


def likenesses(sent: SentTrace, others: Iterable[tuple[str, Fingerprint]]) -> tuple[Likeness, ...]:
    """Tell which of other traces this one may be, the first ones of them (DOMAIN §3.3, 15)."""
    found: list[Likeness] = []
    seen: dict[int, Fingerprint] = {}
    for reference, other in others:
        if why := suspicions(sent.beside(other, seen), other):
            found.append(Likeness(reference, why))
            if len(found) == MOST_LIKE:
                break
    return tuple(found)


def is_traced(thresholds: Sequence[Threshold]) -> bool:
    """Tell whether a task cannot be judged without an OTDR."""
    return any(one.required and one.code in OTDR_CODES for one in thresholds)
