"""How a day of training is spent: a session first, then the plan, then a placement."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.cohorts.rules import HalfDay
from school.cohorts.timetable.coming_queries import Coming, ComingSession
from school.cohorts.timetable.plan_rules import Week
from school.cohorts.timetable.rules import Place
from school.oversight.next_day import day_of
from school.placements.models import Placement
from school.placements.rules import PlacementStatus

MONDAY = date(2026, 3, 2)
SATURDAY = MONDAY + timedelta(days=5)
DAY = timedelta(days=1)


def held(day: date) -> ComingSession:
    return ComingSession(day, HalfDay.MORNING, "F0", "Tronc commun", "Core", None, "Atelier")


def coming(
    place: Place | None = None, sessions: tuple[date, ...] = (), closed: tuple[date, ...] = ()
) -> Coming:
    plan = [Week(MONDAY, place, None if place is Place.OFF else "F0")] if place else []
    return Coming([held(day) for day in sessions], plan, frozenset(closed))


def placement(
    status: PlacementStatus = PlacementStatus.LIVE,
    starts_on: date | None = MONDAY,
    ends_on: date | None = SATURDAY,
) -> Placement:
    return Placement(status=status, starts_on=starts_on, ends_on=ends_on)


def test_a_session_goes_before_the_plan_and_counts_on_any_day() -> None:
    for day in (MONDAY, SATURDAY):
        found = day_of(coming(Place.ENTERPRISE, (day,), (day,)), [placement()], day, MONDAY)
        assert found is not None
        assert (found.sessions, found.placement) == ([held(day)], None)


def test_the_plan_says_where_a_week_is_spent_and_the_placement_with_whom() -> None:
    one = placement()
    found = day_of(coming(Place.ENTERPRISE), [one], MONDAY, MONDAY)
    assert found is not None
    assert found.placement is one
    for place in (Place.CENTRE, Place.OFF):
        assert day_of(coming(place), [one], MONDAY, MONDAY) is None


def test_a_week_in_an_enterprise_that_nobody_knows_yet_is_told() -> None:
    found = day_of(coming(Place.ENTERPRISE), [], MONDAY, MONDAY)
    assert found is not None
    assert found.placement is None
    assert day_of(coming(), [], MONDAY, MONDAY) is None


@pytest.mark.parametrize(
    ("one", "day"),
    [
        (placement(PlacementStatus.PROPOSED), MONDAY),
        (placement(PlacementStatus.BROKEN_OFF), MONDAY),
        (placement(starts_on=None), MONDAY),
        (placement(starts_on=MONDAY + DAY), MONDAY),
        (placement(ends_on=MONDAY), MONDAY + DAY),
    ],
)
def test_only_a_placement_confirmed_for_the_day_counts(one: Placement, day: date) -> None:
    assert day_of(coming(), [one], day, MONDAY) is None
    for status in (PlacementStatus.CONFIRMED, PlacementStatus.LIVE):
        assert day_of(coming(), [placement(status, ends_on=None)], day, MONDAY) is not None


@given(
    number=st.integers(0, 6),
    place=st.sampled_from([None, *Place]),
    is_closed=st.booleans(),
    is_placed=st.booleans(),
)
def test_nobody_is_expected_on_a_closed_day_or_a_week_end_without_session(
    number: int, place: Place | None, is_closed: bool, is_placed: bool
) -> None:
    day = MONDAY + number * DAY
    placements = [placement(ends_on=None)] if is_placed else []
    found = day_of(coming(place, closed=(day,) if is_closed else ()), placements, day, MONDAY)
    expected = place is Place.ENTERPRISE or (place is None and is_placed)
    assert (found is not None) == (expected and number < 5 and not is_closed)


def test_today_and_tomorrow_are_called_so() -> None:
    told = [
        day_of(coming(sessions=(MONDAY,)), [], MONDAY, MONDAY - ahead * DAY) for ahead in range(3)
    ]
    assert [(one.is_today, one.is_tomorrow) for one in told if one] == [
        (True, False),
        (False, True),
        (False, False),
    ]
