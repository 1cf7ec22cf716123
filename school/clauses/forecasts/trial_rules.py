"""How wide of the mark earlier forecasts were, for contracts whose end is known."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from school.core.calendar import add_months
from school.core.statistics import Rate, median

TRIAL_MONTHS = (12, 9, 6, 3, 1)
"""How long before its end a contract's forecast is made again."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A forecast in hours, made some months before the end, beside what came and the quota."""

    months_before: int
    quota: Decimal
    actual: Decimal
    low: Decimal
    central: Decimal
    high: Decimal

    @property
    def error(self) -> Decimal:
        """Forecast less what came, in hours: positive promised too much."""
        return self.central - self.actual

    @property
    def share(self) -> Decimal | None:
        """The error as a share of the quota; None without a quota."""
        return self.error / self.quota if self.quota else None

    @property
    def held(self) -> bool:
        """Whether what came lay between low and high."""
        return min(self.low, self.central) <= self.actual <= max(self.high, self.central)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of the forecasts made so many months before the end: how far off, and how often held.

    `typical` is the median of the errors without their signs, as a share of the quota.
    """

    months_before: int
    typical: float | None
    too_high: int
    held: Rate


def trial_days(starts_on: date, ends_on: date) -> list[tuple[int, date]]:
    """Give the days on which an ended contract is forecast again; those within it alone."""
    days = [(months, add_months(ends_on, -months)) for months in TRIAL_MONTHS]
    return [(months, day) for months, day in days if day > starts_on]


def reliability(trials: Iterable[Trial]) -> list[Reliability]:
    """Sum up trials by how long before the end they were made, the longest first."""
    by_months: dict[int, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_months[trial.months_before].append(trial)
    return [
        Reliability(
            months,
            median([abs(float(one.share)) for one in some if one.share is not None]),
            sum(one.error > 0 for one in some),
            Rate(sum(one.held for one in some), len(some)),
        )
        for months, some in sorted(by_months.items(), reverse=True)
    ]
