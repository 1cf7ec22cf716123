"""The time that a school allows for a task, as decided from its own medians; none ever changes."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.models import School
from school.core.clock import now
from school.core.database import Base, ExactDecimal, reference_type
from school.curriculum.models import PracticalTask
from school.practicals.sheet_models import never_changes


class TaskAllowance(Base):
    """Minutes that a school allows for a task from a moment on, instead of the curriculum's.

    `median` and `times` are the numbers that it was decided on: the median of the school's times
    in minutes, and how many there were. A later row of the same school and task replaces it.
    """

    __tablename__ = "task_allowances"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("times > 0", name="times"),
        Index(None, "school_id", "task_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(reference_type(), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("practical_tasks.id"))
    minutes: Mapped[int]
    median: Mapped[Decimal] = mapped_column(ExactDecimal)
    times: Mapped[int]
    reason: Mapped[str | None]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime] = mapped_column(default=now)

    school: Mapped[School] = relationship()
    task: Mapped[PracticalTask] = relationship()


never_changes(TaskAllowance)
