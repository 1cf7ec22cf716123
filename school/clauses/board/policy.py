"""Whose contracts the board shows."""

from sqlalchemy import ColumnElement

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.policy import contract_visible_to


def contracts_within(principal: Principal) -> ColumnElement[bool] | None:
    """Give the condition of the contracts a person may see; None is every contract.

    Figures of every contract are computed without asking, entry by entry, whose they are.
    """
    if principal.sees_all_schools(Permission.SEE_CLAUSES):
        return None
    return contract_visible_to(principal)
