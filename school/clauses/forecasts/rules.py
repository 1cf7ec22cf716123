"""Forecasts of one unit's hours (INDICATORS §4): from its plans, and from its past pace.

Hours are exact: a part of a plan is kept as a fraction until it is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

from school.core.calendar import days_inclusive, first_of_month, last_of_month
from school.core.statistics import student_t975

SAFE = Decimal("0.95")
"""From this probability on, the low forecast counts a plan."""

LEAST_MONTHS = 6
"""Complete months without which a pace says nothing (INDICATORS §4)."""

MOST_SUMS = 10_000
"""Different sums of hours the exact distribution keeps at most."""

EARLY_SHARE = 3
"""In the first third of a contract a pace alone raises no alarm: networks ramp up."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Hours still to come of one plan, all or nothing, with their probability from 0 to 1."""

    hours: Fraction
    probability: Decimal


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What the plans promise, in hours at the horizon, and the probability of the quota.

    `exact` is false when the plans made more different sums than are kept: the probability is
    then the one of hours rounded down, never too good.
    """

    low: Decimal
    central: Decimal
    high: Decimal
    reach_probability: Decimal
    exact: bool = True


@dataclass(frozen=True, slots=True)
class RunRate:
    """What the pace of past months promises, in hours at the horizon, with its 95 % interval."""

    value: Decimal
    low: Decimal
    high: Decimal


def plan_ahead(
    plan: tuple[date, date],
    hours: Decimal,
    probability: Decimal,
    window: tuple[date, date | None],
) -> Plan | None:
    """Give the part of a plan in the days after a day up to a horizon; None without such a day.

    `plan` is its first and last day, `window` the day of the forecast and the horizon (None: no
    end); the hours are spread evenly over the plan's days (INDICATORS §4).
    """
    first, last = plan
    as_of, horizon = window
    end = last if horizon is None else min(last, horizon)
    if end <= as_of or end < first:
        return None
    ahead = days_inclusive(max(first, as_of + timedelta(days=1)), end)
    share = Fraction(ahead, days_inclusive(first, last))
    return Plan(Fraction(hours) * share, probability)


def pipeline(validated: Decimal, plans: Sequence[Plan], quota: Decimal) -> Pipeline | None:
    """Forecast from plans that succeed or fail independently; None without a plan.

    Low counts the plans of probability 0.95 or more, central each times its probability, high
    all of them; the probability is that validated and successful hours reach the quota.
    """
    if not plans:
        return None
    missing = Fraction(quota) - Fraction(validated)
    reach, exact = reach_probability(missing, plans)
    return Pipeline(
        low=validated + told(sum((p.hours for p in plans if p.probability >= SAFE), Fraction())),
        central=validated
        + told(sum((p.hours * Fraction(p.probability) for p in plans), Fraction())),
        high=validated + told(sum((p.hours for p in plans), Fraction())),
        reach_probability=reach,
        exact=exact,
    )


def reach_probability(missing: Fraction, plans: Sequence[Plan]) -> tuple[Decimal, bool]:
    """Give the probability that plans bring the missing hours, and whether it is exact.

    The plans' hours lie on a lattice, their largest common measure: sums are whole numbers, and
    those that reach the quota, or can no more, are not told apart. Past `MOST_SUMS` different
    sums the lattice is made coarser and each plan's hours are rounded down to it.
    """
    if missing <= 0:
        return Decimal(1), True
    scale = lcm(missing.denominator, *(plan.hours.denominator for plan in plans))
    sizes = [int(plan.hours * scale) for plan in plans]
    measure = gcd(*sizes) or 1
    steps = [size // measure for size in sizes]
    needed = -(-int(missing * scale) // measure)
    chances = [plan.probability for plan in plans]
    reached = _reach(needed, steps, chances)
    if reached is not None:
        return reached, True
    coarse = -(-needed // MOST_SUMS)
    rounded = _reach(-(-needed // coarse), [step // coarse for step in steps], chances)
    if rounded is None:
        raise AssertionError("a coarse lattice has no more sums than are kept")
    return rounded, False


def _reach(needed: int, steps: Sequence[int], chances: Sequence[Decimal]) -> Decimal | None:
    """Convolve plan after plan; None as soon as more sums than are kept would be told apart."""
    order = sorted(zip(steps, chances, strict=True), reverse=True)
    left = sum(steps)
    sums = {0: Decimal(1)}
    reached = Decimal(0)
    for step, chance in order:
        left -= step
        following: dict[int, Decimal] = {}
        for total, weight in sums.items():
            for grown, part in ((total + step, weight * chance), (total, weight * (1 - chance))):
                if not part:
                    continue
                if grown >= needed:
                    reached += part
                elif grown + left >= needed:
                    following[grown] = following.get(grown, Decimal(0)) + part
        if len(following) > MOST_SUMS:
            return None
        sums = following
    return min(reached, Decimal(1))


def run_rate(
    validated: Decimal, months: Sequence[Decimal], remaining_months: Decimal
) -> RunRate | None:
    """Forecast from the mean of complete months; None of fewer than six.

    The interval is that of a prediction by Student's t; its low end is never under what is
    already validated (INDICATORS §4, golden vector K6).
    """
    count = len(months)
    if count < LEAST_MONTHS:
        return None
    mean = sum(months, Decimal(0)) / count
    variance = sum(((one - mean) ** 2 for one in months), Decimal(0)) / (count - 1)
    spread = (variance * (remaining_months + remaining_months**2 / count)).sqrt()
    margin = Decimal(repr(student_t975(count - 1))) * spread
    value = validated + remaining_months * mean
    return RunRate(value, max(validated, value - margin), value + margin)


def remaining_months(as_of: date, end: date) -> Decimal:
    """Sum, month by month, the share of its days after a day and up to the end, counted in."""
    total = Fraction()
    first = as_of + timedelta(days=1)
    while first <= end:
        month_end = last_of_month(first)
        days = days_inclusive(first, min(month_end, end))
        total += Fraction(days, month_end.day)
        first = month_end + timedelta(days=1)
    return told(total)


def complete_months(starts_on: date, ends_on: date | None, as_of: date) -> tuple[date, ...]:
    """Give the first days of the months wholly in a contract and ended on a day or before."""
    last = as_of if ends_on is None else min(as_of, ends_on)
    month = first_of_month(starts_on)
    if month < starts_on:
        month = last_of_month(starts_on) + timedelta(days=1)
    months: list[date] = []
    while last_of_month(month) <= last:
        months.append(month)
        month = last_of_month(month) + timedelta(days=1)
    return tuple(months)


def forecast_shortfall(
    quota: Decimal, pipeline: Pipeline | None, run_rate: RunRate | None
) -> Decimal | None:
    """Give the hours that will be missing: by the plans, else by the pace, else None."""
    if pipeline is not None:
        return max(Decimal(0), quota - pipeline.central)
    if run_rate is not None:
        return max(Decimal(0), quota - run_rate.value)
    return None


def alarms(
    shortfall: Decimal | None,
    pipeline: Pipeline | None,
    contract: tuple[date | None, date | None],
    as_of: date,
) -> bool:
    """Tell whether a forecast shortfall is a reason for an alarm on a day.

    A run-rate alone raises none in the first third of a contract: real networks ramp up
    (INDICATORS §4).
    """
    if not shortfall:
        return False
    starts_on, ends_on = contract
    if pipeline is not None or starts_on is None or ends_on is None:
        return True
    return days_inclusive(starts_on, as_of) * EARLY_SHARE > days_inclusive(starts_on, ends_on)


def told(hours: Fraction) -> Decimal:
    """Write a fraction of hours as a decimal, at the precision of the context."""
    return Decimal(hours.numerator) / Decimal(hours.denominator)
