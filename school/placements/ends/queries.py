"""Reads of the ends of placements."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from school.cohorts.models import Enrolment
from school.placements.ends.models import PlacementEnd
from school.placements.ends.rules import EndStanding, EndState
from school.placements.models import Placement
from school.placements.rules import CURRENT_STATES, OCCUPYING_STATES


def history_of(session: Session, placement: Placement) -> Sequence[PlacementEnd]:
    """List what was said of the end of a placement, the newest line first."""
    query = (
        select(PlacementEnd)
        .where(PlacementEnd.placement_id == placement.id)
        .order_by(PlacementEnd.number.desc())
    )
    return session.scalars(query).all()


def newest(session: Session, placement: Placement) -> PlacementEnd | None:
    """Find what holds of the end of a placement; nothing while nobody declared it."""
    query = (
        select(PlacementEnd)
        .where(PlacementEnd.placement_id == placement.id)
        .order_by(PlacementEnd.number.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def is_followed(session: Session, placement: Placement) -> bool:
    """Tell whether another placement came after, or the person left the training."""
    return bool(
        session.scalar(select(Placement.id).where(Placement.id == placement.id, followed()))
    )


def is_newest() -> ColumnElement[bool]:
    """Make the clause that nothing was said of an end after a line."""
    later = aliased(PlacementEnd)
    return ~exists().where(
        later.placement_id == PlacementEnd.placement_id, later.number > PlacementEnd.number
    )


def unanswered_since() -> ScalarSelect[date]:
    """Tell, of a placement, since when its end waits for the apprentice's answer; else nothing."""
    return (
        select(PlacementEnd.state_since)
        .where(
            PlacementEnd.placement_id == Placement.id,
            PlacementEnd.state == EndState.DECLARED,
            is_newest(),
        )
        .correlate(Placement)
        .scalar_subquery()
    )


def followed() -> ColumnElement[bool]:
    """Make the clause that a placement was followed by another, or by leaving the training."""
    later = aliased(Placement)
    after = or_(
        later.starts_on >= Placement.ended_on,
        and_(later.starts_on.is_(None), later.status.in_(sorted(CURRENT_STATES))),
    )
    placed_again = exists().where(
        later.trainee_id == Placement.trainee_id,
        later.id != Placement.id,
        later.status.in_(sorted(OCCUPYING_STATES)),
        after,
    )
    left = exists().where(
        Enrolment.trainee_id == Placement.trainee_id,
        Enrolment.cohort_id == Placement.cohort_id,
        Enrolment.withdrawn_on.is_not(None),
    )
    return or_(placed_again, left)


def standing_of(end: PlacementEnd, *, is_followed: bool) -> EndStanding:
    """Give where an end stands, as the rules read it."""
    return EndStanding(end.state, end.state_since, end.next_step, end.next_since, is_followed)
