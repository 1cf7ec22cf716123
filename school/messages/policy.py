"""Who may see which messages."""

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School
from school.core.outbox import MailMessage


def messages_visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let those who may see mail see that of their schools.

    What names no school is that of the only one, where there is only one.
    """
    ids = sorted(principal.school_ids(Permission.SEE_MAIL))
    if not ids:
        return false()
    schools = select(func.count(School.id)).scalar_subquery()
    return or_(MailMessage.school_id.in_(ids), and_(MailMessage.school_id.is_(None), schools == 1))
