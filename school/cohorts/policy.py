"""Who may see and change which cohorts, trainees and enrolments."""

from sqlalchemy import ColumnElement, exists, false, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment, Trainee


def visible_to(
    principal: Principal, permission: Permission = Permission.SEE_COHORTS
) -> ColumnElement[bool]:
    """Let people reach the cohorts of the schools where a permission is theirs."""
    ids = sorted(principal.school_ids(permission))
    return Cohort.school_id.in_(ids) if ids else false()


def trainee_visible_to(
    principal: Principal, permission: Permission = Permission.SEE_TRAINEES
) -> ColumnElement[bool]:
    """Let people reach those who applied to or train in a cohort of theirs, and themselves.

    Oneself is reached for reading only: another permission than that of reading is the school's.
    """
    clauses: list[ColumnElement[bool]] = []
    if ids := sorted(principal.school_ids(permission)):
        clauses.append(
            exists(
                select(Enrolment.id)
                .join(Cohort, Cohort.id == Enrolment.cohort_id)
                .where(Enrolment.trainee_id == Trainee.id, Cohort.school_id.in_(ids))
            )
        )
    if permission is Permission.SEE_TRAINEES and sees_self(principal):
        clauses.append(Trainee.id == principal.trainee_id)
    return or_(*clauses) if clauses else false()


def enrolment_visible_to(
    principal: Principal, permission: Permission = Permission.SEE_TRAINEES
) -> ColumnElement[bool]:
    """Let people reach the enrolments in cohorts of their schools, and their own."""
    clauses: list[ColumnElement[bool]] = []
    if ids := sorted(principal.school_ids(permission)):
        clauses.append(Enrolment.cohort_id.in_(select(Cohort.id).where(Cohort.school_id.in_(ids))))
    if permission is Permission.SEE_TRAINEES and sees_self(principal):
        clauses.append(Enrolment.trainee_id == principal.trainee_id)
    return or_(*clauses) if clauses else false()


def sees_self(principal: Principal) -> bool:
    """Tell whether somebody is an apprentice who may read their own record."""
    return principal.trainee_id is not None and principal.may(Permission.SEE_OWN_RECORD)
