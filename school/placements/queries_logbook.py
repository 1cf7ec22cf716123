"""Reads of the logbook kept during placements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.core.calendar import monday_of
from school.placements.models import LogbookDay, Placement


@dataclass(frozen=True)
class LogbookTotals:
    """Hours of a placement's logbook: noted, and of these validated by the tutor."""

    noted: Decimal
    validated: Decimal
    last_day: date | None


@dataclass(frozen=True)
class WeekSummary:
    """One week of a logbook: its last day noted, its hours, how many days await the tutor."""

    monday: date
    last_day: date
    hours: Decimal
    days: int
    waiting: int


def week_of_logbook(session: Session, placement: Placement, monday: date) -> Sequence[LogbookDay]:
    """List the days noted in a week, in order."""
    query = select(LogbookDay).where(
        LogbookDay.placement_id == placement.id,
        LogbookDay.date >= monday,
        LogbookDay.date < monday + timedelta(days=7),
    )
    return session.scalars(query.order_by(LogbookDay.date)).all()


def logbook_totals(session: Session, placement: Placement) -> LogbookTotals:
    """Sum the hours noted and validated in a placement."""
    noted, last_day = session.execute(
        select(func.sum(LogbookDay.hours), func.max(LogbookDay.date)).where(
            LogbookDay.placement_id == placement.id
        )
    ).one()
    validated = session.scalar(
        select(func.sum(LogbookDay.hours)).where(
            LogbookDay.placement_id == placement.id, LogbookDay.validated_on.is_not(None)
        )
    )
    return LogbookTotals(noted or Decimal(0), validated or Decimal(0), last_day)


def weeks_of_logbook(session: Session, placement: Placement) -> list[WeekSummary]:
    """Summarise a logbook week by week, the latest first."""
    query = select(LogbookDay).where(LogbookDay.placement_id == placement.id)
    weeks: dict[date, list[LogbookDay]] = {}
    for day in session.scalars(query.order_by(LogbookDay.date.desc())):
        weeks.setdefault(monday_of(day.date), []).append(day)
    return [
        WeekSummary(
            monday,
            days[0].date,
            sum((day.hours for day in days), Decimal(0)),
            len(days),
            sum(day.validated_on is None for day in days),
        )
        for monday, days in weeks.items()
    ]
