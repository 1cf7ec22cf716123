"""Tables of quizzes: when they are open, who answered what, and what it was worth.

Nothing here is ever changed: a window that moves is another row, known from its instant on.
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.cohorts.models import Cohort, Trainee
from school.core.database import Base, ExactDecimal, enum_type, reference_type
from school.curriculum.models import Module
from school.learning.marking import Verdict
from school.learning.quizzes.rules import Opening, Purpose


class QuizWindow(Base):
    """From when to when a cohort may take the quiz of a module (UTC), as decided at an instant."""

    __tablename__ = "quiz_windows"
    __table_args__ = (
        Index(None, "cohort_id", "module_id"),
        CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR closes_at >= opens_at",
            name="closes_after_opening",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str | None]

    @property
    def opening(self) -> Opening:
        """The limits as the rules read them."""
        return Opening(self.opens_at, self.closes_at)


class QuizAttempt(Base):
    """One time that somebody answered a quiz, with the mark in per cent that it earned.

    `quiz` is the code of the module, or of the lesson that is practised; `number` counts the
    person's attempts at it from 1. `answered_at` is stated by the page, `received_at` by us.
    """

    __tablename__ = "quiz_attempts"
    __table_args__ = (
        UniqueConstraint("trainee_id", "purpose", "quiz", "number"),
        Index(None, "cohort_id", "module_id"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("mark >= 0 AND mark <= 100000000", name="mark_in_per_cent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainees.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    purpose: Mapped[Purpose] = mapped_column(enum_type(Purpose, "purpose"))
    quiz: Mapped[str] = mapped_column(reference_type())
    number: Mapped[int]
    curriculum_version: Mapped[str]
    mark: Mapped[Decimal] = mapped_column(ExactDecimal)
    answered_at: Mapped[datetime]
    received_at: Mapped[datetime]
    received_late: Mapped[bool] = mapped_column(default=False)
    client_uuid: Mapped[str | None] = mapped_column(unique=True)

    trainee: Mapped[Trainee] = relationship()
    cohort: Mapped[Cohort] = relationship()
    module: Mapped[Module] = relationship()


class QuizAnswer(Base):
    """The answer to one question of an attempt, with what was drawn for it and its share.

    `drawn` and `answer` are written by `codec`; a question left blank has no answer.
    """

    __tablename__ = "quiz_answers"
    __table_args__ = (
        UniqueConstraint("attempt_id", "question"),
        CheckConstraint("share >= 0 AND share <= 1000000", name="share_from_nothing_to_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempts.id"))
    question: Mapped[str] = mapped_column(reference_type())
    position: Mapped[int]
    drawn: Mapped[str]
    answer: Mapped[str | None]
    share: Mapped[Decimal] = mapped_column(ExactDecimal)
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict, "verdict"))
