"""Damage to `.sor` files, by a seed: what lines, cards and tools do to them, and worse."""

import struct
from collections.abc import Callable, Sequence
from random import Random

LONG_NUMBERS = (0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFF, 0x10000)
SHORT_NUMBERS = (0, 1, 2, 0x7FFF, 0x8000, 0xFFFF)
HEAD = 400
"""The map and the parameters stand in the first bytes: damage there goes deepest."""


def place_in(content: bytearray, random: Random) -> int:
    """Choose a byte, one time in two in the head."""
    end = min(HEAD, len(content)) if random.random() < 0.5 else len(content)
    return random.randrange(end) if end else 0


def flip(content: bytearray, random: Random) -> None:
    for _ in range(random.randint(1, 8)):
        if content:
            content[place_in(content, random)] ^= 1 << random.randrange(8)


def overwrite(content: bytearray, random: Random) -> None:
    place = place_in(content, random)
    content[place : place + random.randint(1, 16)] = random.randbytes(random.randint(1, 16))


def long_number(content: bytearray, random: Random) -> None:
    place = place_in(content, random)
    content[place : place + 4] = struct.pack("<I", random.choice(LONG_NUMBERS))


def short_number(content: bytearray, random: Random) -> None:
    place = place_in(content, random)
    content[place : place + 2] = struct.pack("<H", random.choice(SHORT_NUMBERS))


def cut(content: bytearray, random: Random) -> None:
    del content[place_in(content, random) :]


def drop(content: bytearray, random: Random) -> None:
    place = place_in(content, random)
    del content[place : place + random.randint(1, 64)]


def repeat(content: bytearray, random: Random) -> None:
    place = place_in(content, random)
    content[place:place] = content[place : place + random.randint(1, 64)]


def blank(content: bytearray, random: Random) -> None:
    place = place_in(content, random)
    length = random.randint(1, 64)
    content[place : place + length] = bytes([random.choice((0, 255))]) * length


def append(content: bytearray, random: Random) -> None:
    content += random.randbytes(random.randint(1, 64))


WAYS: tuple[Callable[[bytearray, Random], None], ...] = (
    flip, overwrite, long_number, short_number, cut, drop, repeat, blank, append,
)  # fmt: skip


def damaged(sources: Sequence[bytes], seed: int) -> bytes:
    """Damage one of the files in one way or in several; the same seed gives the same bytes."""
    random = Random(seed)  # noqa: S311 - damage needs no secret
    content = bytearray(random.choice(sources))
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        random.choice(WAYS)(content, random)
    return bytes(content)
