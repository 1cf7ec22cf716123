"""When somebody is asked again, and what an attempt may say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.calendar import add_months
from school.core.errors import InvalidInput
from school.hiring.follow_up.rules import (
    DAYS_OF_REST,
    Activity,
    Attempt,
    delay_to_ask,
    next_attempt_on,
)
from school.hiring.indicators.options import DELAYS
from school.hiring.rules import AttemptOutcome, Channel, SituationKind

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)


@given(st.sampled_from(AttemptOutcome), DAYS, st.none() | DAYS)
def test_nobody_is_tried_again_sooner_than_agreed_or_than_a_week(
    outcome: AttemptOutcome, day: date, agreed: date | None
) -> None:
    following = next_attempt_on(outcome, day, agreed)
    if outcome is AttemptOutcome.REFUSED:
        assert following is None
    else:
        assert following == (agreed or day + timedelta(days=DAYS_OF_REST))


@given(DAYS, st.integers(-100, 2000))
def test_an_answer_is_about_the_longest_delay_that_has_ended(exit_on: date, days: int) -> None:
    day = exit_on + timedelta(days=days)
    months = delay_to_ask(exit_on, day)
    assert months in DELAYS
    assert months == DELAYS[0] or add_months(exit_on, months) <= day
    assert not any(add_months(exit_on, longer) <= day for longer in DELAYS if longer > months)


def test_who_has_not_left_is_asked_about_the_first_delay() -> None:
    assert delay_to_ask(None, date(2026, 3, 2)) == DELAYS[0]


@pytest.mark.parametrize("activity", list(Activity))
def test_every_answer_but_a_contract_of_work_is_a_situation(activity: Activity) -> None:
    expected = None if activity is Activity.HIRED else SituationKind(activity.value)
    assert activity.situation is expected


@pytest.mark.parametrize(
    ("months", "outcome", "day", "back", "field"),
    [
        (7, AttemptOutcome.REACHED, TODAY, None, "months"),
        (6, AttemptOutcome.REACHED, TOMORROW, None, "attempted_on"),
        (6, AttemptOutcome.REACHED, date(1750, 3, 2), None, "attempted_on"),
        (6, AttemptOutcome.REACHED, TODAY, TOMORROW, "call_back_on"),
        (6, AttemptOutcome.CALL_BACK, TODAY, None, "call_back_on"),
        (6, AttemptOutcome.CALL_BACK, TODAY, YESTERDAY, "call_back_on"),
    ],
)
def test_what_cannot_be_is_refused(
    months: int, outcome: AttemptOutcome, day: date, back: date | None, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        Attempt(months, Channel.CALL, outcome, day, back).check(TODAY)
    assert refused.value.field == field


def test_a_day_long_past_is_not_called_one_to_come() -> None:
    with pytest.raises(InvalidInput, match="trop éloignée"):
        Attempt(6, Channel.CALL, AttemptOutcome.REACHED, date(1750, 3, 2)).check(TODAY)


@pytest.mark.parametrize("months", DELAYS)
def test_a_call_back_on_the_same_day_may_be(months: int) -> None:
    Attempt(months, Channel.CALL, AttemptOutcome.CALL_BACK, TODAY, TODAY).check(TODAY)
