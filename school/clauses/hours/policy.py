"""Who may let which placement count for a contract."""

from sqlalchemy import ColumnElement, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.policy import operators_of
from school.cohorts.models import Cohort
from school.placements.models import Placement


def placement_countable_by(principal: Principal) -> ColumnElement[bool]:
    """Let a school count the placements of its cohorts, an officer those the operator hosts."""
    schools = sorted(principal.school_ids(Permission.DECLARE_HOURS))
    own = Placement.cohort_id.in_(select(Cohort.id).where(Cohort.school_id.in_(schools)))
    hosted = Placement.enterprise_id.in_(operators_of(principal, Permission.DECLARE_HOURS))
    return or_(own, hosted)
