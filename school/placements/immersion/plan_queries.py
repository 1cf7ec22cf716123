"""Whom a changed plan of a cohort concerns."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Cohort, Enrolment, Trainee
from school.placements.models import Placement
from school.placements.queries import WITH_PARTIES
from school.placements.rules import PlacementStatus

EXPECTED = (PlacementStatus.CONFIRMED, PlacementStatus.LIVE)


def apprentices_of(session: Session, cohort: Cohort) -> Sequence[Trainee]:
    """List the people enrolled in a cohort who have not left it."""
    query = (
        select(Trainee)
        .join(Enrolment, Enrolment.trainee_id == Trainee.id)
        .where(
            Enrolment.cohort_id == cohort.id,
            Enrolment.enrolled_on.is_not(None),
            Enrolment.withdrawn_on.is_(None),
        )
        .order_by(Trainee.id)
    )
    return session.scalars(query).all()


def expected_placements(session: Session, cohort: Cohort) -> Sequence[Placement]:
    """List the placements of a cohort that run or are to begin, with those who host them."""
    query = (
        select(Placement)
        .options(*WITH_PARTIES)
        .where(Placement.cohort_id == cohort.id, Placement.status.in_(EXPECTED))
        .order_by(Placement.id)
    )
    return session.scalars(query).all()
