"""Dates computed in the database agree with those computed in Python."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Integer, literal, null, select
from sqlalchemy.orm import Session

from school.core.calendar import add_months
from school.core.sql_dates import add_months_to, days_between, full_years, later_of

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def asked(session: Session, expression: object) -> object:
    return session.scalar(select(expression))  # type: ignore[call-overload]


@MANY
@given(day=DAYS, months=st.sampled_from([0, 1, 3, 6, 11, 12, 13, 24, 48]))
def test_months_are_added_as_the_calendar_does(session: Session, day: date, months: int) -> None:
    found = asked(session, add_months_to(literal(day, Date), literal(months, Integer)))
    assert found == add_months(day, months)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_the_golden_months(session: Session, day: date, months: int, expected: date) -> None:
    found = asked(session, add_months_to(literal(day, Date), literal(months, Integer)))
    assert found == expected


def test_an_empty_date_stays_empty(session: Session) -> None:
    assert asked(session, add_months_to(null(), literal(6, Integer))) is None
    assert asked(session, days_between(literal(date(2026, 1, 1), Date), null())) is None


@MANY
@given(day=DAYS, other=DAYS)
def test_days_and_the_later_of_two(session: Session, day: date, other: date) -> None:
    first, second = literal(day, Date), literal(other, Date)
    assert asked(session, days_between(first, second)) == (day - other).days
    assert asked(session, later_of(first, second)) == max(day, other)


@MANY
@given(born=DAYS, days=st.integers(0, 40_000))
def test_years_are_birthdays_reached(session: Session, born: date, days: int) -> None:
    until = min(born + timedelta(days=days), date(2200, 12, 31))
    reached = (until.month, until.day) >= (born.month, born.day)
    found = asked(session, full_years(literal(born, Date), literal(until, Date)))
    assert found == until.year - born.year - (0 if reached else 1)
