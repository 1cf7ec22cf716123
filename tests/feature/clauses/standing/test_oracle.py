"""The database counts hours as a slow, plain reading of INDICATORS §4 does, on random worlds."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.orm import Session

from school.clauses.models import Commitment, Contract, Eligibility, IntegrationHours, Participant
from school.clauses.standing.options import Asked, Grouping
from school.clauses.standing.queries import Promised
from school.clauses.standing.report import Report, UnitRow, clauses_report
from school.clauses.standing.rules import quota_on
from school.cohorts.models import Trainee
from school.placements.models import LogbookDay
from tests.factories.records import (
    add,
    make_cohort,
    make_enrolment,
    make_placement,
    make_trainee,
)
from tests.support.plain_standing import PARTS, Unit, World, plain_units

START, END = date(2025, 1, 1), date(2025, 1, 8)
RANDOM = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES = ("quota", "pro_rata_target", "training_counted", "shortfall", *PARTS)


def near(random: Random) -> date:
    """Draw a day in or just outside of the contracts."""
    return START + timedelta(days=random.randrange(-1, 9))


def hours(random: Random) -> Decimal:
    return Decimal(random.choice(("0", "2.5", "3", "4.000001", "7", "10", "24")))


def world_of(random: Random, trainees: list[int]) -> World:
    """Draw contracts, promises, people and hours; two participants are one trainee."""
    world = World()
    for number in range(1, 4):
        world.contracts.append(_contract(random, number))
        _promise(random, world, number)
    for number, trainee in enumerate((None, None, *trainees, trainees[0]), start=1):
        named = {"id": number, "reference": f"N{number}", "family_name": "x", "version": 1}
        world.participants.append({**named, "trainee_id": trainee})
        since = START + timedelta(days=random.choice((-31, -1, 0, 3)))
        spell = {"eligible_from": since, "months": random.choice((None, 0, 1))}
        if random.random() < 0.8:
            world.eligibilities.append({"participant_id": number, "criterion": "c", **spell})
    world.hours += [_entry(random, number) for number in range(random.randrange(30))]
    days = [START + timedelta(days=offset) for offset in range(8)]
    told = [(trainee, day) for trainee in trainees for day in days if random.random() < 0.5]
    world.logbook |= {key: min(hours(random), Decimal(7)) for key in told}
    return world


def _contract(random: Random, number: int) -> dict[str, Any]:
    counting = random.choice((None, "none", "capped", "full"))
    return {
        "id": number,
        "reference": f"K{number}",
        "name": "x",
        "version": 1,
        "starts_on": START,
        "ends_on": END,
        "globalised": random.choice((None, False, True)),
        "training_counting": counting,
        "training_cap_share": Decimal("0.15") if counting == "capped" else None,
    }


def _promise(random: Random, world: World, number: int) -> None:
    """Promise hours of two lots, from the start on and from another day on."""
    for lot in ("1", "2"):
        for since in {START, near(random)}:
            bucket = random.choice(("integration", "training"))
            key = {"contract_id": number, "lot": lot, "bucket": bucket, "valid_from": since}
            promised = {"hours": Decimal(random.randrange(1, 40)), "share_of_worked": None}
            world.commitments.append({**key, **promised})


def _entry(random: Random, number: int) -> dict[str, Any]:
    """Draw an entry; one in five corrects the one before it."""
    return {
        "reference": f"E{number - (random.random() < 0.2)}",
        "contract_id": random.randrange(1, 4),
        "lot": random.choice(("1", "2")),
        "bucket": random.choice(("integration", "integration", "training")),
        "participant_id": random.randrange(1, 6),
        "worked_on": near(random),
        "hours": hours(random),
        "status": random.choice(("validated",) * 6 + ("pending", "rejected")),
        # A day of its own for each: a correction is another row of its reference.
        "recorded_on": START + timedelta(days=number),
    }


def store(session: Session, world: World) -> None:
    for model, rows in (
        (Contract, world.contracts),
        (Commitment, world.commitments),
        (Participant, world.participants),
        (Eligibility, world.eligibilities),
        (IntegrationHours, world.hours),
    ):
        if rows:
            session.execute(insert(model), rows)
    placements: dict[int, Any] = {}
    cohort = make_cohort(session)
    for (trainee, day), told in world.logbook.items():
        if trainee not in placements:
            enrolment = make_enrolment(session, cohort, session.get_one(Trainee, trainee))
            placements[trainee] = make_placement(session, enrolment)
        add(session, LogbookDay(placement=placements[trainee], date=day, hours=told))


def units_of(report: Report) -> dict[Unit, dict[str, Any]]:
    found: dict[Unit, dict[str, Any]] = {}
    for row in report.rows:
        assert isinstance(row, UnitRow)
        standing = row.standing
        values = {name: getattr(standing, name, None) for name in NAMES}
        values |= {name: getattr(standing.hours, name) for name in PARTS}
        found[row.contract.reference, row.lot or None, row.bucket.value] = values
    return found


def rounded(units: dict[Unit, dict[str, Any]]) -> dict[Unit, dict[str, Decimal]]:
    """Round the one figure that is a quotient."""
    return {
        unit: {name: round(Decimal(row[name]), 9) for name in NAMES} for unit, row in units.items()
    }


@RANDOM
@given(random=st.randoms(use_true_random=True))
def test_every_part_of_every_unit(session: Session, random: Random) -> None:
    session.rollback()
    trainees = [make_trainee(session).id for _ in range(2)]
    world = world_of(random, trainees)
    store(session, world)
    as_of = START + timedelta(days=random.randrange(10))
    known_on = START + timedelta(days=random.choice((3, 12, 40)))
    asked = Asked(as_of, known_on)
    report = clauses_report(session, asked)
    assert rounded(units_of(report)) == rounded(plain_units(world, as_of, known_on))
    declared: dict[str, Decimal] = {}
    for entry in sorted(world.hours, key=lambda one: one["recorded_on"]):
        if entry["recorded_on"] <= known_on:
            declared[entry["reference"]] = (
                entry["hours"] if entry["worked_on"] <= as_of else Decimal(0)
            )
    whole = sum((row.standing.hours.declared for row in report.rows), Decimal(0))
    assert whole == sum(declared.values(), Decimal(0)), "hours are conserved"
    alone = clauses_report(session, asked, Contract.reference == "K2")
    mine = {unit: row for unit, row in units_of(report).items() if unit[0] == "K2"}
    assert units_of(alone) == mine, "one contract counts an hour as all of them do"
    by_contract = clauses_report(session, Asked(as_of, known_on, Grouping.CONTRACT))
    missing = sum((row.standing.shortfall for row in by_contract.rows), Decimal(0))
    lots = sum((row.standing.shortfall for row in report.rows), Decimal(0))
    assert missing == lots, "lots never offset one another"
    session.rollback()


@RANDOM
@given(
    first=st.integers(0, 5000),
    second=st.integers(0, 5000),
    day=st.dates(START, date(2025, 12, 30)),
    amended=st.dates(START, date(2025, 12, 31)),
)
def test_an_amendment_changes_later_dates_alone(
    first: int, second: int, day: date, amended: date
) -> None:
    terms = Contract(starts_on=START, ends_on=date(2025, 12, 31))
    before = Promised(Commitment(lot="1", valid_from=START, hours=Decimal(first)), None)
    after = Promised(Commitment(lot="1", valid_from=amended, hours=Decimal(second)), None)
    promises = [before] if amended == START else [after, before]
    quota = quota_on(day, terms, promises)
    expected = second if day >= amended > START else first
    assert quota is not None
    assert quota.hours == expected
