"""Whose competency record a person reads, and with which voice they may speak in it."""

from sqlalchemy import ColumnElement, false, or_

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort, Enrolment
from school.competencies.rules import Voice


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let staff read the records of those admitted to their schools, apprentices their own."""
    clauses: list[ColumnElement[bool]] = []
    if ids := sorted(principal.school_ids(Permission.SEE_COMPETENCIES)):
        clauses.append(Cohort.school_id.in_(ids))
    if principal.trainee_id is not None and principal.may(Permission.SEE_COMPETENCIES):
        clauses.append(Enrolment.trainee_id == principal.trainee_id)
    return Enrolment.enrolled_on.is_not(None) & or_(*clauses) if clauses else false()


def voice_of(principal: Principal, enrolment: Enrolment) -> Voice | None:
    """Tell with which voice a person speaks of somebody: their own, the school's, or none."""
    if not principal.may(Permission.RATE_COMPETENCIES):
        return None
    if principal.trainee_id is not None and principal.trainee_id == enrolment.trainee_id:
        return Voice.SELF
    if enrolment.cohort.school_id in principal.school_ids(Permission.RATE_COMPETENCIES):
        return Voice.TRAINER
    return None
