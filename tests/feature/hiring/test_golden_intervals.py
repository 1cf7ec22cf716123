"""The golden intervals of INDICATORS §5, counted by the database, and its other rows in full."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.core.statistics import Rate
from school.hiring.indicators.benchmarks import OFFERS, Verdict, verdict
from school.hiring.indicators.figures import Figures, Gap
from school.hiring.indicators.files import as_data
from school.hiring.indicators.options import Breakdown, Options
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report
from school.hiring.publication.publish import publish
from school.hiring.rules import Decision, SituationKind
from tests.factories.careers import LEFT_ON, Careers
from tests.factories.records import make_cohort, make_enrolment, make_offer

A_DAY = date(2026, 6, 30)
OF_LEAVERS = {"retention_rate", "certification_rate", "yield_rate"}
"""The rates that somebody who dropped out counts in."""

WILSON = {
    "W1": (81, 263, 0.2553, 0.3662),
    "W2": (15, 148, 0.0624, 0.1605),
    "W3": (0, 20, 0.0, 0.1611),
    "W4": (1, 29, 0.0061, 0.1718),
    "W5": (8, 10, 0.4902, 0.9433),
    "W6": (10, 10, 0.7225, 1.0),
}
NEWCOMBE = {
    "N1": ((56, 70), (48, 80), (0.0524, 0.3339)),
    "N2": ((9, 10), (3, 10), (0.1705, 0.8090)),
    "N3": ((6, 7), (2, 7), (0.0582, 0.8062)),
    "N4": ((5, 56), (0, 29), (-0.0381, 0.1926)),
    "N5": ((0, 10), (0, 20), (-0.1611, 0.2775)),
    "N6": ((0, 10), (0, 10), (-0.2775, 0.2775)),
    "N7": ((10, 10), (0, 20), (0.6791, 1.0)),
    "N8": ((10, 10), (0, 10), (0.6075, 1.0)),
}


def by_cohort(session: Session) -> dict[str | None, Figures]:
    """Give the figures of each cohort."""
    options = Options(A_DAY, A_DAY, by=(Breakdown.COHORT,))
    rows = hiring_report(session, EVERY_SCHOOL, options).lines_by(Breakdown.COHORT)
    return {row.group[Breakdown.COHORT]: row.figures for row in rows}


def people(session: Session, cohort: str, sex: Sex, hired: int, certified: int) -> None:
    """Certify people of a cohort, the first few of them hired."""
    careers = Careers(session, session.info[cohort])
    careers.hired(hired, sex)
    careers.certified(certified - hired, sex)


def cohort(session: Session, reference: str) -> None:
    """Open a cohort and keep it under its code."""
    session.info[reference] = make_cohort(
        session, reference=reference, starts_on=date(2024, 11, 1), ends_on=LEFT_ON
    )


def ends(figure: Rate | Gap) -> tuple[float, float]:
    assert figure.low is not None
    assert figure.high is not None
    return round(figure.low, 4), round(figure.high, 4)


def test_every_golden_interval_of_a_rate(session: Session) -> None:
    for reference, (hired, certified, _, _) in WILSON.items():
        cohort(session, reference)
        people(session, reference, Sex.MALE, hired, certified)
    found = by_cohort(session)
    for reference, (hired, certified, low, high) in WILSON.items():
        rate = found[reference].hire_rate
        assert rate == Rate(hired, certified)
        assert ends(rate) == (low, high), reference


def test_every_golden_interval_of_a_gap(session: Session) -> None:
    for reference, (women, men, _) in NEWCOMBE.items():
        cohort(session, reference)
        people(session, reference, Sex.FEMALE, *women)
        people(session, reference, Sex.MALE, *men)
    found = by_cohort(session)
    for reference, (women, men, (low, high)) in NEWCOMBE.items():
        gap = found[reference].gender_gap
        assert gap.value == pytest.approx(women[0] / women[1] - men[0] / men[1])
        assert ends(gap) == (low, high), reference
        assert gap.established is (low > 0 or high < 0)


def test_g2_every_rate_interval_and_index_is_null(session: Session) -> None:
    Careers(session).withdrawn(2, Sex.FEMALE)
    Careers(session).withdrawn(2, Sex.MALE)
    report = hiring_report(session, EVERY_SCHOOL, Options(A_DAY, A_DAY), thorough=True)
    [total] = as_data(publish(report))["rows"]
    rates = {name: rate for name, rate in total.items() if "numerator" in (rate or ())}
    assert len(rates) == 16
    for name in set(rates) - OF_LEAVERS:
        assert rates[name] == {
            "numerator": 0,
            "denominator": 0,
            "value": None,
            "low": None,
            "high": None,
        }, name
    assert total["bounds"] == {"low": None, "high": None}
    assert total["gender_gap"]["value"] is total["gender_gap"]["low"] is None
    assert total["gender_parity_index"] is total["median_days_to_hire"] is None
    assert total["bounds_only"] is total["gender_gap"]["established"] is False


def test_g8_day_and_delay_of_the_first_hire_of_two(session: Session) -> None:
    careers = Careers(session, left_on=date(2024, 12, 15))
    [one] = careers.certified()
    careers.hire(one, starts_on=date(2025, 2, 1), ends_on=date(2025, 3, 15))
    careers.hire(one, starts_on=date(2025, 5, 1))
    for months, kept in ((3, 0), (6, 1), (12, 1)):
        options = Options(A_DAY, A_DAY, months)
        figures = hiring_report(session, EVERY_SCHOOL, options).total.figures
        assert (figures.tally.hired, figures.median_days_to_hire) == (1, 48)
        # D_3 is the last day of the first contract.
        assert figures.employed_at_rate == Rate(1 if months == 3 else kept, 1)


@pytest.mark.parametrize(
    ("left_on", "months", "due_on"),
    [
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_g11_mature_on_the_last_day_of_a_short_month(
    session: Session, left_on: date, months: int, due_on: date
) -> None:
    Careers(session, left_on=left_on).certified()
    early, in_time = (
        hiring_report(session, EVERY_SCHOOL, Options(day, day, months)).total.figures.tally
        for day in (date.fromordinal(due_on.toordinal() - 1), due_on)
    )
    assert (early.immature, early.unknown) == (1, 0)
    assert (in_time.immature, in_time.unknown) == (0, 1)


def test_g13_each_cohort_and_their_total(session: Session) -> None:
    for reference in ("C1", "C2"):
        cohort(session, reference)
    first, second = (Careers(session, session.info[name]) for name in ("C1", "C2"))
    both = first.hired(6)[0]
    first.certified(4)
    second.hired(4)
    second.certified(3)
    make_enrolment(session, second.cohort, both.trainee, completed_on=LEFT_ON, certified_on=LEFT_ON)
    found = by_cohort(session)
    assert (found["C1"].hire_rate, found["C2"].hire_rate) == (Rate(6, 10), Rate(5, 8))
    total = hiring_report(session, EVERY_SCHOOL, Options(A_DAY, A_DAY)).total.figures.hire_rate
    assert total == Rate(10, 17)


@pytest.mark.parametrize(
    ("offers", "placed", "expected"),
    [
        (52, 100, Verdict.ABOVE),
        (30, 100, Verdict.BELOW),
        (12, 40, Verdict.NOT_DISTINGUISHABLE),
    ],
)
def test_g23_offers_of_people_beside_the_benchmark(
    session: Session, offers: int, placed: int, expected: Verdict
) -> None:
    careers = Careers(session)
    for number, one in enumerate(careers.found(SituationKind.SEEKING, placed)):
        careers.placement(one)
        if number < offers:
            make_offer(
                session,
                one.trainee,
                offered_on=LEFT_ON,
                decision=Decision.DECLINED,
                recorded_on=LEFT_ON,
            )
    figures = hiring_report(session, EVERY_SCHOOL, Options(A_DAY, A_DAY)).total.figures
    benchmark = next(one for one in OFFERS if one.share == 0.40)
    assert figures.offer_rate == Rate(offers, placed)
    assert verdict(getattr(figures, benchmark.indicator), benchmark.share) is expected
