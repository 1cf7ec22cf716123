"""When the reports of a contract are due, and how late they are. The rules are our own.

A contract that asks for one every so many months has periods of so many months from its first
day; the last one ends with the contract. A report is on time until so many days after its period.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from school.core.calendar import add_months


class Terms(Protocol):
    """What the rules ask of a contract."""

    starts_on: date | None
    ends_on: date | None
    report_every_months: int | None
    report_within_days: int | None


class ReportState(StrEnum):
    """Where the report of a period stands on a day."""

    TO_COME = "to_come"
    TO_FILE = "to_file"
    LATE = "late"
    FILED = "filed"
    FILED_LATE = "filed_late"


WAITING = frozenset({ReportState.TO_FILE, ReportState.LATE})
"""States in which it is the operator's turn."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report is about, and the last one on which it is on time.

    `due_on` is None where the contract gives no time: the report is owed and never late.
    """

    starts_on: date
    ends_on: date
    due_on: date | None

    def days_late(self, filed_on: date | None, day: date) -> int:
        """Count the days by which it was late when filed, or is late on a day; 0 on time."""
        until = day if filed_on is None or filed_on > day else filed_on
        return 0 if self.due_on is None else max(0, (until - self.due_on).days)

    def state(self, filed_on: date | None, day: date) -> ReportState:
        """Tell where the report stands on a day; what is filed later is not filed yet."""
        late = self.days_late(filed_on, day) > 0
        if filed_on is not None and filed_on <= day:
            return ReportState.FILED_LATE if late else ReportState.FILED
        if day <= self.ends_on:
            return ReportState.TO_COME
        return ReportState.LATE if late else ReportState.TO_FILE


def periods(terms: Terms, day: date) -> Iterator[Period]:
    """Give the periods of a contract that began by a day, the earliest first.

    None without a first day, or where no report is asked for.
    """
    if terms.starts_on is None or not terms.report_every_months:
        return
    first, number = terms.starts_on, 0
    while first <= day and (terms.ends_on is None or first <= terms.ends_on):
        number += 1
        following = add_months(terms.starts_on, number * terms.report_every_months)
        last = following - timedelta(days=1)
        if terms.ends_on is not None:
            last = min(last, terms.ends_on)
        within = terms.report_within_days
        yield Period(first, last, None if within is None else last + timedelta(days=within))
        first = following


def period_of(terms: Terms, ends_on: date) -> Period | None:
    """Find the period of a contract that ends on a day."""
    return next((one for one in periods(terms, ends_on) if one.ends_on == ends_on), None)


def count_late(terms: Terms, filed: dict[date, date], day: date) -> int:
    """Count the reports that are late on a day; `filed` is when each period's was filed."""
    return sum(
        one.state(filed.get(one.ends_on), day) is ReportState.LATE for one in periods(terms, day)
    )
