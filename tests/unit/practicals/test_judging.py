"""Losses of one trainer beside those of colleagues, held against a plain computation."""

import statistics
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.statistics import Z95
from school.practicals.figures.judging import MeasuredLoss, compare_losses

LOSSES = st.lists(
    st.builds(
        MeasuredLoss,
        st.integers(1, 3),
        st.integers(1, 3),
        st.floats(min_value=-1, max_value=1),
    ),
    max_size=40,
)


@given(LOSSES)
def test_colleagues_weigh_as_the_trainers_own_tasks_do(losses: list[MeasuredLoss]) -> None:
    found = compare_losses(losses, 1)
    own = [one for one in losses if one.trainer_id == 1]
    others = [one for one in losses if one.trainer_id != 1]
    shared = {one.task_id for one in own} & {one.task_id for one in others}
    own = [one for one in own if one.task_id in shared]
    if not own:
        assert found is None
        return
    assert found is not None
    expected = statistics.mean(
        statistics.mean(other.loss for other in others if other.task_id == one.task_id)
        for one in own
    )
    assert found.number == len(own)
    assert found.mean == pytest.approx(statistics.mean(one.loss for one in own))
    assert found.expected == pytest.approx(expected, abs=1e-9)
    assert found.others == sum(one.task_id in shared for one in others)
    assert found.colleagues == len({one.trainer_id for one in others if one.task_id in shared})
    assert found.interval.low <= found.difference + 1e-12
    assert found.difference <= found.interval.high + 1e-12


def test_at_one_task_it_is_the_interval_of_two_means() -> None:
    one, two = [0.03, 0.05, 0.04, 0.06] * 3, [0.06, 0.08, 0.07, 0.09] * 4
    losses = [MeasuredLoss(1, 1, value) for value in one]
    losses += [MeasuredLoss(1, 2, value) for value in two]
    found = compare_losses(losses, 1)
    squares = statistics.variance(one) * (len(one) - 1) + statistics.variance(two) * (len(two) - 1)
    half = Z95 * sqrt(squares / (len(one) + len(two) - 2)) * sqrt(1 / len(one) + 1 / len(two))
    assert found is not None
    assert found.interval.low == pytest.approx(found.difference - half)
    assert found.interval.high == pytest.approx(found.difference + half)
    assert not found.interval.contains(0)


def test_few_are_not_told_apart() -> None:
    losses = [MeasuredLoss(1, 1, 0.01 + place / 1000) for place in range(9)]
    losses += [MeasuredLoss(1, 2, 0.2 + place / 1000) for place in range(30)]
    found = compare_losses(losses, 1)
    assert found is not None
    assert not found.is_enough
    assert compare_losses(losses, 3) is None
