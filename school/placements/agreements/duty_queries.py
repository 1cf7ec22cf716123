"""The duties of placements, as the agreements in force say them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from school.placements.agreements.models import PlacementDuty


@dataclass(frozen=True)
class DutyView:
    """A duty in force on a day; its competencies each as `module/code`."""

    id: int
    reference: str
    placement_id: int
    position: int
    wording: str
    competencies: tuple[str, ...]
    since_on: date
    until_on: date | None


def duties_of(records: Session, placement_id: int, day: date) -> Sequence[DutyView]:
    """List the duties of a placement on a day, in the order of the agreement.

    Before the first agreement is signed by all there are none.
    """
    return duties_of_all(records, [placement_id], day)


def duties_of_all(
    records: Session, placement_ids: Collection[int], day: date
) -> Sequence[DutyView]:
    """List the duties of placements on a day, by placement and then in their order."""
    query = (
        select(PlacementDuty)
        .where(
            PlacementDuty.placement_id.in_(sorted(placement_ids)),
            PlacementDuty.since_on <= day,
            or_(PlacementDuty.until_on.is_(None), PlacementDuty.until_on > day),
        )
        .order_by(PlacementDuty.placement_id, PlacementDuty.position, PlacementDuty.id)
    )
    return [_view(one) for one in records.scalars(query)]


def _view(duty: PlacementDuty) -> DutyView:
    return DutyView(
        duty.id,
        duty.reference,
        duty.placement_id,
        duty.position,
        duty.wording,
        tuple(duty.competencies),
        duty.since_on,
        duty.until_on,
    )
