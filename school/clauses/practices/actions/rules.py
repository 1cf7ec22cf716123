"""An action of a contract's plan: its states and steps, whose turn it is, when to remind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class ActionState(StrEnum):
    """Where an action stands."""

    TO_DO = "to_do"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class ActionMeasure(StrEnum):
    """Where the actual hours of an action come from."""

    DECLARED = "declared"
    ENTRIES = "entries"


class ActionStep(StrEnum):
    """What is done with an action."""

    START = "start"
    FINISH = "finish"
    DROP = "drop"
    REOPEN = "reopen"


OPEN_STATES = frozenset({ActionState.TO_DO, ActionState.RUNNING})
"""States in which somebody still has something to do."""


@dataclass(frozen=True)
class Transition:
    """From which states a step may be taken, where it leads, and whether a reason is asked."""

    from_states: frozenset[ActionState]
    target: ActionState
    needs_reason: bool = False


TRANSITIONS: Mapping[ActionStep, Transition] = {
    ActionStep.START: Transition(frozenset({ActionState.TO_DO}), ActionState.RUNNING),
    ActionStep.FINISH: Transition(OPEN_STATES, ActionState.DONE),
    ActionStep.DROP: Transition(OPEN_STATES, ActionState.DROPPED, needs_reason=True),
    ActionStep.REOPEN: Transition(
        frozenset({ActionState.DONE, ActionState.DROPPED}), ActionState.RUNNING, needs_reason=True
    ),
}
"""The one table of steps: pages, buttons and operations ask it."""


def steps_from(state: ActionState) -> list[ActionStep]:
    """List the steps that may be taken from a state, in their order."""
    return [step for step, known in TRANSITIONS.items() if state in known.from_states]


class ActionTurn(StrEnum):
    """Whose turn it is: the owner's while the action is open, then nobody's."""

    OWNER = "owner"
    NOBODY = "nobody"


def turn_of(state: ActionState) -> ActionTurn:
    """Tell whose turn an action is; it is so since the day of its state."""
    return ActionTurn.OWNER if state in OPEN_STATES else ActionTurn.NOBODY


def is_overdue(state: ActionState, due_on: date, today: date) -> bool:
    """Tell whether an open action is past its day, which is still in time."""
    return state in OPEN_STATES and due_on < today


FIRST_REMINDER = timedelta(days=7)
"""The owner is reminded a week before the day. [own]"""

BETWEEN_REMINDERS = timedelta(days=7)
"""Past the day, the owner is reminded once a week. [own]"""


def reminder_is_due(
    state: ActionState, due_on: date, reminded_on: date | None, today: date
) -> bool:
    """Tell whether the owner of an action is to be reminded today.

    Once in the week before the day, once when it has passed, then every week. A day that was
    moved begins anew, as a reminder given before its week is not counted.
    """
    if state not in OPEN_STATES or today < due_on - FIRST_REMINDER:
        return False
    if reminded_on is None or reminded_on < due_on - FIRST_REMINDER:
        return True
    if today <= due_on:
        return False
    return reminded_on <= due_on or today - reminded_on >= BETWEEN_REMINDERS
