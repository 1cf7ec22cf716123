"""Thresholds of a practical task: what is measured, within which limits, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from school.curriculum.related_rules import Basis, Related


class Answer(StrEnum):
    """What a measure is answered with; yes and no are kept as 1 and 0."""

    NUMBER = "number"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Threshold:
    """The limits of one measure, in its unit; a limit that is None is not set.

    A value passes from `minimum` to `maximum` and the mean of a complete series passes up to
    `mean_maximum`, limits included. Outside of the plausible range a value is a slip of the pen
    and is refused. Limits are data of the curriculum with their source (DOMAIN §2).
    A measure that is the average of two others is computed, value by value. A maximum that is
    `related` follows from other measures as well.
    """

    code: str
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    mean_maximum: Decimal | None = None
    plausible_minimum: Decimal | None = None
    plausible_maximum: Decimal | None = None
    repeats: int = 1
    required: bool = True
    average_of: tuple[str, ...] = ()
    related: Related | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which the values of this measure are recorded, in order.

        A measure taken once bears its code; one taken twelve times is numbered from `-01`.
        """
        if self.repeats == 1:
            return (self.code,)
        return tuple(f"{self.code}-{number:02d}" for number in range(1, self.repeats + 1))

    def name_in(self, code: str, place: int) -> str:
        """Give the name of another measure's value at a place, from 0, of this one's series."""
        return code if self.repeats == 1 else f"{code}-{place + 1:02d}"

    def bases(self, values: Mapping[str, Decimal | None]) -> tuple[Basis, ...]:
        """Give what other measures, as they were taken, make of the maximum."""
        return () if self.related is None else tuple(self.related.bases(values))

    def at(self, values: Mapping[str, Decimal | None]) -> "Threshold":
        """Give the threshold as it stands once the measures that it follows from are known."""
        if self.related is None:
            return self
        maximum = self.related.maximum(self.maximum, values)
        return replace(self, maximum=maximum, related=None)
