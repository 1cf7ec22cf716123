"""Reads of visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import Staff, StaffAssignment
from school.accounts.rules import StaffRole
from school.cohorts.models import Trainee
from school.core.errors import NotFound, mark
from school.core.paging import PAGE_SIZE, Slice, paginate
from school.core.text import fold
from school.placements.models import Placement
from school.placements.policy import placements_open_to
from school.visits.models import Visit
from school.visits.policy import awaited, visible_to
from school.visits.rules import VISITED_STATES, VisitState

DAYS_AHEAD = timedelta(days=14)
MOST_TO_MAKE = 20
"""Visits that a telephone takes along: those due within the days ahead, the oldest first."""

VISITING_ROLES = frozenset({StaffRole.DIRECTOR, StaffRole.TRAINER})


@dataclass(frozen=True)
class VisitFilters:
    """What a list of visits is narrowed to; each is empty when it does not matter."""

    state: VisitState | None = None
    trainer_id: int | None = None
    placement: str | None = None


def list_visits(
    session: Session, principal: Principal, filters: VisitFilters, *, today: date, page: int = 1
) -> Slice[Visit]:
    """Give one page of the visits a person may see, with the people concerned.

    What remains to do comes first, the longest overdue on top; then what was done, newest first.
    """
    query = (
        _visits()
        .where(visible_to(principal), *_conditions(filters, today))
        .order_by(
            not_(awaited()),
            case((awaited(), Visit.planned_on)).nulls_last(),
            func.coalesce(Visit.done_on, Visit.missed_on).desc(),
            Visit.id.desc(),
        )
    )
    return paginate(session, query, page)


def late_visits(
    session: Session,
    principal: Principal,
    today: date,
    *,
    trainer_id: int | None = None,
    limit: int = PAGE_SIZE,
) -> list[Visit]:
    """List the visits overdue on a day, the longest overdue first; one trainer's when named."""
    filters = VisitFilters(state=VisitState.LATE, trainer_id=trainer_id)
    query = (
        _visits()
        .where(visible_to(principal), *_conditions(filters, today))
        .order_by(Visit.planned_on, Visit.id)
        .limit(limit)
    )
    return list(session.scalars(query))


def visits_to_make(session: Session, principal: Principal, today: date) -> list[Visit]:
    """List the visits that a person has to make soon or is late with, the oldest first.

    They are the person's own and those planned for nobody: what a telephone needs on the way,
    and no more of it than `MOST_TO_MAKE`.
    """
    own = or_(Visit.trainer_id == principal.staff_id, Visit.trainer_id.is_(None))
    query = (
        _visits()
        .where(
            visible_to(principal),
            placements_open_to(principal, Permission.MANAGE_VISITS),
            own,
            awaited(),
            Visit.planned_on <= today + DAYS_AHEAD,
        )
        .order_by(Visit.planned_on, Visit.id)
        .limit(MOST_TO_MAKE)
    )
    return list(session.scalars(query))


def visit_by_reference(
    session: Session,
    principal: Principal,
    reference: str,
    permission: Permission = Permission.SEE_VISITS,
) -> Visit:
    """Find a visit with its placement; raise `NotFound` when the person has no business with it."""
    found = session.scalar(
        _visits().where(
            visible_to(principal),
            placements_open_to(principal, permission),
            Visit.reference == reference,
        )
    )
    if found is None:
        raise NotFound(mark("Cette visite n’existe pas."))
    return found


def placement_to_visit(session: Session, principal: Principal, reference: str) -> Placement:
    """Find a placement for which the person may plan a visit; raise `NotFound` otherwise."""
    found = session.scalar(_placements(principal).where(Placement.reference == reference))
    if found is None:
        raise NotFound(mark("Ce placement n’existe pas."))
    return found


def placements_to_visit(
    session: Session, principal: Principal, name: str, page: int
) -> Slice[Placement]:
    """Give one page of the placements under way or about to start that the person may visit.

    They are in the order of names; `name` is a part of the name of who is looked for, or empty.
    """
    query = (
        _placements(principal)
        .where(
            Placement.status.in_(sorted(VISITED_STATES)),
            Trainee.sort_name.contains(fold(name), autoescape=True),
        )
        .order_by(Trainee.sort_name, Placement.id)
    )
    return paginate(session, query, page)


def visiting_staff(session: Session, school_id: int) -> list[Staff]:
    """List those who may be asked to make a visit for a school, by name."""
    assigned = select(StaffAssignment.staff_id).where(
        StaffAssignment.school_id == school_id, StaffAssignment.role.in_(sorted(VISITING_ROLES))
    )
    own = and_(Staff.school_id == school_id, Staff.role.in_(sorted(VISITING_ROLES)))
    query = select(Staff).where(or_(own, Staff.id.in_(assigned)))
    return list(session.scalars(query.order_by(Staff.name, Staff.id)))


def trainers_to_name(
    session: Session, principal: Principal, placement: Placement
) -> list[tuple[int, str]]:
    """List whom a person may ask to make a visit, as number and name; empty: only oneself."""
    school_id = placement.cohort.school_id
    if school_id not in principal.school_ids(Permission.SEE_STAFF):
        return []
    return [(one.id, one.name) for one in visiting_staff(session, school_id)]


def trainers_seen(session: Session, principal: Principal) -> list[tuple[int, str]]:
    """List who makes the visits a person may see, as number and name, for the filter."""
    query = (
        select(Staff.id, Staff.name)
        .where(Staff.id.in_(select(Visit.trainer_id).where(visible_to(principal))))
        .order_by(Staff.name, Staff.id)
    )
    return [(number, name) for number, name in session.execute(query)]


def _placements(principal: Principal) -> Select[Placement]:
    return (
        select(Placement)
        .join(Placement.trainee)
        .options(
            contains_eager(Placement.trainee),
            joinedload(Placement.enterprise),
            joinedload(Placement.cohort),
        )
        .where(placements_open_to(principal, Permission.MANAGE_VISITS))
    )


def _visits() -> Select[Visit]:
    placement = joinedload(Visit.placement)
    return (
        select(Visit)
        .join(Placement, Placement.id == Visit.placement_id)
        .options(
            joinedload(Visit.trainer),
            placement.joinedload(Placement.trainee),
            placement.joinedload(Placement.enterprise),
            placement.joinedload(Placement.cohort),
            placement.joinedload(Placement.tutor),
        )
    )


def _conditions(filters: VisitFilters, today: date) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.state is VisitState.DONE:
        conditions.append(Visit.done_on.is_not(None))
    elif filters.state is VisitState.MISSED:
        conditions.append(Visit.missed_on.is_not(None))
    elif filters.state is not None:
        late = Visit.planned_on < today
        conditions.append(awaited())
        conditions.append(
            late if filters.state is VisitState.LATE else or_(~late, Visit.planned_on.is_(None))
        )
    if filters.trainer_id is not None:
        conditions.append(Visit.trainer_id == filters.trainer_id)
    if filters.placement is not None:
        conditions.append(Placement.reference == filters.placement)
    return conditions
