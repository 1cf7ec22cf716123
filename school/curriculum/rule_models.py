"""What a version of a curriculum requires of each module: hours, tasks, quiz, completion.

The page of a module shows the newest of it; whoever trains in a cohort is held to the rules of
the version that the cohort follows.
"""

from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.core.database import Base, ExactDecimal
from school.curriculum.models import Module


class ModuleRule(Base):
    """The rules of a module in a version; written once, with it, and never changed.

    Shares go from 0 to 1, the mark of the quiz is in per cent, `quiz_minutes` is None when no
    time is set. `prerequisites` are codes of modules; `tasks` are codes of practical tasks in the
    order of teaching, all of them to be acquired, and `safety` those among them without which
    nothing else counts. `completion_source` says who set the limits.
    """

    __tablename__ = "module_rules"
    __table_args__ = (UniqueConstraint("version_id", "module_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("curriculum_versions.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), index=True)
    weeks: Mapped[int]
    centre_hours: Mapped[int]
    enterprise_hours: Mapped[int]
    prerequisites: Mapped[list[str]] = mapped_column(JSON)
    tasks: Mapped[list[str]] = mapped_column(JSON)
    quiz_questions: Mapped[int]
    quiz_attempts: Mapped[int]
    quiz_minutes: Mapped[int | None]
    centre_share: Mapped[Decimal] = mapped_column(ExactDecimal)
    enterprise_share: Mapped[Decimal] = mapped_column(ExactDecimal)
    quiz_mark: Mapped[int]
    safety: Mapped[list[str]] = mapped_column(JSON)
    completion_source: Mapped[str]

    module: Mapped[Module] = relationship()
