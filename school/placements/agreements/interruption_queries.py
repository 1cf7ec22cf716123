"""Days on which a placement is interrupted, as an amendment in force says."""

from datetime import date

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import AgreementKind, AgreementStatus
from school.placements.models import Placement


def is_interrupted(first: date, last: date) -> ColumnElement[bool]:
    """Tell, of a placement, whether its newest interruption takes any of some days.

    An interruption that is shortened or moved is another amendment: the newest one holds.
    """
    newest, version = aliased(AgreementVersion), AgreementVersion
    number = (
        select(func.max(newest.number))
        .where(
            newest.placement_id == Placement.id,
            newest.kind == AgreementKind.INTERRUPTION,
            newest.status == AgreementStatus.VALIDATED,
        )
        .correlate(Placement)
        .scalar_subquery()
    )
    return exists().where(
        version.placement_id == Placement.id,
        version.number == number,
        version.interrupted_from <= last,
        version.interrupted_until >= first,
    )
