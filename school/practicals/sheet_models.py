"""Tables of what a trainer signed: sheets of practicals, their photos, who acknowledged them.

What is signed never changes: a correction is another sheet of the same assessment, numbered one
higher, and the one it corrects stays.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from school.accounts.models import Staff
from school.cohorts.models import Cohort, Trainee
from school.core.clock import now
from school.core.database import Base, ExactDecimal, enum_type, reference_type
from school.curriculum.models import PracticalTask
from school.practicals.place_rules import Place
from school.practicals.rules import Verdict
from school.practicals.sheet_rules import Content

if TYPE_CHECKING:
    from school.practicals.readings.models import SheetReading


class PracticalSheet(Base):
    """One attempt as its trainer signed it: gates, measures, equipment, verdict and why.

    `computed` is the verdict of the measures by the thresholds of `curriculum_version`, and
    `verdict` the one that was kept. The assessment of the same reference holds what is known
    today; a sheet holds what was said once.
    """

    __tablename__ = "practical_sheets"
    __table_args__ = (
        UniqueConstraint("assessment_reference", "number"),
        Index(None, "trainee_id"),
        Index(None, "cohort_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    assessment_reference: Mapped[str] = mapped_column(reference_type())
    number: Mapped[int]
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("practical_tasks.id"))
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    attempt: Mapped[int]
    assessed_on: Mapped[date]
    computed: Mapped[Verdict | None] = mapped_column(enum_type(Verdict, "computed"))
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict, "verdict"))
    stop_reason: Mapped[str | None]
    decision_reason: Mapped[str | None]
    correction_reason: Mapped[str | None]
    note: Mapped[str | None]
    curriculum_version: Mapped[str | None]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    signed_by: Mapped[str]
    signed_at: Mapped[datetime] = mapped_column(default=now)

    trainee: Mapped[Trainee] = relationship()
    cohort: Mapped[Cohort] = relationship()
    task: Mapped[PracticalTask] = relationship()
    trainer: Mapped[Staff | None] = relationship()
    acknowledgement: Mapped["SheetAcknowledgement | None"] = relationship(back_populates="sheet")
    reading: Mapped["SheetReading | None"] = relationship(back_populates="sheet")
    photos: Mapped[list["SheetPhoto"]] = relationship(order_by="SheetPhoto.position")

    school_minutes: Mapped[int | None] = query_expression()
    """The time that its school allowed then, where it was the school's own and is asked for."""

    @property
    def said(self) -> Content:
        """The gates, measures and equipment as they were signed."""
        return Content.from_plain(self.content)

    @property
    def is_overridden(self) -> bool:
        """Tell whether the trainer kept another verdict than that of the measures."""
        return self.computed is not None and self.computed is not self.verdict


class SheetAcknowledgement(Base):
    """The apprentice of a sheet has read it, and may have said something about it."""

    __tablename__ = "sheet_acknowledgements"

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("practical_sheets.id"), unique=True)
    acknowledged_by: Mapped[str]
    acknowledged_at: Mapped[datetime] = mapped_column(default=now)
    remark: Mapped[str | None]

    sheet: Mapped[PracticalSheet] = relationship(back_populates="acknowledgement")


class SheetPhoto(Base):
    """A photo of a sheet: a JPEG drawn anew, without anything that the camera wrote into it.

    Where it was taken, in degrees, is kept beside it only for a school that wishes so.
    """

    __tablename__ = "sheet_photos"
    __table_args__ = (
        UniqueConstraint("sheet_id", "position"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="place_is_whole"),
        CheckConstraint("latitude BETWEEN -90000000 AND 90000000", name="latitude_of_earth"),
        CheckConstraint("longitude BETWEEN -180000000 AND 180000000", name="longitude_of_earth"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("practical_sheets.id"))
    position: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    digest: Mapped[str]
    latitude: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    longitude: Mapped[Decimal | None] = mapped_column(ExactDecimal)

    @property
    def place(self) -> Place | None:
        """Where it was taken, if that was kept."""
        if self.latitude is None or self.longitude is None:
            return None
        return Place(self.latitude, self.longitude)


class PhotoPart(Base):
    """A piece of a photo's bytes, short enough for a cell of a spreadsheet.

    The references of a photo's pieces are in the order of the pieces.
    """

    __tablename__ = "photo_parts"
    __table_args__ = (UniqueConstraint("photo_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("sheet_photos.id"))
    reference: Mapped[str] = mapped_column(reference_type())
    content: Mapped[bytes] = mapped_column(LargeBinary)


def never_changes(*models: type[Base]) -> None:
    """Let rows of these tables be neither changed nor deleted, whoever tries."""
    for model in models:
        event.listen(model, "before_update", _refuse)
        event.listen(model, "before_delete", _refuse)


def _refuse(mapper: object, connection: object, target: Any) -> None:
    del mapper, connection
    raise RuntimeError(f"{target.__tablename__}: what is signed is never changed")


never_changes(PracticalSheet, SheetAcknowledgement, SheetPhoto, PhotoPart)
