"""Reads of action plans, and of the hours that their actions brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from school.access.principal import Principal
from school.accounts.models import Account
from school.clauses.models import Contract
from school.clauses.practices.actions.models import ClauseAction, DeclaredActionHours
from school.clauses.practices.actions.policy import manageable_by, visible_to
from school.clauses.practices.actions.rules import OPEN_STATES, ActionMeasure
from school.clauses.practices.hour_queries import validated_hours
from school.core.database import ExactDecimal
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate


@dataclass(frozen=True)
class ActionRow:
    """An action as a list shows it, with the hours that it has brought so far.

    No hours where they are to be declared and nobody did.
    """

    action: ClauseAction
    actual: Decimal | None


@dataclass(frozen=True)
class PlanSum:
    """What the open actions of a plan are to bring, and how many of them say how much."""

    expected: Decimal
    stated: int
    open: int


def actions_of_contract(
    session: Session, contract: Contract, number: int, today: date
) -> Slice[ActionRow]:
    """Read one page of a contract's plan: what is open and due first."""
    return _page(session, _actions().where(ClauseAction.contract_id == contract.id), number, today)


def open_actions(
    session: Session, principal: Principal, number: int, today: date, *, own: bool
) -> Slice[ActionRow]:
    """Read one page of the open actions that a person sees, or of those that are their own."""
    query = _actions().where(visible_to(principal), _is_open())
    if own:
        query = query.where(_is_owned_by(principal))
    return _page(session, query, number, today)


def own_overdue(
    session: Session, principal: Principal, today: date, limit: int
) -> Sequence[ClauseAction]:
    """List the open actions of a person whose day has passed, the oldest first."""
    query = _actions().where(
        visible_to(principal), _is_owned_by(principal), _is_open(), ClauseAction.due_on < today
    )
    return session.scalars(_in_order(query).limit(limit)).all()


def action_by_reference(session: Session, principal: Principal, reference: str) -> ClauseAction:
    """Find an action of a plan that a person sees; raise `NotFound` for another."""
    return _found(session, reference, visible_to(principal))


def action_to_manage(session: Session, principal: Principal, reference: str) -> ClauseAction:
    """Find an action of a plan that a person keeps; raise `NotFound` for another."""
    return _found(session, reference, manageable_by(principal))


def declarations_of(session: Session, action: ClauseAction) -> Sequence[DeclaredActionHours]:
    """List the hours that were declared of an action, the newest first."""
    query = select(DeclaredActionHours).where(DeclaredActionHours.action_id == action.id)
    return session.scalars(query.order_by(DeclaredActionHours.number.desc())).all()


def latest_declared(session: Session, action: ClauseAction) -> DeclaredActionHours | None:
    """Find the hours of an action that were declared last."""
    return next(iter(declarations_of(session, action)), None)


def plan_sum(session: Session, contract: Contract) -> PlanSum:
    """Add up what the open actions of a contract's plan are to bring."""
    query = select(
        func.sum(ClauseAction.expected_hours),
        func.count(ClauseAction.expected_hours),
        func.count(ClauseAction.id),
    ).where(ClauseAction.contract_id == contract.id, _is_open())
    expected, stated, opened = session.execute(query).one()
    return PlanSum(expected or Decimal(0), stated, opened)


def actual_hours(
    session: Session, actions: Sequence[ClauseAction], today: date
) -> dict[int, Decimal]:
    """Give the hours that some actions have brought, by their numbers; none where none is said.

    Counted: the validated hours of the action's lot and bucket, worked at its enterprise from its
    first day on.
    """
    by_measure = {
        measure: [one.id for one in actions if one.measure is measure] for measure in ActionMeasure
    }
    contracts = Contract.id.in_({one.contract_id for one in actions})
    entered = _entered(by_measure[ActionMeasure.ENTRIES], validated_hours(today, contracts))
    declared = _declared(by_measure[ActionMeasure.DECLARED])
    return {
        number: hours for query in (entered, declared) for number, hours in session.execute(query)
    }


def open_with_address(session: Session) -> Sequence[ClauseAction]:
    """List the open actions whose owners can be written to, the first due first."""
    query = _actions().where(_is_open(), ClauseAction.owner_email.is_not(None))
    return session.scalars(_in_order(query)).all()


def _page(
    session: Session, query: Select[ClauseAction], number: int, today: date
) -> Slice[ActionRow]:
    page = paginate(session, _in_order(query), number)
    brought = actual_hours(session, page.items, today)
    rows = [ActionRow(one, brought.get(one.id)) for one in page.items]
    return Slice(rows, page.number, page.total, page.size)


def _found(session: Session, reference: str, allowed: ColumnElement[bool]) -> ClauseAction:
    found = session.scalar(_actions().where(allowed, ClauseAction.reference == reference))
    if found is None:
        raise NotFound(mark("Cette action n’existe pas."))
    return found


def _actions() -> Select[ClauseAction]:
    return (
        select(ClauseAction)
        .join(ClauseAction.contract)
        .options(
            contains_eager(ClauseAction.contract).joinedload(Contract.operator),
            joinedload(ClauseAction.enterprise),
        )
    )


def _in_order(query: Select[ClauseAction]) -> Select[ClauseAction]:
    return query.order_by(
        ClauseAction.state.not_in(sorted(OPEN_STATES)), ClauseAction.due_on, ClauseAction.reference
    )


def _is_open() -> ColumnElement[bool]:
    return ClauseAction.state.in_(sorted(OPEN_STATES))


def _is_owned_by(principal: Principal) -> ColumnElement[bool]:
    if principal.account_id is None:
        return false()
    return exists(
        select(Account.id).where(
            Account.id == principal.account_id,
            func.lower(Account.email) == func.lower(ClauseAction.owner_email),
        )
    )


def _entered(numbers: Sequence[int], hours: Subquery) -> Select[int, Decimal]:
    of_action = and_(
        hours.c.contract_id == ClauseAction.contract_id,
        or_(hours.c.lot == ClauseAction.lot, Contract.globalised.is_(True)),
        hours.c.bucket == ClauseAction.bucket,
        hours.c.enterprise_id == ClauseAction.enterprise_id,
        hours.c.worked_on >= ClauseAction.starts_on,
    )
    none = literal(Decimal(0), ExactDecimal)
    return (
        select(ClauseAction.id, func.coalesce(func.sum(hours.c.hours), none))
        .join(Contract, Contract.id == ClauseAction.contract_id)
        .outerjoin(hours, of_action)
        .where(ClauseAction.id.in_(numbers))
        .group_by(ClauseAction.id)
    )


def _declared(numbers: Sequence[int]) -> Select[int, Decimal]:
    later = aliased(DeclaredActionHours)
    superseded = exists().where(
        later.action_id == DeclaredActionHours.action_id,
        later.number > DeclaredActionHours.number,
    )
    return select(DeclaredActionHours.action_id, DeclaredActionHours.hours).where(
        DeclaredActionHours.action_id.in_(numbers), ~superseded
    )
