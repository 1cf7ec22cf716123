"""Reads of agreements, scoped to who may see the placement."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import AgreementStatus


def trainer_of(records: Session, placement_ids: Collection[int], day: date) -> Mapping[int, int]:
    """Give, by placement, the trainer named in the newest version in force on a day.

    A placement without an agreement in force, or whose agreement names no trainer, is left out.
    """
    query = (
        select(AgreementVersion.placement_id, AgreementVersion.trainer_id)
        .where(
            AgreementVersion.placement_id.in_(sorted(placement_ids)),
            AgreementVersion.status == AgreementStatus.VALIDATED,
            AgreementVersion.in_force_on <= day,
        )
        .order_by(AgreementVersion.placement_id, AgreementVersion.number)
    )
    # In the order of their numbers: the newest is said last.
    newest = {row.placement_id: row.trainer_id for row in records.execute(query)}
    return {placement: trainer for placement, trainer in newest.items() if trainer is not None}
