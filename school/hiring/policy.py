"""Who may see and correct which facts about work after training."""

from sqlalchemy import ColumnElement, select

from school.access.permissions import Permission
from school.access.principal import Principal
from school.cohorts.models import Trainee
from school.cohorts.policy import trainee_visible_to
from school.hiring.models import Hire, Offer, Situation


def visible_to(
    principal: Principal,
    model: type[Offer] | type[Hire] | type[Situation],
    permission: Permission = Permission.SEE_HIRING_FACTS,
) -> ColumnElement[bool]:
    """Let people see the facts about those who applied to or trained at their schools."""
    people = select(Trainee.id).where(trainee_visible_to(principal, permission))
    return model.trainee_id.in_(people)
