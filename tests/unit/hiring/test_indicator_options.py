"""What may be asked of the indicators, and what a benchmark allows to say."""

from datetime import date
from typing import Any

import pytest

from school.core.errors import InvalidInput
from school.core.statistics import Rate
from school.hiring.indicators.benchmarks import OFFERS, WOMEN, Verdict, verdict
from school.hiring.indicators.figures import RATES, WomenShares
from school.hiring.indicators.options import Breakdown, Options

DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("months", {"months": 5}),
        ("as_of", {"as_of": date(1899, 12, 31)}),
        ("known_on", {"known_on": date(2201, 1, 1)}),
        ("period_to", {"period_from": DAY, "period_to": date(2026, 6, 29)}),
        ("by", {"by": (Breakdown.SEX, Breakdown.SEX)}),
        ("by", {"by": (Breakdown.SEX, Breakdown.COHORT, Breakdown.SCHOOL)}),
    ],
)
def test_what_cannot_be_is_refused_by_name(field: str, values: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        Options(**{"as_of": DAY, "known_on": DAY, **values})
    assert refused.value.field == field


def test_a_period_never_ends_after_the_day_of_the_count() -> None:
    assert Options(DAY, DAY, period_to=date(2027, 1, 1)).last_exit == DAY
    assert Options(DAY, DAY, period_to=date(2026, 1, 1)).last_exit == date(2026, 1, 1)
    assert Options(DAY, DAY).last_exit == DAY
    assert Options(DAY, DAY, period_from=DAY, period_to=DAY).first_exit == DAY


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (Rate(52, 100), Verdict.ABOVE),
        (Rate(30, 100), Verdict.BELOW),
        (Rate(12, 40), Verdict.NOT_DISTINGUISHABLE),
        (Rate(0, 0), None),
    ],
)
def test_g23_a_rate_beside_a_benchmark(rate: Rate, expected: Verdict | None) -> None:
    assert verdict(rate, 0.40) is expected


def test_a_benchmark_is_held_against_its_own_indicator() -> None:
    assert {one.indicator for one in OFFERS} == {"offer_rate"}
    assert {one.indicator for one in OFFERS} <= set(RATES)
    assert {one.indicator for one in WOMEN} <= set(WomenShares.__dataclass_fields__)
