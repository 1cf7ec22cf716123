"""Who may see which schools and staff."""

from sqlalchemy import ColumnElement, exists, false, or_, select, true

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School, Staff, StaffAssignment


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
