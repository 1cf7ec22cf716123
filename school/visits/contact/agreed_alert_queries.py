"""Alerts about what was agreed at visits and is not done in time."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select

from school.placements.ends.rules import ENDING_STATES
from school.placements.immersion.alert_rules import VALIDATED_WITHIN, AlertKind
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.visits.contact.models import AgreedAction
from school.visits.models import Visit

UNDATED_WITHIN = timedelta(days=30)
"""What was agreed without a day is asked about a month after the visit. [own]"""


def actions_to_do(today: date) -> Select[*tuple[Any, ...]]:
    """Find the visits at which something was agreed that is overdue, while it still matters.

    A placement that ended is left alone once two months have passed.
    """
    last_day = func.coalesce(Placement.ended_on, Placement.ends_on)
    overdue = or_(
        AgreedAction.due_on < today,
        and_(AgreedAction.due_on.is_(None), Visit.done_on < today - UNDATED_WITHIN),
    )
    return (
        select(
            literal(AlertKind.ACTION_TO_DO.value),
            Visit.placement_id,
            func.min(func.coalesce(AgreedAction.due_on, Visit.done_on)),
            Visit.reference,
        )
        .join(Visit, Visit.id == AgreedAction.visit_id)
        .join(Placement, Placement.id == Visit.placement_id)
        .where(
            AgreedAction.done_on.is_(None),
            overdue,
            or_(
                Placement.status == PlacementStatus.LIVE,
                and_(
                    Placement.status.in_(sorted(ENDING_STATES)),
                    last_day >= today - VALIDATED_WITHIN,
                ),
            ),
        )
        .group_by(Visit.id, Visit.placement_id, Visit.reference)
    )


ALERTS_OF_VISITS = (actions_to_do,)
"""What visits add to the alerts about placements."""
