"""Which cohorts are past, which awaited, and with how many people (no database)."""

from datetime import date

import pytest

from school.hiring.indicators.figures import Figures
from school.hiring.indicators.forecast_rules import Coming, Past, forecast
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import Tally
from school.oversight.forecasts import forecasts_of

DAY = date(2026, 6, 30)
PAST = Tally(leavers=25, completed=22, certified=20, hired=12, not_hired=5, unknown=3)


def row(name: str, tally: Tally, settles_on: date | None) -> ReportRow:
    return ReportRow({Breakdown.COHORT: name}, Figures(tally), settles_on)


def report(*rows: ReportRow) -> Report:
    options = Options(DAY, DAY, by=(Breakdown.COHORT,))
    return Report(options, [*rows, ReportRow({}, Figures(Tally()))])


def past(*names: str) -> list[ReportRow]:
    return [row(name, PAST, date(2024, 1 + number, 28)) for number, name in enumerate(names)]


def test_people_in_training_count_as_those_before_them_did() -> None:
    found = forecasts_of(report(*past("A", "B", "C")), {"D": 25})
    [awaited] = found.awaited
    assert (awaited.name, found.settled) == ("D", 3)
    assert awaited.forecast.people == 20, "of 25 leavers 20 were counted"
    assert awaited.forecast == forecast((Past(12, 20),) * 3, Coming(20))


def test_who_is_certified_counts_and_who_is_known_already_too() -> None:
    partly = Tally(leavers=20, certified=18, hired=6, not_hired=2, immature=10)
    found = forecasts_of(report(*past("A", "B"), row("C", partly, date(2024, 6, 1))), {})
    assert found.settled == 2
    assert [one.forecast for one in found.awaited] == [
        forecast((Past(12, 20),) * 2, Coming(10, 6, 8))
    ]


def test_the_excluded_and_studying_of_the_past_lower_who_is_awaited() -> None:
    left_out = Tally(leavers=25, certified=20, hired=10, excluded=2, continuing=8)
    rows = [row(name, left_out, date(2024, 1, 1)) for name in "AB"]
    found = forecasts_of(report(*rows, row("C", Tally(immature=20), None)), {})
    assert found.awaited[0].forecast.people == 10


@pytest.mark.parametrize(
    "odd",
    [
        row("P", PAST, date(2026, 7, 15)),
        row("N", Tally(leavers=3, certified=3, excluded=3), date(2024, 1, 1)),
        row("Q", Tally(applied=5), None),
    ],
    ids=["provisional", "nobody counted", "only applied"],
)
def test_what_is_not_settled_is_not_past(odd: ReportRow) -> None:
    found = forecasts_of(report(*past("A", "B"), odd), {"D": 10})
    assert found.settled == 2


def test_a_new_school_is_told_nothing() -> None:
    for rows in ([], past("A")):
        found = forecasts_of(report(*rows), {"D": 20})
        assert (found.awaited, found.tested.trials) == ((), ())
