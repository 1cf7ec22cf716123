"""Of how many people each figure is published at least: the rule at its limits (INDICATORS §3)."""

from datetime import date

import pytest

from school.core.statistics import Interval
from school.hiring.indicators.figures import RATES, Figures
from school.hiring.indicators.options import Options, Profile
from school.hiring.indicators.report import Report, ReportRow
from school.hiring.indicators.tallies import NOBODY, Tally, add_up
from school.hiring.publication.publish import HIDDEN, PublishedFigures, PublishedGap, publish

DAY = date(2026, 6, 30)
LEAST = [(Profile.MINISTRY, 10), (Profile.PUBLIC, 20)]
OF_LOW_COVERAGE = {
    "hire_rate",
    "hire_rate_known",
    "integration_rate",
    "positive_destination_rate",
    "employed_at_rate",
}


def people(**counts: int) -> Tally:
    """Make a tally of people who all left with the certificate, of the statuses given."""
    everybody = sum(counts.values())
    hired = counts.get("hired", 0)
    names = ("applied", "entrants", "leavers", "completed", "certified", "placed", "yield_base")
    return Tally(**dict.fromkeys(names, everybody), **counts, yield_hired=hired, employed=hired)


def published(profile: Profile, women: Tally, men: Tally = NOBODY) -> PublishedFigures:
    """Publish a report of one line."""
    figures = Figures(add_up((women, men)), women, men, 30, 30)
    row = ReportRow({}, figures)
    report = Report(Options(DAY, DAY, profile=profile), [row], thorough=True)
    return publish(report).total.figures


@pytest.mark.parametrize(("profile", "least"), LEAST)
def test_a_rate_and_the_bounds_need_their_denominator(profile: Profile, least: int) -> None:
    few, enough = (published(profile, people(hired=count)) for count in (least - 1, least))
    assert few.hire_rate is few.bounds is few.rates["certification_rate"] is HIDDEN
    assert enough.hire_rate is not HIDDEN
    assert enough.hire_rate.value == 1
    assert enough.bounds == Interval(1, 1)


@pytest.mark.parametrize(("profile", "least"), LEAST)
def test_the_median_needs_the_hired_and_not_the_denominator(profile: Profile, least: int) -> None:
    few, enough = (
        published(profile, people(hired=count, not_hired=least)) for count in (least - 1, least)
    )
    assert few.hire_rate is not HIDDEN
    assert few.median_days_to_hire is HIDDEN
    assert enough.median_days_to_hire == 30


@pytest.mark.parametrize(("profile", "least"), LEAST)
@pytest.mark.parametrize("of_women", [True, False])
def test_gap_and_index_need_both_sexes(profile: Profile, least: int, of_women: bool) -> None:
    for count, shown in ((least - 1, False), (least, True)):
        one, other = people(hired=count), people(hired=least + 5)
        pair = (one, other) if of_women else (other, one)
        found = published(profile, *pair)
        assert isinstance(found.gender_gap, PublishedGap) is shown
        assert (found.gender_parity_index == 1) is shown


@pytest.mark.parametrize(("profile", "least"), LEAST)
def test_each_rate_needs_its_own_denominator(profile: Profile, least: int) -> None:
    found = published(profile, people(hired=least - 1, unknown=5))
    assert found.hire_rate is not HIDDEN
    assert found.rates["hire_rate_known"] is HIDDEN
    assert published(profile, people(hired=least, unknown=5)).rates["hire_rate_known"] is not HIDDEN


def test_a_share_of_women_does_not_tell_how_few_men_there_are() -> None:
    """Of three men and four whose sex is not stated both are hidden, and women are not."""
    women, men = people(hired=20), people(hired=3)
    everybody = add_up((women, men, people(hired=4)))
    row = ReportRow({}, Figures(everybody, women, men, 30, 30))
    options = Options(DAY, DAY, profile=Profile.MINISTRY)
    total = publish(Report(options, [row], thorough=True)).total
    assert total.figures.counts["hired"] == 27
    assert set(total.figures.shares.values()) == {HIDDEN}


@pytest.mark.parametrize("profile", [Profile.MINISTRY, Profile.PUBLIC])
def test_of_low_coverage_five_rates_are_hidden_and_the_bounds_are_not(profile: Profile) -> None:
    low = published(profile, people(hired=20, self_employed=10, not_hired=29, unknown=40))
    assert low.bounds_only is True
    none_counted = {"offer_acceptance_rate", "same_employer_rate"}
    hidden = {name for name in RATES if low.rates[name] is HIDDEN}
    assert hidden - none_counted == OF_LOW_COVERAGE
    assert isinstance(low.bounds, Interval)
    at_the_limit = published(profile, people(hired=20, self_employed=10, not_hired=30, unknown=40))
    assert at_the_limit.bounds_only is False
    assert at_the_limit.hire_rate is not HIDDEN


def test_low_coverage_hides_nothing_inside() -> None:
    inside = published(Profile.INTERNAL, people(hired=1, unknown=5))
    assert inside.bounds_only is True
    assert HIDDEN not in inside.rates.values()


def test_public_shares_are_hundredths_and_counts_fives() -> None:
    found = published(
        Profile.PUBLIC, people(hired=22, not_hired=11), people(hired=33, not_hired=28)
    )
    rate = found.hire_rate
    assert rate is not HIDDEN
    assert (rate.numerator, rate.denominator) == (55, 95)
    assert (rate.value, rate.low, rate.high) == (0.59, 0.48, 0.68)
    assert found.bounds == Interval(0.59, 0.59)
    assert found.counts["not_hired"] == 40
    gap = found.gender_gap
    assert gap is not HIDDEN
    assert gap.value == 0.13
    assert gap.interval == Interval(-0.08, 0.31)
    assert found.gender_parity_index == 1.23
