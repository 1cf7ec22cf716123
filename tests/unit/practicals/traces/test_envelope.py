"""A few columns that lose no reflection of a trace, however narrow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.practicals.sor import Trace, read_sor
from school.practicals.traces.envelope import Window, envelope, window_around, window_of
from tests.support.sor_files import Group, SorFile, time_of, written
from tests.support.traces import trace_with

GROUPS = st.lists(
    st.builds(Group, st.lists(st.integers(0, 65_535), min_size=1, max_size=60), st.just(1000)),
    min_size=1,
    max_size=2,
)


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    groups = draw(GROUPS)
    pulses = [(30, draw(st.integers(10_000, 10**7)), len(one.counts)) for one in groups]
    offset = draw(st.integers(-1_000, 1_000))
    return read_sor(written(SorFile(groups=groups, pulses=pulses, user_offset=offset)))


def by_hand(trace: Trace, window: Window, columns: int) -> list[list[float]]:
    """Put each point of the window into its column, one by one."""
    found: list[list[float]] = [[] for _ in range(columns)]
    for place, level in trace.levels():
        share = (place - window.from_m) / (window.to_m - window.from_m)
        if 0 <= share <= 1:
            found[min(int(share * columns), columns - 1)].append(level)
    return found


@given(trace=traces(), columns=st.integers(1, 90))
@settings(deadline=None)
def test_no_level_is_lost_and_none_invented(trace: Trace, columns: int) -> None:
    window = Window(trace.first_m, trace.last_m + 1e-9)
    found = envelope(trace, window, columns)
    assert len(found) == columns
    known = [bounds for bounds in found if bounds is not None]
    levels = [level for _, level in trace.levels()]
    assert min(low for low, _ in known) == min(levels)
    assert max(high for _, high in known) == max(levels)
    assert {value for bounds in known for value in bounds} <= set(levels)
    assert sum(bounds is not None for bounds in found) <= min(columns, trace.points)


@pytest.mark.parametrize("columns", [1, 7, 100, 2_600])
def test_each_column_has_the_bounds_of_its_points(columns: int) -> None:
    trace = trace_with([(300, 0.5), (2_000, -0.3)], user_offset=time_of(100))
    # Half a step off the points, so that none stands on a border.
    window = Window(trace.first_m + 99.0, trace.first_m + 4_321.0)
    expected = [(min(one), max(one)) if one else None for one in by_hand(trace, window, columns)]
    assert list(envelope(trace, window, columns)) == expected


def test_the_window_ends_a_little_after_the_fibre() -> None:
    """The points reach 5,200 m; the fibre ends at 4,000 m, and begins 100 m before zero."""
    trace = trace_with(length_m=3_900.0, user_offset=time_of(100))
    window = window_of(trace)
    assert window.from_m == trace.first_m
    assert window.to_m == pytest.approx(-100 + 4_000 * 1.12, abs=0.5)
    assert window_of(trace_with(length_m=5_190.0)).to_m == trace_with().last_m
    whole = trace_with(length_m=None)
    assert window_of(whole) == Window(whole.first_m, whole.last_m)
    backwards = trace_with(length_m=-500.0)
    assert window_of(backwards).to_m == backwards.last_m


@given(
    metres=st.integers(-10_000, 20_000),
    times=st.integers(0, 64),
    length=st.sampled_from([None, 1_000.0, 4_000.0]),
)
@settings(deadline=None, max_examples=40)
def test_a_closer_look_stays_within_the_whole(
    metres: int, times: int, length: float | None
) -> None:
    trace = trace_with(length_m=length, user_offset=time_of(100))
    whole, near = window_of(trace), window_around(trace, metres, times)
    assert whole.from_m <= near.from_m <= near.to_m <= whole.to_m + 1e-6
    assert near.length_m == pytest.approx(whole.length_m / max(times, 1))
    if whole.from_m + near.length_m / 2 <= metres <= whole.to_m - near.length_m / 2:
        assert (near.from_m + near.to_m) / 2 == pytest.approx(metres)


def test_a_single_point_has_a_window_that_divides() -> None:
    trace = read_sor(written(SorFile(groups=(Group((5,)),))))
    window = window_of(trace)
    assert window.length_m > 0
    assert envelope(trace, window, 3).count(None) == 2
