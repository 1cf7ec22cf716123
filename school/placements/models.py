"""Tables of placements and of the logbook kept during them."""

import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.cohorts.models import Cohort, Trainee
from school.core.database import Base, ExactDecimal, Versioned, enum_type, reference_type
from school.enterprises.models import Enterprise, Tutor
from school.placements.rules import NEVER_BEGAN, PlacementDates, PlacementStatus


class Placement(Versioned, Base):
    """A period of work in an enterprise, with the duties of an employee starting in the post."""

    __tablename__ = "placements"
    __table_args__ = (
        CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_start"
        ),
        CheckConstraint("weekly_hours IS NULL OR weekly_hours > 0", name="weekly_hours_positive"),
        Index(None, "trainee_id", "cohort_id"),
        Index(None, "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"), index=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"), index=True)
    tutor_id: Mapped[int | None] = mapped_column(ForeignKey("tutors.id"), index=True)
    position: Mapped[str | None]
    starts_on: Mapped[datetime.date | None]
    ends_on: Mapped[datetime.date | None]
    weekly_hours: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    status: Mapped[PlacementStatus] = mapped_column(enum_type(PlacementStatus, "status"))
    proposed_on: Mapped[datetime.date | None]
    confirmed_on: Mapped[datetime.date | None]
    ended_on: Mapped[datetime.date | None]
    end_reason: Mapped[str | None]

    trainee: Mapped[Trainee] = relationship()
    cohort: Mapped[Cohort] = relationship()
    enterprise: Mapped[Enterprise] = relationship()
    tutor: Mapped[Tutor | None] = relationship()

    @property
    def dates(self) -> PlacementDates:
        """The dates as the rules read them."""
        return PlacementDates(
            self.proposed_on, self.confirmed_on, self.starts_on, self.ends_on, self.ended_on
        )

    @property
    def last_day(self) -> datetime.date | None:
        """The last day of work, else the one that was planned: what never began has no other."""
        return self.ends_on if self.status in NEVER_BEGAN else self.ended_on or self.ends_on


class LogbookDay(Versioned, Base):
    """One day of work in the enterprise, validated by the tutor."""

    __tablename__ = "logbook"
    __table_args__ = (
        UniqueConstraint("placement_id", "date"),
        CheckConstraint("hours >= 0 AND hours <= 24000000", name="hours_of_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"))
    date: Mapped[datetime.date]
    hours: Mapped[Decimal] = mapped_column(ExactDecimal)
    activities: Mapped[str | None]
    validated_on: Mapped[datetime.date | None]

    placement: Mapped[Placement] = relationship()
