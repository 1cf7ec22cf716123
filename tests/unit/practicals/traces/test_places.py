"""Places of two lists belong together when they are near: each once, as many as can be."""

from itertools import combinations, permutations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.practicals.traces.places import half_pulse_m, matches, tolerance_m
from tests.support.sor_files import spacing_of
from tests.support.traces import trace_with

PLACES = st.lists(st.integers(0, 30).map(float), max_size=4)


def best_by_trying(left: list[float], right: list[float], within: float) -> tuple[int, float]:
    """Try every way: the most pairs, then the smallest gaps in all."""
    small, large = sorted((left, right), key=len)
    for size in range(len(small), 0, -1):
        sums = [
            sum(abs(one - other) for one, other in zip(some, others, strict=True))
            for some in combinations(small, size)
            for others in permutations(large, size)
            if all(abs(one - other) <= within for one, other in zip(some, others, strict=True))
        ]
        if sums:
            return size, min(sums)
    return 0, 0.0


@given(left=PLACES, right=PLACES, within=st.integers(0, 8).map(float))
@settings(deadline=None)
def test_no_other_way_pairs_more_or_nearer(
    left: list[float], right: list[float], within: float
) -> None:
    pairs = matches(left, right, within)
    gaps = [abs(left[one] - right[other]) for one, other in pairs]
    assert all(gap <= within for gap in gaps)
    assert (len(pairs), sum(gaps)) == best_by_trying(left, right, within)


@given(left=PLACES, right=PLACES)
def test_each_is_paired_once_in_the_order_of_the_fibre(
    left: list[float], right: list[float]
) -> None:
    pairs = matches(left, right, 5.0)
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert [left[one] for one, _ in pairs] == sorted(left[one] for one, _ in pairs)
    assert [right[other] for _, other in pairs] == sorted(right[other] for _, other in pairs)


def test_a_thousand_events_on_one_place_are_paired_in_bounded_time() -> None:
    begun = process_time()
    assert len(matches([5.0] * 1_000, [6.0] * 1_000, 2.0)) == 1_000
    spread = [float(place) for place in range(0, 100_000, 10)]
    assert len(matches(spread, spread, 2.0)) == len(spread)
    assert process_time() - begun < 8


def test_half_a_pulse_is_ten_metres_for_a_hundred_nanoseconds() -> None:
    trace = trace_with(pulses=((100, spacing_of(2.0), 2_600),))
    assert half_pulse_m(trace) == pytest.approx(10.21, abs=0.01)
    assert tolerance_m(trace) == half_pulse_m(trace)


@pytest.mark.parametrize(
    ("pulse", "step", "tolerance"), [(5, 0.5, 2.0), (5, 4.0, 8.0), (30, 0.5, 3.063)]
)
def test_the_tolerance_is_the_largest_of_three(pulse: int, step: float, tolerance: float) -> None:
    trace = trace_with(pulses=((pulse, spacing_of(step), 2_600),))
    assert tolerance_m(trace) == pytest.approx(tolerance, abs=0.001)
    assert tolerance_m(trace, 50.0) == 50.0
