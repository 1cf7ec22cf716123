"""Reads of the duties done, week by week."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, contains_eager

from school.placements.agreements.models import PlacementDuty
from school.placements.immersion.coverage_rules import DutyWeek, KnownDuty
from school.placements.immersion.models import LogbookDuty
from school.placements.models import Placement


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


def known_duties(session: Session, placement: Placement) -> list[KnownDuty]:
    """List the duties that a placement has or had, each with the weeks in which it was met."""
    query = (
        select(PlacementDuty, LogbookDuty)
        .outerjoin(LogbookDuty, and_(LogbookDuty.duty_id == PlacementDuty.id))
        .where(PlacementDuty.placement_id == placement.id)
        .order_by(PlacementDuty.position, PlacementDuty.id, LogbookDuty.week)
    )
    weeks: dict[PlacementDuty, list[DutyWeek]] = {}
    for duty, done in session.execute(query):
        met = weeks.setdefault(duty, [])
        if done is not None:
            met.append(DutyWeek(done.week, done.level, done.validated_on is not None))
    return [
        KnownDuty(
            duty.reference,
            duty.wording,
            tuple(duty.competencies),
            tuple(met),
            in_force=duty.until_on is None,
        )
        for duty, met in weeks.items()
    ]
