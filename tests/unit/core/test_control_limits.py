"""The limits of a funnel plot: around the common rate, narrower with more people."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.control_limits import ALARM, WARNING, Standing, limits, standing

SHARES = st.floats(min_value=0.02, max_value=0.98)


@given(SHARES, st.integers(5, 400))
def test_the_alarm_lies_around_the_warning(common: float, people: int) -> None:
    warning, alarm = limits(common, people, WARNING), limits(common, people, ALARM)
    assert 0 <= alarm.low <= warning.low <= warning.high <= alarm.high <= 1


@given(SHARES, st.integers(1, 300), st.sampled_from([WARNING, ALARM]))
def test_no_more_than_the_stated_chance_lies_beyond(
    common: float, people: int, level: float
) -> None:
    found = limits(common, people, level)
    chances = [
        comb(people, number) * common**number * (1 - common) ** (people - number)
        for number in range(people + 1)
    ]
    tail = (1 - level) / 2 + 1e-9
    assert sum(c for number, c in enumerate(chances) if number / people > found.high) <= tail
    assert sum(c for number, c in enumerate(chances) if number / people < found.low) <= tail


@pytest.mark.parametrize("level", [WARNING, ALARM])
def test_more_people_narrow_it_and_the_normal_takes_over_unseen(level: float) -> None:
    widths = [limits(0.57, people, level) for people in (10, 50, 200, 1000, 2000, 2001, 9000)]
    spans = [each.high - each.low for each in widths]
    assert spans == sorted(spans, reverse=True)
    assert spans[4] == pytest.approx(spans[5], rel=0.02)


def test_known_limits() -> None:
    """Of a hundred with an even chance 40 to 60 lie within 95 %, 35 to 65 within 99.8 %."""
    for level, lowest, highest in ((WARNING, 40, 60), (ALARM, 35, 65)):
        found = limits(0.5, 100, level)
        inside = [number for number in range(101) if found.contains(number / 100)]
        assert (inside[0], inside[-1]) == (lowest, highest)


def test_where_a_school_stands() -> None:
    found = {rate: standing(rate, 100, 0.5) for rate in (0.5, 0.62, 0.7, 0.38, 0.3)}
    assert list(found.values()) == [
        Standing.WITHIN,
        Standing.ABOVE,
        Standing.FAR_ABOVE,
        Standing.BELOW,
        Standing.FAR_BELOW,
    ]


def test_a_common_rate_without_chance() -> None:
    assert (limits(0, 10, WARNING).low, limits(0, 10, WARNING).high) == (0, 0)
    assert standing(1, 10, 1) is Standing.WITHIN


@pytest.mark.parametrize(("common", "people"), [(0.5, 0), (1.5, 10), (-0.1, 10)])
def test_what_cannot_be(common: float, people: int) -> None:
    with pytest.raises(ValueError, match="no limits"):
        limits(common, people, WARNING)
