"""Where a unit will stand on a day to come, by both methods, and on the way there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from school.clauses.forecasts import rules
from school.clauses.forecasts.rules import Pipeline, Plan, RunRate
from school.clauses.models import Contract
from school.clauses.rules import Bucket
from school.clauses.standing.rules import NO_HOURS, Standing, pro_rata
from school.core.calendar import last_of_month


class Planned(Protocol):
    """Planned hours as a forecast reads them, whatever table they come from."""

    lot: str
    bucket: Bucket
    starts_on: date
    ends_on: date
    hours: Decimal
    probability: Decimal


@dataclass(frozen=True)
class Horizon:
    """A unit on a day to come: what both methods say, against what is owed by that day."""

    day: date
    owed: Decimal
    pipeline: Pipeline | None
    run_rate: RunRate | None
    shortfall: Decimal | None


@dataclass(frozen=True)
class Stage:
    """The hours foretold for the end of one month: by the plans and by the pace."""

    day: date
    planned: tuple[Decimal, Decimal, Decimal] | None
    pace: RunRate | None


def lot_of(contract: Contract, lot: str) -> str:
    """Name the unit's lot: a globalised contract has none."""
    return "" if contract.globalised else lot


def ahead(plans: Iterable[Planned], as_of: date, horizon: date | None) -> list[Plan]:
    """Give what counts of planned hours between a day and a horizon."""
    parts = (
        rules.plan_ahead(
            (plan.starts_on, plan.ends_on), plan.hours, plan.probability, (as_of, horizon)
        )
        for plan in plans
    )
    return [part for part in parts if part is not None]


def months_done(contract: Contract, standing: Standing, as_of: date) -> Sequence[Decimal]:
    """Give the validated hours of the unit's complete months; none without a start."""
    if contract.starts_on is None:
        return ()
    months = rules.complete_months(contract.starts_on, contract.ends_on, as_of)
    return [standing.by_month.get(month, NO_HOURS) for month in months]


def pace(contract: Contract, standing: Standing, as_of: date, horizon: date) -> RunRate | None:
    """Forecast a unit from its past months."""
    months = months_done(contract, standing, as_of)
    left = rules.remaining_months(as_of, horizon)
    return rules.run_rate(standing.counted, months, left)


def outlook_on(
    contract: Contract,
    standing: Standing,
    plans: Iterable[Planned],
    as_of: date,
    horizon: date,
) -> Horizon:
    """Forecast a unit on a day to come; the contract's end is the last such day."""
    day = horizon if contract.ends_on is None else min(horizon, contract.ends_on)
    owed = owed_by(contract, standing, as_of, day)
    pipeline = rules.pipeline(standing.counted, ahead(plans, as_of, day), owed)
    run_rate = pace(contract, standing, as_of, day)
    missing = rules.forecast_shortfall(owed, pipeline, run_rate)
    return Horizon(day, owed, pipeline, run_rate, missing)


def owed_by(contract: Contract, standing: Standing, as_of: date, day: date) -> Decimal:
    """Give what of a quota is owed by a day to come: the part of its days, or all of it.

    A share of the hours worked is owed whole, as is a quota whose contract lacks a date
    (INDICATORS §4).
    """
    is_spread = pro_rata(standing.quota, as_of, contract) == standing.pro_rata_target
    owed = pro_rata(standing.quota, day, contract) if is_spread else None
    return standing.quota if owed is None else owed


def stages(
    contract: Contract, standing: Standing, plans: Sequence[Planned], as_of: date
) -> list[Stage]:
    """Forecast a unit for the end of each month up to the contract's end, for a drawing."""
    found: list[Stage] = []
    day = as_of
    while contract.ends_on is not None and day < contract.ends_on:
        day = min(last_of_month(day + timedelta(days=1)), contract.ends_on)
        parts = ahead(plans, as_of, day)
        found.append(
            Stage(
                day,
                _totals(standing.counted, parts) if plans else None,
                pace(contract, standing, as_of, day),
            )
        )
    return found


def _totals(validated: Decimal, parts: Sequence[Plan]) -> tuple[Decimal, Decimal, Decimal]:
    sure = (part.hours for part in parts if part.probability >= rules.SAFE)
    expected = (part.hours * Fraction(part.probability) for part in parts)
    sums = (sure, expected, (part.hours for part in parts))
    low, central, high = (validated + rules.told(sum(one, Fraction())) for one in sums)
    return low, central, high
