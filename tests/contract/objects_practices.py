"""Whose is what on pages of action plans and of good practices."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.clauses.models import Contract
from school.clauses.practices.catalogue.rules import PracticeState
from tests.contract.objects_common import Maker, Values, enrolled
from tests.factories.clauses import make_contract, make_hours, make_participant
from tests.factories.practices import make_action, make_practice, make_survey, make_use


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


def _practice(session: Session, school: School) -> Values:
    """Make a practice that is read by those who see a contract that followed it."""
    practice = make_practice(session, state=PracticeState.WITHDRAWN, reason="Dépassée")
    make_use(session, practice, _worked_for(session, school))
    return {"reference": practice.reference}


def _use(session: Session, school: School) -> Values:
    use = make_use(session, make_practice(session), _worked_for(session, school))
    return {"reference": use.reference}


def _survey(session: Session, school: School) -> Values:
    return {"reference": make_survey(session, _worked_for(session, school)).reference}


OBJECTS: dict[str, Maker] = {
    "practices.action": _action,
    "practices.action_hours": _action,
    "practices.action_step": _action,
    "practices.ask_team": _contract,
    "practices.edit_action": _action,
    "practices.edit_practice": _practice,
    "practices.end_practice_use": _use,
    "practices.follow_practice": _practice,
    "practices.followed": _contract,
    "practices.new_action": _contract,
    "practices.plan": _contract,
    "practices.practice": _practice,
    "practices.practice_step": _practice,
    "practices.send_survey": _survey,
    "practices.survey": _survey,
    "practices.surveys": _contract,
}
