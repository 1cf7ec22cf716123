"""Who may see and hold which juries, and whose certificates one may open."""

from sqlalchemy import ColumnElement, false, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.certification.models import Certificate, Jury
from school.cohorts.models import Cohort
from school.cohorts.policy import sees_self
from school.cohorts.policy import visible_to as cohort_visible_to


def visible_to(
    principal: Principal, permission: Permission = Permission.SEE_JURIES
) -> ColumnElement[bool]:
    """Let people reach the juries of the cohorts where a permission is theirs."""
    return Jury.cohort_id.in_(select(Cohort.id).where(cohort_visible_to(principal, permission)))


def certificate_visible_to(
    principal: Principal, permission: Permission = Permission.SEE_CERTIFICATES
) -> ColumnElement[bool]:
    """Let the staff reach the certificates of their schools' cohorts, and apprentices their own."""
    clauses: list[ColumnElement[bool]] = []
    if principal.school_ids(permission):
        cohorts = select(Cohort.id).where(cohort_visible_to(principal, permission))
        clauses.append(Certificate.cohort_id.in_(cohorts))
    if permission is Permission.SEE_CERTIFICATES and sees_self(principal):
        clauses.append(Certificate.trainee_id == principal.trainee_id)
    return or_(*clauses) if clauses else false()
