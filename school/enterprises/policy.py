"""Who may see and use which enterprises and tutors."""

from sqlalchemy import ColumnElement, exists, false, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.enterprises.models import Enterprise, Partnership, Tutor


def visible_to(
    principal: Principal, permission: Permission = Permission.SEE_ENTERPRISES
) -> ColumnElement[bool]:
    """Let people see the partners of the schools where a permission is theirs.

    An enterprise without any partner school (just imported, not claimed yet) is everybody's.
    """
    ids = sorted(principal.school_ids(permission))
    if not ids:
        return false()
    partner = exists(
        select(Partnership.id).where(
            Partnership.enterprise_id == Enterprise.id, Partnership.school_id.in_(ids)
        )
    )
    claimed = exists(select(Partnership.id).where(Partnership.enterprise_id == Enterprise.id))
    return or_(partner, ~claimed)


def tutor_visible_to(
    principal: Principal, permission: Permission = Permission.SEE_ENTERPRISES
) -> ColumnElement[bool]:
    """Let people see the tutors of the enterprises they see."""
    return Tutor.enterprise_id.in_(select(Enterprise.id).where(visible_to(principal, permission)))
