"""The table of the equipment that practicals are done and measured with."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import School
from school.core.database import Base, Versioned, enum_type, reference_type
from school.practicals.equipment_rules import EquipmentKind


class Equipment(Versioned, Base):
    """A piece of equipment of a school, known by its serial number."""

    __tablename__ = "equipment"
    __table_args__ = (
        UniqueConstraint("school_id", "serial"),
        CheckConstraint("calibration_due_on >= calibrated_on", name="due_after_calibration"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    kind: Mapped[EquipmentKind] = mapped_column(enum_type(EquipmentKind, "kind"))
    serial: Mapped[str] = mapped_column(reference_type())
    model: Mapped[str | None]
    calibrated_on: Mapped[date | None]
    calibration_due_on: Mapped[date | None]
    retired: Mapped[bool] = mapped_column(default=False)

    school: Mapped[School] = relationship()
