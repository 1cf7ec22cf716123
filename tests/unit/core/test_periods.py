"""Days as people state them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.errors import InvalidInput
from school.core.periods import check_order, written_day

DAYS = st.dates(date(1900, 1, 2), date(2200, 12, 31))


@given(first=DAYS, length=st.integers(0, 400))
def test_a_period_ends_on_its_first_day_or_later(first: date, length: int) -> None:
    check_order(first, first + timedelta(days=length), "ends_on")
    with pytest.raises(InvalidInput) as refused:
        check_order(first, first - timedelta(days=length + 1), "last_on")
    assert refused.value.field == "last_on"


@given(day=DAYS)
def test_a_day_not_stated_is_open(day: date) -> None:
    check_order(day, None, "ends_on")
    check_order(None, day, "ends_on")


def test_a_day_is_written_day_first() -> None:
    assert (written_day(date(2026, 3, 9)), written_day(None)) == ("09/03/2026", "…")
