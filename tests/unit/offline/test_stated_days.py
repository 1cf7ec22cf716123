"""The day that an entry of a phone states, whatever its clock says."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.offline.rules import LONGEST_WAIT, stated_day

ZONES = ("Africa/Porto-Novo", "America/Lima", "Pacific/Kiritimati", "UTC")
ENDS = (datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59))  # noqa: DTZ001
HERE = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - each test gives it a zone


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("saved_at", ENDS)
def test_the_ends_of_all_years_are_a_wrong_clock(zone: str, saved_at: datetime) -> None:
    here = HERE.replace(tzinfo=ZoneInfo(zone))
    assert stated_day(saved_at, here) == date(2026, 3, 2)


@given(st.datetimes(), st.sampled_from(ZONES))
def test_a_day_is_never_to_come_nor_long_past(saved_at: datetime, zone: str) -> None:
    here = HERE.replace(tzinfo=ZoneInfo(zone))
    day = stated_day(saved_at, here)
    assert here.date() - LONGEST_WAIT - timedelta(days=1) <= day <= here.date()


def test_the_day_is_that_of_the_place() -> None:
    here = HERE.replace(tzinfo=ZoneInfo("Pacific/Kiritimati"))
    # 14 hours ahead of UTC: eleven in the morning there is still the day before here.
    assert stated_day(datetime(2026, 2, 28, 11), here) == date(2026, 3, 1)  # noqa: DTZ001
    assert stated_day(None, here) == date(2026, 3, 2)
