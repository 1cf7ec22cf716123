"""Who may read and write which good practices: published ones are everybody's."""

from sqlalchemy import ColumnElement, and_, or_, select, true

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.models import Contract
from school.clauses.policy import contract_visible_to, operators_of
from school.clauses.practices.catalogue.models import GoodPractice, PracticeUse
from school.clauses.practices.catalogue.rules import PracticeState


def writable_by(principal: Principal) -> ColumnElement[bool]:
    """Let an officer write the practices of the own operator, and the ministry every one."""
    if principal.sees_all_schools(Permission.MANAGE_CLAUSES):
        return true()
    return GoodPractice.operator_id.in_(operators_of(principal, Permission.MANAGE_CLAUSES))


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let everybody who sees clauses read what is published, its writers the rest too.

    What was withdrawn stays to be read by those who see a contract that followed it.
    """
    followed = (
        select(PracticeUse.practice_id)
        .join(Contract, Contract.id == PracticeUse.contract_id)
        .where(contract_visible_to(principal))
    )
    withdrawn = GoodPractice.state == PracticeState.WITHDRAWN
    return or_(
        GoodPractice.state == PracticeState.PUBLISHED,
        writable_by(principal),
        and_(withdrawn, GoodPractice.id.in_(followed)),
    )
