"""What is hidden besides the small counts: as little as can be of what readers come for."""

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from school.hiring.indicators.figures import Figures
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import NOBODY, Tally, add_up
from school.hiring.publication.publish import HIDDEN, Published, publish
from school.hiring.publication.suppression import Line, Table, hidden_cells, is_small
from tests.support.plain_tables import consistent_values

DAY = date(2026, 6, 30)
IMMATURE, EXCLUDED, CONTINUING, HIRED, SELF_EMPLOYED, NOT_HIRED, UNKNOWN, N, CERTIFIED = range(9)
LOSSES = [1, 1, 1, 4, 1, 1, 1, 4, 2]


def people(**statuses: int) -> Tally:
    """Make a tally of certified people of these statuses, and of others who left."""
    certified = sum(statuses.values())
    left = {"completed": certified + 6, "leavers": certified + 12, "entrants": certified + 12}
    return Tally(applied=certified + 20, certified=certified, **left, **statuses)


def schools(*tallies: Tally) -> Published:
    """Publish schools of men for the ministry, and their total."""
    key = Breakdown.SCHOOL
    rows = [
        ReportRow({key: f"S-{number:03d}"}, Figures(men, NOBODY, men, 30, 30))
        for number, men in enumerate(tallies)
    ]
    men = add_up(tallies)
    rows.append(ReportRow({}, Figures(men, NOBODY, men, 30, 30)))
    return publish(Report(Options(DAY, DAY, by=(key,), profile=Profile.MINISTRY), rows, True))


def statuses(counts: list[int]) -> Table:
    """Make the table of one group: its seven statuses, n and certified."""
    n = sum(counts[HIRED:])
    lines = [
        Line(tuple(range(7)), CERTIFIED),
        Line((HIRED, SELF_EMPLOYED, NOT_HIRED, UNKNOWN), N, sparing=True),
        Line((IMMATURE, EXCLUDED, CONTINUING, N), CERTIFIED, sparing=True),
    ]
    return Table([*counts, n, sum(counts)], lines, losses=LOSSES)


def test_three_who_study_on_do_not_cost_the_hiring_rate() -> None:
    school = people(continuing=3, hired=40, self_employed=6, not_hired=8, unknown=10)
    figures = schools(school).total.figures
    assert figures.counts["continuing"] is HIDDEN
    assert figures.counts["certified"] is HIDDEN, "certified less n are those who study on"
    assert figures.hire_rate is not HIDDEN
    assert (figures.hire_rate.numerator, figures.hire_rate.denominator) == (40, 64)


def test_certified_stays_where_two_statuses_hide_each_other() -> None:
    school = people(excluded=2, continuing=3, hired=40, not_hired=8, unknown=10)
    figures = schools(school).total.figures
    assert figures.counts["certified"] == 63
    assert figures.hire_rate is not HIDDEN


def test_a_country_keeps_its_rates() -> None:
    """Forty schools of some seventy certified, most with a few who study on or died."""
    random = Random(40)  # noqa: S311
    tallies = [
        people(
            excluded=random.choice((0, 0, 0, 0, 1)),
            continuing=random.randrange(4),
            hired=random.randrange(25, 45),
            self_employed=random.randrange(4),
            not_hired=random.randrange(4, 12),
            unknown=random.randrange(5, 15),
        )
        for _ in range(40)
    ]
    published = schools(*tallies)
    *rows, total = published.rows
    shown = [row for row in rows if row.figures.hire_rate is not HIDDEN]
    assert len(shown) >= 36, "hardly a school loses its rate for another's small count"
    for name in ("hire_rate", "hire_rate_known", "coverage", "certification_rate"):
        assert total.figures.rates[name] is not HIDDEN


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([0, 0, 1, 2, 3, 5, 6, 9]), min_size=7, max_size=7))
def test_the_statuses_of_a_group_are_never_given_away(counts: list[int]) -> None:
    table = statuses(counts)
    hidden = hidden_cells(table)
    assert {place for place, count in enumerate(table.values) if is_small(count)} <= hidden
    for place in hidden:
        assert len(consistent_values(table, hidden, place)) > 1


def test_a_table_full_of_small_counts_comes_to_an_end() -> None:
    """Twenty groups of one or two, by sex: hardly a count of them has another value."""
    random = Random(20)  # noqa: S311
    tallies = [
        people(hired=random.randrange(1, 3), unknown=random.randrange(3), excluded=1)
        for _ in range(20)
    ]
    published = schools(*tallies)
    shown = [row.figures.counts.values() for row in published.rows]
    numbers = [count for counts in shown for count in counts if count is not HIDDEN]
    assert not [count for count in numbers if is_small(count)]
