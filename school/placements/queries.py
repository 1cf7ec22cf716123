"""Reads of placements."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.core.errors import NotFound, mark
from school.placements.models import Placement
from school.placements.policy import visible_to

WITH_PARTIES = (
    joinedload(Placement.trainee),
    joinedload(Placement.enterprise),
    joinedload(Placement.tutor),
    joinedload(Placement.cohort).joinedload(Cohort.school),
)
"""What every page about a placement names: person, enterprise, tutor, cohort and school."""


def placement_by_reference(session: Session, principal: Principal, reference: str) -> Placement:
    """Find a placement; raise `NotFound` when the person may not see it."""
    found = session.scalar(
        select(Placement)
        .where(visible_to(principal), Placement.reference == reference)
        .options(*WITH_PARTIES)
    )
    if found is None:
        raise NotFound(mark("Ce placement n’existe pas."))
    return found
