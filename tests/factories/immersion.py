"""Small builders of what happens in the enterprise: absences, accidents, duties done."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from school.placements.agreements.models import PlacementDuty
from school.placements.immersion.models import Absence, Accident, LogbookDuty
from school.placements.immersion.rules import (
    AbsenceReason,
    AbsenceStatus,
    AccidentStatus,
    Care,
    DutyLevel,
)
from school.placements.models import Placement
from tests.factories.records import add, number


def make_absence(session: Session, placement: Placement, **values: Any) -> Absence:
    """Make an absence of a day, which the school has still to settle."""
    day = placement.starts_on or date(2026, 3, 2)
    defaults = {
        "reference": f"AB-{number()}", "first_on": day, "last_on": day, "hours": Decimal(7),
        "reason": AbsenceReason.SICKNESS, "declared_on": day, "declared_by": "Tutrice",
        "status": AbsenceStatus.DECLARED,
    }  # fmt: skip
    return add(session, Absence(placement=placement, **{**defaults, **values}))


def make_accident(session: Session, placement: Placement, **values: Any) -> Accident:
    """Make an accident, which the school has still to declare."""
    day = placement.starts_on or date(2026, 3, 2)
    defaults = {
        "reference": f"AC-{number()}", "happened_on": day, "place": "Chambre 12",
        "account": "Doigt coincé sous la trappe.", "care": Care.DOCTOR, "injury": "Index",
        "stopped_work": True, "reported_on": day, "reported_by": "Tutrice",
        "status": AccidentStatus.REPORTED,
    }  # fmt: skip
    return add(session, Accident(placement=placement, **{**defaults, **values}))


def make_duty(session: Session, placement: Placement, **values: Any) -> PlacementDuty:
    """Put a duty in force from the first day of a placement."""
    serial = number()
    defaults = {
        "reference": f"DU-{serial}", "position": serial, "wording": f"Souder la boîte {serial}",
        "competencies": ["F0/C1"], "since_version": 1,
        "since_on": placement.starts_on or date(2026, 3, 2),
    }  # fmt: skip
    return add(session, PlacementDuty(placement_id=placement.id, **{**defaults, **values}))


def make_duty_done(session: Session, duty: PlacementDuty, **values: Any) -> LogbookDuty:
    """Note that a duty was done alone in a week."""
    defaults = {"week": date(2026, 3, 2), "level": DutyLevel.ALONE}
    return add(session, LogbookDuty(duty_id=duty.id, **{**defaults, **values}))
