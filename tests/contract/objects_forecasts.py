"""Whose is what on pages of forecasts, scenarios, penalties and hearings."""

from sqlalchemy.orm import Session

from school.accounts.models import School
from school.clauses.models import Contract
from tests.contract.objects_common import Maker, Values, enrolled
from tests.factories.clauses import make_contract, make_hours, make_participant, make_plan
from tests.factories.forecasts import make_scenario


def _of_school(session: Session, school: School) -> Contract:
    contract = make_contract(session)
    make_hours(session, contract, make_participant(session, enrolled(session, school).trainee))
    return contract


def _contract(session: Session, school: School) -> Values:
    return {"reference": _of_school(session, school).reference}


def _plan(session: Session, school: School) -> Values:
    return {"reference": make_plan(session, _of_school(session, school)).reference}


def _scenario(session: Session, school: School) -> Values:
    return {"reference": make_scenario(session, _of_school(session, school)).reference}


def _part(session: Session, school: School) -> Values:
    return {**_scenario(session, school), "position": 1}


OBJECTS: dict[str, Maker] = {
    "forecasts.drop_part": _part,
    "forecasts.drop_scenario": _scenario,
    "forecasts.edit_part": _part,
    "forecasts.edit_plan": _plan,
    "forecasts.edit_scenario": _scenario,
    "forecasts.new_part": _scenario,
    "forecasts.new_plan": _contract,
    "forecasts.new_scenario": _contract,
    "forecasts.plans": _contract,
    "forecasts.scenario": _scenario,
    "forecasts.scenarios": _contract,
    "forecasts.show": _contract,
    "forecasts.withdraw_plan": _plan,
    "penalties.good_faith": _contract,
    "penalties.new_entry": _contract,
    "penalties.show": _contract,
}
