"""The roll call: half-days, who is expected, and hours."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.cohorts.attendance_rules import (
    HALF_DAY_HOURS,
    Moment,
    check_hours,
    check_moment,
    hours_of,
    is_expected,
    present_half_day,
    usual_duration,
)
from school.cohorts.enrolment_rules import CohortPeriod
from school.cohorts.rules import AttendanceState, EnrolmentDates, HalfDay
from school.core.errors import InvalidInput

START, END = date(2026, 1, 12), date(2026, 9, 11)
PERIOD = CohortPeriod(START, END)


@pytest.mark.parametrize(
    ("at", "half_day"),
    [
        (time(7, 30), HalfDay.MORNING),
        (time(12, 59), HalfDay.MORNING),
        (time(13), HalfDay.AFTERNOON),
        (time(23, 59), HalfDay.AFTERNOON),
    ],
)
def test_the_half_day_it_is(at: time, half_day: HalfDay) -> None:
    assert present_half_day(at) is half_day


@pytest.mark.parametrize("day", [START, date(2026, 3, 2), date(2026, 3, 3)])
def test_a_day_of_the_cohort_that_has_come_is_called(day: date) -> None:
    check_moment(Moment(day, HalfDay.MORNING), PERIOD, date(2026, 3, 3))


@pytest.mark.parametrize("day", [START - timedelta(1), date(2026, 3, 4), END + timedelta(1)])
def test_a_day_to_come_or_outside_is_refused_on_the_date(day: date) -> None:
    today = date(2026, 3, 3) if day < END else date(2026, 12, 1)
    with pytest.raises(InvalidInput) as refused:
        check_moment(Moment(day, HalfDay.MORNING), PERIOD, today)
    assert refused.value.field == "date"


@pytest.mark.parametrize("hours", ["0.25", "3.5", "6"])
def test_hours_that_a_half_day_has(hours: str) -> None:
    check_hours(Decimal(hours))


@pytest.mark.parametrize("hours", ["0", "-1", "6.01", "24"])
def test_hours_that_no_half_day_has(hours: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_hours(Decimal(hours))
    assert refused.value.field == "hours"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (EnrolmentDates(START), False),
        (EnrolmentDates(START, date(2026, 3, 2)), True),
        (EnrolmentDates(START, date(2026, 3, 3)), False),
        (EnrolmentDates(START, START, withdrawn_on=date(2026, 3, 2)), True),
        (EnrolmentDates(START, START, withdrawn_on=date(2026, 3, 1)), False),
        (EnrolmentDates(START, START, completed_on=date(2026, 3, 1)), False),
    ],
)
def test_who_is_expected(dates: EnrolmentDates, expected: bool) -> None:
    assert is_expected(dates, date(2026, 3, 2)) is expected


def test_hours_are_of_those_who_were_there() -> None:
    credited = {state: hours_of(state, Decimal(3)) for state in AttendanceState}
    assert credited == {
        AttendanceState.PRESENT: Decimal(3),
        AttendanceState.LATE: Decimal(3),
        AttendanceState.ABSENT: Decimal(0),
        AttendanceState.EXCUSED: Decimal(0),
    }


@given(
    st.decimals("0.5", "6", places=2),
    st.lists(st.sampled_from([AttendanceState.ABSENT, AttendanceState.EXCUSED])),
)
def test_the_duration_is_read_back_from_the_hours(
    duration: Decimal, away: list[AttendanceState]
) -> None:
    hours = [hours_of(state, duration) for state in [*away, AttendanceState.LATE]]
    assert usual_duration(hours) == duration


def test_a_half_day_that_says_nothing_has_the_usual_duration() -> None:
    assert usual_duration([]) == usual_duration([None, Decimal(0)]) == HALF_DAY_HOURS
