"""Chance that is the same everywhere: numbers that follow from a seed by a public recipe.

The n-th number of a stream, n from 0, is the first eight bytes, big-endian, of the SHA-256 of the
UTF-8 text `seed/purpose/n`. A whole number below m is the remainder by m of the next number
that is below the greatest multiple of m in 2^64; others are passed over, so that none comes more
often. A list is shuffled from its end: the place i, from the last to the second, changes with the
place that is drawn below i + 1. A phone that follows the recipe finds the same draw.
"""

from collections.abc import Iterable
from hashlib import sha256
from itertools import count
from typing import TypeVar

Thing = TypeVar("Thing")
RANGE = 2**64


class Chance:
    """A stream of drawn numbers; each purpose has its own, so that none disturbs another."""

    def __init__(self, seed: str, purpose: str) -> None:
        self._stem = f"{seed}/{purpose}"
        self._counter = count()

    def below(self, limit: int) -> int:
        """Draw a whole number from 0 to `limit` - 1; the limit is from 1 to 2^64."""
        end = RANGE - RANGE % limit
        while (number := self._next()) >= end:
            pass
        return number % limit

    def shuffled(self, things: Iterable[Thing]) -> list[Thing]:
        """Give the things in an order that is drawn."""
        drawn = list(things)
        for place in range(len(drawn) - 1, 0, -1):
            other = self.below(place + 1)
            drawn[place], drawn[other] = drawn[other], drawn[place]
        return drawn

    def _next(self) -> int:
        text = f"{self._stem}/{next(self._counter)}"
        return int.from_bytes(sha256(text.encode()).digest()[:8], "big")
