"""Visits and contacts: kinds, states, the steps between them, and when one is late."""

from collections.abc import Sequence
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
    MISSED = "missed"


class MissedReason(StrEnum):
    """Why a visit that was planned did not take place."""

    APPRENTICE_AWAY = "apprentice_away"
    TUTOR_AWAY = "tutor_away"
    SITE_MOVED = "site_moved"
    ENTERPRISE_POSTPONED = "enterprise_postponed"
    TRAINER_PREVENTED = "trainer_prevented"
    NO_TRANSPORT = "no_transport"
    OTHER = "other"


class ActionOwner(StrEnum):
    """Who has to do what was agreed at a visit."""

    APPRENTICE = "apprentice"
    TUTOR = "tutor"
    TRAINER = "trainer"


@dataclass(frozen=True)
class Step:
    """A step to a state: from which states, and what must be given."""

    from_states: frozenset[VisitState]
    needs: tuple[str, ...]


TRANSITIONS = {
    VisitState.PLANNED: Step(frozenset({VisitState.LATE, VisitState.PLANNED}), ("planned_on",)),
    # A visit that was logged may be logged again: that is how its account is corrected. One that
    # was noted as missed by mistake is logged too.
    VisitState.DONE: Step(
        frozenset({VisitState.LATE, VisitState.PLANNED, VisitState.DONE, VisitState.MISSED}),
        ("done_on", "summary"),
    ),
    VisitState.MISSED: Step(
        frozenset({VisitState.LATE, VisitState.PLANNED, VisitState.MISSED}),
        ("missed_on", "reason"),
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
class Statements:
    """What each of the three said at a visit, in their words; empty where nothing was said."""

    apprentice: str | None = None
    tutor: str | None = None
    trainer: str | None = None


@dataclass(frozen=True)
class Agreed:
    """An action agreed at a visit: what, who does it, and by when."""

    wording: str
    owner: ActionOwner
    due_on: date | None = None


@dataclass(frozen=True)
class Account:
    """How a visit went: the day, what was seen, what each said and what was agreed.

    `agreed` bears the actions in order; nothing at all leaves those that are written alone.
    """

    kind: VisitKind
    done_on: date | None
    summary: str | None
    confirmed: bool = False
    statements: Statements = Statements()
    agreed: Sequence[Agreed] | None = None


@dataclass(frozen=True)
class Missed:
    """That a planned visit did not take place: the day, why, and a day on which it will."""

    missed_on: date | None
    reason: MissedReason | None
    detail: str | None = None
    again_on: date | None = None


def is_late(
    planned_on: date | None, done_on: date | None, today: date, missed_on: date | None = None
) -> bool:
    """Tell whether a planned visit was neither made on its day or before, nor noted as missed."""
    open_still = done_on is None and missed_on is None
    return open_still and planned_on is not None and planned_on < today


def state_of(
    planned_on: date | None, done_on: date | None, today: date, missed_on: date | None = None
) -> VisitState:
    """Give the state that the dates of a visit make on a day."""
    if done_on is not None:
        return VisitState.DONE
    if missed_on is not None:
        return VisitState.MISSED
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
