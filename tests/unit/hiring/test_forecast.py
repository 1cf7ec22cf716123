"""The forecast of a cohort's rate: what it must do whatever the past, and how often it holds."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.hiring.indicators.forecast_rules import (
    BackTest,
    Coming,
    Forecast,
    Past,
    Settled,
    Trial,
    back_test,
    forecast,
)


@st.composite
def past_cohorts(draw: st.DrawFn) -> tuple[Past, ...]:
    """Draw two to six cohorts of one to forty people."""
    sizes = draw(st.lists(st.integers(1, 40), min_size=2, max_size=6))
    return tuple(Past(draw(st.integers(0, size)), size) for size in sizes)


def of(past: tuple[Past, ...], coming: Coming) -> Forecast:
    found = forecast(past, coming)
    assert found is not None
    return found


@given(past_cohorts(), st.integers(1, 60))
def test_the_expected_rate_lies_in_its_interval(past: tuple[Past, ...], awaited: int) -> None:
    found = of(past, Coming(awaited))
    assert 0 <= found.low <= found.high <= 1
    assert found.low - 1 / awaited <= found.value <= found.high + 1 / awaited
    assert found.people == awaited


@given(past_cohorts(), st.integers(1, 30))
def test_hired_and_not_hired_may_change_places(past: tuple[Past, ...], awaited: int) -> None:
    """Counting those not hired instead turns the forecast upside down."""
    found = of(past, Coming(awaited))
    turned = of(tuple(Past(each.people - each.hired, each.people) for each in past),
                Coming(awaited))  # fmt: skip
    assert turned.value == pytest.approx(1 - found.value, abs=1e-4)


@given(past_cohorts(), st.integers(1, 30), st.integers(0, 30))
def test_what_is_known_of_the_cohort_bounds_it(
    past: tuple[Past, ...], awaited: int, hired: int
) -> None:
    found = of(past, Coming(awaited, hired, 30))
    people = awaited + 30
    assert hired / people <= found.low <= found.high <= (hired + awaited) / people


@given(past_cohorts(), st.integers(2, 12))
def test_to_learn_of_one_person_changes_nothing_on_average(
    past: tuple[Past, ...], awaited: int
) -> None:
    """The forecast is the mean of those after one more person is known, hired or not."""
    chance = of(past, Coming(1)).value
    after = [of(past, Coming(awaited - 1, hired, 1)).value for hired in (0, 1)]
    expected = (1 - chance) * after[0] + chance * after[1]
    assert of(past, Coming(awaited)).value == pytest.approx(expected, abs=1e-4)


def test_nobody_awaited_is_no_forecast_but_the_rate() -> None:
    past = (Past(10, 20), Past(12, 20))
    found = of(past, Coming(0, 5, 10))
    assert (found.value, found.low, found.high) == (0.5, 0.5, 0.5)


def test_nothing_from_one_cohort_or_of_nobody() -> None:
    assert forecast((Past(8, 10),), Coming(10)) is None
    assert forecast((Past(8, 10), Past(0, 0)), Coming(10)) is None
    assert forecast((Past(8, 10), Past(7, 10)), Coming(0)) is None


def test_few_small_cohorts_say_less_than_many_large_ones() -> None:
    few = of((Past(3, 5), Past(3, 5)), Coming(20))
    many = of((Past(60, 100),) * 12, Coming(20))
    assert few.high - few.low > many.high - many.low
    assert many.value == pytest.approx(0.6, abs=0.02)


def test_cohorts_that_differ_widen_the_interval() -> None:
    alike = of((Past(15, 30),) * 6, Coming(30))
    unlike = of((Past(5, 30), Past(25, 30)) * 3, Coming(30))
    assert unlike.high - unlike.low > 1.5 * (alike.high - alike.low)


def test_a_small_cohort_leans_on_the_past_and_a_known_one_on_itself() -> None:
    past = (Past(24, 40),) * 6
    bad_start = of(past, Coming(20, 2, 10))
    no_start = of(past, Coming(20))
    assert bad_start.value < no_start.value
    assert (bad_start.value * 30 - 2) / 20 > 0.4, "the others are still expected near the past"


def test_the_back_test_knows_only_what_was_settled_before() -> None:
    start = date(2023, 1, 1)
    cohorts = [
        Settled(f"C{number}", Past(10 + number, 20), start + timedelta(days=120 * number),
                start + timedelta(days=120 * number + 210))
        for number in range(6)
    ]  # fmt: skip
    found = back_test(list(reversed(cohorts)))
    # Two settled cohorts are needed: those of the first two are there at the fourth exit.
    assert [trial.name for trial in found.trials] == ["C3", "C4", "C5"]
    earlier = of((Past(10, 20), Past(11, 20)), Coming(20))
    assert found.trials[0].forecast == earlier
    assert found.trials[0].actual == 13 / 20


def test_the_summary_of_trials() -> None:
    inside = Trial("A", Forecast(0.6, 0.4, 0.8, 20), 0.5)
    outside = Trial("B", Forecast(0.6, 0.5, 0.7, 20), 0.9)
    summary = BackTest((inside, outside))
    assert summary.held == 1
    assert summary.mean_error == pytest.approx(0.2)
    assert summary.bias == pytest.approx(-0.1)
    assert BackTest(()).mean_error is None
    assert back_test([]).trials == ()


def test_the_interval_holds_about_as_often_as_it_says() -> None:
    """Two hundred invented schools, whose cohorts differ beyond chance: at least 92 % of 200."""
    chance = Random(20261122)  # noqa: S311 - invented schools, no secrets
    held = 0
    for _ in range(200):
        mean = chance.uniform(0.3, 0.8)
        drawn = [_cohort(chance, mean) for _ in range(7)]
        found = of(tuple(drawn[:-1]), Coming(drawn[-1].people))
        held += found.holds(drawn[-1].hired / drawn[-1].people)
    assert held >= 184


def _cohort(chance: Random, mean: float) -> Past:
    own = chance.betavariate(mean * 20, (1 - mean) * 20)
    people = chance.randint(12, 30)
    return Past(sum(chance.random() < own for _ in range(people)), people)
