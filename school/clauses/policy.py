"""Who may see, change, declare and validate which integration contracts, people and hours."""

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true

from school.access.permissions import Permission
from school.access.principal import Principal
from school.access.roles import Role, allows
from school.accounts.models import ClauseMember
from school.accounts.policy import member_in_force
from school.accounts.rules import MemberRole
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.people.models import ContractParticipant
from school.cohorts.models import Cohort, Enrolment
from school.core.clock import today
from school.placements.models import Placement


def contract_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let the ministry see every contract; operators and authorities their own; a school some.

    A school sees the contracts that its trainees worked for, and those of operators that host
    or hosted its trainees: hours of theirs may count there. It sees what is promised, done and
    lacking; `contract_open_to` says who reads the rest.
    """
    if principal.sees_all_schools(Permission.SEE_CLAUSES):
        return true()
    return or_(
        contract_spoken_for(principal, Permission.SEE_CLAUSES),
        contract_of_school(principal, Permission.SEE_CLAUSES),
    )


def contract_of_school(principal: Principal, permission: Permission) -> ColumnElement[bool]:
    """Give the contracts that trainees of a person's school worked for, or of their hosts."""
    worked = exists(
        select(IntegrationHours.id)
        .join(Participant, Participant.id == IntegrationHours.participant_id)
        .where(
            IntegrationHours.contract_id == Contract.id,
            is_own_trainee(principal, permission),
        )
    )
    return or_(worked, Contract.operator_id.in_(_hosts_of(principal, permission)))


def contract_open_to(principal: Principal) -> ColumnElement[bool]:
    """Let the ministry and both parties read all of a contract.

    Terms and papers, penalties and notices, plans, scenarios and what teams answered are between
    them: a school that once had an apprentice there reads none of it.
    """
    if principal.sees_all_schools(Permission.SEE_CLAUSES):
        return true()
    return contract_spoken_for(principal, Permission.SEE_CLAUSES)


def is_party(principal: Principal) -> bool:
    """Tell whether somebody reads all of some contracts, by speaking for a party or for all."""
    speaks = any(principal.has_role(Role(role)) for role in MemberRole)
    return speaks or principal.sees_all_schools(Permission.SEE_CLAUSES)


def contract_spoken_for(principal: Principal, permission: Permission) -> ColumnElement[bool]:
    """Give the contracts of the operators and authorities for whom a person may do a thing."""
    return or_(
        _of_operator(principal, permission),
        _of_authority(principal, permission),
    )


def contract_manageable_by(principal: Principal) -> ColumnElement[bool]:
    """Let the ministry change every contract, and an integration officer the operator's own."""
    if principal.sees_all_schools(Permission.MANAGE_CLAUSES):
        return true()
    return contract_spoken_for(principal, Permission.MANAGE_CLAUSES)


def contract_declarable_by(principal: Principal) -> ColumnElement[bool]:
    """Let an officer declare hours under own contracts, a school under those of its trainees.

    A school declares for its own apprentices alone: `participant_visible_to` says whom. Whoever
    reads for an authority too declares nothing under that authority's contracts.
    """
    return or_(
        contract_spoken_for(principal, Permission.DECLARE_HOURS),
        contract_of_school(principal, Permission.DECLARE_HOURS),
    )


def contract_validatable_by(principal: Principal) -> ColumnElement[bool]:
    """Let the ministry validate hours of every contract, and an authority of its own."""
    if principal.sees_all_schools(Permission.VALIDATE_HOURS):
        return true()
    return contract_spoken_for(principal, Permission.VALIDATE_HOURS)


def participant_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let a school see its trainees among the participants, an officer those of own contracts.

    The ministry and the authorities see no person.
    """
    worked = exists(
        select(IntegrationHours.id)
        .join(Contract, Contract.id == IntegrationHours.contract_id)
        .where(
            IntegrationHours.participant_id == Participant.id,
            _of_operator(principal, Permission.SEE_PARTICIPANTS),
        )
    )
    engaged = exists(
        select(ContractParticipant.id)
        .join(Contract, Contract.id == ContractParticipant.contract_id)
        .where(
            ContractParticipant.participant_id == Participant.id,
            _of_operator(principal, Permission.SEE_PARTICIPANTS),
        )
    )
    return or_(is_own_trainee(principal, Permission.SEE_PARTICIPANTS), worked, engaged)


def operators_of(principal: Principal, permission: Permission) -> Select[int | None]:
    """Select the enterprises for which a person may do a thing, today, as an officer."""
    return select(ClauseMember.enterprise_id).where(
        _speaks(principal, MemberRole.OFFICER, permission)
    )


def authorities_of(principal: Principal, permission: Permission) -> Select[str | None]:
    """Select the authorities for which a person may do a thing, today, as a reader."""
    return select(ClauseMember.authority).where(_speaks(principal, MemberRole.READER, permission))


def is_own_trainee(principal: Principal, permission: Permission) -> ColumnElement[bool]:
    """Keep the participants who are, or were, trainees of a school that a person acts for."""
    ids = sorted(principal.school_ids(permission))
    if not ids:
        return false()
    return Participant.trainee_id.in_(
        select(Enrolment.trainee_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Cohort.school_id.in_(ids))
    )


def _of_operator(principal: Principal, permission: Permission) -> ColumnElement[bool]:
    return Contract.operator_id.in_(operators_of(principal, permission))


def _of_authority(principal: Principal, permission: Permission) -> ColumnElement[bool]:
    return Contract.authority.in_(authorities_of(principal, permission))


def _speaks(principal: Principal, role: MemberRole, permission: Permission) -> ColumnElement[bool]:
    if not principal.has_role(Role(role)) or not allows(Role(role), permission):
        return false()
    return and_(
        ClauseMember.account_id == principal.account_id,
        ClauseMember.role == role,
        member_in_force(today()),
    )


def _hosts_of(principal: Principal, permission: Permission) -> Select[int]:
    ids = sorted(principal.school_ids(permission))
    return (
        select(Placement.enterprise_id)
        .join(Cohort, Cohort.id == Placement.cohort_id)
        .where(Cohort.school_id.in_(ids) if ids else false())
    )
