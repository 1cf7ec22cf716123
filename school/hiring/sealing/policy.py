"""Who may see which sealed reports in the list; whoever holds a code may check it without."""

from sqlalchemy import ColumnElement, and_, exists, false, true

from school.access.permissions import Permission
from school.access.principal import Principal
from school.hiring.sealing.models import SealedReport, SealedSchool


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let the ministry see every report, and others those about their own schools alone.

    A board of clauses is about no school: the ministry alone sees it in the list.
    """
    if principal.sees_all_schools(Permission.SEE_INDICATORS):
        return true()
    ids = sorted(principal.school_ids(Permission.SEE_INDICATORS))
    if not ids:
        return false()
    of_another = exists().where(
        SealedSchool.report_id == SealedReport.id, SealedSchool.school_id.not_in(ids)
    )
    return and_(exists().where(SealedSchool.report_id == SealedReport.id), ~of_another)
