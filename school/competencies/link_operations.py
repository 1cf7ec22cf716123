"""What a tutor says by link of the apprentice who works with them, without account."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from school.accounts.operations import use_link
from school.accounts.rules import LinkPurpose
from school.competencies import operations
from school.competencies.operations import Said, Speaker
from school.competencies.rules import Voice
from school.core.errors import NotAllowed, mark
from school.placements import operations_links
from school.placements import queries as placement_queries
from school.placements.models import Placement
from school.placements.operations import today_of
from school.placements.rules import LinkState, PlacementStatus

PURPOSE = LinkPurpose.RATE_COMPETENCIES

RATED_STATES = frozenset(
    {PlacementStatus.LIVE, PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF}
)
"""Placements whose tutor has seen the apprentice at work."""


def issue(session: Session, placement: Placement) -> str:
    """Make the link by which a placement's tutor rates, and give its secret, which is not kept.

    Raises `NotAllowed` while nobody has worked there.
    """
    placement_queries.hold(session, placement)
    if placement.status not in RATED_STATES:
        raise NotAllowed(mark("Le travail n’a pas commencé : le tuteur n’a encore rien vu."))
    return operations_links.issue(session, PURPOSE, placement)


def rate_by_link(session: Session, token: str, said: Callable[[Placement], Said]) -> bool:
    """Record what a tutor says of the link's apprentice, once; false when the link is not open."""
    found = operations_links.opened_for_change(session, token, PURPOSE)
    if found.state is not LinkState.OPEN or found.placement.status not in RATED_STATES:
        return False
    placement = found.placement
    operations.rate(
        session,
        Speaker(Voice.TUTOR, found.link.recipient_name),
        placement.trainee,
        said(placement),
        today_of(placement),
    )
    use_link(session, found.link)
    return True
