"""Who may see which schools and staff."""

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, and_, exists, false, or_, select, true

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import ClauseMember, School, Staff, StaffAssignment


def schools_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let people see their own schools, and the ministry every one."""
    if principal.sees_all_schools(Permission.SEE_SCHOOLS):
        return true()
    ids = principal.school_ids(Permission.SEE_SCHOOLS)
    return School.id.in_(sorted(ids)) if ids else false()


def staff_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let those who may see staff see that of their own schools."""
    ids = sorted(principal.school_ids(Permission.SEE_STAFF))
    if not ids:
        return false()
    assigned = exists(
        select(StaffAssignment.id).where(
            StaffAssignment.staff_id == Staff.id, StaffAssignment.school_id.in_(ids)
        )
    )
    return or_(Staff.school_id.in_(ids), assigned)


def member_in_force(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Give those who speak for an operator or an authority on a day."""
    ends_later = or_(ClauseMember.ends_on.is_(None), ClauseMember.ends_on > day)
    return and_(ClauseMember.starts_on <= day, ends_later)
