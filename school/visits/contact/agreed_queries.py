"""Reads of what was agreed at visits."""

from collections.abc import Sequence

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.placements.models import Placement
from school.visits.contact.models import AgreedAction
from school.visits.contact.policy import visible_to
from school.visits.models import Visit
from school.visits.rules import ActionOwner


def actions_of(session: Session, visit: Visit) -> list[AgreedAction]:
    """List what was agreed at a visit, in order."""
    query = select(AgreedAction).where(AgreedAction.visit_id == visit.id)
    return list(session.scalars(query.order_by(AgreedAction.position)))


def actions_for_tutor(session: Session, placement: Placement) -> list[AgreedAction]:
    """List what the tutor of a placement agreed to do, what is open first."""
    query = _actions().where(
        Visit.placement_id == placement.id, AgreedAction.owner == ActionOwner.TUTOR
    )
    return list(session.scalars(_in_order(query)))


def actions_of_placement(session: Session, placement: Placement) -> list[AgreedAction]:
    """List everything agreed at the visits of a placement, what is open first."""
    return list(session.scalars(_in_order(_actions().where(Visit.placement_id == placement.id))))


def list_actions(session: Session, principal: Principal, page: int) -> Slice[AgreedAction]:
    """Give one page of what a person has agreed to do, or sees as staff, what is open first."""
    return paginate(session, _in_order(_actions().where(visible_to(principal))), page)


def action_by_reference(session: Session, principal: Principal, reference: str) -> AgreedAction:
    """Find an agreed action; raise `NotFound` when the person has no business with it."""
    query = _actions().where(visible_to(principal), AgreedAction.reference == reference)
    found = session.scalar(query)
    if found is None:
        raise NotFound(mark("Cette action n’existe pas."))
    return found


def untold(session: Session, visit: Visit) -> Sequence[AgreedAction]:
    """List the open actions of a visit whose owners were not yet told of them."""
    query = select(AgreedAction).where(
        AgreedAction.visit_id == visit.id,
        AgreedAction.told_on.is_(None),
        AgreedAction.done_on.is_(None),
    )
    return session.scalars(query.order_by(AgreedAction.position)).all()


def _actions() -> Select[AgreedAction]:
    return (
        select(AgreedAction)
        .join(AgreedAction.visit)
        .join(Visit.placement)
        .options(
            contains_eager(AgreedAction.visit).options(
                joinedload(Visit.trainer),
                contains_eager(Visit.placement).options(
                    joinedload(Placement.trainee),
                    joinedload(Placement.enterprise),
                    joinedload(Placement.cohort),
                    joinedload(Placement.tutor),
                ),
            )
        )
    )


def _in_order(query: Select[AgreedAction]) -> Select[AgreedAction]:
    waits_for = case((AgreedAction.done_on.is_(None), AgreedAction.due_on))
    return query.order_by(
        AgreedAction.done_on.is_not(None),
        waits_for.nulls_last(),
        AgreedAction.done_on.desc(),
        AgreedAction.id,
    )
