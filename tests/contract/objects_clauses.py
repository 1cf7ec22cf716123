"""Whose is what on pages of people and hours of clauses."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from tests.contract.objects_common import Maker, Values, enrolled, live_placement
from tests.factories.clause_hours import make_eligibility, make_link, make_paper
from tests.factories.clauses import make_contract, make_hours, make_participant

MARCH = "2026-03"


def of_month(session: Session, school: School) -> Values:
    """Make hours of a trainee in March."""
    contract = make_contract(session)
    participant = make_participant(session, enrolled(session, school).trainee)
    make_hours(session, contract, participant)
    return {
        "reference": contract.reference,
        "month": MARCH,
        "participant": participant.reference,
    }


def _contract(session: Session, school: School) -> Values:
    return {"reference": of_month(session, school)["reference"]}


def _participant(session: Session, school: School) -> Values:
    participant = make_participant(session, enrolled(session, school).trainee)
    make_eligibility(session, participant)
    return {"reference": participant.reference}


def _eligible_since(session: Session, school: School) -> Values:
    return {**_participant(session, school), "since": "2025-01-01"}


def _paper(session: Session, school: School) -> Values:
    participant = make_participant(session, enrolled(session, school).trainee)
    return {"reference": make_paper(session, participant).reference}


def counted_placement(session: Session, school: School) -> Values:
    """Make a placement that counts for the contract of its enterprise."""
    placement = live_placement(session, school)
    contract = make_contract(session, operator_id=placement.enterprise_id)
    participant = make_participant(session, placement.trainee)
    make_link(session, contract, placement, participant)
    return {"reference": contract.reference, "placement": placement.reference}


OBJECTS: dict[str, Maker] = {
    "clauses.count_placement": counted_placement,
    "clauses.edit_count": counted_placement,
    "clauses.edit_eligibility": _eligible_since,
    "clauses.edit_participant": _participant,
    "clauses.join_contract": _participant,
    "clauses.month": of_month,
    "clauses.months": _contract,
    "clauses.new_eligibility": _participant,
    "clauses.new_paper": _participant,
    "clauses.paper": _paper,
    "clauses.sheet": of_month,
    "clauses.uncount_placement": counted_placement,
    "clauses.withdraw_eligibility": _eligible_since,
    "clauses.withdraw_paper": _paper,
}
