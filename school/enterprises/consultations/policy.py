"""Who may see and hold which consultations: the people of the school that asks."""

from sqlalchemy import ColumnElement

from school.access.permissions import Permission
from school.access.principal import Principal
from school.enterprises.consultations.models import Consultation


def visible_to(
    principal: Principal, permission: Permission = Permission.SEE_ENTERPRISES
) -> ColumnElement[bool]:
    """Let people see the consultations of the schools where a permission is theirs."""
    return Consultation.school_id.in_(sorted(principal.school_ids(permission)))


def holds(principal: Principal, consultation: Consultation) -> bool:
    """Tell whether a person leads a consultation: takes its steps and writes its decisions."""
    return consultation.school_id in principal.school_ids(Permission.MANAGE_ENTERPRISES)
