"""A maximum that follows from other measures of its task, such as « 5 m or 0.5 % of the distance ».

Which measures, how much of each, and whether the larger or the smaller limit holds are data of the
curriculum (DOMAIN §2: PA-11, PA-12, PA-19).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Any, Self

STEP = Decimal("0.000001")
"""Measures are kept with six places, and so are the limits that follow from them."""


class Take(StrEnum):
    """Which of several limits holds."""

    LARGER = "larger"
    SMALLER = "smaller"


@dataclass(frozen=True, slots=True)
class RelatedPart:
    """A limit that another measure gives: so many times its value, or a fixed one where it is low.

    A fixed `limit` holds while the measure is `below` a value, or `up_to` it, which is included.
    """

    measure: str
    times: Decimal | None = None
    limit: Decimal | None = None
    below: Decimal | None = None
    up_to: Decimal | None = None

    def bound_at(self, value: Decimal) -> Decimal | None:
        """Give the limit at a value of the other measure; nothing where it sets none."""
        if self.times is not None:
            return (self.times * value).quantize(STEP, rounding=ROUND_HALF_EVEN)
        if self.below is not None and value >= self.below:
            return None
        if self.up_to is not None and value > self.up_to:
            return None
        return self.limit


@dataclass(frozen=True, slots=True)
class Basis:
    """A part that counts in one attempt: the value of the other measure, and the limit it gives."""

    part: RelatedPart
    value: Decimal
    bound: Decimal


@dataclass(frozen=True, slots=True)
class Related:
    """The limits that other measures give a maximum, and which of all of them holds."""

    take: Take
    parts: tuple[RelatedPart, ...]

    def bases(self, values: Mapping[str, Decimal | None]) -> Iterator[Basis]:
        """Give the parts that count, in order; one whose measure was not taken says nothing."""
        for part in self.parts:
            value = values.get(part.measure)
            if value is None:
                continue
            kept = value.quantize(STEP, rounding=ROUND_HALF_EVEN)
            bound = part.bound_at(kept)
            if bound is not None:
                yield Basis(part, kept, bound)

    def maximum(self, own: Decimal | None, values: Mapping[str, Decimal | None]) -> Decimal | None:
        """Give the maximum that holds, of its own one and those that other measures give."""
        found = [one.bound for one in self.bases(values)]
        limits = found if own is None else [own, *found]
        choose = max if self.take is Take.LARGER else min
        return choose(limits, default=None)

    def as_plain(self) -> dict[str, Any]:
        """Give it as JSON holds it: quantities as text."""
        return {"take": self.take.value, "parts": [_plain(one) for one in self.parts]}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read what JSON holds."""
        return cls(Take(plain["take"]), tuple(_part(one) for one in plain["parts"]))


QUANTITIES = ("times", "limit", "below", "up_to")


def _plain(part: RelatedPart) -> dict[str, str]:
    said = {name: getattr(part, name) for name in QUANTITIES}
    quantities = {name: f"{value:f}" for name, value in said.items() if value is not None}
    return {"measure": part.measure, **quantities}


def _part(plain: Mapping[str, str]) -> RelatedPart:
    quantities = {name: Decimal(plain[name]) for name in QUANTITIES if name in plain}
    return RelatedPart(plain["measure"], **quantities)
