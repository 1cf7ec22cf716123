"""Forecasts of hours: golden vectors K6 and K7, and what holds for any plans."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.clauses.forecasts import rules
from school.clauses.forecasts.rules import Pipeline, Plan, RunRate
from school.core.statistics import student_t975

MONTHS = [Decimal(x) for x in (180, 200, 220, 240, 260, 210, 190, 120, 240)]
V = Decimal(1860)
K7 = [
    Plan(Fraction(420), Decimal("0.95")),
    Plan(Fraction(300), Decimal("0.80")),
    Plan(Fraction(200), Decimal("0.40")),
]
chances = st.decimals(min_value=0, max_value=1, places=2)
plans = st.builds(Plan, st.fractions(min_value=0, max_value=500, max_denominator=31), chances)


@pytest.mark.parametrize(("degrees", "t"), [(1, 12.7062), (2, 4.3027), (5, 2.5706), (8, 2.3060)])
def test_student_is_that_of_the_tables(degrees: int, t: float) -> None:
    assert student_t975(degrees) == pytest.approx(t, abs=5e-5)


def test_student_needs_a_degree_of_freedom() -> None:
    with pytest.raises(ValueError, match="degree"):
        student_t975(0)


def test_k6_the_pace_of_nine_months() -> None:
    left = rules.remaining_months(date(2025, 9, 30), date(2025, 12, 31))
    found = rules.run_rate(V, MONTHS, left)
    assert left == 3
    assert found is not None
    assert found.value == 2480
    assert round(found.low, 1) == Decimal("2288.4")
    assert round(found.high, 1) == Decimal("2671.6")


def test_k7_plans_of_three_probabilities() -> None:
    found = rules.pipeline(V, K7, Decimal(3000))
    assert found == Pipeline(Decimal(2280), Decimal(2579), Decimal(2780), Decimal(0))
    reach = rules.pipeline(V, K7, Decimal(2500))
    assert reach is not None
    assert reach.reach_probability == Decimal("0.76")
    assert rules.forecast_shortfall(Decimal(3000), found, None) == 421


def test_without_plans_the_shortfall_is_the_pace_s() -> None:
    pace = RunRate(Decimal(2480), Decimal(2288), Decimal(2672))
    assert rules.forecast_shortfall(Decimal(3000), None, pace) == 520
    assert rules.forecast_shortfall(Decimal(2000), None, pace) == 0
    assert rules.forecast_shortfall(Decimal(3000), None, None) is None
    assert rules.pipeline(V, [], Decimal(3000)) is None
    assert rules.run_rate(V, MONTHS[:5], Decimal(3)) is None


def test_no_pace_falls_under_what_is_validated() -> None:
    months = [Decimal(x) for x in (0, 0, 0, 0, 0, 600)]
    found = rules.run_rate(Decimal(600), months, Decimal(6))
    assert found is not None
    assert found.low == 600


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        (date(2025, 9, 1), date(2025, 9, 30), None),
        (date(2025, 9, 21), date(2025, 10, 10), 50),
        (date(2025, 12, 22), date(2026, 1, 10), 50),
        (date(2026, 1, 1), date(2026, 1, 10), None),
        (date(2025, 10, 1), date(2025, 12, 31), 100),
    ],
)
def test_a_plan_counts_for_its_days_ahead(first: date, last: date, hours: int | None) -> None:
    window = (date(2025, 9, 30), date(2025, 12, 31))
    found = rules.plan_ahead((first, last), Decimal(100), Decimal("0.5"), window)
    assert (found.hours if found else None) == hours


def test_months_are_whole_or_a_share_of_their_days() -> None:
    assert rules.remaining_months(date(2025, 1, 15), date(2025, 2, 14)) == rules.told(
        Fraction(16, 31) + Fraction(14, 28)
    )
    assert rules.remaining_months(date(2025, 3, 1), date(2025, 2, 1)) == 0
    assert rules.complete_months(date(2025, 1, 2), date(2025, 5, 30), date(2026, 1, 1)) == (
        date(2025, 2, 1),
        date(2025, 3, 1),
        date(2025, 4, 1),
    )


@settings(max_examples=40)
@given(st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.integers(0, 400))
def test_days_left_and_months_left_agree_for_whole_months(day: date, days: int) -> None:
    end = day + timedelta(days=days)
    parts = rules.remaining_months(day, end)
    whole = (end.year - day.year) * 12 + end.month - day.month
    assert abs(parts - whole) <= 1


@settings(max_examples=60)
@given(st.lists(plans, min_size=1, max_size=6), st.integers(0, 900), st.integers(0, 900))
def test_the_distribution_is_the_enumeration(some: list[Plan], validated: int, quota: int) -> None:
    found = rules.pipeline(Decimal(validated), some, Decimal(quota))
    assert found is not None
    reach = mean = Fraction()
    for outcome in product((True, False), repeat=len(some)):
        chance = prod(
            (
                Fraction(plan.probability) if success else 1 - Fraction(plan.probability)
                for plan, success in zip(some, outcome, strict=True)
            ),
            start=Fraction(1),
        )
        hours = validated + sum(
            (p.hours for p, success in zip(some, outcome, strict=True) if success), Fraction()
        )
        mean += chance * hours
        reach += chance * (hours >= quota)
    assert found.reach_probability == pytest.approx(rules.told(reach), abs=Decimal("1e-20"))
    assert found.central == pytest.approx(rules.told(mean), abs=Decimal("1e-20"))
    assert found.low <= found.high
    assert found.central <= found.high
    assert found.exact


@settings(max_examples=30)
@given(st.lists(plans, max_size=6), st.integers(0, 900))
def test_a_quota_already_reached_is_certain(some: list[Plan], quota: int) -> None:
    found = rules.pipeline(Decimal(quota), some, Decimal(quota))
    assert found is None or found.reach_probability == 1


def test_too_many_sums_are_rounded_down_and_said_so() -> None:
    many = [Plan(Fraction(1000 + 7 * k, 30 + k % 11), Decimal("0.5")) for k in range(60)]
    missing = sum((plan.hours for plan in many), Fraction()) / 2
    chance, exact = rules.reach_probability(missing, many)
    assert not exact
    assert Decimal("0.35") < chance < Decimal("0.55")


def test_a_pace_alone_raises_no_alarm_in_the_first_third() -> None:
    contract = (date(2025, 1, 1), date(2025, 12, 31))
    assert not rules.alarms(Decimal(10), None, contract, date(2025, 4, 1))
    assert rules.alarms(Decimal(10), None, contract, date(2025, 9, 1))
    assert not rules.alarms(Decimal(0), None, contract, date(2025, 9, 1))
    sure = Pipeline(Decimal(0), Decimal(0), Decimal(0), Decimal(0))
    assert rules.alarms(Decimal(10), sure, contract, date(2025, 4, 1))
