"""Placements that are proposed without a post: silence and other places close what was asked."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from school.placements import operations
from school.placements import queries as placement_queries
from school.placements.models import Placement
from school.placements.operations import Step, today_of
from school.placements.proposals import queries
from school.placements.proposals.rules import ProposalState, lapses_on
from school.placements.rules import EndReason, Party, PlacementStatus

RECORDS = frozenset({Party.RECORD})


def close_asked(
    session: Session, actor: str, placements: Iterable[Placement], reason: EndReason
) -> list[Placement]:
    """Close those of some placements that no enterprise has answered, for what a record says."""
    step, closed = Step(PlacementStatus.CANCELLED, reason), []
    for one in placements:
        # An answer that came since the list was read has closed the question already.
        placement_queries.hold(session, one)
        if one.status is PlacementStatus.PROPOSED:
            operations.move(session, actor, one, step, RECORDS)
            closed.append(one)
    return closed


def lapse(session: Session, actor: str) -> list[Placement]:
    """Close what enterprises were asked directly and left without an answer for too long.

    The school's delay of proposals holds, from the day on which the enterprise was last asked.
    They count as silence, as `Outcome.LAPSED`.
    """
    waiting = placement_queries.waiting_for_answer(session)
    days = queries.delays(session, {one.cohort.school_id for one in waiting})
    overdue = [one for one in waiting if _is_overdue(one, days[one.cohort.school_id])]
    return close_asked(session, actor, overdue, EndReason.NO_ANSWER)


def _is_overdue(placement: Placement, delay_days: int) -> bool:
    if placement.proposed_on is None:
        return False
    last = lapses_on(ProposalState.NEW, placement.proposed_on, None, delay_days)
    return last is not None and last < today_of(placement)
