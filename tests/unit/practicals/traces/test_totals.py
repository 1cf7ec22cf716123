"""The loss of a whole fibre, from its table of events."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.practicals.traces.totals import summed_loss_db
from tests.support.traces import trace_with

SPLICES = st.lists(
    st.tuples(
        st.integers(1, 39).map(lambda at: at * 100.0),
        st.integers(-300, 900).map(lambda loss: loss / 1000),
    ),
    unique_by=lambda one: one[0],
    max_size=8,
)


@given(splices=SPLICES)
@settings(deadline=None, max_examples=40)
def test_fibre_and_events_add_up(splices: list[tuple[float, float]]) -> None:
    """Four kilometres at 0.2 dB/km, and every splice: wherever they stand."""
    total = summed_loss_db(trace_with(splices))
    assert total == pytest.approx(0.8 + sum(loss for _, loss in splices), abs=0.002)


def test_a_connector_after_the_launch_fibre_counts_and_what_is_before_does_not() -> None:
    connectors = [(-300.0, 0.9, -50.0), (0.0, 0.3, -50.0), (4_100.0, 0.4, -50.0)]
    assert summed_loss_db(trace_with(connectors=connectors)) == pytest.approx(1.1, abs=0.002)


def test_a_table_that_lacks_something_has_no_sum() -> None:
    assert summed_loss_db(trace_with(length_m=None)) is None
    assert summed_loss_db(trace_with([(1_000, -32.768)])) is None
