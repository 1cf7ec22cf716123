"""Days on which a placement is interrupted, as an amendment in force says."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, select
from sqlalchemy.orm import Session, aliased

from school.placements.agreements.models import AgreementVersion
from school.placements.agreements.rules import AgreementKind, AgreementStatus
from school.placements.interruption_rules import Interruption
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


def interruption_of(session: Session, placement: Placement) -> Interruption | None:
    """Give the newest interruption of a placement, if any is in force."""
    query = _in_force().where(AgreementVersion.placement_id == placement.id)
    query = query.order_by(AgreementVersion.number.desc()).limit(1)
    found = session.execute(query).one_or_none()
    return Interruption(found.interrupted_from, found.interrupted_until) if found else None


def interruptions_of(reached: Select[int]) -> Subquery:
    """Number the interruptions in force of some placements, the newest of each first (`rank`)."""
    rank = func.row_number().over(
        partition_by=AgreementVersion.placement_id, order_by=AgreementVersion.number.desc()
    )
    query = _in_force().add_columns(rank.label("rank"))
    return query.where(AgreementVersion.placement_id.in_(reached)).subquery("interruptions")


def _in_force() -> Select[*tuple[Any, ...]]:
    return select(
        AgreementVersion.placement_id,
        AgreementVersion.interrupted_from,
        AgreementVersion.interrupted_until,
    ).where(
        AgreementVersion.kind == AgreementKind.INTERRUPTION,
        AgreementVersion.status == AgreementStatus.VALIDATED,
    )
