"""The losses of a table beside what its own points fall by."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.practicals.sor import CautionKind, Trace, read_sor
from school.practicals.sor.levels import TOLERANCE_DB
from tests.support.sor_files import (
    Group,
    SorFile,
    WrittenEvent,
    sloping,
    spacing_of,
    time_of,
    written,
)

STEP_M, POINTS = 1.0, 3_000
PLACES = (700.0, 1_500.0)
FIBRE = SorFile(pulses=((30, spacing_of(STEP_M), POINTS),))


def table(losses: list[float], places: tuple[float, ...] = PLACES) -> list[WrittenEvent]:
    return [
        WrittenEvent(number, time_of(at), 200, round(loss * 1_000), 0, b"0F9999")
        for number, (at, loss) in enumerate(zip(places, losses, strict=True), 1)
    ]


def trace(told: list[float], shown: list[float], noise: float = 0.0, seed: int = 1) -> Trace:
    random = Random(seed)  # noqa: S311 - noise needs no secret
    counts = [
        min(65_534, max(1, round(count + random.gauss(0, noise * 1_000))))
        for count in sloping(POINTS, STEP_M, list(zip(PLACES, shown, strict=True)))
    ]
    return read_sor(written(FIBRE.but(events=table(told), groups=(Group(counts),))))


def doubted(found: Trace) -> tuple[int, ...]:
    numbers = [one.events for one in found.cautions if one.kind is CautionKind.LEVELS_DISAGREE]
    return numbers[0] if numbers else ()


LOSSES = st.lists(st.integers(-400, 900).map(lambda value: value / 1000), min_size=2, max_size=2)


@given(losses=LOSSES, noise=st.sampled_from([0.0, 0.01, 0.05]), seed=st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_a_table_that_was_measured_on_its_points_is_believed(
    losses: list[float], noise: float, seed: int
) -> None:
    assert doubted(trace(losses, losses, noise, seed)) == ()


@given(losses=LOSSES, off=st.sampled_from([-0.5, -0.25, 0.25, 0.5]), place=st.integers(0, 1))
@settings(max_examples=25, deadline=None)
def test_a_loss_that_was_written_over_is_named(losses: list[float], off: float, place: int) -> None:
    told = list(losses)
    told[place] += off
    assert doubted(trace(told, losses, 0.01)) == (place + 1,)


def test_instruments_that_fit_otherwise_are_not_accused() -> None:
    near = TOLERANCE_DB - 0.01
    assert doubted(trace([0.05 + near, 0.05 - near], [0.05, 0.05])) == ()


def test_what_cannot_be_told_is_not_said() -> None:
    """Deep in noise, next to another event, or in several groups of points."""
    assert doubted(trace([0.05, 0.05], [0.4, 0.4], noise=3.0)) == ()
    counts = sloping(POINTS, STEP_M, [(700.0, 0.5)])
    crowded = table([0.0] * 3, (690.0, 700.0, 710.0))
    file = FIBRE.but(events=crowded, groups=(Group(counts),))
    assert 2 not in doubted(read_sor(written(file)))
    parts = (Group(counts[:2_000]), Group(counts[2_000:]))
    assert doubted(read_sor(written(file.but(events=table([0.0, 0.0]), groups=parts)))) == ()
    unmeasured = table([-32.768, 0.0])
    assert doubted(read_sor(written(file.but(events=unmeasured)))) == ()


@pytest.mark.parametrize("edge", [0.0, 3.0, 2_996.0, 5_000.0])
def test_an_event_at_the_edge_of_the_trace_is_not_compared(edge: float) -> None:
    counts = sloping(POINTS, STEP_M)
    events = table([2.0], (edge,))
    assert doubted(read_sor(written(FIBRE.but(events=events, groups=(Group(counts),))))) == ()
