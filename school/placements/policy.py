"""Who may see which placements, and on whose behalf they act."""

from sqlalchemy import ColumnElement, false, or_, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Cohort
from school.cohorts.policy import visible_to as cohort_visible_to
from school.placements.models import Placement
from school.placements.rules import Party, PlacementStatus


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let staff see the placements of their schools' cohorts, others those that are their own.

    An apprentice sees the placements in which they work, a tutor those they supervise.
    """
    allowed: list[ColumnElement[bool]] = []
    if schools := sorted(principal.school_ids(Permission.SEE_PLACEMENTS)):
        cohorts = select(Cohort.id).where(Cohort.school_id.in_(schools))
        allowed.append(Placement.cohort_id.in_(cohorts))
    if principal.trainee_id is not None:
        allowed.append(Placement.trainee_id == principal.trainee_id)
    if principal.tutor_id is not None:
        allowed.append(Placement.tutor_id == principal.tutor_id)
    return or_(*allowed) if allowed else false()


def placements_open_to(principal: Principal, permission: Permission) -> ColumnElement[bool]:
    """Let people reach the placements of the schools in which a permission of the staff is theirs.

    Placements are also visible to apprentices and tutors; this keeps to the staff.
    """
    cohorts = select(Cohort.id).where(cohort_visible_to(principal, permission))
    return Placement.cohort_id.in_(cohorts)


def parties_of(principal: Principal, placement: Placement) -> frozenset[Party]:
    """Tell for whom a person may act on a placement: the school, the enterprise, or nobody."""
    parties = set()
    if placement.cohort.school_id in principal.school_ids(Permission.MANAGE_PLACEMENTS):
        parties.add(Party.SCHOOL)
    if principal.tutor_id is not None and principal.tutor_id == placement.tutor_id:
        parties.add(Party.ENTERPRISE)
    return frozenset(parties)


def keeps_logbook(principal: Principal, placement: Placement) -> bool:
    """Tell whether a person is the apprentice whose days the logbook holds."""
    return (
        principal.may(Permission.KEEP_LOGBOOK)
        and principal.trainee_id is not None
        and principal.trainee_id == placement.trainee_id
    )


def is_staff_of(principal: Principal, placement: Placement) -> bool:
    """Tell whether a person works at the school whose placement it is."""
    return placement.cohort.school_id in principal.school_ids(Permission.SEE_PLACEMENTS)


def reads_reason(principal: Principal, placement: Placement) -> bool:
    """Tell whether a person may read why a placement ended, as on the page of its end.

    The school and the apprentice may. It may tell of health or of how somebody was treated: an
    enterprise reads its own reason for declining and no other.
    """
    if placement.status is PlacementStatus.DECLINED or is_staff_of(principal, placement):
        return True
    return principal.trainee_id is not None and principal.trainee_id == placement.trainee_id
