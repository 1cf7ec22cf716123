"""Good practices: where steps lead, and the time before and after that is compared."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from school.clauses.practices.catalogue.rules import (
    MOST_MONTHS,
    TRANSITIONS,
    PracticeState,
    PracticeTurn,
    steps_from,
    turn_of,
    window_around,
)
from school.core.calendar import add_months

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_every_state_is_left_and_come_to() -> None:
    assert all(steps_from(state) for state in PracticeState)
    assert {one.target for one in TRANSITIONS.values()} == set(PracticeState)
    mine = {state for state in PracticeState if turn_of(state) is PracticeTurn.WRITERS}
    assert mine == {PracticeState.DRAFT}


@given(DAYS, DAYS, st.none() | DAYS, DAYS)
def test_spans_are_equal_whole_and_within_the_contract(
    since: date, starts_on: date, ends_on: date | None, today: date
) -> None:
    found = window_around(since, starts_on, ends_on, today)
    last = min(today, ends_on) if ends_on else today
    if found is None:
        after = add_months(since, 1) - timedelta(days=1)
        assert add_months(since, -1) < starts_on or after > last
        return
    assert 1 <= found.months <= MOST_MONTHS
    assert found.first == add_months(since, -found.months) >= starts_on
    assert found.until == add_months(since, found.months)
    assert found.until - timedelta(days=1) <= last
    longer = found.months + 1
    too_long = longer > MOST_MONTHS or add_months(since, -longer) < starts_on
    assert too_long or add_months(since, longer) - timedelta(days=1) > last


def test_without_a_first_day_nothing_compares() -> None:
    assert window_around(date(2026, 1, 1), None, None, date(2026, 12, 1)) is None
