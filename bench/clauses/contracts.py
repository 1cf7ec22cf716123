"""Writing generated contracts and the hours declared for them, person by person.

Everybody works about every second day of two years for one contract; some days are corrected,
some declared for a second contract too, some of people who are not eligible then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from school.clauses.models import (
    Commitment,
    Contract,
    Eligibility,
    IntegrationHours,
    Notice,
    Participant,
    PlannedHours,
)
from school.clauses.rules import Bucket, HourStatus, NoticeKind
from school.core import migrate
from school.core.database import Base, Database
from school.core.references import new_reference
from school.enterprises.models import Enterprise
from school.paths import MIGRATIONS

DAYS = 720
ENTRIES_OF_A_PERSON = 250
PEOPLE_AT_ONCE = 200
OPERATORS = 40
SEXES = ("F", "M", None)
DEPARTMENTS = ("Littoral", "Atlantique", "Ouémé", "Borgou", "Zou", None)
STATUSES = (HourStatus.VALIDATED, HourStatus.PENDING, HourStatus.REJECTED)
SHARES_OF_STATUSES = (88, 8, 4)


@dataclass(frozen=True)
class Size:
    """How many contracts and entries there are."""

    contracts: int = 2_000
    entries: int = 5_000_000

    @property
    def people(self) -> int:
        """How many people work."""
        return max(1, self.entries // ENTRIES_OF_A_PERSON)


def write(database: Database, size: Size, today: date) -> None:
    """Write the contracts and their hours into an empty database; nothing where they are."""
    migrate.upgrade(database, MIGRATIONS)
    with database.transaction() as session:
        if session.scalar(select(func.count()).select_from(Contract)):
            return
        _contracts(session, size, today.replace(day=1) - timedelta(days=DAYS))
    for first in range(0, size.people, PEOPLE_AT_ONCE):
        with database.transaction() as session:
            _people(session, range(first, min(first + PEOPLE_AT_ONCE, size.people)), size, today)


def _contracts(session: Session, size: Size, first: date) -> None:
    operators = [
        {"id": number, "reference": f"O-{number:03d}", "name": f"Opérateur {number}", "version": 1}
        for number in range(1, OPERATORS + 1)
    ]
    _insert(session, Enterprise, operators)
    contracts = [
        {
            "id": number,
            "reference": f"K-{number:05d}",
            "name": f"Réseau public {number}",
            "authority": f"Syndicat {number % 100}",
            "operator_id": number % OPERATORS + 1,
            "department": DEPARTMENTS[number % len(DEPARTMENTS)],
            "starts_on": first,
            "ends_on": first + timedelta(days=3 * DAYS // 2),
            "currency": "XOF",
            "penalty_per_hour": Decimal(2000),
            "globalised": number % 4 == 0,
            "version": 1,
        }
        for number in range(1, size.contracts + 1)
    ]
    promises = [
        {
            "contract_id": contract["id"],
            "lot": lot,
            "bucket": bucket,
            "valid_from": first,
            "hours": Decimal(9000),
            "share_of_worked": None,
        }
        for contract in contracts
        for lot in ("1", "2")
        for bucket in Bucket
    ]
    _insert(session, Contract, contracts)
    _insert(session, Commitment, promises)
    _insert(session, PlannedHours, [_plan(one, first) for one in contracts for _ in "12"])
    _insert(session, Notice, [_notice(one, first) for one in contracts[::5]])


def _plan(contract: dict[str, Any], first: date) -> dict[str, Any]:
    number = contract["id"]
    return {
        "reference": new_reference("PL"),
        "contract_id": number,
        "lot": str(number % 2 + 1),
        "bucket": Bucket.INTEGRATION,
        "label": "Huit semaines",
        "starts_on": first + timedelta(days=DAYS + number % 60),
        "ends_on": first + timedelta(days=DAYS + number % 60 + 55),
        "hours": Decimal(280),
        "probability": Decimal(number % 10) / 10,
    }


def _notice(contract: dict[str, Any], first: date) -> dict[str, Any]:
    day = first + timedelta(days=DAYS // 2)
    return {
        "contract_id": contract["id"],
        "reference": "1",
        "kind": NoticeKind.FORMAL_NOTICE,
        "on_date": day,
        "expires_on": day + timedelta(days=30),
    }


def _people(session: Session, numbers: Sequence[int], size: Size, today: date) -> None:
    people, eligible = [], []
    entries: list[dict[str, Any]] = []
    for number in numbers:
        random = Random(f"person {number}")  # noqa: S311
        identity = number + 1
        named = {"id": identity, "reference": f"N-{identity:06d}", "family_name": "Zinsou"}
        people.append({**named, "sex": random.choice(SEXES), "version": 1})
        since = today.replace(day=1) - timedelta(days=DAYS + random.choice((0, 400)))
        eligible.append(
            {
                "participant_id": identity,
                "criterion": "jobseeker",
                "eligible_from": since.replace(day=1),
                "months": random.choice((24, 36, None)),
            }
        )
        entries += _entries(random, identity, size, today)
    _insert(session, Participant, people)
    _insert(session, Eligibility, eligible)
    _insert(session, IntegrationHours, entries)


def _entries(random: Random, person: int, size: Size, today: date) -> Iterator[dict[str, Any]]:
    contract = person % size.contracts + 1
    lot = random.choice(("1", "2"))
    days = sorted(random.sample(range(1, DAYS), ENTRIES_OF_A_PERSON))
    for serial, ago in enumerate(days):
        day = today - timedelta(days=ago)
        entry = {
            "reference": f"E-{person:06d}-{serial:03d}",
            "contract_id": contract,
            "lot": lot,
            "bucket": Bucket.TRAINING if random.random() < 0.1 else Bucket.INTEGRATION,
            "participant_id": person,
            "form": None,
            "worked_on": day,
            "hours": Decimal(random.choice((4, 7, 7, 8))),
            "status": random.choices(STATUSES, SHARES_OF_STATUSES)[0],
            "recorded_on": day + timedelta(days=random.randrange(20)),
        }
        yield entry
        if random.random() < 0.02:
            other = person * 7 % size.contracts + 1
            yield {**entry, "reference": f"{entry['reference']}-B", "contract_id": other}
        if random.random() < 0.02:
            yield {**entry, "hours": Decimal(6), "recorded_on": day + timedelta(days=30)}


def _insert(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    session.execute(insert(model), rows)
