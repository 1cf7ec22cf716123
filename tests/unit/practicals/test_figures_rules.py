"""Which tasks fail, how long they take, how far trainers agree: held against plain counts."""

import statistics
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.statistics import Rate, newcombe, wilson
from school.practicals.figures.rules import (
    ENOUGH,
    FirstAttempts,
    Spread,
    Stratum,
    compare,
    failures,
    proposed_minutes,
    spread,
    strata_of_trainers,
)


@st.composite
def rates(draw: st.DrawFn, least: int = 0) -> Rate:
    whole = draw(st.integers(least, 60))
    return Rate(draw(st.integers(0, whole)), whole)


@st.composite
def first_attempts(draw: st.DrawFn) -> FirstAttempts:
    found = draw(rates(1))
    return FirstAttempts(
        draw(st.integers(1, 4)),
        draw(st.none() | st.integers(1, 4)),
        draw(st.booleans()),
        draw(st.booleans()),
        found.numerator,
        found.denominator,
    )


COUNTS = st.lists(first_attempts(), max_size=30)


@given(COUNTS)
def test_the_tasks_of_a_cohort_agree_with_a_plain_count(counts: list[FirstAttempts]) -> None:
    found = failures(counts)
    for task in {one.task_id for one in counts if one.own}:
        own = [one for one in counts if one.own and one.task_id == task]
        failed = sum(one.tried - one.acquired for one in own)
        (rate,) = [one.rate for one in found if one.task_id == task]
        assert rate == Rate(failed, sum(one.tried for one in own))
    assert len(found) == len({one.task_id for one in counts if one.own})
    lows = [one.rate.low or 0 for one in found]
    assert lows == sorted(lows, reverse=True)


def test_a_single_failure_does_not_lead_the_list() -> None:
    once = FirstAttempts(1, None, own=True, recent=True, acquired=0, tried=1)
    often = FirstAttempts(2, None, own=True, recent=True, acquired=5, tried=20)
    assert [one.task_id for one in failures([once, often])] == [2, 1]


@given(COUNTS)
def test_colleagues_are_all_the_others_at_the_same_task(counts: list[FirstAttempts]) -> None:
    found = strata_of_trainers(counts)
    recent = [one for one in counts if one.recent]
    assert set(found) == {one.trainer_id for one in recent} - {None}
    for trainer, strata in found.items():
        tasks = {one.task_id for one in recent if one.trainer_id == trainer}
        plain = Counter(
            (
                sum(
                    one.acquired
                    for one in recent
                    if one.task_id == task and one.trainer_id == trainer
                ),
                sum(
                    one.tried for one in recent if one.task_id == task and one.trainer_id != trainer
                ),
            )
            for task in tasks
        )
        assert Counter((one.own.numerator, one.others.denominator) for one in strata) == plain


@given(own=rates(1), others=rates(1))
def test_at_one_task_it_is_the_interval_of_two_shares(own: Rate, others: Rate) -> None:
    found = compare([Stratum(own, others)])
    interval = newcombe(own.numerator, own.denominator, others.numerator, others.denominator)
    assert found is not None
    assert interval is not None
    assert found.interval.low == pytest.approx(interval.low)
    assert found.interval.high == pytest.approx(interval.high)


@given(st.lists(st.builds(Stratum, rates(), rates()), max_size=8))
def test_what_is_expected_weighs_colleagues_by_the_trainers_own_tasks(
    strata: list[Stratum],
) -> None:
    found = compare(strata)
    usable = [one for one in strata if one.own.denominator and one.others.denominator]
    if not usable:
        assert found is None
        return
    assert found is not None
    plain = sum(
        one.own.denominator * one.others.numerator / one.others.denominator for one in usable
    )
    number = sum(one.own.denominator for one in usable)
    assert found.observed == Rate(sum(one.own.numerator for one in usable), number)
    assert found.expected == pytest.approx(plain / number)
    assert found.others == sum(one.others.denominator for one in usable)
    assert -1 <= found.interval.low <= found.difference <= found.interval.high <= 1
    assert found.is_enough == (number >= ENOUGH and found.others >= ENOUGH)
    assert not found.is_apart or found.difference != 0


def test_tasks_are_put_together_by_the_squares_of_their_weighted_limits() -> None:
    found = compare([Stratum(Rate(6, 10), Rate(8, 10)), Stratum(Rate(15, 30), Rate(10, 40))])
    own, one, two = wilson(21, 40), wilson(8, 10), wilson(10, 40)
    assert found is not None
    assert own is not None
    assert one is not None
    assert two is not None
    expected = 0.25 * 0.8 + 0.75 * 0.25
    above = (0.25 * (one.high - 0.8)) ** 2 + (0.75 * (two.high - 0.25)) ** 2
    below = (0.25 * (0.8 - one.low)) ** 2 + (0.75 * (0.25 - two.low)) ** 2
    difference = 21 / 40 - expected
    low = difference - ((21 / 40 - own.low) ** 2 + above) ** 0.5
    high = difference + ((own.high - 21 / 40) ** 2 + below) ** 0.5
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))


def test_few_are_not_told_apart_and_many_are() -> None:
    few = compare([Stratum(Rate(0, 9), Rate(90, 100))])
    many = compare([Stratum(Rate(5, 20), Rate(90, 100))])
    assert few is not None
    assert many is not None
    assert (few.is_enough, few.is_apart) == (False, False)
    assert (many.is_enough, many.is_apart) == (True, True)


@given(st.lists(st.decimals(1, 400, places=1), min_size=2, max_size=80))
def test_quartiles_agree_with_those_of_the_standard_library(values: list[Decimal]) -> None:
    found = spread(Counter(values))
    low, median, high = statistics.quantiles([float(one) for one in values], method="inclusive")
    assert found is not None
    assert (found.low, found.median, found.high) == pytest.approx((low, median, high))
    assert found.median == pytest.approx(statistics.median([float(one) for one in values]))
    assert found.number == len(values)


def test_quartiles_of_one_value_and_of_none() -> None:
    assert spread({Decimal(7): 1}) == Spread(7, 7, 7, 1)
    assert spread({}) is None


@pytest.mark.parametrize(
    ("median", "number", "allowed", "proposed"),
    [
        (12.4, 10, 10, 12),
        (12.5, 10, 10, 13),
        (62.4, 40, 90, 60),
        (62.5, 40, 90, 65),
        (91.0, 40, 90, None),
        (62.4, 9, 90, None),
        (0.2, 10, 5, 1),
        (45.0, 12, None, 45),
    ],
)
def test_the_schools_own_median_resets_an_allowance(
    median: float, number: int, allowed: int | None, proposed: int | None
) -> None:
    assert proposed_minutes(Spread(median, median, median, number), allowed) == proposed


def test_without_times_nothing_is_proposed() -> None:
    assert proposed_minutes(None, 90) is None
