"""Arithmetic on civil dates: months, spells with both ends counted, weeks and ages.

Everything here follows INDICATORS §1: dates have no time, the last day of a spell is part of
it, and a spell without an end is still running.
"""

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, `months` later (or earlier when negative).

    A day that the target month lacks is clamped to the last day of that month (INDICATORS §1,
    golden vector G11). Always count from the original anchor: adding six months twice is not
    adding twelve, because the first clamping is lost. A result outside the calendar of Python
    (years 1 to 9999) is held at its first or last day, so that no input raises an error.
    """
    index = day.year * 12 + (day.month - 1) + months
    year, month = index // 12, index % 12 + 1
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def first_of_month(day: date) -> date:
    """Return the first day of the month that holds `day`."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """Return the last day of the month that holds `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def monday_of(day: date) -> date:
    """Return the Monday of the ISO week that holds `day` (1 January of year 1 is a Monday)."""
    return day - timedelta(days=day.weekday())


def days_inclusive(first: date, last: date) -> int:
    """Count the days from `first` to `last`, both counted; 0 when `last` comes before `first`.

    One day to itself is one day. This is the count of "at least 30 days" and of the pro-rata
    target (INDICATORS §2, §4).
    """
    return max(0, (last - first).days + 1)


def covers(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Tell whether a spell holds `day`; both ends belong to it and no end means open."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def common_days(
    first: date, first_end: date | None, second: date, second_end: date | None
) -> int | None:
    """Count the days that two spells share, ends counted; None when both run on without end."""
    ends = [end for end in (first_end, second_end) if end is not None]
    if not ends:
        return None
    return days_inclusive(max(first, second), min(ends))


def lasts_at_least(starts_on: date, ends_on: date | None, days: int) -> bool:
    """Tell whether a spell counts `days` days or more, both ends counted; an open one does."""
    return ends_on is None or days_inclusive(starts_on, ends_on) >= days


def age_on(born_on: date, day: date) -> int:
    """Return the age in full years on `day`; negative before the birth.

    Someone born on 29 February grows older on 28 February of an ordinary year, as the clamping
    of `add_months` has it.
    """
    years = day.year - born_on.year
    return years if add_months(born_on, 12 * years) <= day else years - 1
