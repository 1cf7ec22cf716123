"""Hours of one contract in round sums, and its figures as the command prints them."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import Bucket, HourStatus
from school.clauses.standing.files import as_json
from school.clauses.standing.options import Asked, Grouping
from school.clauses.standing.report import clauses_report
from tests.factories.records import number

MOST_OF_A_DAY = Decimal(10)


def declare(
    session: Session,
    contract: Contract,
    participants: Participant | list[Participant],
    hours: Decimal | int,
    first: date,
    **values: Any,
) -> None:
    """Declare a sum of hours as days of ten hours at most, day after day and person by person."""
    several = participants if isinstance(participants, list) else [participants]
    defaults = {
        "contract_id": contract.id,
        "lot": "1",
        "bucket": Bucket.INTEGRATION,
        "status": HourStatus.VALIDATED,
        "recorded_on": first,
    }
    rows = []
    places = _places(several, first)
    left = Decimal(hours)
    while left > 0:
        participant, day = next(places)
        taken = min(left, MOST_OF_A_DAY)
        entry = {"participant_id": participant.id, "worked_on": day, "hours": taken}
        rows.append({**defaults, "reference": f"E-{number()}", **entry, **values})
        left -= taken
    session.execute(insert(IntegrationHours), rows)


def _places(several: list[Participant], first: date) -> Iterator[tuple[Participant, date]]:
    day = first
    while True:
        for one in several:
            yield one, day
        day += timedelta(days=1)


def figures(
    session: Session, as_of: date, by: Grouping = Grouping.LOT, **group: str | None
) -> dict[str, Any]:
    """Give the JSON row of a group; an only row needs no name. All that is recorded is known."""
    session.flush()
    asked = Asked(as_of, date(2100, 1, 1), by)
    rows = json.loads(as_json(clauses_report(session, asked)))["rows"]
    found = [row for row in rows if group.items() <= row["group"].items()]
    assert len(found) == 1, [row["group"] for row in rows]
    row: dict[str, Any] = found[0]
    return row
