"""Who may see and correct which practical assessments."""

from sqlalchemy import ColumnElement, false, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.cohorts.policy import sees_self
from school.cohorts.policy import visible_to as cohort_visible_to
from school.practicals.models import Assessment


def visible_to(
    principal: Principal, permission: Permission = Permission.SEE_PRACTICALS
) -> ColumnElement[bool]:
    """Let the staff reach the assessments of their schools' cohorts, and apprentices their own.

    One's own assessments are reached for reading only.
    """
    clauses: list[ColumnElement[bool]] = []
    if principal.school_ids(permission):
        cohorts = select(Cohort.id).where(cohort_visible_to(principal, permission))
        clauses.append(Assessment.cohort_id.in_(cohorts))
    if permission is Permission.SEE_PRACTICALS and sees_self(principal):
        clauses.append(Assessment.trainee_id == principal.trainee_id)
    return or_(*clauses) if clauses else false()


def may_correct(principal: Principal, assessment: Assessment) -> bool:
    """Tell whether a person may correct an assessment: whoever assesses in that school."""
    return assesses_in(principal, assessment.cohort)


def assesses_in(principal: Principal, cohort: Cohort) -> bool:
    """Tell whether a person assesses in the school of a cohort."""
    return cohort.school_id in principal.school_ids(Permission.ASSESS_PRACTICALS)
