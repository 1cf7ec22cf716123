"""Tables of practical assessments and their measures."""

import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from school.accounts.models import Staff
from school.cohorts.models import Cohort, Trainee
from school.core.database import Base, ExactDecimal, enum_type, reference_type
from school.curriculum.models import PracticalTask
from school.practicals.rules import Verdict


class Assessment(Base):
    """A practical assessment as it was known from a day on; a later row supersedes it."""

    __tablename__ = "assessments"
    __table_args__ = (
        UniqueConstraint("reference", "recorded_on"),
        Index(None, "cohort_id", "trainee_id"),
        Index(None, "trainee_id"),
        Index(None, "trainer_id", "recorded_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type())
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("practical_tasks.id"), index=True)
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    assessed_on: Mapped[datetime.date]
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict, "verdict"))
    note: Mapped[str | None]
    recorded_on: Mapped[datetime.date]

    trainee: Mapped[Trainee] = relationship()
    cohort: Mapped[Cohort] = relationship()
    task: Mapped[PracticalTask] = relationship()
    trainer: Mapped[Staff | None] = relationship()
    school_minutes: Mapped[int | None] = query_expression()
    """The time that its school allows today, where it is the school's own and is asked for."""

    measures: Mapped[list["Measure"]] = relationship(
        primaryjoin="Assessment.reference == foreign(Measure.assessment_reference)",
        order_by="Measure.reference",
        viewonly=True,
    )


class Measure(Base):
    """One measured value of an assessment.

    It belongs to the assessment's reference, which several rows may carry (EXCHANGE gives
    measures no date of their own), so there is no foreign key to one of those rows.
    """

    __tablename__ = "measures"
    __table_args__ = (UniqueConstraint("assessment_reference", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_reference: Mapped[str] = mapped_column(reference_type())
    reference: Mapped[str] = mapped_column(reference_type())
    value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    unit: Mapped[str | None]
