"""Absences and accidents: hours of days, steps, and nobody left without a turn."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.placements.immersion.rules import (
    ABSENCE_STEPS,
    TURNS,
    AbsenceStatus,
    AccidentStatus,
    Care,
    DutyLevel,
    Stretch,
    accident_steps,
    steps_from,
)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_working_days_are_counted_one_by_one(first: date, more: int) -> None:
    stretch = Stretch(first, first + timedelta(days=more))
    days = [first + timedelta(days=number) for number in range(more + 1)]
    assert stretch.working_days == sum(day.weekday() < 5 for day in days)


def test_hours_are_those_of_the_usual_week() -> None:
    monday = date(2026, 3, 2)
    assert Stretch(monday, monday).usual_hours(Decimal(35)) == 7
    assert Stretch(monday, monday + timedelta(days=13)).usual_hours(Decimal("37.5")) == 75
    assert Stretch(monday, monday).usual_hours(None) is None
    assert Stretch(date(2026, 3, 7), date(2026, 3, 8)).usual_hours(Decimal(35)) == 0


@pytest.mark.parametrize("status", AbsenceStatus)
def test_an_absence_has_a_turn_as_long_as_it_must_be_settled(status: AbsenceStatus) -> None:
    wanted = {
        AbsenceStatus.DECLARED: set(AbsenceStatus) - {AbsenceStatus.DECLARED},
        AbsenceStatus.UNEXCUSED: {AbsenceStatus.EXCUSED},
    }
    assert set(steps_from(status, ABSENCE_STEPS)) == wanted.get(status, set())
    assert (status in TURNS) == (status is AbsenceStatus.DECLARED)


@pytest.mark.parametrize("care", Care)
@pytest.mark.parametrize("status", AccidentStatus)
def test_an_accident_with_care_is_declared_before_it_is_closed(
    status: AccidentStatus, care: Care
) -> None:
    steps = accident_steps(status, care)
    assert bool(steps) == (status in TURNS) == (status is not AccidentStatus.CLOSED)
    may_close = status is AccidentStatus.DECLARED or care is Care.NONE
    assert (AccidentStatus.CLOSED in steps) == (bool(steps) and may_close)


def test_levels_rise_from_shown_to_alone() -> None:
    assert sorted(DutyLevel, key=lambda one: one.rank) == list(DutyLevel)
