"""Actions of a plan: where steps lead, and on which days their owners are reminded."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from school.clauses.practices.actions.rules import (
    BETWEEN_REMINDERS,
    FIRST_REMINDER,
    OPEN_STATES,
    TRANSITIONS,
    ActionState,
    ActionTurn,
    is_overdue,
    reminder_is_due,
    steps_from,
    turn_of,
)

DUE = date(2026, 5, 29)


def test_every_state_is_left_and_come_to() -> None:
    assert all(steps_from(state) for state in ActionState)
    reached = {one.target for one in TRANSITIONS.values()}
    assert reached == set(ActionState) - {ActionState.TO_DO}


def test_the_owner_acts_while_an_action_is_open() -> None:
    owned = {state for state in ActionState if turn_of(state) is ActionTurn.OWNER}
    assert owned == OPEN_STATES


@given(st.sampled_from(ActionState), st.integers(-400, 400))
def test_an_action_is_late_from_the_day_after_its_day(state: ActionState, days: int) -> None:
    late = is_overdue(state, DUE, DUE + timedelta(days=days))
    assert late == (state in OPEN_STATES and days > 0)


@given(st.integers(-40, 60), st.integers(1, 90), st.sampled_from(ActionState))
def test_reminders_of_a_command_run_every_day(first: int, runs: int, state: ActionState) -> None:
    """One in the week before, one when the day has passed, then one a week; none when closed."""
    reminded: list[date] = []
    for offset in range(first, first + runs):
        today = DUE + timedelta(days=offset)
        if reminder_is_due(state, DUE, reminded[-1] if reminded else None, today):
            reminded.append(today)
            assert not reminder_is_due(state, DUE, today, today)
    if state not in OPEN_STATES:
        assert reminded == []
        return
    before = [day for day in reminded if day <= DUE]
    after = [day for day in reminded if day > DUE]
    assert all(day >= DUE - FIRST_REMINDER for day in reminded)
    assert len(before) == (first <= 0 and first + runs > -FIRST_REMINDER.days)
    gaps = {later - earlier for earlier, later in pairwise(after)}
    assert gaps <= {BETWEEN_REMINDERS}
    last = DUE + timedelta(days=first + runs - 1)
    assert bool(after) == (last > DUE)


def test_a_day_that_moves_is_reminded_anew() -> None:
    moved = DUE + timedelta(days=60)
    assert not reminder_is_due(ActionState.TO_DO, moved, DUE, DUE + timedelta(days=1))
    assert reminder_is_due(ActionState.TO_DO, moved, DUE, moved - FIRST_REMINDER)
