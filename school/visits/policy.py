"""Who may see which visits, and plan them for which placements."""

from sqlalchemy import ColumnElement, and_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.placements.models import Placement
from school.placements.policy import placements_open_to
from school.visits.models import Visit


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let the staff of a school see the visits of its placements, whoever makes them."""
    return Visit.placement_id.in_(
        select(Placement.id).where(placements_open_to(principal, Permission.SEE_VISITS))
    )


def awaited() -> ColumnElement[bool]:
    """Keep the visits that were neither made nor noted as missed."""
    return and_(Visit.done_on.is_(None), Visit.missed_on.is_(None))


def manages(principal: Principal, visit: Visit) -> bool:
    """Tell whether a person may move a visit and write down how it went."""
    schools = principal.school_ids(Permission.MANAGE_VISITS)
    return visit.placement.cohort.school_id in schools
