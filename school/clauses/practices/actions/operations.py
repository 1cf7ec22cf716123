"""What is done with action plans: write an action, take it further, say what it brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from school.access.principal import Principal
from school.accounts.identifiers import normal_email
from school.clauses.models import Contract
from school.clauses.practices.actions import queries
from school.clauses.practices.actions.models import ClauseAction, DeclaredActionHours
from school.clauses.practices.actions.rules import (
    TRANSITIONS,
    ActionMeasure,
    ActionStep,
    reminder_is_due,
)
from school.clauses.rules import Bucket
from school.core import audit
from school.core.errors import InvalidInput, NeedsConfirmation, NotAllowed, StaleRecord, mark
from school.core.periods import written_day
from school.core.references import new_reference
from school.core.versions import check_version, stale_record

PREFIX = "AC"
HOURS_PREFIX = "AH"


@dataclass(frozen=True)
class ActionPlan:
    """What is stated of an action; hours measured by entries name where they are worked."""

    wording: str
    lot: str
    bucket: Bucket
    owner_name: str
    owner_email: str | None
    starts_on: date
    due_on: date
    expected_hours: Decimal | None
    measure: ActionMeasure
    enterprise_id: int | None = None
    confirmed: bool = False
    """Whether a day past the contract's end, or past, is meant."""


def make(
    session: Session, principal: Principal, contract: Contract, plan: ActionPlan, today: date
) -> ClauseAction:
    """Write an action into a contract's plan.

    Raises `InvalidInput` for days out of order, an address that is none or entries of nobody,
    `NeedsConfirmation` for a day that has passed or lies outside the contract.
    """
    action = ClauseAction(
        reference=new_reference(PREFIX), contract_id=contract.id, since=today, **_stated(plan)
    )
    _ask_about_days(contract, plan, today)
    session.add(action)
    audit.record(session, principal.name, "action.make", action)
    return action


def revise(
    session: Session,
    principal: Principal,
    action: ClauseAction,
    plan: ActionPlan,
    known_version: int | None,
    today: date,
) -> None:
    """Change what is stated of an action, as for a new one.

    Raises `StaleRecord` when somebody changed it meanwhile.
    """
    check_version(action, known_version)
    stated = _stated(plan)
    if plan.due_on != action.due_on:
        _ask_about_days(action.contract, plan, today)
    for name, value in stated.items():
        setattr(action, name, value)
    audit.record(session, principal.name, "action.revise", action)


def take_step(
    session: Session,
    principal: Principal,
    action: ClauseAction,
    step: ActionStep,
    reason: str | None,
    known_version: int | None,
    today: date,
    *,
    confirmed: bool = False,
) -> None:
    """Take an action to its next state.

    Raises `NotAllowed` where its state does not allow the step, `InvalidInput` without the reason
    that the step asks for, `NeedsConfirmation` when it ends without any hours of those expected,
    `StaleRecord` when somebody changed it meanwhile.
    """
    transition = TRANSITIONS[step]
    if action.state not in transition.from_states:
        raise NotAllowed(mark("Ce pas a déjà été fait, ou n’est pas encore possible."))
    check_version(action, known_version)
    if transition.needs_reason and not reason:
        raise InvalidInput(mark("Dites pourquoi en quelques mots."), "reason")
    if step is ActionStep.FINISH and not confirmed:
        _ask_about_hours(session, action, today)
    action.state, action.since, action.reason = transition.target, today, reason
    audit.record(session, principal.name, f"action.{step.value}", action)


def declare(
    session: Session,
    principal: Principal,
    action: ClauseAction,
    hours: Decimal,
    note: str | None,
    known_number: int | None,
    today: date,
) -> DeclaredActionHours:
    """Say how many hours an action has brought in all; it takes the place of what was said before.

    Raises `NotAllowed` where the hours are counted from the entries, `StaleRecord` when somebody
    declared others meanwhile (`known_number` is that of the hours one saw).
    """
    if action.measure is not ActionMeasure.DECLARED:
        raise NotAllowed(mark("Les heures de cette action sont comptées : rien n’est à déclarer."))
    before = queries.latest_declared(session, action)
    number = before.number if before else 0
    if number != (known_number or 0):
        raise StaleRecord(stale_record().message, values={"version": number})
    declared = DeclaredActionHours(
        reference=new_reference(HOURS_PREFIX),
        action_id=action.id,
        number=number + 1,
        hours=hours,
        note=note,
        declared_on=today,
        declared_by=principal.name,
    )
    session.add(declared)
    audit.record(session, principal.name, "action.hours", declared)
    return declared


def remind(session: Session, actor: str, today: date) -> Sequence[ClauseAction]:
    """Choose the actions whose owners are to be reminded today, and note that they are.

    An action whose owner has no address is left to its page.
    """
    due = [
        one
        for one in queries.open_with_address(session)
        if reminder_is_due(one.state, one.due_on, one.reminded_on, today)
    ]
    for one in due:
        one.reminded_on = today
        audit.record(session, actor, "action.remind", one)
    return due


def _stated(plan: ActionPlan) -> dict[str, object]:
    if plan.due_on < plan.starts_on:
        raise InvalidInput(mark("L’échéance vient avant le début."), "due_on")
    if plan.expected_hours is not None and plan.expected_hours <= 0:
        raise InvalidInput(mark("Un nombre d’heures plus grand que zéro."), "expected_hours")
    email = normal_email(plan.owner_email) if plan.owner_email else None
    if plan.owner_email and email is None:
        raise InvalidInput(mark("Écrivez l’adresse comme nom@exemple.org."), "owner_email")
    by_entries = plan.measure is ActionMeasure.ENTRIES
    if by_entries and plan.enterprise_id is None:
        raise InvalidInput(mark("Choisissez l’entreprise dont les heures comptent."), "enterprise")
    return {
        "wording": plan.wording,
        "lot": plan.lot,
        "bucket": plan.bucket,
        "owner_name": plan.owner_name,
        "owner_email": email,
        "starts_on": plan.starts_on,
        "due_on": plan.due_on,
        "expected_hours": plan.expected_hours,
        "measure": plan.measure,
        "enterprise_id": plan.enterprise_id if by_entries else None,
    }


def _ask_about_days(contract: Contract, plan: ActionPlan, today: date) -> None:
    if plan.confirmed:
        return
    if contract.ends_on is not None and plan.due_on > contract.ends_on:
        raise NeedsConfirmation(
            mark("Le contrat finit le %(day)s : les heures faites après ne comptent pas."),
            "due_on",
            {"day": written_day(contract.ends_on)},
        )
    if plan.due_on < today:
        raise NeedsConfirmation(mark("Cette échéance est déjà passée."), "due_on")


def _ask_about_hours(session: Session, action: ClauseAction, today: date) -> None:
    if action.expected_hours is None:
        return
    if not queries.actual_hours(session, [action], today).get(action.id):
        raise NeedsConfirmation(
            mark("Aucune heure n’est encore venue de cette action. La terminer quand même ?")
        )
