"""Sessions and days off: which half-days there are, and which public holidays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.cohorts.attendance_rules import Moment
from school.cohorts.enrolment_rules import CohortPeriod
from school.cohorts.rules import HalfDay
from school.cohorts.timetable.holiday_dates import public_holidays
from school.cohorts.timetable.rules import (
    SLOTS,
    SessionDetails,
    check_series,
    check_session,
    moments_of,
)
from school.core.errors import InvalidInput

PERIOD = CohortPeriod(date(2026, 1, 12), date(2026, 9, 11))
FIRST = Moment(date(2026, 1, 12), HalfDay.MORNING)
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 40), st.sets(st.sampled_from(SLOTS)))
def test_half_days_of_a_series_are_those_that_were_chosen(
    first: date, length: int, slots: set[object]
) -> None:
    chosen = frozenset(one for one in SLOTS if one in slots)
    found = moments_of(first, first + timedelta(days=length), chosen)
    assert len(set(found)) == len(found)
    assert found == sorted(found, key=lambda one: (one.day, one.half_day is HalfDay.AFTERNOON))
    codes = {one.code for one in chosen}
    assert all(f"{one.day.weekday()}-{one.half_day.value}" in codes for one in found)


@pytest.mark.parametrize("hours", ["0", "-1", "6.5", "25"])
def test_impossible_lengths_are_refused(hours: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_session(SessionDetails(FIRST, hours=Decimal(hours)), PERIOD)
    assert refusal.value.field == "hours"


@pytest.mark.parametrize("day", [date(2026, 1, 11), date(2026, 9, 12)])
def test_a_session_outside_the_cohort_is_refused(day: date) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_session(SessionDetails(Moment(day, HalfDay.MORNING)), PERIOD)
    assert refusal.value.field == "date"


def test_a_series_is_at_most_twelve_weeks_long() -> None:
    check_series(FIRST.day, FIRST.day + timedelta(weeks=12))
    for last in (FIRST.day - timedelta(days=1), FIRST.day + timedelta(weeks=12, days=1)):
        with pytest.raises(InvalidInput) as refusal:
            check_series(FIRST.day, last)
        assert refusal.value.field == "last"


def test_the_holidays_of_benin_are_known_in_both_languages() -> None:
    french, english = (public_holidays("BJ", 2027, one) for one in ("fr", "en"))
    assert list(french) == list(english)
    assert french[date(2027, 8, 1)] == "Fête Nationale"
    assert english[date(2027, 8, 1)] == "National Day"
    assert french[date(2027, 8, 15)] == "Jour de l’Assomption"
    assert date(2027, 1, 7) in french, "the Vodoun days moved in 2025"
    assert "estimé" in french[date(2027, 3, 9)], "feasts of the moon say that they are estimated"


def test_a_country_that_is_not_known_has_no_holidays() -> None:
    assert public_holidays("XX", 2027, "fr") == {}
    assert public_holidays("FR", 2027, "fr")[date(2027, 7, 14)] == "Fête nationale"
