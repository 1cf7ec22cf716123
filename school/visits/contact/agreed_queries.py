"""Reads of what was agreed at visits."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.placements.models import Placement
from school.placements.policy import placements_open_to
from school.visits.contact.models import AgreedAction
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


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let staff see what was agreed in their schools, apprentices and tutors their own part."""
    allowed: list[ColumnElement[bool]] = []
    if principal.school_ids(Permission.SEE_VISITS):
        allowed.append(placements_open_to(principal, Permission.SEE_VISITS))
    if principal.trainee_id is not None:
        own = Placement.trainee_id == principal.trainee_id
        allowed.append(and_(AgreedAction.owner == ActionOwner.APPRENTICE, own))
    if principal.tutor_id is not None:
        own = Placement.tutor_id == principal.tutor_id
        allowed.append(and_(AgreedAction.owner == ActionOwner.TUTOR, own))
    return or_(*allowed) if allowed else false()


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
    return query.order_by(
        AgreedAction.done_on.is_not(None),
        AgreedAction.due_on.nulls_last(),
        AgreedAction.done_on.desc(),
        AgreedAction.id,
    )
