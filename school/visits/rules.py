"""Visits and contacts: kinds, and when one is late."""

from datetime import date
from enum import StrEnum


class VisitKind(StrEnum):
    """How the trainer kept contact (EXCHANGE, table visits)."""

    VISIT = "visit"
    CALL = "call"
    MESSAGE = "message"


def is_late(planned_on: date | None, done_on: date | None, today: date) -> bool:
    """Tell whether a planned visit was not made on its day or before."""
    return done_on is None and planned_on is not None and planned_on < today
