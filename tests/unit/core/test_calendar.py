"""Civil date arithmetic: INDICATORS §1 and the golden vector G11."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core import calendar

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
MONTHS = st.integers(min_value=-1200, max_value=1200)


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 1, 31), 6, date(2025, 7, 31)),
        (date(2025, 6, 30), 6, date(2025, 12, 30)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
    ],
)
def test_months_are_clamped_to_the_last_day(anchor: date, months: int, expected: date) -> None:
    assert calendar.add_months(anchor, months) == expected


def test_chaining_differs_from_counting_from_the_anchor() -> None:
    anchor = date(2024, 8, 31)
    chained = calendar.add_months(calendar.add_months(anchor, 6), 6)
    assert chained == date(2025, 8, 28)
    assert calendar.add_months(anchor, 12) == date(2025, 8, 31)


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [(date(9999, 10, 1), 6, date.max), (date(1, 3, 1), -6, date.min), (date(2024, 1, 1), 0, None)],
)
def test_the_ends_of_the_calendar_hold(anchor: date, months: int, expected: date | None) -> None:
    assert calendar.add_months(anchor, months) == (expected or anchor)


@given(day=DAYS, months=MONTHS)
def test_the_month_moves_by_exactly_that_many(day: date, months: int) -> None:
    moved = calendar.add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day
    assert moved.day == day.day or moved == calendar.last_of_month(moved)


@given(first=DAYS, second=DAYS, months=MONTHS)
def test_adding_months_keeps_the_order(first: date, second: date, months: int) -> None:
    early, late = sorted((first, second))
    assert calendar.add_months(early, months) <= calendar.add_months(late, months)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 5, 1), date(2025, 5, 1), 1),
        (date(2025, 6, 30), date(2025, 7, 29), 30),
        (date(2025, 6, 30), date(2025, 7, 28), 29),
        (date(2025, 1, 1), date(2025, 9, 30), 273),
        (date(2025, 5, 2), date(2025, 5, 1), 0),
        (date(2025, 5, 9), date(2025, 5, 1), 0),
    ],
)
def test_both_ends_are_counted(first: date, last: date, expected: int) -> None:
    assert calendar.days_inclusive(first, last) == expected


@given(day=DAYS, length=st.integers(min_value=1, max_value=2000))
def test_length_counts_the_days_covered(day: date, length: int) -> None:
    last = day + timedelta(days=length - 1)
    assert calendar.days_inclusive(day, last) == length
    assert calendar.covers(day, last, day)
    assert calendar.covers(day, last, last)
    assert not calendar.covers(day, last, last + timedelta(days=1))
    assert not calendar.covers(day, last, day - timedelta(days=1))


def test_an_open_spell_covers_every_later_day() -> None:
    assert calendar.covers(date(2025, 5, 1), None, date(2090, 1, 1))
    assert not calendar.covers(date(2025, 5, 1), None, date(2025, 4, 30))


def test_thirty_days_is_enough_and_twenty_nine_is_not() -> None:
    start = date(2025, 6, 30)
    assert calendar.lasts_at_least(start, date(2025, 7, 29), 30)
    assert not calendar.lasts_at_least(start, date(2025, 7, 28), 30)
    assert calendar.lasts_at_least(start, None, 30)


@given(first=DAYS, second=DAYS, lengths=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_common_days_agree_with_counting(
    first: date, second: date, lengths: tuple[int, int]
) -> None:
    first_end = first + timedelta(days=lengths[0])
    second_end = second + timedelta(days=lengths[1])
    counted = sum(
        calendar.covers(second, second_end, first + timedelta(days=step))
        for step in range(lengths[0] + 1)
    )
    assert calendar.common_days(first, first_end, second, second_end) == counted
    assert calendar.common_days(second, second_end, first, first_end) == counted


def test_common_days_of_open_spells() -> None:
    start, later = date(2025, 1, 1), date(2025, 1, 10)
    assert calendar.common_days(start, None, later, None) is None
    assert calendar.common_days(start, date(2025, 1, 12), later, None) == 3
    assert calendar.common_days(start, date(2025, 1, 5), later, None) == 0


@given(day=DAYS)
def test_month_and_week_bounds(day: date) -> None:
    assert calendar.first_of_month(day) <= day <= calendar.last_of_month(day)
    assert calendar.first_of_month(day).day == 1
    assert (calendar.last_of_month(day) + timedelta(days=1)).day == 1
    monday = calendar.monday_of(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days <= 6


@pytest.mark.parametrize(
    ("born", "day", "expected"),
    [
        (date(2000, 6, 15), date(2026, 6, 14), 25),
        (date(2000, 6, 15), date(2026, 6, 15), 26),
        (date(2004, 2, 29), date(2025, 2, 27), 20),
        (date(2004, 2, 29), date(2025, 2, 28), 21),
        (date(2004, 2, 29), date(2028, 2, 28), 23),
        (date(2026, 1, 1), date(2025, 12, 31), -1),
    ],
)
def test_age_in_full_years(born: date, day: date, expected: int) -> None:
    assert calendar.age_on(born, day) == expected
