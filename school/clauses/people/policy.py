"""Who may see under which contracts a person worked, and which papers about them."""

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import Account, ClauseMember
from school.clauses.models import Contract, IntegrationHours, Participant
from school.clauses.people.models import ContractParticipant, EligibilityPaper
from school.clauses.policy import is_own_trainee, operators_of, participant_visible_to


def hours_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let a school see every contract of its trainees, an officer those of the own operator.

    For statements that name the contract and the participant of the hours.
    """
    operators = operators_of(principal, Permission.SEE_PARTICIPANTS)
    return or_(
        is_own_trainee(principal, Permission.SEE_PARTICIPANTS), Contract.operator_id.in_(operators)
    )


def paper_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let a school see its trainees' papers, an officer those of people of the own operator.

    Of somebody who works for another operator too, an officer sees only what somebody of the own
    operator joined; papers bear the name of who joined them. For statements that name the
    participant of the paper.
    """
    operators = operators_of(principal, Permission.SEE_PARTICIPANTS)
    colleagues = (
        select(Account.name)
        .join(ClauseMember, ClauseMember.account_id == Account.id)
        .where(ClauseMember.enterprise_id.in_(operators))
    )
    of_others = or_(Contract.operator_id.is_(None), Contract.operator_id.not_in(operators))
    engaged = exists(
        select(ContractParticipant.id)
        .join(Contract, Contract.id == ContractParticipant.contract_id)
        .where(ContractParticipant.participant_id == Participant.id, of_others)
    )
    worked = exists(
        select(IntegrationHours.id)
        .join(Contract, Contract.id == IntegrationHours.contract_id)
        .where(IntegrationHours.participant_id == Participant.id, of_others)
    )
    return or_(
        is_own_trainee(principal, Permission.SEE_PARTICIPANTS),
        and_(
            participant_visible_to(principal),
            or_(EligibilityPaper.added_by.in_(colleagues), not_(or_(engaged, worked))),
        ),
    )
