"""Intervals and rates: every statistical golden vector of INDICATORS §5."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.statistics import Interval, Rate, median, newcombe, wilson

PRECISION = 5e-5


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    whole = draw(st.integers(min_value=1, max_value=5000))
    return draw(st.integers(min_value=0, max_value=whole)), whole


def same(found: Interval | None, low: float, high: float) -> bool:
    assert found is not None
    return found.low == pytest.approx(low, abs=PRECISION) and found.high == pytest.approx(
        high, abs=PRECISION
    )


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (12, 20, 0.3866, 0.7812),
        (12, 17, 0.4687, 0.8672),
        (0, 8, 0.0, 0.3244),
        (11, 18, 0.3862, 0.7969),
        (6, 15, 0.1982, 0.6425),
        (7, 10, 0.3968, 0.8922),
    ],
)
def test_wilson_golden_vectors(successes: int, trials: int, low: float, high: float) -> None:
    assert same(wilson(successes, trials), low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
        ((9, 14), (18, 26), -0.3418, 0.2234),
        ((0, 4), (7, 9), -0.9368, -0.1898),
    ],
)
def test_newcombe_golden_vectors(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    assert same(newcombe(*first, *second), low, high)


def test_no_trials_give_nothing() -> None:
    assert wilson(0, 0) is None
    assert newcombe(0, 0, 1, 2) is None
    assert newcombe(1, 2, 0, 0) is None
    assert Rate(0, 0).value is None
    assert Rate(0, 0).interval is None
    assert Rate(0, 0).percentage is None


@pytest.mark.parametrize(("part", "whole"), [(-1, 3), (4, 3), (1, 0), (0, -1)])
def test_impossible_counts_are_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="expected 0 <= part <= whole"):
        wilson(part, whole)
    with pytest.raises(ValueError, match="expected 0 <= part <= whole"):
        Rate(part, whole)


@given(count=counts())
def test_wilson_holds_the_observed_share(count: tuple[int, int]) -> None:
    successes, trials = count
    found = wilson(successes, trials)
    assert found is not None
    assert 0.0 <= found.low <= successes / trials <= found.high <= 1.0
    assert (found.low == 0.0) == (successes == 0)
    assert (found.high == 1.0) == (successes == trials)


@given(count=counts())
def test_wilson_mirrors_failures(count: tuple[int, int]) -> None:
    successes, trials = count
    found, mirrored = wilson(successes, trials), wilson(trials - successes, trials)
    assert found is not None
    assert mirrored is not None
    assert found.low == pytest.approx(1.0 - mirrored.high, abs=1e-12)


@given(count=counts(), factor=st.integers(min_value=2, max_value=20))
def test_more_trials_narrow_the_interval(count: tuple[int, int], factor: int) -> None:
    few, many = wilson(*count), wilson(count[0] * factor, count[1] * factor)
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


@given(first=counts(), second=counts())
def test_newcombe_holds_the_difference_and_reverses(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found, reversed_ = newcombe(*first, *second), newcombe(*second, *first)
    assert found is not None
    assert reversed_ is not None
    assert found.contains(first[0] / first[1] - second[0] / second[1])
    assert -1.0 - 1e-12 <= found.low <= found.high <= 1.0 + 1e-12
    assert found.low == pytest.approx(-reversed_.high, abs=1e-12)
    assert found.high == pytest.approx(-reversed_.low, abs=1e-12)


def test_an_interval_contains_its_ends() -> None:
    interval = Interval(-0.1, 0.2)
    assert interval.contains(-0.1)
    assert interval.contains(0.2)
    assert not interval.contains(0.21)
    assert not interval.contains(-0.11)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (11, 18, "61.1"),
        (1, 8, "12.5"),
        (1, 16, "6.3"),
        (1, 80, "1.3"),
        (0, 5, "0.0"),
        (5, 5, "100.0"),
    ],
)
def test_percentages_round_halves_up(part: int, whole: int, shown: str) -> None:
    assert Rate(part, whole).percentage == Decimal(shown)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([41], 41), ([3, 1, 2], 2), ([10, 0, 5, 4], 4.5)],
)
def test_median(values: list[float], expected: float | None) -> None:
    assert median(values) == expected
