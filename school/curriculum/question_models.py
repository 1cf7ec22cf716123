"""The table of questions: the bank of each module, in each version of a curriculum."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from school.core.database import Base, reference_type


class BankQuestion(Base):
    """A question of a module's bank at its place; `content` is the part as the pack has it.

    `lesson` is the code of the lesson that it bears on. Written once, with its version.
    """

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("version_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("curriculum_versions.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), index=True)
    reference: Mapped[str] = mapped_column(reference_type())
    position: Mapped[int]
    kind: Mapped[str]
    lesson: Mapped[str] = mapped_column(reference_type())
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
