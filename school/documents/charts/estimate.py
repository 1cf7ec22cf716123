"""A rate as charts take it: its value, its interval, and whether it may be shown."""

from collections.abc import Callable
from dataclasses import dataclass

from school.core.statistics import Rate

WritePercent = Callable[[float], str]
"""Writes a share between 0 and 1 in the reader's language, such as « 57,0 % »."""

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share between 0 and 1 with the ends of its interval.

    Without a value (nobody was counted) a dash is drawn, never zero. `hidden` gives the reason,
    in the reader's language, why a figure is not published: it is drawn hatched. A provisional
    one is drawn hollow.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    provisional: bool = False
    hidden: str = ""

    @classmethod
    def of(cls, rate: Rate, *, provisional: bool = False) -> "Estimate":
        """Take a rate with its 95 % interval."""
        interval = rate.interval
        return cls(
            value=rate.value,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            provisional=provisional,
        )
