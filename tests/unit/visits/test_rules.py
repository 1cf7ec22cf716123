"""When a visit is late, and which step may follow which."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from school.visits.rules import (
    TRANSITIONS,
    VisitState,
    first_missing,
    is_late,
    is_outside,
    may_move,
    state_of,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(planned=st.none() | DAYS, done=st.none() | DAYS, today=DAYS)
def test_a_visit_is_in_one_state_and_late_only_when_overdue(
    planned: date | None, done: date | None, today: date
) -> None:
    state = state_of(planned, done, today)
    assert (state is VisitState.LATE) == is_late(planned, done, today)
    assert (state is VisitState.DONE) == (done is not None)


@given(day=DAYS)
def test_the_planned_day_itself_is_not_late(day: date) -> None:
    assert not is_late(day, None, day)
    assert is_late(day, None, day + timedelta(days=1))


def test_nothing_planned_is_never_late() -> None:
    assert state_of(None, None, date(2026, 3, 2)) is VisitState.PLANNED


ALLOWED = {
    (VisitState.PLANNED, VisitState.PLANNED),
    (VisitState.LATE, VisitState.PLANNED),
    (VisitState.PLANNED, VisitState.MISSED),
    (VisitState.LATE, VisitState.MISSED),
    (VisitState.MISSED, VisitState.MISSED),
    *((state, VisitState.DONE) for state in VisitState),
}
"""Written here a second time, by hand, as what was wanted; nothing else is allowed."""


def test_every_step_from_every_state_is_as_wanted() -> None:
    for state, target in product(VisitState, VisitState):
        assert may_move(state, target) == ((state, target) in ALLOWED), (state, target)
    assert set(TRANSITIONS) == set(VisitState) - {VisitState.LATE}


def test_what_a_step_needs_is_asked_in_its_order() -> None:
    day = date(2026, 3, 2)
    assert first_missing(VisitState.DONE, {}) == "done_on"
    assert first_missing(VisitState.DONE, {"done_on": day, "summary": ""}) == "summary"
    assert first_missing(VisitState.DONE, {"done_on": day, "summary": "Vu."}) is None
    assert first_missing(VisitState.PLANNED, {"planned_on": None}) == "planned_on"
    assert VisitState.LATE not in TRANSITIONS


@given(day=DAYS, start=st.none() | DAYS, end=st.none() | DAYS)
def test_outside_is_before_the_start_or_after_the_end(
    day: date, start: date | None, end: date | None
) -> None:
    before = start is not None and day < start
    after = end is not None and day > end
    assert is_outside(day, start, end) == (before or after)
