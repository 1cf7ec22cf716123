"""Dates that are not believed: the first reason is told."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.practicals.traces.dates import MESSAGES, DateDoubt, date_doubt

NOW = datetime(2026, 3, 10, 12, 0)  # noqa: DTZ001 - in UTC, as stored
DAY = NOW.date()
BEGAN = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("taken_at", "doubt"),
    [
        (NOW, None),
        (NOW - timedelta(hours=30), None),
        (NOW + timedelta(hours=26), None),
        (datetime(1980, 1, 1), DateDoubt.CLOCK_NOT_SET),  # noqa: DTZ001
        (datetime(1970, 1, 1), DateDoubt.CLOCK_NOT_SET),  # noqa: DTZ001
        (NOW - timedelta(days=365), DateDoubt.YEAR_WRONG),
        (NOW + timedelta(days=366), DateDoubt.YEAR_WRONG),
        (NOW + timedelta(hours=27), DateDoubt.IN_FUTURE),
        (NOW - timedelta(days=100), DateDoubt.BEFORE_TRAINING),
        (NOW - timedelta(days=700), DateDoubt.BEFORE_TRAINING),
        (NOW - timedelta(days=3), DateDoubt.ANOTHER_DAY),
    ],
)
def test_the_first_reason_is_told(taken_at: datetime, doubt: DateDoubt | None) -> None:
    assert date_doubt(taken_at, now=NOW, assessed_on=DAY, began_on=BEGAN) is doubt


@given(hours=st.integers(-24 * 900, 24 * 900))
def test_knowing_more_never_removes_a_doubt(hours: int) -> None:
    taken_at = NOW + timedelta(hours=hours)
    alone = date_doubt(taken_at, now=NOW)
    known = date_doubt(taken_at, now=NOW, assessed_on=DAY, began_on=BEGAN)
    assert alone in {None, DateDoubt.IN_FUTURE}
    assert alone is None or known is not None
    assert (known is None) <= (abs(taken_at.date() - DAY) <= timedelta(days=1))


@given(days=st.integers(2, 60))
def test_a_practical_written_down_later_is_another_day(days: int) -> None:
    doubt = date_doubt(NOW - timedelta(days=days), now=NOW, assessed_on=DAY)
    assert doubt is DateDoubt.ANOTHER_DAY


def test_each_doubt_has_its_words() -> None:
    assert set(MESSAGES) == set(DateDoubt)
