"""Tables of placements that work for a contract, and of months that were declared."""

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.clauses.models import Contract, Participant
from school.clauses.rules import Bucket, HourForm
from school.core.database import Base, Versioned, enum_type, reference_type
from school.placements.models import Placement


class ContractPlacement(Versioned, Base):
    """A placement whose days in the logbook count for a contract, between two days."""

    __tablename__ = "contract_placements"
    __table_args__ = (
        CheckConstraint(
            "until_on IS NULL OR from_on IS NULL OR until_on >= from_on", name="ends_after_start"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    lot: Mapped[str] = mapped_column(reference_type())
    bucket: Mapped[Bucket] = mapped_column(enum_type(Bucket, "bucket"))
    form: Mapped[HourForm] = mapped_column(enum_type(HourForm, "form"))
    from_on: Mapped[datetime.date | None]
    until_on: Mapped[datetime.date | None]

    placement: Mapped[Placement] = relationship()
    contract: Mapped[Contract] = relationship()
    participant: Mapped[Participant] = relationship()


class MonthDeclaration(Versioned, Base):
    """What an operator declared of a month of a lot: hours, or none; unsaid is unknown."""

    __tablename__ = "month_declarations"
    __table_args__ = (UniqueConstraint("contract_id", "lot", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    lot: Mapped[str] = mapped_column(reference_type())
    month: Mapped[str] = mapped_column(reference_type())
    has_hours: Mapped[bool]
    declared_on: Mapped[datetime.date]
    declared_by: Mapped[str]

    contract: Mapped[Contract] = relationship()
