"""Reads of a school's equipment."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School
from school.core.errors import NotFound, mark
from school.core.paging import Slice, paginate
from school.practicals.equipment_models import Equipment

IN_ORDER = (Equipment.retired, Equipment.kind, Equipment.serial, Equipment.id)


def visible_to(
    principal: Principal, permission: Permission = Permission.ASSESS_PRACTICALS
) -> ColumnElement[bool]:
    """Let the staff who assess reach the equipment of their schools."""
    return Equipment.school_id.in_(sorted(principal.school_ids(permission)))


def list_equipment(session: Session, principal: Principal, page: int = 1) -> Slice[Equipment]:
    """Give one page of the equipment that a person may see; what is retired comes last."""
    query = (
        select(Equipment)
        .where(visible_to(principal))
        .options(joinedload(Equipment.school))
        .order_by(*IN_ORDER)
    )
    return paginate(session, query, page)


def equipment_by_reference(session: Session, principal: Principal, reference: str) -> Equipment:
    """Find a piece of equipment; raise `NotFound` when the person may not reach it."""
    query = select(Equipment).where(Equipment.reference == reference, visible_to(principal))
    found = session.scalar(query.options(joinedload(Equipment.school)))
    if found is None:
        raise NotFound(mark("Ce matériel n’existe pas."))
    return found


def equipment_in_use(session: Session, school_id: int) -> Sequence[Equipment]:
    """List the equipment of a school that is not retired, by kind and serial number."""
    query = select(Equipment).where(Equipment.school_id == school_id, ~Equipment.retired)
    return session.scalars(query.order_by(*IN_ORDER)).all()


def schools_to_equip(session: Session, principal: Principal) -> Sequence[School]:
    """List the schools whose equipment a person may register."""
    schools = sorted(principal.school_ids(Permission.ASSESS_PRACTICALS))
    return session.scalars(select(School).where(School.id.in_(schools)).order_by(School.name)).all()
