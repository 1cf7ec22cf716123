"""What may be published of a report, and of two reports one after the other."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.core.statistics import Interval
from school.hiring.indicators.figures import Figures
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import NOBODY, Tally, add_up
from school.hiring.publication.publish import HIDDEN, Published, PublishedRate, publish
from school.hiring.publication.suppression import is_small
from school.hiring.publication.suppression_differences import Difference, differences_revealed

DAY = date(2026, 6, 30)


def people(**counts: int) -> Tally:
    """Make a tally of certified people who all left, of the statuses that are given."""
    everybody = sum(counts.values())
    names = ("applied", "entrants", "leavers", "completed", "certified")
    return Tally(**dict.fromkeys(names, everybody), **counts)


def published(profile: Profile, *groups: tuple[Tally, Tally]) -> Published:
    """Publish the women and men of cohorts C0, C1…, and their total."""
    key = Breakdown.COHORT
    rows = [
        ReportRow({key: f"C{number}"}, Figures(add_up(pair), *pair, 30, 30))
        for number, pair in enumerate(groups)
    ]
    women, men = (add_up(side) for side in zip(*groups, strict=True))
    rows.append(ReportRow({}, Figures(add_up((women, men)), women, men, 30, 30)))
    return publish(Report(Options(DAY, DAY, by=(key,), profile=profile), rows, thorough=True))


def test_internal_hides_nothing() -> None:
    figures = published(Profile.INTERNAL, (people(hired=1), people(not_hired=2))).total.figures
    assert HIDDEN not in [*figures.counts.values(), *figures.rates.values()]
    assert figures.counts["hired"] == 1


def test_g3_bounds_only() -> None:
    pair = (people(unknown=8), NOBODY)
    assert published(Profile.INTERNAL, pair).total.figures.bounds_only is True
    figures = published(Profile.MINISTRY, (people(unknown=12), NOBODY)).total.figures
    assert figures.bounds_only is True
    assert figures.bounds == Interval(0, 1)
    assert figures.hire_rate is HIDDEN
    assert isinstance(figures.coverage, PublishedRate)
    assert published(Profile.MINISTRY, pair).total.figures.bounds is HIDDEN


@pytest.mark.parametrize("men", [NOBODY, people(not_hired=14)])
def test_no_gap_and_no_index_do_not_tell_of_a_hidden_rate(men: Tally) -> None:
    figures = published(Profile.MINISTRY, (people(hired=5, not_hired=4), men)).total.figures
    assert figures.gender_gap is HIDDEN
    assert figures.gender_parity_index is HIDDEN


def test_g15_gap_and_index() -> None:
    pair = (people(not_hired=4), people(hired=7, not_hired=2))
    inside = published(Profile.INTERNAL, pair).total.figures
    assert inside.gender_gap is not HIDDEN
    assert inside.gender_gap.value == pytest.approx(-7 / 9)
    figures = published(Profile.MINISTRY, pair).total.figures
    assert figures.gender_gap is HIDDEN
    assert figures.gender_parity_index is HIDDEN


def test_g16_hired_by_cohort_and_sex() -> None:
    counts = [(3, 17), (8, 12), (6, 14)]
    pairs = [(people(hired=women), people(hired=men)) for women, men in counts]
    rows = published(Profile.MINISTRY, *pairs).lines_by(Breakdown.COHORT)
    shown = [(row.women.counts["hired"], row.men.counts["hired"]) for row in rows]
    assert shown == [(HIDDEN, HIDDEN), (8, 12), (HIDDEN, HIDDEN)]
    assert [row.figures.counts["hired"] for row in rows] == [20, 20, 20]


def test_g17_in_trade() -> None:
    men = people(hired=12)._replace(in_trade=8, trade_known=11)
    figures = published(Profile.MINISTRY, (NOBODY, men)).total.figures
    assert figures.rates["in_trade_rate"] is HIDDEN
    assert figures.rates["in_trade_rate_known"] is HIDDEN
    assert figures.counts["hired"] == 12


def test_nobody_is_a_dash_and_not_hidden() -> None:
    figures = published(Profile.PUBLIC, (NOBODY, NOBODY)).total.figures
    assert figures.hire_rate == PublishedRate(0, 0, None, None)
    assert figures.counts["hired"] == 0


def test_public_is_rounded_and_asks_for_twenty() -> None:
    figures = published(Profile.PUBLIC, (people(hired=8), people(hired=9, not_hired=6)))
    rate = figures.total.figures.hire_rate
    assert rate is not HIDDEN
    assert (rate.numerator, rate.denominator, rate.value) == (15, 25, 0.74)
    assert (rate.low, rate.high) == (0.54, 0.87)
    assert figures.total.women.hire_rate is HIDDEN
    assert figures.total.figures.counts["not_hired"] == 5


@pytest.mark.parametrize("profile", [Profile.MINISTRY, Profile.PUBLIC])
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), min_size=1, max_size=4))
def test_no_count_of_one_to_four_is_published(
    profile: Profile, counts: list[tuple[int, int]]
) -> None:
    pairs = [
        (people(hired=hired), people(hired=hired, not_hired=out, unknown=out // 3))
        for hired, out in counts
    ]
    for row in published(profile, *pairs).rows:
        for figures in (row.figures, row.women, row.men):
            shown = [count for count in figures.counts.values() if count is not HIDDEN]
            assert not [count for count in shown if is_small(count)]


def test_two_reports_one_after_the_other() -> None:
    before = published(Profile.MINISTRY, (people(hired=20), people(hired=30)))
    assert not differences_revealed(before, before)
    one_more = published(Profile.MINISTRY, (people(hired=21), people(hired=30)))
    found = differences_revealed(before, one_more)
    assert Difference((), "", "hired", 50, 51) in found
    assert Difference(((Breakdown.COHORT, "C0"),), "F", "hired", 20, 21) in found
    one_fewer = differences_revealed(one_more, before)
    assert Difference((), "", "hired", 51, 50) in one_fewer
    five_more = published(Profile.MINISTRY, (people(hired=25), people(hired=30)))
    assert not differences_revealed(before, five_more)


@pytest.mark.parametrize(
    ("first", "last", "compared"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), False),
        (date(2024, 1, 1), date(2025, 1, 1), True),
        (date(2026, 1, 1), None, False),
        (None, date(2024, 12, 31), False),
        (date(2025, 12, 31), None, True),
        (None, None, True),
    ],
)
def test_who_left_in_another_year_is_nobody_of_this_one(
    first: date | None, last: date | None, compared: bool
) -> None:
    of_2025 = (date(2025, 1, 1), date(2025, 12, 31))
    reports = [
        replace(
            report,
            options=replace(report.options, period_from=period[0], period_to=period[1]),
        )
        for report, period in (
            (published(Profile.MINISTRY, (people(hired=20), people(hired=30))), of_2025),
            (published(Profile.MINISTRY, (people(hired=21), people(hired=30))), (first, last)),
        )
    ]
    assert bool(differences_revealed(*reports)) is compared
    assert bool(differences_revealed(*reversed(reports))) is compared


def test_a_cohort_of_two_added_shows_in_the_total() -> None:
    first = (people(hired=20), people(hired=30))
    before = published(Profile.MINISTRY, first)
    after = published(Profile.MINISTRY, first, (NOBODY, people(hired=2)))
    found = differences_revealed(before, after)
    assert after.total.figures.counts["hired"] in {52, HIDDEN}
    shown = after.total.figures.counts["hired"] == 52
    assert any(one.group == () and one.count == "hired" for one in found) is shown
