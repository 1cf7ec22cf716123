"""Who may see and lead which action plans: those who see the contract, those who keep it."""

from sqlalchemy import ColumnElement, select

from school.access.principal import Principal
from school.clauses.models import Contract
from school.clauses.policy import contract_manageable_by, contract_visible_to
from school.clauses.practices.actions.models import ClauseAction


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let people see the actions of the contracts that they see."""
    contracts = select(Contract.id).where(contract_visible_to(principal))
    return ClauseAction.contract_id.in_(contracts)


def manageable_by(principal: Principal) -> ColumnElement[bool]:
    """Let those who keep a contract change the actions of its plan."""
    contracts = select(Contract.id).where(contract_manageable_by(principal))
    return ClauseAction.contract_id.in_(contracts)
