"""The golden vectors K3 to K17 of INDICATORS §5, counted by the database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from school.clauses.models import Contract
from school.clauses.rules import Bucket, HourStatus, NoticeKind, TrainingCounting
from school.clauses.standing.options import Grouping
from school.placements.models import LogbookDay
from tests.factories.clauses import (
    make_commitment,
    make_contract,
    make_eligibility,
    make_eligible,
    make_hours,
    make_notice,
    make_participant,
    make_plan,
    make_worked,
)
from tests.factories.records import add, make_cohort, make_enrolment, make_placement
from tests.support.standings import declare, figures

INTEGRATION, TRAINING = Bucket.INTEGRATION.value, Bucket.TRAINING.value


def near(value: float, places: float = 0.00005) -> Any:
    return pytest.approx(value, abs=places)


def year_of(session: Session, quota: int = 3000, **values: Any) -> Contract:
    """Make a contract of 2025 with one lot."""
    contract = make_contract(session, ends_on=date(2025, 12, 31), **values)
    make_commitment(session, contract, hours=Decimal(quota))
    return contract


def test_k3_a_network_ramps_up(session: Session) -> None:
    contract = make_contract(session, starts_on=date(2021, 1, 1), ends_on=date(2024, 12, 31))
    make_commitment(session, contract, hours=Decimal(78_092))
    crew = [make_eligible(session) for _ in range(12)]
    for person in crew:
        make_eligibility(session, person, eligible_from=date(2021, 1, 1))
    done = {2021: 7_030, 2022: 35_379, 2023: 41_816, 2024: 31_585}
    for year, hours in done.items():
        declare(session, contract, crew, hours, date(year, 1, 1))
    ratios = [figures(session, date(year, 12, 31))["ratio"] for year in done]
    assert ratios == [near(0.09), near(0.5431), near(1.0785), near(1.4830)]
    assert figures(session, date(2024, 12, 31))["shortfall"] == 0


@pytest.mark.parametrize(
    ("full_time", "people"),
    [(None, 15_702.93), (1600, 15_702.93), (1607, 15_634.53), (1820, 13_804.77)],
)
def test_k4_full_time_equivalents(session: Session, full_time: int | None, people: float) -> None:
    # A thousandth of the hours of the vector: a thousandth of the people.
    contract = make_contract(session, full_time_hours=full_time and Decimal(full_time))
    crew = [make_eligible(session) for _ in range(10)]
    declare(session, contract, crew, Decimal("25124.684"), date(2025, 1, 1))
    row = figures(session, date(2026, 12, 31))
    assert row["full_time_equivalents"] == near(people / 1000, 0.00001)
    assert (row["quota"], row["ratio"]) == (0, None)


def test_k5_the_target_of_the_day(session: Session) -> None:
    contract = make_contract(session)
    make_commitment(session, contract, hours=Decimal(6000))
    declare(session, contract, make_eligible(session), 1980, date(2025, 1, 1))
    row = figures(session, date(2025, 9, 30))
    assert row["pro_rata_target"] == near(2243.84, 0.005)
    assert row["validated"] / row["pro_rata_target"] == near(0.8824)
    assert row["gap"] == near(-263.84, 0.005)
    assert figures(session, date(2027, 1, 1))["pro_rata_target"] == 6000


def pace(session: Session, contract: Contract) -> None:
    """Declare the nine months of K6."""
    person = make_eligible(session)
    months = (180, 200, 220, 240, 260, 210, 190, 120, 240)
    for month, hours in enumerate(months, start=1):
        declare(session, contract, person, hours, date(2025, month, 1))


def test_k6_the_pace_of_past_months(session: Session) -> None:
    pace(session, year_of(session))
    row = figures(session, date(2025, 9, 30))
    assert row["validated"] == 1860
    assert row["forecast"]["pipeline"] is None
    pace_ahead = row["forecast"]["run_rate"]
    assert pace_ahead["value"] == near(2480)
    assert (pace_ahead["low"], pace_ahead["high"]) == (near(2288.4, 0.05), near(2671.6, 0.05))
    assert row["forecast_shortfall"] == near(520)


@pytest.mark.parametrize(("quota", "chance"), [(2500, 0.76), (3000, 0)])
def test_k7_what_is_planned(session: Session, quota: int, chance: float) -> None:
    contract = year_of(session, quota)
    pace(session, contract)
    for hours, probability in ((420, "0.95"), (300, "0.8"), (200, "0.4")):
        make_plan(session, contract, hours=Decimal(hours), probability=Decimal(probability))
    row = figures(session, date(2025, 9, 30))
    ahead = row["forecast"]["pipeline"]
    assert [ahead[name] for name in ("low", "central", "high")] == [2280, 2579, 2780]
    assert ahead["reach_probability"] == near(chance)
    assert row["forecast_shortfall"] == max(0, quota - 2579)


def test_k8_a_penalty_is_due_after_notice(session: Session) -> None:
    contract = year_of(session, 421, penalty_per_hour=Decimal(60), penalty_cap=Decimal(20_000))
    contract.currency = "EUR"
    day = date(2026, 3, 1)
    before = figures(session, day)["penalty"]
    assert before == {"potential": 25_260, "due": 0, "currency": "EUR"}
    make_notice(session, contract, on_date=date(2026, 1, 5), expires_on=date(2026, 2, 5))
    assert figures(session, day)["penalty"]["due"] == 20_000
    assert figures(session, date(2026, 2, 5))["penalty"]["due"] == 0
    kind = NoticeKind.EXEMPTION_ACCEPTED
    make_notice(session, contract, kind=kind, on_date=date(2026, 3, 1))
    assert figures(session, day)["penalty"]["due"] == 0
    assert figures(session, date(2026, 2, 28))["penalty"]["due"] == 20_000


@pytest.mark.parametrize(
    ("since", "last"),
    [
        (date(2024, 3, 1), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2026, 2, 27)),
    ],
)
def test_k10_eligible_half_open(session: Session, since: date, last: date) -> None:
    contract, person = make_contract(session, starts_on=None), make_participant(session)
    make_eligibility(session, person, eligible_from=since, months=24)
    for day in (date.fromordinal(since.toordinal() - 1), since, last):
        make_hours(session, contract, person, worked_on=day)
    make_hours(session, contract, person, worked_on=date.fromordinal(last.toordinal() + 1))
    row = figures(session, date(2026, 12, 31))
    assert (row["validated"], row["ineligible"]) == (14, 14)


@pytest.mark.parametrize(
    ("counting", "share", "ratio"),
    [
        (TrainingCounting.NONE, None, 0.85),
        (TrainingCounting.CAPPED, Decimal("0.15"), 1.0),
        (TrainingCounting.FULL, None, 1.05),
        (None, None, 0.85),
    ],
)
def test_k11_training_counts_as_agreed(
    session: Session, counting: TrainingCounting | None, share: Decimal | None, ratio: float
) -> None:
    contract = make_contract(session, training_counting=counting, training_cap_share=share)
    make_commitment(session, contract, hours=Decimal(2000))
    one, two = make_eligible(session), make_eligible(session)
    declare(session, contract, one, 1700, date(2025, 1, 1))
    declare(session, contract, two, 400, date(2025, 1, 1), bucket=Bucket.TRAINING)
    day = date(2026, 12, 31)
    assert figures(session, day, bucket=INTEGRATION)["ratio"] == near(ratio)
    training = figures(session, day, bucket=TRAINING)
    assert (training["validated"], training["training_counted"]) == (400, 0)


def test_k12_an_hour_serves_one_clause(session: Session) -> None:
    enrolment = make_enrolment(session, make_cohort(session))
    placement = make_placement(session, enrolment)
    day = date(2026, 3, 2)
    add(session, LogbookDay(placement=placement, date=day, hours=Decimal(7)))
    first, second = make_contract(session), make_contract(session)
    person = make_eligible(session, enrolment.trainee)
    make_hours(session, first, person, hours=Decimal(5), recorded_on=date(2026, 3, 5))
    make_hours(session, second, person, hours=Decimal(3), recorded_on=date(2026, 3, 6))
    row = figures(session, day, contract=second.reference)
    assert (row["validated"], row["double_counted"]) == (2, 1)
    assert figures(session, day, contract=first.reference)["validated"] == 5


@pytest.mark.parametrize("globalised", [False, True])
def test_k13_lots_never_offset_one_another(session: Session, globalised: bool) -> None:
    contract = make_contract(session, globalised=globalised)
    for lot, quota, done in (("1", 500, 650), ("2", 800, 500)):
        make_commitment(session, contract, lot=lot, hours=Decimal(quota))
        declare(session, contract, make_eligible(session), done, date(2025, 1, 1), lot=lot)
    row = figures(session, date(2026, 12, 31), Grouping.CONTRACT)
    assert row["shortfall"] == (150 if globalised else 300)
    assert row["ratio"] == near(0.8846)
    if globalised:
        unit = {"contract": contract.reference, "lot": None, "bucket": INTEGRATION}
        assert figures(session, date(2026, 12, 31))["group"] == unit


def test_k14_a_share_of_the_hours_worked(session: Session) -> None:
    contract = make_contract(session)
    make_commitment(session, contract, share_of_worked=Decimal("0.15"))
    for month in range(1, 5):
        make_worked(session, contract, month=f"2025-{month:02}", hours=Decimal(10_000))
    make_worked(session, contract, month="2025-05", hours=Decimal(10_000))
    crew = [make_eligible(session) for _ in range(8)]
    declare(session, contract, crew, 7200, date(2025, 1, 1))
    row = figures(session, date(2025, 5, 30))
    assert (row["quota"], row["pro_rata_target"]) == (6000, 6000)
    assert row["ratio"] == near(1.2)


def test_k16_pending_and_rejected_stand_apart(session: Session) -> None:
    contract = year_of(session, 1000)
    person, day = make_eligible(session), date(2025, 1, 1)
    declare(session, contract, person, 780, day)
    declare(session, contract, person, 90, day, status=HourStatus.PENDING)
    declare(session, contract, person, 30, day, status=HourStatus.REJECTED)
    row = figures(session, date(2025, 12, 31))
    assert row["ratio"] == near(0.78)
    assert (row["validated"] + row["pending"]) / row["quota"] == near(0.87)
    assert row["rejected"] == 30


def test_k17_an_amendment_changes_later_dates_alone(session: Session) -> None:
    contract = year_of(session)
    make_commitment(session, contract, valid_from=date(2025, 7, 1), hours=Decimal(3600))
    declare(session, contract, make_eligible(session), 1500, date(2025, 1, 1))
    assert figures(session, date(2025, 6, 30))["ratio"] == near(0.5)
    assert figures(session, date(2025, 7, 1))["ratio"] == near(0.4167)
