"""The table of what was said of the ends of placements; lines are added and never changed."""

import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.core.database import Base, ExactDecimal, enum_type, reference_type
from school.placements.ends.rules import (
    Decider,
    EndAction,
    EndOutcome,
    EndParty,
    EndState,
    NextStep,
)
from school.placements.models import Placement
from school.placements.rules import EndReason


class PlacementEnd(Base):
    """One step about the end of a placement, with all that holds after it.

    The newest line of a placement is what is known; `number` counts its lines from 1.
    """

    __tablename__ = "placement_ends"
    __table_args__ = (
        UniqueConstraint("placement_id", "number"),
        CheckConstraint("missed_hours IS NULL OR missed_hours >= 0", name="missed_hours_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"))
    number: Mapped[int]
    action: Mapped[EndAction] = mapped_column(enum_type(EndAction, "action"))
    party: Mapped[EndParty] = mapped_column(enum_type(EndParty, "party"))
    author: Mapped[str]
    noted_on: Mapped[datetime.date]
    comment: Mapped[str | None]
    state: Mapped[EndState] = mapped_column(enum_type(EndState, "state"))
    state_since: Mapped[datetime.date]
    outcome: Mapped[EndOutcome] = mapped_column(enum_type(EndOutcome, "outcome"))
    last_day: Mapped[datetime.date]
    missed_hours: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    cause: Mapped[EndReason | None] = mapped_column(enum_type(EndReason, "cause"))
    detail: Mapped[str | None]
    decided_by: Mapped[Decider | None] = mapped_column(enum_type(Decider, "decided_by"))
    next_step: Mapped[NextStep] = mapped_column(enum_type(NextStep, "next_step"))
    next_since: Mapped[datetime.date]

    placement: Mapped[Placement] = relationship()
