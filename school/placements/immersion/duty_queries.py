"""Reads of the duties done, week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from school.placements.agreements.models import PlacementDuty
from school.placements.immersion.coverage_rules import DutyWeek, KnownDuty
from school.placements.immersion.models import LogbookDuty
from school.placements.models import LogbookDay, Placement


def duties_done_in(session: Session, placement: Placement, monday: date) -> Sequence[LogbookDuty]:
    """List how duties were done in a week, in the order of the agreement."""
    query = (
        select(LogbookDuty)
        .join(LogbookDuty.duty)
        .where(PlacementDuty.placement_id == placement.id, LogbookDuty.week == monday)
        .options(contains_eager(LogbookDuty.duty))
        .order_by(PlacementDuty.position, PlacementDuty.id)
    )
    return session.scalars(query).all()


@dataclass(frozen=True)
class WorkDone:
    """The duties that a placement has or had, and the hours noted and validated in it."""

    duties: list[KnownDuty]
    noted: Decimal
    validated: Decimal


def work_done(session: Session, placement: Placement) -> WorkDone:
    """Read the duties of a placement with the weeks in which they were met, and its hours."""
    hours = select(func.sum(LogbookDay.hours)).where(LogbookDay.placement_id == placement.id)
    validated = hours.where(LogbookDay.validated_on.is_not(None))
    query = (
        select(PlacementDuty, LogbookDuty, hours.scalar_subquery(), validated.scalar_subquery())
        .select_from(Placement)
        .outerjoin(PlacementDuty, PlacementDuty.placement_id == Placement.id)
        .outerjoin(LogbookDuty, LogbookDuty.duty_id == PlacementDuty.id)
        .where(Placement.id == placement.id)
        .order_by(PlacementDuty.position, PlacementDuty.id, LogbookDuty.week)
    )
    rows: Sequence[Any] = session.execute(query).all()
    weeks: dict[PlacementDuty, list[DutyWeek]] = {}
    for duty, done, _, _ in rows:
        if duty is None:
            continue
        met = weeks.setdefault(duty, [])
        if done is not None:
            met.append(DutyWeek(done.week, done.level, done.validated_on is not None))
    duties = [_known(duty, tuple(met)) for duty, met in weeks.items()]
    return WorkDone(duties, rows[0][2] or Decimal(0), rows[0][3] or Decimal(0))


def _known(duty: PlacementDuty, met: tuple[DutyWeek, ...]) -> KnownDuty:
    return KnownDuty(
        duty.reference,
        duty.wording,
        tuple(duty.competencies),
        met,
        in_force=duty.until_on is None,
    )
