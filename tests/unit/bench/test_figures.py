"""The arithmetic of the bench."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import percentile, ratio, table, times, written

values = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=60)


@given(values, st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_enough_do_not_exceed(
    numbers: list[float], share: float
) -> None:
    found = percentile(numbers, share)
    assert found in numbers
    assert sum(one <= found for one in numbers) >= share * len(numbers)
    assert sum(one < found for one in numbers) < share * len(numbers)


def test_percentiles_of_twenty() -> None:
    numbers = list(range(1, 21))
    assert percentile(numbers, 0.95) == 19
    assert percentile(numbers, 0.5) == 10
    assert percentile(numbers, 1) == 20


@pytest.mark.parametrize(("numbers", "share"), [([], 0.5), ([1.0], 0), ([1.0], 1.1)])
def test_a_percentile_of_nothing_is_refused(numbers: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(numbers, share)


def test_times_are_milliseconds() -> None:
    found = times(8, [0.001, 0.002, 0.009], 0.003)
    assert (found.clients, found.count) == (8, 3)
    assert found.median == pytest.approx(2)
    assert found.p95 == pytest.approx(9)
    assert found.work == pytest.approx(1)


def test_a_ratio_to_nothing_is_a_dash() -> None:
    assert written(ratio(3, 2), 2) == "1.50"
    assert written(ratio(3, 0)) == "—"


def test_a_table_keeps_its_columns() -> None:
    lines = table(("page", "ms"), [("home", "3.0"), ("a long name", "12.5")]).splitlines()
    assert lines == ["page           ms", "home          3.0", "a long name  12.5"]
