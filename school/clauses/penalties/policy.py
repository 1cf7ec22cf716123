"""Who speaks for which side on a contract's file and in its hearings.

Nobody is judge and party: the ministry reads the file and writes on it, but is no side of a
hearing, and whoever speaks for the operator does nothing there for the authority.
"""

from sqlalchemy import ColumnElement, and_, or_, true

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.models import Contract
from school.clauses.policy import authorities_of, operators_of


def heard_for_operator(principal: Principal) -> ColumnElement[bool]:
    """Give the contracts for whose operator a person speaks."""
    return Contract.operator_id.in_(operators_of(principal, Permission.MANAGE_CLAUSES))


def heard_for_authority(principal: Principal) -> ColumnElement[bool]:
    """Give the contracts for whose authority, and not also their operator, a person speaks."""
    operators = operators_of(principal, Permission.MANAGE_CLAUSES)
    return and_(
        Contract.authority.in_(authorities_of(principal, Permission.VALIDATE_HOURS)),
        or_(Contract.operator_id.is_(None), Contract.operator_id.not_in(operators)),
    )


def file_read_by(principal: Principal) -> ColumnElement[bool]:
    """Let the ministry read every file, and both sides that of their contract."""
    if principal.sees_all_schools(Permission.SEE_CLAUSES):
        return true()
    return or_(heard_for_operator(principal), heard_for_authority(principal))
