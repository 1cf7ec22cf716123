"""The schools a report may be about, and the names of its groups."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.permissions import Permission
from school.access.principal import Principal
from school.accounts.models import School
from school.cohorts.models import Cohort
from school.enterprises.models import Enterprise
from school.hiring.indicators.options import Breakdown
from school.hiring.indicators.report import Report


def schools_counted(session: Session, principal: Principal, permission: Permission) -> list[School]:
    """List the schools whose figures a person may see, by code: the ministry sees all."""
    query = select(School).order_by(School.reference)
    if not principal.sees_all_schools(permission):
        query = query.where(School.id.in_(sorted(principal.school_ids(permission))))
    return list(session.scalars(query))


def group_names(session: Session, report: Report) -> dict[str, str]:
    """Give the names that the codes of a report's groups stand for: of schools or of cohorts."""
    [key] = report.options.by
    model = School if key is Breakdown.SCHOOL else Cohort
    codes = [row.group[key] for row in report.rows[:-1]]
    query = select(model.reference, model.name).where(model.reference.in_(codes))
    return {row.reference: row.name for row in session.execute(query)}


def enterprise_names(session: Session, codes: Sequence[str | None]) -> dict[str, str]:
    """Give the names of enterprises by their codes."""
    query = select(Enterprise.reference, Enterprise.name).where(Enterprise.reference.in_(codes))
    return {row.reference: row.name for row in session.execute(query)}
