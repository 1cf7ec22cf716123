"""Who sees what was agreed at visits, and who says that it is done."""

from sqlalchemy import ColumnElement, and_, false, or_

from school.access.permissions import Permission
from school.access.principal import Principal
from school.placements.models import Placement
from school.placements.policy import placements_open_to
from school.visits.contact.models import AgreedAction
from school.visits.rules import ActionOwner


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """Let staff see what was agreed in their schools, apprentices and tutors their own part."""
    allowed: list[ColumnElement[bool]] = []
    if principal.school_ids(Permission.SEE_VISITS):
        allowed.append(placements_open_to(principal, Permission.SEE_VISITS))
    if principal.trainee_id is not None:
        own = Placement.trainee_id == principal.trainee_id
        allowed.append(and_(AgreedAction.owner == ActionOwner.APPRENTICE, own))
    if principal.tutor_id is not None:
        own = Placement.tutor_id == principal.tutor_id
        allowed.append(and_(AgreedAction.owner == ActionOwner.TUTOR, own))
    return or_(*allowed) if allowed else false()


def may_finish(principal: Principal, action: AgreedAction) -> bool:
    """Tell whether a person may say that an action is done: its owner, or the school's staff."""
    placement = action.visit.placement
    if placement.cohort.school_id in principal.school_ids(Permission.MANAGE_VISITS):
        return True
    if action.owner is ActionOwner.APPRENTICE:
        return principal.trainee_id is not None and principal.trainee_id == placement.trainee_id
    own = principal.tutor_id is not None and principal.tutor_id == placement.tutor_id
    return action.owner is ActionOwner.TUTOR and own
