"""Alerts about agreements: placements that run, or soon will, without one."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, literal, null, or_, select

from school.placements.agreements.standing_queries import has_nothing_written
from school.placements.immersion.alert_rules import AGREED_BEFORE, AlertKind
from school.placements.models import Placement
from school.placements.rules import PlacementStatus


def agreements_to_write(today: date) -> Select[*tuple[Any, ...]]:
    """Find the placements that run or begin within a fortnight, and have no agreement at all.

    A draft, one sent to be signed and one refused wait as themselves.
    """
    begun = func.coalesce(Placement.starts_on, Placement.confirmed_on)
    soon = and_(
        Placement.status == PlacementStatus.CONFIRMED,
        Placement.starts_on <= today + AGREED_BEFORE,
    )
    return select(literal(AlertKind.AGREEMENT_TO_WRITE.value), Placement.id, begun, null()).where(
        or_(Placement.status == PlacementStatus.LIVE, soon),
        begun.is_not(None),
        has_nothing_written(),
    )
