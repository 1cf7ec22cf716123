"""The import of a month's hours of many people, and the most memory that it holds."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select, true
from sqlalchemy.orm import Session

from bench.clauses.contracts import PEOPLE_AT_ONCE
from school.clauses.hours.queries import Lot
from school.clauses.models import Contract, Eligibility, Participant
from school.clauses.rules import Bucket
from school.core.calendar import first_of_month
from school.core.database import Database
from school.exchange.month_hours import Month, import_month
from school.exchange.operations import Outcome, import_bundle
from school.exchange.reading import opened_bundle

DAYS_OF_A_PERSON = 20
CONTRACT = 1
Import = Callable[[Session, Path, date], Outcome]


def month_before(today: date) -> date:
    """Give the first day of the month whose hours are imported."""
    return first_of_month(first_of_month(today) - timedelta(days=1))


def write_rows(folder: Path, rows: int, today: date) -> Path:
    """Write a file of a month's hours, day by day, as a spreadsheet of many people gives them."""
    path = folder / f"{rows}" / "integration_hours.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    first = month_before(today)
    with path.open("w", encoding="utf-8") as stream:
        stream.write("entry,contract,lot,bucket,participant,worked_on,hours,status\n")
        for place in range(DAYS_OF_A_PERSON):
            day = first + timedelta(days=place)
            for person in range(rows // DAYS_OF_A_PERSON):
                named = f"M-{person}-{place},K-{CONTRACT:05d},1,integration,P-{person:06d}"
                stream.write(f"{named},{day},7,pending\n")
    return path


def write_sheet(folder: Path, rows: int, today: date) -> Path:
    """Write the same hours as an officer's file has them."""
    source = write_rows(folder, rows, today)
    path = source.with_name("mois.csv")
    with source.open(encoding="utf-8") as lines, path.open("w", encoding="utf-8") as stream:
        for line in lines:
            _, contract, lot, bucket, participant, day, hours, _ = line.split(",")
            stream.write(f"{contract},{lot},{bucket},{participant},{day},{hours}\n")
    return path


def bundle_import(address: str, path: Path, rows: int, day: date) -> float:
    """Import the rows as `school import` does; give the seconds."""
    return _imported(address, path, rows, day, _bundle)


def sheet_import(address: str, path: Path, rows: int, day: date) -> float:
    """Import the rows as an officer's file of a month, held to each day's limits."""
    return _imported(address, path, rows, day, _sheet)


def _imported(address: str, path: Path, rows: int, day: date, run: Import) -> float:
    """Import into a transaction that is dropped; raises `RuntimeError` where a row is missing."""
    database = Database(address)
    with database.session(write=True) as session:
        _people(session, rows // DAYS_OF_A_PERSON, day)
        begun = time.process_time()
        outcome = run(session, path, day)
        spent = time.process_time() - begun
        session.rollback()
    database.dispose()
    if outcome.refused or outcome.counts["integration_hours"].added != rows:
        raise RuntimeError(f"{path} was not imported whole")
    return spent


def _bundle(session: Session, path: Path, day: date) -> Outcome:
    with opened_bundle(path) as bundle:
        return import_bundle(session, None, bundle, actor="bench", today=day)


def _sheet(session: Session, path: Path, day: date) -> Outcome:
    contract = session.get_one(Contract, CONTRACT)
    written = f"{month_before(day):%Y-%m}"
    month = Month(contract, written, Lot("1", Bucket.INTEGRATION), true())
    with opened_bundle(path) as bundle:
        return import_month(session, "bench", month, bundle, today=day)


def _people(session: Session, count: int, day: date) -> None:
    last = session.scalar(select(func.max(Participant.id))) or 0
    since = month_before(day).replace(month=1)
    for numbers in _in_turns(count):
        people = [
            {
                "id": last + 1 + number,
                "reference": f"P-{number:06d}",
                "family_name": "Zinsou",
                "version": 1,
            }
            for number in numbers
        ]
        session.execute(insert(Participant), people)
        session.execute(
            insert(Eligibility),
            [
                {"participant_id": one["id"], "criterion": "jobseeker", "eligible_from": since}
                for one in people
            ],
        )


def _in_turns(count: int) -> Iterator[range]:
    for first in range(0, count, PEOPLE_AT_ONCE):
        yield range(first, min(first + PEOPLE_AT_ONCE, count))
