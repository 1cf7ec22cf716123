"""A hidden number is not read off a rate that happens to count the same people."""

from datetime import date

from school.hiring.indicators.figures import Figures, Tally
from school.hiring.indicators.options import Options, Profile
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.publication.publish import HIDDEN, publish

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
