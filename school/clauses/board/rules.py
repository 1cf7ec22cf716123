"""When a contract needs a look, and in which order contracts are read. The rules are our own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from school.clauses.forecasts import rules as forecasts
from school.clauses.rules import Bucket
from school.clauses.standing.rules import NO_HOURS, Standing

MUCH_BEHIND = Decimal("0.8")
"""Under so much of what should be done by now, a contract is far behind."""


class Grouped(StrEnum):
    """What a line of the board is of."""

    CONTRACT = "contract"
    DEPARTMENT = "department"
    OPERATOR = "operator"
    AUTHORITY = "authority"


class Alert(StrEnum):
    """Why somebody should look at a contract; the gravest first."""

    PENALTY_DUE = "penalty_due"
    ENDED_SHORT = "ended_short"
    FORECAST_SHORT = "forecast_short"
    FAR_BEHIND = "far_behind"
    REPORT_LATE = "report_late"
    MONTHS_MISSING = "months_missing"
    NO_QUOTA = "no_quota"


@dataclass(frozen=True)
class Situation:
    """What the alerts of a contract are decided on: days, units, missing months, late reports."""

    as_of: date
    starts_on: date | None
    ends_on: date | None
    units: Sequence[Standing]
    months_missing: Sequence[date] = field(default_factory=tuple)
    reports_late: int = 0

    @property
    def has_ended(self) -> bool:
        """Tell whether the last day is past."""
        return self.ends_on is not None and self.as_of > self.ends_on

    @property
    def has_begun(self) -> bool:
        """Tell whether the first day has come."""
        return self.starts_on is None or self.starts_on <= self.as_of


def _penalty_due(one: Situation) -> bool:
    return any(unit.penalty.due for unit in one.units)


def _ended_short(one: Situation) -> bool:
    return one.has_ended and any(unit.shortfall for unit in one.units)


def _forecast_short(one: Situation) -> bool:
    return not one.has_ended and any(
        forecasts.alarms(
            unit.outlook.shortfall,
            unit.outlook.pipeline,
            (one.starts_on, one.ends_on),
            one.as_of,
        )
        for unit in one.units
    )


def _far_behind(one: Situation) -> bool:
    return not one.has_ended and any(
        unit.pro_rata_target is not None and unit.counted < MUCH_BEHIND * unit.pro_rata_target
        for unit in one.units
    )


def _months_missing(one: Situation) -> bool:
    return bool(one.months_missing)


def _report_late(one: Situation) -> bool:
    return bool(one.reports_late)


def _no_quota(one: Situation) -> bool:
    return one.has_begun and not one.has_ended and not any(unit.quota for unit in one.units)


RULES: Mapping[Alert, Callable[[Situation], bool]] = {
    Alert.PENALTY_DUE: _penalty_due,
    Alert.ENDED_SHORT: _ended_short,
    Alert.FORECAST_SHORT: _forecast_short,
    Alert.FAR_BEHIND: _far_behind,
    Alert.REPORT_LATE: _report_late,
    Alert.MONTHS_MISSING: _months_missing,
    Alert.NO_QUOTA: _no_quota,
}


def alerts_of(situation: Situation) -> tuple[Alert, ...]:
    """Give the reasons to look at a contract, the gravest first."""
    return tuple(alert for alert, holds in RULES.items() if holds(situation))


def months_missing(
    starts_on: date | None, ends_on: date | None, as_of: date, declared: set[date]
) -> tuple[date, ...]:
    """List the months wholly in a contract, and over, of which nobody declared anything.

    Such a month is unknown, and not zero; one declared to be without hours is not missing.
    """
    if starts_on is None:
        return ()
    months = forecasts.complete_months(starts_on, ends_on, as_of)
    return tuple(month for month in months if month not in declared)


def urgency(standings: Mapping[Bucket, Standing]) -> tuple[bool, Decimal]:
    """Order lines: the furthest behind what should be done by now first; those without, last."""
    shares = [
        one.gap / one.quota for one in standings.values() if one.gap is not None and one.quota
    ]
    return not shares, min(shares, default=NO_HOURS)
