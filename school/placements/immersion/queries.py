"""Reads of absences and accidents."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from school.access.principal import Principal
from school.core.errors import NotFound, mark
from school.placements.immersion.models import Absence, Accident
from school.placements.immersion.rules import AbsenceStatus
from school.placements.models import LogbookDay, Placement
from school.placements.policy import visible_to
from school.placements.queries import WITH_PARTIES


def absence_by_reference(session: Session, principal: Principal, reference: str) -> Absence:
    """Find an absence; raise `NotFound` when the person may not see its placement."""
    found = session.scalar(
        select(Absence)
        .join(Absence.placement)
        .where(visible_to(principal), Absence.reference == reference)
        .options(contains_eager(Absence.placement).options(*WITH_PARTIES))
    )
    if found is None:
        raise NotFound(mark("Cette absence n’existe pas."))
    return found


def accident_by_reference(session: Session, principal: Principal, reference: str) -> Accident:
    """Find an accident; raise `NotFound` when the person may not see its placement."""
    found = session.scalar(
        select(Accident)
        .join(Accident.placement)
        .where(visible_to(principal), Accident.reference == reference)
        .options(contains_eager(Accident.placement).options(*WITH_PARTIES))
    )
    if found is None:
        raise NotFound(mark("Cet accident n’existe pas."))
    return found


def absences_of(session: Session, placement: Placement) -> Sequence[Absence]:
    """List the absences of a placement, the latest first, those declared by mistake too."""
    query = select(Absence).where(Absence.placement_id == placement.id)
    return session.scalars(query.order_by(Absence.first_on.desc(), Absence.id.desc())).all()


def accidents_of(session: Session, placement: Placement) -> Sequence[Accident]:
    """List the accidents of a placement, the latest first."""
    query = select(Accident).where(Accident.placement_id == placement.id)
    return session.scalars(query.order_by(Accident.happened_on.desc(), Accident.id.desc())).all()


def overlapping_absence(
    session: Session, placement: Placement, first: date, last: date
) -> Absence | None:
    """Find an absence of a placement that shares a day with others."""
    query = select(Absence).where(
        Absence.placement_id == placement.id,
        Absence.status != AbsenceStatus.MISTAKE,
        Absence.first_on <= last,
        Absence.last_on >= first,
    )
    return session.scalars(query.order_by(Absence.first_on).limit(1)).first()


def hours_noted_between(session: Session, placement: Placement, first: date, last: date) -> Decimal:
    """Sum the hours that the logbook has on some days, both ends counted."""
    found = session.scalar(
        select(func.sum(LogbookDay.hours)).where(
            LogbookDay.placement_id == placement.id, LogbookDay.date.between(first, last)
        )
    )
    return found or Decimal(0)
