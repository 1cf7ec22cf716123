"""The weeks of a demo cohort."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from school.demo.rules import (
    MODULES_OF_PATH,
    WEEKS_OF_COHORT,
    WEEKS_OF_MODULE,
    Timeline,
    is_working_day,
    next_working_day,
)

days = st.dates(date(2015, 1, 1), date(2040, 12, 31))
mondays = days.map(lambda day: day - timedelta(days=day.weekday()))
shares = st.tuples(*[st.integers(1, WEEKS_OF_MODULE - 1)] * MODULES_OF_PATH)
timelines = st.builds(Timeline, mondays, shares)


@given(timelines)
def test_every_week_is_spent_in_one_place(timeline: Timeline) -> None:
    centre, enterprise = timeline.weeks(in_centre=True), timeline.weeks(in_centre=False)
    assert sorted(centre + enterprise) == list(range(WEEKS_OF_COHORT))
    assert len(centre) == sum(timeline.centre_weeks)


@given(timelines, days, days)
def test_days_are_working_days_within_the_bounds(
    timeline: Timeline, first: date, last: date
) -> None:
    for in_centre in (True, False):
        found = list(timeline.days(in_centre=in_centre, first=first, last=last))
        assert found == sorted(set(found))
        assert all(first <= day <= last and is_working_day(day) for day in found)
        assert all(timeline.starts_on <= day <= timeline.ends_on for day in found)


@given(timelines, st.integers(0, MODULES_OF_PATH - 1))
def test_a_module_ends_in_an_enterprise(timeline: Timeline, module: int) -> None:
    first, last = timeline.first_enterprise_day(module), timeline.last_day_of_module(module)
    assert first.weekday() == 0
    assert last.weekday() == 4
    assert all(day < first for day in timeline.module_days(module))


@given(days, st.integers(0, 30))
def test_the_next_working_day_is_none_too_early(day: date, wait: int) -> None:
    reached = next_working_day(day, wait)
    assert is_working_day(reached)
    assert timedelta(days=wait) <= reached - day <= timedelta(days=wait + 7)


def test_a_saturday_and_a_national_day_are_no_working_days() -> None:
    assert not is_working_day(date(2026, 8, 1))
    assert not is_working_day(date(2025, 8, 1))
    assert is_working_day(date(2026, 8, 3))
