"""Arithmetic of civil dates (INDICATORS §1)."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """Add calendar months and keep the day, clamped to the last day of the month reached.

    Always counted from the anchor: adding six months twice is not adding twelve.
    """
    index = day.year * 12 + (day.month - 1) + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_inclusive(start: date, end: date) -> int:
    """Count the days of a spell, both ends counted."""
    return (end - start).days + 1
