"""The table of visits and contacts during placements."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import Staff
from school.core.database import Base, Versioned, enum_type, reference_type
from school.placements.models import Placement
from school.visits.rules import MissedReason, Statements, VisitKind


class Visit(Versioned, Base):
    """A visit, call or message between the trainer, the apprentice and the tutor."""

    __tablename__ = "visits"
    __table_args__ = (
        CheckConstraint(
            "(missed_on IS NULL) = (missed_reason IS NULL)", name="missed_for_a_reason"
        ),
        CheckConstraint("missed_on IS NULL OR done_on IS NULL", name="made_or_missed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"), index=True)
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    kind: Mapped[VisitKind] = mapped_column(enum_type(VisitKind, "kind"))
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    summary: Mapped[str | None]
    apprentice_said: Mapped[str | None]
    tutor_said: Mapped[str | None]
    trainer_said: Mapped[str | None]
    missed_on: Mapped[date | None]
    missed_reason: Mapped[MissedReason | None] = mapped_column(
        enum_type(MissedReason, "missed_reason")
    )
    missed_detail: Mapped[str | None]

    placement: Mapped[Placement] = relationship()
    trainer: Mapped[Staff | None] = relationship()

    @property
    def statements(self) -> Statements:
        """What each of the three said, as the rules read it."""
        return Statements(self.apprentice_said, self.tutor_said, self.trainer_said)
