"""Placements: states, who may take which step, and whose turn it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlacementStatus(StrEnum):
    """Where a placement stands (EXCHANGE, table placements)."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LIVE = "live"
    COMPLETED = "completed"
    BROKEN_OFF = "broken_off"
    CANCELLED = "cancelled"


class Party(StrEnum):
    """Who may act on a placement, and whose turn it is."""

    SCHOOL = "school"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True)
class Transition:
    """A step to a state: from which states, by whom, and what must be given."""

    from_states: frozenset[PlacementStatus]
    parties: frozenset[Party]
    needs_reason: bool = False


TRANSITIONS = {
    PlacementStatus.CONFIRMED: Transition(
        frozenset({PlacementStatus.PROPOSED}), frozenset({Party.ENTERPRISE})
    ),
    PlacementStatus.DECLINED: Transition(
        frozenset({PlacementStatus.PROPOSED}), frozenset({Party.ENTERPRISE}), needs_reason=True
    ),
    PlacementStatus.LIVE: Transition(
        frozenset({PlacementStatus.CONFIRMED}), frozenset({Party.SCHOOL})
    ),
    PlacementStatus.COMPLETED: Transition(
        frozenset({PlacementStatus.LIVE}), frozenset({Party.SCHOOL})
    ),
    PlacementStatus.BROKEN_OFF: Transition(
        frozenset({PlacementStatus.LIVE}), frozenset({Party.SCHOOL}), needs_reason=True
    ),
    PlacementStatus.CANCELLED: Transition(
        frozenset({PlacementStatus.PROPOSED, PlacementStatus.CONFIRMED}),
        frozenset({Party.SCHOOL}),
        needs_reason=True,
    ),
}

CURRENT_STATES = frozenset(
    {PlacementStatus.PROPOSED, PlacementStatus.CONFIRMED, PlacementStatus.LIVE}
)
"""States in which somebody still has something to do."""


def may_move(status: PlacementStatus, target: PlacementStatus, party: Party) -> bool:
    """Tell whether a party may take a placement from one state to another."""
    transition = TRANSITIONS.get(target)
    return (
        transition is not None and status in transition.from_states and party in transition.parties
    )


def steps_for(status: PlacementStatus, party: Party) -> list[PlacementStatus]:
    """List the states a party may take a placement to, in the order of the table."""
    return [target for target in TRANSITIONS if may_move(status, target, party)]


def turn(status: PlacementStatus) -> Party | None:
    """Tell whose turn it is; nobody's once the placement has ended."""
    if status is PlacementStatus.PROPOSED:
        return Party.ENTERPRISE
    if status in CURRENT_STATES:
        return Party.SCHOOL
    return None


def overlap(
    first_start: date, first_end: date | None, second_start: date, second_end: date | None
) -> bool:
    """Tell whether two periods share a day, both ends counted; an empty end is open."""
    return (second_end is None or first_start <= second_end) and (
        first_end is None or second_start <= first_end
    )
