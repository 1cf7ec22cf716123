"""Places of periods, and the day on which the next one opens."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from school.enterprises.partner_rules import (
    InterestStatus,
    InterestTerms,
    PlacesDetails,
    next_opening,
    places_on,
)

DAY = date(2026, 6, 1)
PERIODS = st.lists(
    st.builds(
        lambda start, length, places: PlacesDetails(
            DAY + timedelta(days=start), DAY + timedelta(days=start + length), places
        ),
        st.integers(-60, 60),
        st.integers(0, 60),
        st.integers(0, 3),
    ),
    max_size=5,
)


@given(PERIODS)
def test_the_next_opening_is_the_first_day_with_a_place(periods: list[PlacesDetails]) -> None:
    days = (DAY + timedelta(days=number) for number in range(130))
    assert next_opening(periods, DAY) == next((d for d in days if places_on(periods, d)), None)


def test_who_wants_nobody_is_not_open() -> None:
    assert InterestTerms().is_open
    assert not InterestTerms(InterestStatus.NOT_OPEN).is_open
    assert not InterestTerms(InterestStatus.INTERESTED, max_proposals_per_month=0).is_open
