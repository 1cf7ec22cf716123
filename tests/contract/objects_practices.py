"""Whose is what on pages of action plans."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.clauses.models import Contract
from tests.contract.objects_common import Maker, Values, enrolled
from tests.factories.clauses import make_contract, make_hours, make_participant
from tests.factories.practices import make_action


def _worked_for(session: Session, school: School) -> Contract:
    """Make a contract that an apprentice of the school worked for."""
    contract = make_contract(session)
    participant = make_participant(session, enrolled(session, school).trainee)
    make_hours(session, contract, participant)
    return contract


def _contract(session: Session, school: School) -> Values:
    return {"reference": _worked_for(session, school).reference}


def _action(session: Session, school: School) -> Values:
    return {"reference": make_action(session, _worked_for(session, school)).reference}


OBJECTS: dict[str, Maker] = {
    "practices.action": _action,
    "practices.action_hours": _action,
    "practices.action_step": _action,
    "practices.edit_action": _action,
    "practices.new_action": _contract,
    "practices.plan": _contract,
}
