"""Builders of integration contracts, participants and hours."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.accounts.models import Account, ClauseMember
from school.accounts.rules import MemberRole
from school.clauses.models import (
    Commitment,
    Contract,
    Eligibility,
    IntegrationHours,
    Notice,
    Participant,
    PlannedHours,
    WorkedHours,
)
from school.clauses.rules import Bucket, HourStatus, NoticeKind
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


def make_commitment(session: Session, contract: Contract, **values: Any) -> Commitment:
    """Make the promise of 1,000 hours of integration for lot 1 from the contract's start."""
    defaults = {
        "lot": "1",
        "bucket": Bucket.INTEGRATION,
        "valid_from": contract.starts_on or date(2025, 1, 1),
    }
    if "share_of_worked" not in values:
        defaults["hours"] = Decimal(1000)
    return add(session, Commitment(contract_id=contract.id, **{**defaults, **values}))


def make_eligibility(session: Session, participant: Participant, **values: Any) -> Eligibility:
    """Let a person's hours count from 2024 on, without end."""
    defaults = {"criterion": "jobseeker", "eligible_from": date(2024, 1, 1)}
    return add(session, Eligibility(participant_id=participant.id, **{**defaults, **values}))


def make_eligible(session: Session, trainee: Trainee | None = None, **values: Any) -> Participant:
    """Make a participant whose hours count."""
    participant = make_participant(session, trainee, **values)
    make_eligibility(session, participant)
    return participant


def make_plan(session: Session, contract: Contract, **values: Any) -> PlannedHours:
    """Make a plan of 100 hours for lot 1 in the last quarter of 2025."""
    defaults = {
        "reference": f"P-{number()}",
        "lot": "1",
        "bucket": Bucket.INTEGRATION,
        "starts_on": date(2025, 10, 1),
        "ends_on": date(2025, 12, 31),
        "hours": Decimal(100),
        "probability": Decimal("0.5"),
    }
    return add(session, PlannedHours(contract_id=contract.id, **{**defaults, **values}))


def make_worked(session: Session, contract: Contract, **values: Any) -> WorkedHours:
    """Make a month of 1,000 hours worked for lot 1."""
    defaults = {"lot": "1", "month": "2025-01", "hours": Decimal(1000)}
    return add(session, WorkedHours(contract_id=contract.id, **{**defaults, **values}))


def make_notice(session: Session, contract: Contract, **values: Any) -> Notice:
    """Make a formal notice."""
    defaults = {"reference": f"A-{number()}", "kind": NoticeKind.FORMAL_NOTICE}
    return add(session, Notice(contract_id=contract.id, **{**defaults, **values}))


def make_member(session: Session, account: Account, **values: Any) -> ClauseMember:
    """Let an account speak for an enterprise, or for an authority, since long ago."""
    session.add(account)
    session.flush()
    role = MemberRole.OFFICER if values.get("enterprise_id") else MemberRole.READER
    defaults = {"account_id": account.id, "role": role, "starts_on": date(2020, 1, 1)}
    return add(session, ClauseMember(**{**defaults, **values}))
