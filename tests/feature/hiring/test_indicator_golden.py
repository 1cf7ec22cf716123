"""The golden vectors of INDICATORS §5 on hiring, counted by the database."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from school.cohorts.rules import Sex
from school.core.calendar import add_months
from school.core.statistics import Rate
from school.hiring.indicators.figures import Figures, Gap
from school.hiring.indicators.options import Options
from school.hiring.indicators.report import EVERY_SCHOOL, hiring_report
from school.hiring.rules import Contract, Decision, Evidence, SituationKind, Status
from tests.factories.careers import DUE_ON, LEFT_ON, Careers
from tests.factories.records import make_cohort, make_enrolment, make_offer

A_DAY = date(2026, 6, 30)


def asked(session: Session, **options: object) -> Figures:
    """Give the figures of everybody."""
    values = {"as_of": A_DAY, "known_on": A_DAY, **options}
    asked_for = Options(**values)  # type: ignore[arg-type]
    return hiring_report(session, EVERY_SCHOOL, asked_for, thorough=True).total.figures


def status(session: Session, **options: object) -> Status:
    """Give the status of the only certified person there is."""
    tally = asked(session, **options).tally
    found = [each for each in Status if getattr(tally, each.value)]
    assert len(found) == 1
    assert getattr(tally, found[0].value) == 1
    return found[0]


def rounded(figure: Rate | Gap) -> tuple[float | None, ...]:
    numbers = (figure.value, figure.low, figure.high)
    return tuple(None if number is None else round(number, 4) for number in numbers)


def ends(figures: Figures) -> tuple[float, float] | None:
    bounds = figures.bounds
    return (round(bounds.low, 4), round(bounds.high, 4)) if bounds else None


@pytest.fixture
def careers(session: Session) -> Careers:
    return Careers(session)


def test_g1_hired_known_covered_and_bounded(session: Session, careers: Careers) -> None:
    careers.hired(12)
    careers.found(SituationKind.SEEKING, 5)
    careers.certified(3)
    found = asked(session)
    assert rounded(found.hire_rate) == (0.6, 0.3866, 0.7812)
    assert rounded(found.hire_rate_known) == (0.7059, 0.4687, 0.8672)
    assert found.coverage.value == pytest.approx(0.85)
    assert ends(found) == (0.6, 0.75)
    assert not found.bounds_only


def test_g2_nobody_certified_is_no_rate_at_all(session: Session, careers: Careers) -> None:
    careers.withdrawn(2)
    found = asked(session)
    assert rounded(found.hire_rate) == (None, None, None)
    assert rounded(found.hire_rate_known) == rounded(found.coverage) == (None, None, None)
    assert ends(found) is None
    assert rounded(found.gender_gap) == (None, None, None)
    assert found.gender_parity_index is None
    assert found.median_days_to_hire is None
    assert not found.bounds_only


def test_g2_an_empty_installation_too(session: Session) -> None:
    found = asked(session)
    assert found.tally.leavers == 0
    assert rounded(found.certification_rate) == (None, None, None)


def test_g3_all_unknown_allows_bounds_only(session: Session, careers: Careers) -> None:
    careers.certified(8)
    found = asked(session)
    assert rounded(found.hire_rate) == (0.0, 0.0, 0.3244)
    assert found.hire_rate_known.value is None
    assert found.coverage.value == 0
    assert ends(found) == (0.0, 1.0)
    assert found.bounds_only


def test_g6_a_whole_cohort(session: Session, careers: Careers) -> None:
    careers.withdrawn(4)
    careers.completed(2)
    careers.found(SituationKind.DECEASED, observed_on=LEFT_ON)
    careers.found(SituationKind.INSTITUTIONALISED, starts_on=LEFT_ON)
    careers.found(SituationKind.STUDYING, 4, starts_on=LEFT_ON)
    careers.hired(11)
    careers.found(SituationKind.SELF_EMPLOYED, 2, starts_on=LEFT_ON)
    careers.found(SituationKind.INACTIVE, 3)
    careers.certified(2)
    found = asked(session)
    tally = found.tally
    assert (tally.entrants, tally.leavers, tally.completed, tally.certified) == (30, 30, 26, 24)
    assert (tally.excluded, tally.continuing, tally.n) == (2, 4, 18)
    assert rounded(found.hire_rate) == (0.6111, 0.3862, 0.7969)
    assert rounded(found.hire_rate_known)[0] == 0.6875
    assert rounded(found.coverage)[0] == 0.8889
    assert ends(found) == (0.6111, 0.7222)
    assert rounded(found.integration_rate)[0] == 0.7222
    assert found.positive_destination_rate == Rate(17, 22)
    assert found.yield_rate == Rate(11, 28)
    assert rounded(found.retention_rate)[0] == 0.8667
    assert rounded(found.pass_rate)[0] == 0.9231
    assert rounded(found.certification_rate)[0] == 0.8


@pytest.mark.parametrize(
    ("first_decision", "acceptance"),
    [(Decision.PENDING, Rate(6, 7)), (Decision.DECLINED, Rate(6, 8))],
)
def test_g7_offers(
    session: Session, careers: Careers, first_decision: Decision, acceptance: Rate
) -> None:
    people = careers.certified(15)
    for one in people:
        careers.placement(one)
    decisions = {0: [first_decision, Decision.ACCEPTED], 1: [Decision.DECLINED]}
    decisions |= {number: [Decision.ACCEPTED] for number in (2, 3, 4, 5, 6)}
    for number, several in decisions.items():
        for decision in several:
            make_offer(
                session,
                people[number].trainee,
                offered_on=LEFT_ON,
                decision=decision,
                recorded_on=LEFT_ON,
            )
    careers.hire(people[2], starts_on=date(2026, 1, 9))
    for number in (0, 3, 4, 5, 6, 7):
        careers.hire(people[number])
    for one in (people[1], people[2], *people[8:]):
        careers.situation(one, SituationKind.SEEKING)
    found = asked(session)
    assert found.offer_rate == Rate(8, 15)
    assert found.offer_rate_recorded == Rate(7, 15)
    assert found.offer_acceptance_rate == acceptance
    assert found.hire_rate == Rate(6, 15)
    assert rounded(found.hire_rate) == (0.4, 0.1982, 0.6425)


def test_g8_one_person_two_employers(session: Session) -> None:
    careers = Careers(session, left_on=date(2024, 12, 15))
    [one] = careers.certified()
    fixed = Contract.FIXED_TERM
    first = {"starts_on": date(2025, 2, 1), "ends_on": date(2025, 3, 15), "contract": fixed}
    careers.hire(one, employer_name="Alafia", **first)
    careers.hire(one, employer_name="Bénin Fibre", starts_on=date(2025, 5, 1))
    found = asked(session)
    assert (found.tally.hired, found.median_days_to_hire) == (1, 48)
    assert found.employed_at_rate == Rate(1, 1)
    assert found.same_employer_rate == Rate(1, 1)


def test_g8_the_second_ended_before_the_sixth_month(session: Session) -> None:
    careers = Careers(session, left_on=date(2024, 12, 15))
    [one] = careers.certified()
    careers.hire(one, starts_on=date(2025, 2, 1), ends_on=date(2025, 3, 15))
    careers.hire(one, starts_on=date(2025, 5, 1), ends_on=date(2025, 6, 10))
    found = asked(session)
    assert found.tally.hired == 1
    assert found.employed_at_rate == Rate(0, 1)
    assert found.same_employer_rate == Rate(0, 0)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "contract", "expected"),
    [
        (date(2025, 5, 2), None, Contract.OPEN_ENDED, Status.HIRED),
        (date(2025, 3, 1), date(2025, 6, 29), Contract.FIXED_TERM, Status.UNKNOWN),
        (date(2025, 3, 1), date(2025, 6, 30), Contract.FIXED_TERM, Status.UNKNOWN),
        (date(2025, 5, 2), None, Contract.APPRENTICESHIP, Status.UNKNOWN),
        (date(2025, 5, 1), date(2025, 7, 29), Contract.TEMPORARY, Status.HIRED),
        (date(2025, 5, 1), date(2025, 7, 28), Contract.TEMPORARY, Status.UNKNOWN),
    ],
)
def test_g9_contracts_that_start_before_the_exit(
    session: Session,
    careers: Careers,
    starts_on: date,
    ends_on: date | None,
    contract: Contract,
    expected: Status,
) -> None:
    careers.hired(starts_on=starts_on, ends_on=ends_on, contract=contract)
    assert status(session) is expected
    if expected is Status.HIRED:
        assert asked(session).median_days_to_hire == 0


@pytest.mark.parametrize(
    ("starts_on", "months", "expected"),
    [
        (date(2025, 7, 31), 6, Status.HIRED),
        (date(2025, 8, 1), 6, Status.UNKNOWN),
        (date(2025, 8, 1), 12, Status.HIRED),
    ],
)
def test_g10_the_window_is_closed(
    session: Session, starts_on: date, months: int, expected: Status
) -> None:
    careers = Careers(session, left_on=date(2025, 1, 31))
    careers.hired(starts_on=starts_on)
    assert status(session, months=months) is expected


@pytest.mark.parametrize(
    ("as_of", "known_on", "expected"),
    [
        (date(2025, 12, 29), date(2025, 12, 29), Status.IMMATURE),
        (date(2025, 12, 31), date(2025, 12, 31), Status.UNKNOWN),
        (date(2025, 12, 31), date(2026, 1, 31), Status.HIRED),
    ],
)
def test_g12_day_of_the_count_and_day_of_knowledge(
    session: Session, careers: Careers, as_of: date, known_on: date, expected: Status
) -> None:
    assert add_months(LEFT_ON, 6) == DUE_ON == date(2025, 12, 30)
    careers.hired(starts_on=date(2025, 12, 1), recorded_on=date(2026, 1, 20))
    assert status(session, as_of=as_of, known_on=known_on) is expected


def test_g13_one_person_in_two_cohorts_counts_once(session: Session) -> None:
    first = Careers(session, make_cohort(session, starts_on=date(2024, 9, 1)))
    second = Careers(session, make_cohort(session, starts_on=date(2024, 10, 1)))
    both = first.hired(6)[0]
    first.certified(4)
    second.hired(4)
    second.certified(3)
    make_enrolment(session, second.cohort, both.trainee, completed_on=LEFT_ON, certified_on=LEFT_ON)
    found = asked(session)
    assert found.hire_rate == Rate(10, 17)
    assert rounded(found.hire_rate)[0] == 0.5882


def test_g14_women_from_intake_to_hire(session: Session, careers: Careers) -> None:
    for sex, hired, not_hired, uncertified, gone in (
        (Sex.FEMALE, 9, 5, 1, 3),
        (Sex.MALE, 18, 8, 2, 4),
    ):
        careers.hired(hired, sex)
        careers.found(SituationKind.SEEKING, not_hired, sex)
        careers.completed(uncertified, sex)
        careers.withdrawn(gone, sex)
    found = asked(session)
    shares = found.women_share
    assert rounded(shares.intake)[0] == 0.36
    assert rounded(shares.completion)[0] == 0.3488
    assert rounded(shares.certification)[0] == 0.35
    assert rounded(shares.hire)[0] == 0.3333
    gap = found.gender_gap
    assert rounded(gap) == (-0.0495, -0.3418, 0.2234)
    assert not gap.established
    assert found.gender_parity_index == pytest.approx(0.9286, abs=5e-5)


def test_g15_a_gap_that_is_established(session: Session, careers: Careers) -> None:
    careers.found(SituationKind.SEEKING, 4, Sex.FEMALE)
    careers.hired(7, Sex.MALE)
    careers.found(SituationKind.SEEKING, 2, Sex.MALE)
    found = asked(session)
    assert rounded(found.gender_gap) == (-0.7778, -0.9368, -0.1898)
    assert found.gender_gap.established
    assert found.gender_parity_index == 0


@pytest.mark.parametrize(
    ("evidence", "rate", "bounds"),
    [("E1", 0.75, (0.75, 0.85)), ("E2", 0.55, (0.55, 0.85)), ("E3", 0.3, (0.3, 0.85))],
)
def test_g19_the_least_evidence(
    session: Session,
    careers: Careers,
    evidence: str,
    rate: float,
    bounds: tuple[float, float],
) -> None:
    for count, level in ((4, "E1"), (5, "E2"), (6, "E3")):
        careers.hired(count, evidence=Evidence(level))
    careers.found(SituationKind.SEEKING, 3, evidence=None)
    careers.certified(2)
    found = asked(session, evidence=Evidence(evidence))
    assert found.hire_rate.value == pytest.approx(rate)
    assert ends(found) == bounds


def test_g20_contested_or_heard_of_too_early_is_unknown(session: Session, careers: Careers) -> None:
    careers.hired(contested=True)
    careers.found(SituationKind.SEEKING, observed_on=add_months(LEFT_ON, 3))
    assert asked(session).tally.unknown == 2


def test_g22_the_same_employer_at_twelve_months(session: Session) -> None:
    careers = Careers(session, left_on=date(2025, 1, 31))
    for one in careers.certified(7):
        careers.hire(one, employer_name="Delta Réseaux", ends_on=date(2025, 12, 31))
        careers.hire(one, employer_name="DELTA  réseaux", starts_on=date(2026, 1, 2))
    for one in careers.certified(2):
        careers.hire(one, employer_name="Delta", ends_on=date(2025, 12, 31))
        careers.hire(one, employer_name="Alafia", starts_on=date(2026, 1, 2))
    careers.hired(1, ends_on=date(2025, 12, 31))
    found = asked(session, months=6)
    assert rounded(found.same_employer_rate) == (0.7, 0.3968, 0.8922)


@pytest.mark.parametrize(("died_after", "expected"), [(4, Status.EXCLUDED), (7, Status.HIRED)])
def test_g27_hired_then_died(
    session: Session, careers: Careers, died_after: int, expected: Status
) -> None:
    [one] = careers.hired(starts_on=add_months(LEFT_ON, 1))
    died_on = add_months(LEFT_ON, died_after)
    careers.situation(one, SituationKind.DECEASED, starts_on=died_on, observed_on=None)
    assert status(session) is expected
