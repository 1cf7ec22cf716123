"""Whether a placement has an agreement: one in force, or one that somebody works on."""

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import OPEN_STATES, AgreementStatus
from school.placements.agreements.waiting_queries import is_to_write_again
from school.placements.models import Placement


def is_agreed(session: Session, placement_id: int) -> bool:
    """Tell whether an agreement that everybody signed holds for a placement."""
    in_force = exists().where(
        AgreementVersion.placement_id == placement_id,
        AgreementVersion.status == AgreementStatus.VALIDATED,
    )
    return bool(session.scalar(select(in_force)))


def has_nothing_written() -> ColumnElement[bool]:
    """Tell, of a placement, whether no version is in force, is open, or waits to be replaced."""
    known = {*OPEN_STATES, AgreementStatus.VALIDATED}
    return ~exists().where(
        AgreementVersion.placement_id == Placement.id,
        or_(AgreementVersion.status.in_(sorted(known)), is_to_write_again()),
    )
