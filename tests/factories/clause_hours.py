"""Builders of eligibilities, and of placements whose logbook counts for a contract."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from school.clauses.hours.models import ContractPlacement, MonthDeclaration
from school.clauses.models import Contract, Eligibility, Participant
from school.clauses.people.models import ContractParticipant, EligibilityPaper, EligibilityPaperPart
from school.clauses.rules import Bucket, HourForm
from school.placements.models import Placement
from tests.factories.records import add, number


def make_eligibility(session: Session, participant: Participant, **values: Any) -> Eligibility:
    """Make somebody eligible for two years from 2025 on."""
    defaults = {"criterion": "jeune", "eligible_from": date(2025, 1, 1), "months": 24}
    return add(session, Eligibility(participant_id=participant.id, **{**defaults, **values}))


def make_engagement(
    session: Session, contract: Contract, participant: Participant, **values: Any
) -> ContractParticipant:
    """Let somebody stand on the sheets of a contract."""
    defaults = {"contract": contract, "participant": participant, "since": date(2025, 1, 1)}
    return add(session, ContractParticipant(**{**defaults, **values}))


def make_paper(session: Session, participant: Participant) -> EligibilityPaper:
    """Make a paper of a few bytes that proves a criterion."""
    paper = add(
        session,
        EligibilityPaper(
            reference=f"EP-{number()}",
            participant=participant,
            criterion="jeune",
            size=3,
            digest="abc",
            added_on=date(2025, 1, 2),
            added_by="Awa",
        ),
    )
    add(session, EligibilityPaperPart(paper_id=paper.id, reference="0000", content=b"abc"))
    return paper


def make_link(
    session: Session,
    contract: Contract,
    placement: Placement,
    participant: Participant,
    **values: Any,
) -> ContractPlacement:
    """Let a placement's logbook count for the first lot of a contract."""
    defaults = {"lot": "1", "bucket": Bucket.INTEGRATION, "form": HourForm.MADE_AVAILABLE}
    link = ContractPlacement(
        contract=contract,
        placement=placement,
        participant=participant,
        **{**defaults, **values},
    )
    return add(session, link)


def make_declared_month(session: Session, contract: Contract, **values: Any) -> MonthDeclaration:
    """Say of a month that it had no hours."""
    defaults = {
        "lot": "1",
        "month": "2026-02",
        "has_hours": False,
        "declared_on": date(2026, 3, 2),
        "declared_by": "Awa",
    }
    return add(session, MonthDeclaration(contract_id=contract.id, **{**defaults, **values}))
