"""Who may see which integration contracts, participants and hours."""

from sqlalchemy import ColumnElement, exists, false, select, true

from school.access.permissions import Permission
from school.access.principal import Principal
from school.clauses.models import Contract, IntegrationHours, Participant
from school.cohorts.models import Cohort, Enrolment


def contract_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let the ministry see every contract, and a school those its trainees worked for."""
    if principal.sees_all_schools(Permission.SEE_CLAUSES):
        return true()
    return exists(
        select(IntegrationHours.id)
        .join(Participant, Participant.id == IntegrationHours.participant_id)
        .where(
            IntegrationHours.contract_id == Contract.id,
            participant_visible_to(principal),
        )
    )


def participant_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let a school see the participants who are its trainees; the ministry sees no person."""
    ids = sorted(principal.school_ids(Permission.SEE_CLAUSES))
    if not ids:
        return false()
    return Participant.trainee_id.in_(
        select(Enrolment.trainee_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Cohort.school_id.in_(ids))
    )
