"""Visits and contacts: kinds, states, the steps between them, and when one is late."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from school.core.calendar import covers
from school.placements.rules import PlacementStatus

VISITED_STATES = frozenset({PlacementStatus.CONFIRMED, PlacementStatus.LIVE})
"""Placements for which the trainer plans visits."""

LOGGED_STATES = VISITED_STATES | {PlacementStatus.COMPLETED, PlacementStatus.BROKEN_OFF}
"""Placements of which a visit or a call may still be written down."""


class VisitKind(StrEnum):
    """How the trainer kept contact (EXCHANGE, table visits)."""

    VISIT = "visit"
    CALL = "call"
    MESSAGE = "message"


class VisitState(StrEnum):
    """Where a visit stands; follows from its two dates and today."""

    LATE = "late"
    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True)
class Step:
    """A step to a state: from which states, and what must be given."""

    from_states: frozenset[VisitState]
    needs: tuple[str, ...]


TRANSITIONS = {
    VisitState.PLANNED: Step(frozenset({VisitState.LATE, VisitState.PLANNED}), ("planned_on",)),
    # A visit that was logged may be logged again: that is how its account is corrected.
    VisitState.DONE: Step(
        frozenset({VisitState.LATE, VisitState.PLANNED, VisitState.DONE}), ("done_on", "summary")
    ),
}


@dataclass(frozen=True)
class Plan:
    """When a visit shall be made, how and by whom; confirmed once an odd day was looked at."""

    kind: VisitKind
    planned_on: date | None
    trainer_id: int | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class Account:
    """How a visit went: the day, in one's own words."""

    kind: VisitKind
    done_on: date | None
    summary: str | None
    confirmed: bool = False


def is_late(planned_on: date | None, done_on: date | None, today: date) -> bool:
    """Tell whether a planned visit was not made on its day or before."""
    return done_on is None and planned_on is not None and planned_on < today


def state_of(planned_on: date | None, done_on: date | None, today: date) -> VisitState:
    """Give the state that the dates of a visit make on a day."""
    if done_on is not None:
        return VisitState.DONE
    return VisitState.LATE if is_late(planned_on, done_on, today) else VisitState.PLANNED


def may_move(state: VisitState, target: VisitState) -> bool:
    """Tell whether a visit may go from one state to another; to be late is nobody's step."""
    step = TRANSITIONS.get(target)
    return step is not None and state in step.from_states


def first_missing(target: VisitState, given: dict[str, object]) -> str | None:
    """Name the first thing that a step needs and that was not given."""
    needed = TRANSITIONS[target].needs
    return next((name for name in needed if given.get(name) in (None, "")), None)


def is_outside(day: date, starts_on: date | None, ends_on: date | None) -> bool:
    """Tell whether a day falls outside a period, both ends counted; an empty end is open."""
    return not covers(starts_on or date.min, ends_on, day)
