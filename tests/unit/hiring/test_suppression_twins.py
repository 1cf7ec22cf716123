"""A hidden number is not read off a rate that happens to count the same people."""

from datetime import date

from school.hiring.indicators.figures import Figures
from school.hiring.indicators.options import Breakdown, Options, Profile
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import NOBODY, Tally, add_up
from school.hiring.publication.publish import HIDDEN, publish
from tests.unit.hiring.test_suppression_losses import people

DAY = date(2026, 6, 30)


def test_the_yield_does_not_tell_how_many_were_hired() -> None:
    """Nine of eleven, all certified: 9/11 of the entrants would say that two seek work."""
    eleven = Tally(
        entrants=11, leavers=11, completed=11, certified=11,
        hired=9, not_hired=2, yield_base=11, yield_hired=9,
    )  # fmt: skip
    options = Options(DAY, DAY, profile=Profile.MINISTRY)
    figures = publish(Report(options, [ReportRow({}, Figures(eleven))])).total.figures
    assert figures.counts["hired"] is HIDDEN
    assert figures.counts["yield_hired"] is HIDDEN
    assert figures.rates["yield_rate"] is HIDDEN
    assert figures.rates["pass_rate"] is not HIDDEN


def test_who_left_does_not_tell_who_is_certified_where_all_of_them_are() -> None:
    """In each school three study on, and certified is hidden lest n tells it; all completed."""
    key = Breakdown.SCHOOL
    schools = [
        people(continuing=3, hired=hired, self_employed=6, not_hired=8, unknown=9)._replace(
            completed=hired + 26, leavers=hired + 26
        )
        for hired in (20, 30, 40)
    ]
    everybody = add_up(schools)
    assert everybody.leavers == everybody.certified
    groups: list[dict[Breakdown, str | None]] = [{key: "S-1"}, {key: "S-2"}, {key: "S-3"}, {}]
    rows = [
        ReportRow(group, Figures(tally, NOBODY, tally))
        for group, tally in zip(groups, (*schools, everybody), strict=True)
    ]
    published = publish(Report(Options(DAY, DAY, by=(key,), profile=Profile.MINISTRY), rows))
    first = published.rows[0].figures.counts
    assert first["certified"] is HIDDEN
    assert first["completed"] is HIDDEN
    assert first["leavers"] is HIDDEN
    assert first["n"] == 43
