"""Tables of immersion: duties done week by week, absences and accidents."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.core.database import Base, ExactDecimal, Versioned, enum_type, reference_type
from school.placements.agreements.models import PlacementDuty
from school.placements.immersion.rules import (
    AbsenceReason,
    AbsenceStatus,
    AccidentStatus,
    Care,
    DutyLevel,
    Stretch,
)
from school.placements.models import Placement


class LogbookDuty(Versioned, Base):
    """How a duty of a placement was done in a week of the logbook, validated by the tutor.

    `week` is its Monday. A week in which the duty was not met has no row.
    """

    __tablename__ = "logbook_duties"
    __table_args__ = (UniqueConstraint("duty_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("placement_duties.id"))
    week: Mapped[date]
    level: Mapped[DutyLevel] = mapped_column(enum_type(DutyLevel, "level"))
    validated_on: Mapped[date | None]

    duty: Mapped[PlacementDuty] = relationship()


class Absence(Versioned, Base):
    """Days on which somebody was not at work in the enterprise, and what the school says of it."""

    __tablename__ = "placement_absences"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="ends_after_start"),
        CheckConstraint("hours IS NULL OR hours >= 0", name="hours_not_negative"),
        CheckConstraint("(status = 'declared') = (settled_on IS NULL)", name="settled_on_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    hours: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    reason: Mapped[AbsenceReason] = mapped_column(enum_type(AbsenceReason, "reason"))
    detail: Mapped[str | None]
    declared_on: Mapped[date]
    declared_by: Mapped[str]
    status: Mapped[AbsenceStatus] = mapped_column(enum_type(AbsenceStatus, "status"), index=True)
    settled_on: Mapped[date | None]
    settled_by: Mapped[str | None]
    answer: Mapped[str | None]

    placement: Mapped[Placement] = relationship()

    @property
    def is_excused(self) -> bool:
        """Whether the school excuses it."""
        return self.status is AbsenceStatus.EXCUSED

    @property
    def stretch(self) -> Stretch:
        """The days as the rules read them."""
        return Stretch(self.first_on, self.last_on)


class Accident(Versioned, Base):
    """An accident at work or a near miss: what happened, to whom it was declared, what followed."""

    __tablename__ = "accidents"
    __table_args__ = (
        CheckConstraint(
            "(declared_on IS NULL) = (declared_to IS NULL)", name="declared_to_somebody"
        ),
        CheckConstraint("status <> 'reported' OR declared_on IS NULL", name="reported_first"),
        CheckConstraint("(status = 'closed') = (closed_on IS NOT NULL)", name="closed_on_a_day"),
        CheckConstraint("(closed_on IS NULL) = (measures IS NULL)", name="closed_with_measures"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"), index=True)
    happened_on: Mapped[date]
    hour: Mapped[str | None]
    place: Mapped[str]
    account: Mapped[str]
    care: Mapped[Care] = mapped_column(enum_type(Care, "care"))
    injury: Mapped[str | None]
    witness: Mapped[str | None]
    stopped_work: Mapped[bool]
    reported_on: Mapped[date]
    reported_by: Mapped[str]
    status: Mapped[AccidentStatus] = mapped_column(enum_type(AccidentStatus, "status"), index=True)
    declared_on: Mapped[date | None]
    declared_to: Mapped[str | None]
    closed_on: Mapped[date | None]
    measures: Mapped[str | None]

    placement: Mapped[Placement] = relationship()
