"""Tables of evaluations: a school's questions in versions, and what was answered."""

import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import School
from school.core.database import Base, Versioned, enum_type, reference_type
from school.placements.evaluations.rules import EvaluationState, EvaluationVoice, JobAnswer
from school.placements.models import Placement


class EvaluationQuestions(Base):
    """The questions of a school as they were chosen once; the newest version is asked."""

    __tablename__ = "evaluation_questions"
    __table_args__ = (UniqueConstraint("school_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    number: Mapped[int]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    stated_by: Mapped[str]
    stated_on: Mapped[datetime.date]

    school: Mapped[School] = relationship()


class Evaluation(Versioned, Base):
    """What one voice said of a placement once; its answers never change.

    What was done about its low marks is written beside them, once, and so is that the job a tutor
    spoke of will not come.
    """

    __tablename__ = "evaluations"
    __table_args__ = (
        CheckConstraint("(state = 'handled') = (handled_on IS NOT NULL)", name="handled_dated"),
        CheckConstraint("handled_on >= given_on", name="handled_after_given"),
        CheckConstraint("(handled_on IS NULL) = (handled_by IS NULL)", name="handled_by_somebody"),
        CheckConstraint("(no_job_on IS NULL) = (no_job_by IS NULL)", name="no_job_by_somebody"),
        CheckConstraint("no_job_on >= given_on", name="no_job_after_given"),
        CheckConstraint("no_job_on IS NULL OR job_answer = 'yes'", name="no_job_of_a_yes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"), index=True)
    voice: Mapped[EvaluationVoice] = mapped_column(enum_type(EvaluationVoice, "voice"))
    author: Mapped[str]
    given_on: Mapped[datetime.date]
    answers: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    job_answer: Mapped[JobAnswer | None] = mapped_column(enum_type(JobAnswer, "job_answer"))
    state: Mapped[EvaluationState] = mapped_column(enum_type(EvaluationState, "state"), index=True)
    handled_on: Mapped[datetime.date | None]
    handled_by: Mapped[str | None]
    handled_note: Mapped[str | None]
    no_job_on: Mapped[datetime.date | None]
    """When the school learned that the job spoken of will not come."""
    no_job_by: Mapped[str | None]

    placement: Mapped[Placement] = relationship()
