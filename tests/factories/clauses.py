"""Builders of integration contracts, participants and hours."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.rules import Bucket, HourStatus
from school.cohorts.models import Trainee
from tests.factories.records import add, number


def make_contract(session: Session, **values: Any) -> Contract:
    """Make a contract of two years."""
    serial = number()
    defaults = {
        "reference": f"K-{serial}",
        "name": f"Réseau public {serial}",
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2026, 12, 31),
    }
    return add(session, Contract(**{**defaults, **values}))


def make_participant(
    session: Session, trainee: Trainee | None = None, **values: Any
) -> Participant:
    """Make a participant, who is a trainee when one is given."""
    defaults = {"reference": f"N-{number()}", "family_name": "Zinsou", "given_names": "Comlan"}
    return add(session, Participant(trainee=trainee, **{**defaults, **values}))


def make_hours(
    session: Session, contract: Contract, participant: Participant, **values: Any
) -> IntegrationHours:
    """Make seven validated hours of one day."""
    defaults = {
        "reference": f"E-{number()}",
        "lot": "1",
        "bucket": Bucket.INTEGRATION,
        "worked_on": date(2026, 3, 2),
        "hours": Decimal(7),
        "status": HourStatus.VALIDATED,
        "recorded_on": date(2026, 3, 31),
    }
    return add(
        session,
        IntegrationHours(
            contract_id=contract.id, participant_id=participant.id, **{**defaults, **values}
        ),
    )
