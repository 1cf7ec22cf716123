"""Plans of cohorts: modules in order, weeks shared as hours are, closed weeks left out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from school.cohorts.timetable.plan_rules import (
    PlannedModule,
    Week,
    first_days,
    missing_weeks,
    mondays_of,
    propose,
    spans_of,
    week_of,
    weeks_in_centre,
)
from school.cohorts.timetable.rules import Place

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
MODULES = st.lists(
    st.builds(
        PlannedModule,
        st.sampled_from(["F0", "D1", "D2", "D3", "M1"]),
        st.integers(1, 12),
        st.integers(0, 300),
        st.integers(0, 300),
    ),
    max_size=5,
    unique_by=lambda one: one.reference,
)
MONDAY = date(2026, 1, 12)
F0 = PlannedModule("F0", 3, 200, 80)
D1 = PlannedModule("D1", 2, 100, 100)


@given(st.integers(2, 52), st.integers(1, 2000), st.integers(1, 2000))
def test_a_module_has_weeks_of_both_kinds(weeks: int, centre: int, enterprise: int) -> None:
    assert 1 <= weeks_in_centre(weeks, centre, enterprise) <= weeks - 1


def test_hours_decide_on_the_weeks() -> None:
    assert weeks_in_centre(8, 200, 80) == 6
    assert weeks_in_centre(8, 100, 180) == 3
    assert weeks_in_centre(8, 0, 180) == 0
    assert weeks_in_centre(8, 100, 0) == 8
    assert weeks_in_centre(8, 0, 0) == 8
    assert weeks_in_centre(1, 30, 30) == 1


@given(MODULES, DAYS, st.sets(DAYS, max_size=40))
def test_every_week_belongs_to_the_module_that_began_last(
    modules: list[PlannedModule], starts_on: date, closed: set[date]
) -> None:
    plan = propose(modules, starts_on, None, closed)
    found = first_days(plan)
    assert [module for _, module in found] == [one.reference for one in modules]
    for week in plan:
        began = [module for first, module in found if first <= week.monday]
        if week.module is not None:
            assert began[-1] == week.module


def test_a_module_that_is_taught_twice_begins_twice() -> None:
    codes = ["F0", "F0", "D1", "F0"]
    weeks = [
        Week(MONDAY + timedelta(weeks=at), Place.CENTRE, code) for at, code in enumerate(codes)
    ]
    off = Week(MONDAY + timedelta(weeks=4), Place.OFF)
    assert first_days([off, *reversed(weeks)]) == [
        (MONDAY, "F0"),
        (MONDAY + timedelta(weeks=2), "D1"),
        (MONDAY + timedelta(weeks=3), "F0"),
    ]


@given(MODULES, DAYS, st.integers(0, 500), st.sets(DAYS, max_size=40))
def test_a_proposal_holds_every_week_once_and_modules_in_order(
    modules: list[PlannedModule], starts_on: date, length: int, closed: set[date]
) -> None:
    ends_on = starts_on + timedelta(days=length)
    plan = propose(modules, starts_on, ends_on, closed)
    assert [week.monday for week in plan] == mondays_of(starts_on, ends_on)
    order = [week.module for week in plan if week.module]
    asked = [one.reference for one in modules for _ in range(one.weeks)]
    assert order == asked[: len(order)]
    assert missing_weeks(modules, plan) == len(asked) - len(order)
    assert all((week.place is Place.OFF) == (week.module is None) for week in plan)


@given(MODULES, DAYS)
def test_without_an_end_every_module_has_its_weeks(
    modules: list[PlannedModule], starts_on: date
) -> None:
    plan = propose(modules, starts_on, None)
    assert len(plan) == sum(one.weeks for one in modules)
    spans = spans_of(plan)
    for one in modules:
        span = spans[one.reference]
        assert span.centre + span.enterprise == one.weeks
        assert span.centre == weeks_in_centre(one.weeks, one.centre_hours, one.enterprise_hours)


def test_a_week_without_a_working_day_is_off_and_the_module_goes_on() -> None:
    closed = {MONDAY + timedelta(days=7 + number) for number in range(5)}
    plan = propose([F0, D1], MONDAY, MONDAY + timedelta(days=60), closed)
    assert [(week.place.value, week.module) for week in plan[:4]] == [
        ("centre", "F0"),
        ("off", None),
        ("centre", "F0"),
        ("enterprise", "F0"),
    ]
    closed.remove(MONDAY + timedelta(days=9))
    assert propose([F0], MONDAY, None, closed)[1].module == "F0"


def test_a_span_goes_from_monday_to_friday() -> None:
    span = spans_of(propose([F0, D1], MONDAY, None))["D1"]
    assert (span.first, span.last) == (date(2026, 2, 2), date(2026, 2, 13))


@given(DAYS)
def test_a_day_finds_its_week(day: date) -> None:
    plan = [Week(MONDAY, Place.OFF)]
    found = week_of(plan, day)
    assert (found is not None) == (MONDAY <= day <= MONDAY + timedelta(days=6))
